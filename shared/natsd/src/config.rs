//! How a nats-server is to run, and the configuration file that says so to the server.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

use crate::Error;

/// Which nats-server runs where.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The program, as [`find`](crate::find()) or [`fetch`](crate::fetch()) gave it.
    pub binary: PathBuf,
    /// What the server keeps: its store, log and configuration. Made if it is not there. One server each.
    pub folder: PathBuf,
    /// Where clients connect, on 127.0.0.1.
    pub port: Port,
}

/// The port for clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one if it is free at the start, else any free one.
    Preferred(u16),
    /// Any free one.
    Free,
    /// This one; the start fails if it is taken.
    Exactly(u16),
}

/// What the configuration file says of one port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listen {
    /// The server takes a free one and tells it in its ports file.
    Anywhere,
    At(u16),
}

/// The names of the server's files in its folder, which is also its working directory.
pub(crate) const CONFIG: &str = "nats-server.conf";
pub(crate) const LOG: &str = "nats-server.log";
pub(crate) const PID: &str = "nats-server.pid";
/// The folder in which the server tells its ports.
pub(crate) const PORTS: &str = "ports";

impl Port {
    pub(crate) fn listen(self) -> Result<Listen, Error> {
        match self {
            Self::Free => Ok(Listen::Anywhere),
            Self::Preferred(port) => Ok(bind(port).map_or(Listen::Anywhere, |()| Listen::At(port))),
            Self::Exactly(port) => {
                bind(port).map(|()| Listen::At(port)).map_err(|source| Error::PortTaken { port, source })
            }
        }
    }
}

fn bind(port: u16) -> std::io::Result<()> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop)
}

/// What is said of one server in its configuration file.
#[derive(Clone, Debug)]
pub(crate) struct Configuration {
    pub(crate) name: String,
    pub(crate) client: Listen,
    pub(crate) monitor: Listen,
    /// The cluster that it is a server of, if it is one of a cluster.
    pub(crate) cluster: Option<Routes>,
    /// The most bytes that all its streams together may take, if that is to be less than the disk holds.
    pub(crate) store_bytes_most: Option<u64>,
}

/// The ports on 127.0.0.1 by which the servers of one cluster find each other.
#[derive(Clone, Debug)]
pub(crate) struct Routes {
    pub(crate) own: u16,
    pub(crate) all: Vec<u16>,
}

impl Configuration {
    /// A server by itself.
    pub(crate) fn alone(client: Listen) -> Self {
        let (name, monitor) = ("dragoman".to_owned(), Listen::Anywhere);
        Self { name, client, monitor, cluster: None, store_bytes_most: None }
    }

    /// The text of the configuration file. Its paths are relative to the folder, so none needs quoting.
    pub(crate) fn text(&self) -> String {
        let (name, client, monitor) = (&self.name, address(self.client), address(self.monitor));
        let cluster = self.cluster.as_ref().map(Routes::text).unwrap_or_default();
        let most =
            self.store_bytes_most.map(|bytes| format!("  max_file_store: {bytes}\n")).unwrap_or_default();
        // `sync_interval: always`: by default what was acknowledged in the last two minutes is lost with the power.
        // The store is below `jetstream` in `store_dir`.
        format!(
            r#"# Written by dragoman at each start: changes are lost.
server_name: {name}
listen: "{client}"
http: "{monitor}"
jetstream {{
  store_dir: "."
  sync_interval: always
{most}}}
{cluster}pid_file: "{PID}"
ports_file_dir: "{PORTS}"
log_file: "{LOG}"
logfile_size_limit: 16MB
logfile_max_num: 4
"#
        )
    }
}

impl Routes {
    fn text(&self) -> String {
        let own = self.own;
        let all: Vec<String> = self.all.iter().map(|port| format!("\"nats://127.0.0.1:{port}\"")).collect();
        let all = all.join(", ");
        // `no_advertise`: a client goes only where it was sent, so what stands between it and a server stays there.
        format!(
            r#"cluster {{
  name: dragoman
  listen: "127.0.0.1:{own}"
  routes: [{all}]
  no_advertise: true
}}
"#
        )
    }
}

fn address(listen: Listen) -> String {
    match listen {
        // `-1` asks for a free port; `0` would mean the default one.
        Listen::Anywhere => "127.0.0.1:-1".to_owned(),
        Listen::At(port) => format!("127.0.0.1:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken() -> (TcpListener, u16) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        (listener, port)
    }

    #[test]
    fn a_preferred_port_that_is_taken_is_replaced() {
        let (_listener, port) = taken();
        assert_eq!(Port::Preferred(port).listen().unwrap(), Listen::Anywhere);
    }

    #[test]
    fn an_exact_port_that_is_taken_is_refused() {
        let (_listener, port) = taken();
        assert!(matches!(Port::Exactly(port).listen(), Err(Error::PortTaken { .. })));
    }

    #[test]
    fn every_write_is_flushed() {
        assert!(Configuration::alone(Listen::Anywhere).text().contains("\n  sync_interval: always\n}\n"));
    }

    #[test]
    fn a_server_of_a_cluster_knows_the_routes_to_all() {
        let routes = Routes { own: 6222, all: vec![6222, 6223] };
        let text = Configuration { cluster: Some(routes), ..Configuration::alone(Listen::Anywhere) }.text();
        assert!(text.contains("\n  listen: \"127.0.0.1:6222\"\n"), "{text}");
        assert!(text.contains("[\"nats://127.0.0.1:6222\", \"nats://127.0.0.1:6223\"]"), "{text}");
    }
}
