//! Opening the log: the connection, the look at the server, the streams.

use anyhow::Context;
use async_nats::{Client, ServerAddr};
use contract::health::Durability;
use journal::{Log, Settings};

use crate::{
    arguments::Keeping,
    place::{Folder, Place},
};

/// Where the log is and how it is known that it keeps what it acknowledges.
pub(crate) struct Whereabouts {
    pub(crate) servers: Vec<ServerAddr>,
    pub(crate) promise: Promise,
    pub(crate) replicas: usize,
}

/// What the servers' word, that an event is kept, is to be worth.
pub(crate) enum Promise {
    /// To be seen at these monitoring addresses, or the log is not opened.
    Seen { at: Vec<String> },
    /// Whoever runs this has taken the risk; what is seen at these addresses, if any, is told.
    Taken { at: Vec<String> },
}

/// An opened log and the connection that it is on.
#[derive(Clone)]
pub(crate) struct Opened {
    pub(crate) client: Client,
    pub(crate) log: Log,
}

impl Whereabouts {
    /// Servers that somebody else runs.
    pub(crate) fn given(servers: Vec<ServerAddr>, keeping: &Keeping) -> anyhow::Result<Self> {
        let at = keeping.nats_monitor.clone();
        let promise = match (at.is_empty(), keeping.accept_weaker_durability) {
            (_, true) => Promise::Taken { at },
            (false, false) => Promise::Seen { at },
            (true, false) => anyhow::bail!(
                "it is not known whether this NATS server keeps what it acknowledges: give --nats-monitor with its \
                 monitoring address (such as http://127.0.0.1:8222; in a cluster those of all servers, separated by \
                 commas), or --accept-weaker-durability"
            ),
        };
        Ok(Self { servers, promise, replicas: keeping.replicas.into() })
    }

    /// Opens the log on servers that keep what they acknowledge; or, where that risk was taken, says what they lack.
    pub(crate) async fn open(&self) -> anyhow::Result<(Opened, Durability)> {
        let client = journal::connect(&self.servers)
            .await
            .with_context(|| format!("cannot connect to the NATS server at {}", named(&self.servers)))?;
        match &self.promise {
            Promise::Seen { at } => {
                // Nothing is created on a server that is not to be used.
                let seen = journal::look_at_servers(at).await.context(NOT_USED)?;
                let log = self.log(&client).await?;
                journal::all_seen(&log.keepers().await?, &seen).context(NOT_USED)?;
                Ok((Opened { client, log }, Durability::OnDisk))
            }
            Promise::Taken { at } => {
                let log = self.log(&client).await?;
                let durability = found(&log, at).await?;
                Ok((Opened { client, log }, durability))
            }
        }
    }

    async fn log(&self, client: &Client) -> anyhow::Result<Log> {
        Ok(Log::open(client.clone(), Settings { replicas: self.replicas }).await?)
    }
}

const NOT_USED: &str = "this NATS server is not used (--accept-weaker-durability would use it all the same)";

/// What is seen of servers that are used in any case.
async fn found(log: &Log, at: &[String]) -> anyhow::Result<Durability> {
    let looked = if at.is_empty() {
        Err("nobody has looked whether the servers keep what they acknowledge: --nats-monitor was not given"
            .to_owned())
    } else {
        let keepers = log.keepers().await?;
        let seen = journal::look_at_servers(at).await;
        seen.and_then(|seen| journal::all_seen(&keepers, &seen)).map_err(|weakness| weakness.to_string())
    };
    Ok(match looked {
        Ok(()) => Durability::OnDisk,
        Err(why) => {
            tracing::warn!(why, "acknowledged work may be lost with the power; that was accepted");
            Durability::Weaker { why }
        }
    })
}

/// Which log is looked after.
#[derive(clap::Args)]
pub(crate) struct Tended {
    /// The server or cluster that has the log; separate several addresses by commas [default: that of the newsroom that
    /// runs in the folder]
    #[arg(
        long = "nats",
        env = "DRAGOMAN_NATS",
        value_name = "URL",
        value_delimiter = ',',
        hide_env_values = true,
        global = true
    )]
    pub(crate) servers: Vec<ServerAddr>,
}

/// The log of a newsroom that is there already, for whoever looks after it: at these servers, or, where none are given,
/// at those of the newsroom that runs in the folder. Nothing is created.
pub(crate) async fn existing(servers: &[ServerAddr], place: &Place) -> anyhow::Result<Opened> {
    let servers = meant(servers, place)?;
    let client = journal::connect(&servers)
        .await
        .with_context(|| format!("cannot connect to the NATS server at {}", named(&servers)))?;
    let log = Log::open_existing(client.clone()).await?;
    Ok(Opened { client, log })
}

/// The servers that are given, or else those of the newsroom that runs in the folder.
pub(crate) fn meant(servers: &[ServerAddr], place: &Place) -> anyhow::Result<Vec<ServerAddr>> {
    if servers.is_empty() { running_in(&place.folder()?) } else { Ok(servers.to_vec()) }
}

fn running_in(folder: &Folder) -> anyhow::Result<Vec<ServerAddr>> {
    let Some(servers) = folder.servers()? else {
        anyhow::bail!(
            "no newsroom runs in {}: start one with `dragoman up`, or give --nats with the address of its server",
            folder.path.display()
        )
    };
    servers.split(", ").map(|server| server.parse().context("the folder's nats.url cannot be read")).collect()
}

/// The servers without the passwords that may stand in their addresses.
pub(crate) fn named(servers: &[ServerAddr]) -> String {
    let name = |server: &ServerAddr| format!("{}://{}:{}", server.scheme(), server.host(), server.port());
    servers.iter().map(name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_an_address_is_not_shown() {
        let servers = ["nats://desk:secret@a:4333".parse().unwrap(), "b".parse().unwrap()];
        assert_eq!(named(&servers), "nats://a:4333, nats://b:4222");
    }
}
