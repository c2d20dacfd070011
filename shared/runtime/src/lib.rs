//! How a process lives: telemetry, serving commands, reactions, shutdown, the clock.

pub mod clock;
pub mod commands;
pub mod health;
pub mod reactions;
pub mod rebuild;
mod tasks;
pub mod telemetry;

pub use health::Health;
pub use tasks::Tasks;
/// Told once, heard everywhere: finish what is at hand and end.
pub use tokio_util::sync::CancellationToken as Shutdown;
