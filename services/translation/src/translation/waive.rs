//! Findings that the translator lets stand.

use contract::translation::Command;
use decider::{Context, Decision};

use super::Translation;

impl Translation {
    pub(super) fn waive(&self, _: &Command, _: &Context) -> Decision<Self> {
        Ok(None)
    }
}
