//! When the server can be used: it told its ports, and JetStream has read its store.

use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpStream;

use crate::monitor;

/// How often it is looked whether the server is ready: nothing tells.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// One look at the server's health.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// Where the server listens, on 127.0.0.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ports {
    pub(crate) client: u16,
    pub(crate) monitor: u16,
}

/// Waits, for ever if need be, until the server answers on the ports that its ports file tells.
pub(crate) async fn ready(ports_file: &Path) -> Ports {
    loop {
        let ports = std::fs::read_to_string(ports_file).ok().and_then(|text| parse(&text));
        if let Some(ports) = ports
            && answers(ports).await
        {
            return ports;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// The name of the ports file that `program` writes as process `pid`.
pub(crate) fn ports_file(folder: &Path, program: &Path, pid: u32) -> PathBuf {
    let program = program.file_name().unwrap_or_default().to_string_lossy();
    folder.join(format!("{program}_{pid}.ports"))
}

/// Reads the ports file; `None` also while it is half written.
fn parse(text: &str) -> Option<Ports> {
    let told: Value = serde_json::from_str(text).ok()?;
    let port = |of: &str| told[of][0].as_str()?.rsplit_once(':')?.1.parse().ok();
    Some(Ports { client: port("nats")?, monitor: port("monitoring")? })
}

async fn answers(ports: Ports) -> bool {
    let asked = async {
        TcpStream::connect((Ipv4Addr::LOCALHOST, ports.client)).await?;
        healthy(ports.monitor).await
    };
    matches!(tokio::time::timeout(ANSWER_WITHIN, asked).await, Ok(Ok(true)))
}

/// Asks only for JetStream itself: one broken stream is for its users to report, not a reason not to start.
async fn healthy(monitor: u16) -> io::Result<bool> {
    Ok(monitor::get(monitor, "/healthz?js-enabled-only=true").await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = r#"{"nats":["nats://127.0.0.1:33021"],"monitoring":["http://127.0.0.1:46243"]}"#;

    #[test]
    fn both_ports_are_read() {
        assert_eq!(parse(TOLD), Some(Ports { client: 33021, monitor: 46243 }));
    }

    #[test]
    fn a_half_written_file_tells_nothing_yet() {
        for end in 0..TOLD.len() {
            assert_eq!(parse(&TOLD[..end]), None);
        }
    }
}
