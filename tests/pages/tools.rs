//! The tools of others that these tests need: a browser with its driver, axe-core and the Nu checker.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::LazyLock,
};

use clap::Parser;

use crate::required::or_say;

/// Which are used, from the environment.
#[derive(Parser)]
struct Given {
    /// The browser.
    #[arg(long, env = "CHROMIUM", default_value = "chromium")]
    chromium: PathBuf,
    /// Its driver.
    #[arg(long, env = "CHROMEDRIVER", default_value = "chromedriver")]
    chromedriver: PathBuf,
    /// What runs the Nu checker.
    #[arg(long, env = "JAVA", default_value = "java")]
    java: PathBuf,
    /// Where programs stand.
    #[arg(long, env = "PATH", default_value = "")]
    path: OsString,
}

static GIVEN: LazyLock<Given> = LazyLock::new(|| Given::parse_from(["pages"]));

/// A browser and its driver.
#[derive(Clone, Debug)]
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

/// The browser, where there is one.
pub fn chromium() -> Option<Chromium> {
    static FOUND: LazyLock<Option<Chromium>> = LazyLock::new(|| {
        let found = Chromium { browser: on_path(&GIVEN.chromium)?, driver: on_path(&GIVEN.chromedriver)? };
        Some(found).filter(|found| runs(&found.driver, "--version"))
    });
    or_say(
        FOUND.clone(),
        "chromium and chromedriver are not on the PATH (or name them in CHROMIUM and CHROMEDRIVER)",
    )
}

/// The text of axe-core.
pub fn axe() -> Option<String> {
    let found = std::fs::read_to_string(fetched("axe-core/axe.min.js")).ok();
    or_say(found, "axe-core is not there: .ci/pages/fetch brings it")
}

/// What the Nu checker says of all pages in a folder, line by line.
pub async fn nu(folder: &Path) -> Option<Vec<String>> {
    let mut command = checker()?;
    command.args(["--format", "gnu", "--stdout", "--skip-non-html"]).arg(folder);
    let said = tokio::process::Command::from(command).output().await.unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    Some(said.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

/// A command that runs the Nu checker.
fn checker() -> Option<Command> {
    let jar = fetched("vnu-jar/build/dist/vnu.jar");
    let there = jar.is_file() && runs(&GIVEN.java, "-version");
    let command = there.then(|| {
        let mut command = Command::new(&GIVEN.java);
        command.arg("-jar").arg(jar);
        command
    });
    or_say(
        command,
        "the Nu checker is not there: .ci/pages/fetch brings it, and it needs Java 17 or newer (or name it in JAVA)",
    )
}

/// Where pages and screenshots are written.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../pages").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn fetched(name: &str) -> PathBuf {
    folder("tools").join("node_modules").join(name)
}

/// Where a program stands; a name with a folder stands for itself.
fn on_path(program: &Path) -> Option<PathBuf> {
    if program.components().count() > 1 {
        return program.is_file().then(|| program.to_owned());
    }
    std::env::split_paths(&GIVEN.path).map(|folder| folder.join(program)).find(|program| program.is_file())
}

fn runs(program: &Path, with: &str) -> bool {
    let mut command = Command::new(program);
    let status = command.arg(with).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
