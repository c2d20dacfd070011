//! The event log on NATS JetStream: open it, append to it, load from it, follow it, react to it.
//!
//! The only crate that names JetStream's store. What holds here:
//! - one command records at most one event, whatever is retried, redelivered or killed ([`Streams::execute`]);
//! - what was acknowledged is on disk, or the log is not opened ([`Log::open`]);
//! - an event that cannot be read stops its reader, or stands aside for a person to see; it is never skipped.

mod ahead;
mod aside;
mod cache;
mod chain;
mod connect;
mod durability;
mod follow;
mod live;
mod loaded;
mod log;
mod object;
mod open;
mod raw;
mod react;
mod rebuild;
mod retry;
mod snapshot;
mod states;
mod streams;
mod wire;

pub use ahead::{Ahead, Fact};
pub use aside::{AsideWatch, Asides, Change};
pub use connect::connect;
pub use durability::{Weakness, all_seen, look_at_servers};
pub use follow::Follow;
pub use live::{Live, Reading, prepare};
pub use log::{AppendError, Fault, Log, Stored};
pub use open::{OpenError, Settings};
pub use raw::RAW_BYTES_MOST;
pub use react::{Delivery, Heard, PROGRESS_EVERY, Place, Reactions, SetUpOtherwise};
pub use rebuild::{Comparison, Difference};
pub use snapshot::{Folded, fold_version};
pub use states::States;
pub use streams::{Instruction, Outcome, Streams};
pub use wire::{WireItem, WireReader};
