//! The newsroom's folder on this machine: its log, its key, and where its desk is.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use clap::Args;

/// Which folder is meant.
#[derive(Args)]
pub(crate) struct Place {
    /// The newsroom's folder [default: `dragoman` where the user's data is kept]
    #[arg(long, env = "DRAGOMAN_DATA", value_name = "FOLDER", global = true)]
    data: Option<PathBuf>,
    /// The base of the default folder, as the XDG Base Directory Specification names it.
    #[arg(long, env = "XDG_DATA_HOME", hide = true, global = true)]
    xdg_data_home: Option<OsString>,
}

/// Why the newsroom's folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlaceError {
    #[error("there is no home folder to keep the newsroom in: give --data")]
    NoHome,
    #[error("cannot use {path}")]
    File { path: PathBuf, source: io::Error },
    #[error("{path} is not a key, which has 32 bytes")]
    NotAKey { path: PathBuf },
    #[error("no random bytes for the desk's key")]
    NoChance(#[source] getrandom::Error),
}

fn file(path: &Path) -> impl FnOnce(io::Error) -> PlaceError {
    let path = path.to_owned();
    move |source| PlaceError::File { path, source }
}

impl Place {
    pub(crate) fn folder(&self) -> Result<Folder, PlaceError> {
        if let Some(data) = &self.data {
            let path = std::path::absolute(data).map_err(file(data))?;
            return Ok(Folder { path, is_default: false });
        }
        let path = of_user(self.xdg_data_home.as_deref(), ".local/share")?;
        Ok(Folder { path, is_default: true })
    }
}

/// Where a fetched nats-server is kept.
pub(crate) fn cache(xdg_cache_home: Option<&OsStr>) -> Result<PathBuf, PlaceError> {
    of_user(xdg_cache_home, ".cache")
}

fn of_user(xdg: Option<&OsStr>, below_home: &str) -> Result<PathBuf, PlaceError> {
    let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    beneath(xdg, home, below_home).ok_or(PlaceError::NoHome)
}

/// The specification has an empty or relative path ignored.
fn beneath(xdg: Option<&OsStr>, home: Option<PathBuf>, below_home: &str) -> Option<PathBuf> {
    let base = xdg.map(PathBuf::from).filter(|base| base.is_absolute());
    base.or_else(|| Some(home?.join(below_home))).map(|base| base.join("dragoman"))
}

/// One newsroom's folder.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    /// Whether it is found without being named.
    pub(crate) is_default: bool,
}

impl Folder {
    /// Makes the folder, for its user alone: it holds what is not published yet.
    pub(crate) fn make(&self) -> Result<(), PlaceError> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.path).map_err(file(&self.path))
    }

    /// What the nats-server keeps.
    pub(crate) fn nats(&self) -> PathBuf {
        self.path.join("nats")
    }

    /// The desk's search index, which can be taken away at any time.
    pub(crate) fn index(&self) -> PathBuf {
        self.path.join("search")
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.path.join("desk.key")
    }

    /// The desk's key, drawn when it is asked for the first time.
    pub(crate) fn make_key(&self) -> Result<desk::Key, PlaceError> {
        let path = self.key_file();
        match read_key(&path) {
            Err(PlaceError::File { source, .. }) if source.kind() == ErrorKind::NotFound => draw_key(&path)?,
            read => return read,
        }
        read_key(&path)
    }

    /// Where the desk of the running newsroom is; `None` if none runs.
    pub(crate) fn address(&self) -> Result<Option<String>, PlaceError> {
        read_line(&self.address_file())
    }

    pub(crate) fn tell_address(&self, address: &str) -> Result<(), PlaceError> {
        write_line(&self.address_file(), address)
    }

    /// The newsroom has ended; where the file cannot be removed, whoever follows it finds nobody there.
    pub(crate) fn forget_address(&self) {
        let _ = fs::remove_file(self.address_file());
        let _ = fs::remove_file(self.servers_file());
    }

    /// The servers of the running newsroom, for who looks after its log; `None` if none runs.
    pub(crate) fn servers(&self) -> Result<Option<String>, PlaceError> {
        read_line(&self.servers_file())
    }

    pub(crate) fn tell_servers(&self, servers: &str) -> Result<(), PlaceError> {
        write_line(&self.servers_file(), servers)
    }

    fn address_file(&self) -> PathBuf {
        self.path.join("desk.url")
    }

    fn servers_file(&self) -> PathBuf {
        self.path.join("nats.url")
    }
}

fn read_line(path: &Path) -> Result<Option<String>, PlaceError> {
    match fs::read_to_string(path) {
        Ok(line) => Ok(Some(line.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file(path)(error)),
    }
}

fn write_line(path: &Path, line: &str) -> Result<(), PlaceError> {
    let opened = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    opened.and_then(|mut written| writeln!(written, "{line}")).map_err(file(path))
}

pub(crate) fn read_key(path: &Path) -> Result<desk::Key, PlaceError> {
    let bytes = fs::read(path).map_err(file(path))?;
    let bytes = bytes.try_into().map_err(|_| PlaceError::NotAKey { path: path.to_owned() })?;
    Ok(desk::Key::new(bytes))
}

/// Puts a key where there is none. It appears whole, and one that another process put there first stays.
fn draw_key(path: &Path) -> Result<(), PlaceError> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(PlaceError::NoChance)?;
    let unfinished = path.with_extension(format!("unfinished-{}", std::process::id()));
    let mut written = File::create(&unfinished).map_err(file(&unfinished))?;
    written
        .set_permissions(Permissions::from_mode(0o600))
        .and_then(|()| written.write_all(&key))
        .and_then(|()| written.sync_all())
        .map_err(file(&unfinished))?;
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished).map_err(file(&unfinished))?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(file(path)(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("dragoman-place-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Folder { path, is_default: false }
    }

    #[test]
    fn an_empty_or_relative_xdg_folder_is_ignored() {
        let home = || Some(PathBuf::from("/home/salma"));
        for ignored in [None, Some(""), Some("data")] {
            let found = beneath(ignored.map(OsStr::new), home(), ".local/share");
            assert_eq!(found.unwrap(), Path::new("/home/salma/.local/share/dragoman"));
        }
        assert_eq!(beneath(Some(OsStr::new("/x")), home(), "y").unwrap(), Path::new("/x/dragoman"));
        assert_eq!(beneath(None, None, ".cache"), None);
    }

    #[test]
    fn a_key_is_drawn_once_and_is_its_users_alone() {
        let folder = folder("key");
        folder.make().unwrap();
        folder.make_key().unwrap();
        let drawn = fs::read(folder.key_file()).unwrap();
        assert_eq!(fs::metadata(folder.key_file()).unwrap().permissions().mode() & 0o777, 0o600);
        draw_key(&folder.key_file()).unwrap();
        assert_eq!(fs::read(folder.key_file()).unwrap(), drawn);
        fs::write(folder.key_file(), "short").unwrap();
        assert!(matches!(folder.make_key(), Err(PlaceError::NotAKey { .. })));
        fs::remove_dir_all(&folder.path).unwrap();
    }

    #[test]
    fn an_address_is_there_while_a_newsroom_runs() {
        let folder = folder("address");
        folder.make().unwrap();
        assert_eq!(folder.address().unwrap(), None);
        folder.tell_address("http://127.0.0.1:1").unwrap();
        assert_eq!(folder.address().unwrap().as_deref(), Some("http://127.0.0.1:1"));
        folder.forget_address();
        assert_eq!(folder.address().unwrap(), None);
        fs::remove_dir_all(&folder.path).unwrap();
    }
}
