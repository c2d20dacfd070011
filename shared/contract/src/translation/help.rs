//! What machines helped with in a text, told together.

use std::collections::BTreeMap;

use super::MachineHelp;

/// What one machine helped with in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helped {
    pub engine: String,
    /// In how many blocks.
    pub blocks: usize,
    /// How far these were changed, in thousandths: the mean of the blocks, rounded.
    pub changed: u16,
}

impl MachineHelp {
    /// The helps of a text, machine by machine in the order of their names; empty where no machine helped.
    pub fn by_engine(help: &[Self]) -> Vec<Helped> {
        let mut engines = BTreeMap::<&str, (usize, usize)>::new();
        for Self { engine, changed, .. } in help {
            let (blocks, sum) = engines.entry(engine).or_default();
            (*blocks, *sum) = (*blocks + 1, *sum + usize::from(*changed));
        }
        let helped = |(engine, (blocks, sum)): (&str, (usize, usize))| {
            let mean = (sum + blocks / 2) / blocks;
            Helped { engine: engine.to_owned(), blocks, changed: mean.try_into().unwrap_or(u16::MAX) }
        };
        engines.into_iter().map(helped).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BlockId;

    #[test]
    fn helps_are_told_together_machine_by_machine() {
        let help = |block, engine: &str, changed| MachineHelp {
            block: BlockId(block),
            engine: engine.to_owned(),
            changed,
        };
        assert_eq!(MachineHelp::by_engine(&[]), []);
        let helped = MachineHelp::by_engine(&[help(1, "B", 0), help(2, "A", 1000), help(4, "B", 125)]);
        let told: Vec<_> =
            helped.iter().map(|helped| (helped.engine.as_str(), helped.blocks, helped.changed)).collect();
        assert_eq!(told, [("A", 1, 1000), ("B", 2, 63)]);
    }
}
