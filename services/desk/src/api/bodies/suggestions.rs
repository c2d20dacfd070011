//! Of what a machine suggests.

use contract::BlockId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a machine made of a block: nobody's words until somebody takes them up.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Suggested {
    pub block: BlockId,
    /// What the newsroom calls the machine.
    pub engine: String,
    pub text: String,
}
