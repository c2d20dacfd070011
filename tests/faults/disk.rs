//! A disk that can be made too small: a file system in memory, where this user may mount one.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What it holds at most while it is not made smaller.
const WIDE: &str = "size=4g";

/// Unmounted when it is dropped.
pub struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts one on the folder, which must be there; `None` where this user may not.
    pub fn mount(folder: &Path) -> Option<Self> {
        let mounted = run(Command::new("mount").args(["-t", "tmpfs", "-o", WIDE, "dragoman"]).arg(folder));
        mounted.then(|| Self { folder: folder.to_owned() })
    }

    /// Leaves no more room than this.
    pub fn narrow(&self, free_bytes: u64) {
        let size = self.used_bytes() + free_bytes;
        self.remount(&format!("size={size}"));
    }

    pub fn widen(&self) {
        self.remount(WIDE);
    }

    fn remount(&self, size: &str) {
        let options = format!("remount,{size}");
        assert!(
            run(Command::new("mount").args(["-o", &options]).arg(&self.folder)),
            "cannot resize the disk"
        );
    }

    fn used_bytes(&self) -> u64 {
        let told =
            Command::new("df").args(["--block-size=1", "--output=used"]).arg(&self.folder).output().unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        told.lines().last().unwrap().trim().parse().unwrap()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        unmount(&self.folder);
    }
}

/// Takes away what a run that was killed has left mounted here.
pub fn unmount(folder: &Path) {
    // Lazily: a server that was just killed may still have files open.
    run(Command::new("umount").arg("--lazy").arg(folder));
}

fn run(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
