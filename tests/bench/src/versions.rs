//! What was measured, and on what.

/// The lock file of the workspace.
pub(crate) const OURS: &str = include_str!("../../../Cargo.lock");

/// The lock file of the peers.
pub(crate) const PEERS: &str = include_str!("../peers/Cargo.lock");

/// A crate with the version that a lock file holds it to.
pub(crate) fn locked(lock: &str, name: &str) -> String {
    let package = format!("name = \"{name}\"\nversion = \"");
    let version = lock.split_once(&package).and_then(|(_, rest)| rest.split('"').next());
    format!("{name} {}", version.unwrap_or("of no known version"))
}

/// The processor's name and how many of it there are, where the system tells.
pub(crate) fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{cores} × {}", name.unwrap_or("a processor without a name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_of_both_lock_files_are_known() {
        for (lock, name) in [(OURS, "async-nats"), (PEERS, "cqrs-es"), (PEERS, "postgres-es")] {
            let version = locked(lock, name);
            assert!(version.ends_with(|c: char| c.is_ascii_digit()), "{version}");
        }
    }
}
