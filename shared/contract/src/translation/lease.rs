//! Who has a translation, and until when.

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Credit;

/// A claim with an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lease {
    pub holder: Credit,
    /// Grows with each claim: a write under an older one is refused.
    pub epoch: u32,
    /// By the service's clock. The lease is over at this instant.
    pub until: DateTime<Utc>,
    /// The length that renewing gives again.
    pub minutes: u32,
}

impl Lease {
    /// Whether the lease still holds at this time.
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        at < self.until
    }

    /// When the lease ends if its holder is seen working at this time.
    pub fn renewed(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        at + TimeDelta::minutes(self.minutes.into())
    }
}
