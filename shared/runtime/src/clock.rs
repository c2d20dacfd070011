//! The only place that reads the clock and draws ids.

use chrono::{DateTime, SubsecRound, Utc};
use contract::CommandId;
use uuid::Uuid;

/// The time, to the millisecond: finer would only make events longer.
#[expect(clippy::disallowed_methods, reason = "here and nowhere else")]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(3)
}

/// An id for a new command. Ids grow with time (UUID version 7), which helps whoever reads a log.
#[expect(clippy::disallowed_methods, reason = "here and nowhere else")]
pub fn command_id() -> CommandId {
    CommandId(Uuid::now_v7())
}
