//! What a machine said of a block.

use contract::translation::Command;
use decider::{Context, Decision};

use super::Translation;

impl Translation {
    pub(super) fn suggest(&self, _: &Command, _: &Context) -> Decision<Self> {
        Ok(None)
    }
}
