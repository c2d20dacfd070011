//! What a program of others says of a fault: English of machines. The log keeps it; what people read of the fault says what
//! they can do.

use std::error::Error;

use contract::SourceId;
use runtime::commands::chain;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{0}")]
pub struct Cause(String);

impl Cause {
    pub(crate) fn of(said: impl ToString) -> Self {
        Self(said.to_string())
    }
}

/// Keeps what is known of a fault beyond what people are told, if anything is.
pub(crate) fn log(id: &SourceId, fault: &dyn Error) {
    if let Some(cause) = fault.source() {
        tracing::warn!(source.id = %id, cause = %chain(cause), "why a feed, or an item of it, was not read");
    }
}
