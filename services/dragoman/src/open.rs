//! Opening the log: the connection, the look at the server, the streams.

use anyhow::Context;
use async_nats::{Client, ServerAddr};
use journal::{Log, Settings};

use crate::{
    arguments::Keeping,
    place::{Folder, Place},
};

/// Where the log is and how it is known that it keeps what it acknowledges.
pub(crate) struct Whereabouts {
    pub(crate) servers: Vec<ServerAddr>,
    pub(crate) durability: Durability,
    pub(crate) replicas: usize,
}

pub(crate) enum Durability {
    /// To be seen at this monitoring address.
    SeenAt(String),
    /// Whoever runs this has taken the risk.
    Accepted,
}

/// An opened log and the connection that it is on.
#[derive(Clone)]
pub(crate) struct Opened {
    pub(crate) client: Client,
    pub(crate) log: Log,
}

impl Whereabouts {
    /// A server that somebody else runs.
    pub(crate) fn given(servers: Vec<ServerAddr>, keeping: &Keeping) -> anyhow::Result<Self> {
        let durability = match (&keeping.nats_monitor, keeping.accept_weaker_durability) {
            (Some(monitor), _) => Durability::SeenAt(monitor.clone()),
            (None, true) => Durability::Accepted,
            (None, false) => anyhow::bail!(
                "it is not known whether this NATS server keeps what it acknowledges: give --nats-monitor with its \
                 monitoring address (such as http://127.0.0.1:8222), or --accept-weaker-durability"
            ),
        };
        Ok(Self { servers, durability, replicas: keeping.replicas.into() })
    }

    pub(crate) async fn open(&self) -> anyhow::Result<Opened> {
        let client = journal::connect(&self.servers)
            .await
            .with_context(|| format!("cannot connect to the NATS server at {}", named(&self.servers)))?;
        if let Durability::SeenAt(monitor) = &self.durability {
            journal::check_server(monitor).await.context("this NATS server is not used")?;
        }
        let log = Log::open(client.clone(), Settings { replicas: self.replicas }).await?;
        Ok(Opened { client, log })
    }
}

/// The log of a newsroom that is there already, for whoever looks after it: at these servers, or, where none are given,
/// at those of the newsroom that runs in the folder. Nothing is created.
pub(crate) async fn existing(servers: &[ServerAddr], place: &Place) -> anyhow::Result<Opened> {
    let servers = if servers.is_empty() { running_in(&place.folder()?)? } else { servers.to_vec() };
    let client = journal::connect(&servers)
        .await
        .with_context(|| format!("cannot connect to the NATS server at {}", named(&servers)))?;
    let log = Log::open_existing(client.clone()).await?;
    Ok(Opened { client, log })
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
