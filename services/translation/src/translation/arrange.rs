//! Where the blocks of a translation do not answer those of the source one by one.

use contract::translation::Command;
use decider::{Context, Decision};

use super::Translation;

impl Translation {
    pub(super) fn arrange(&self, _: &Command, _: &Context) -> Decision<Self> {
        Ok(None)
    }
}
