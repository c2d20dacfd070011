//! Which machine translators may ask: none, unless it is said.

use anyhow::Context;
use clap::Args;
use desk::machine::{Bounds, Machine};

#[derive(Args)]
pub(crate) struct Asked {
    /// A server that speaks the `LibreTranslate` API: translators may ask it for one block at a time, and get a suggestion
    /// [default: none, and no text goes anywhere]
    #[arg(long, env = "DRAGOMAN_MACHINE", value_name = "URL")]
    machine: Option<String>,
    /// What the machine is called where its help is told, also with what is published
    #[arg(long, env = "DRAGOMAN_MACHINE_NAME", value_name = "NAME", default_value = "LibreTranslate")]
    machine_name: String,
    /// The machine's key, if it wants one; others on this computer may see it unless it stands in the environment
    #[arg(long, env = "DRAGOMAN_MACHINE_KEY", value_name = "KEY", hide_env_values = true)]
    machine_key: Option<String>,
}

impl Asked {
    pub(crate) fn machine(&self) -> anyhow::Result<Option<Machine>> {
        let Some(address) = &self.machine else { return Ok(None) };
        let key = self.machine_key.clone().filter(|key| !key.is_empty());
        let machine = Machine::new(&self.machine_name, address, key, Bounds::default());
        machine.map(Some).context("the machine (--machine, DRAGOMAN_MACHINE) cannot be used")
    }
}
