//! How much is tried, and the seed from which every random choice follows. Both are given when the tests are compiled,
//! because only the command line reads the environment.

use std::sync::OnceLock;

use contract::CommandId;
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use uuid::Uuid;

/// How many rounds of faults there are in all: 10 unless `DRAGOMAN_ROUNDS` says otherwise.
pub fn rounds() -> u32 {
    option_env!("DRAGOMAN_ROUNDS").map_or(10, |rounds| rounds.parse().expect("DRAGOMAN_ROUNDS is a number"))
}

/// The seed of this run: that of `DRAGOMAN_SEED`, or drawn.
pub fn seed() -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    *SEED.get_or_init(|| {
        let seed = option_env!("DRAGOMAN_SEED").map_or_else(
            || getrandom::u64().expect("the system has chance"),
            |seed| seed.parse().expect("DRAGOMAN_SEED is a number"),
        );
        println!("seed: DRAGOMAN_SEED={seed}");
        seed
    })
}

/// Chance that follows from the seed and from what it is for.
pub struct Chance(TestRunner);

impl Chance {
    pub fn new(purpose: &str) -> Self {
        Self::with(purpose, Config::default())
    }

    /// With the bounds of a search for a history that fails.
    pub fn with(purpose: &str, config: Config) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed().to_le_bytes());
        for (byte, of_purpose) in bytes[8..].iter_mut().zip(purpose.bytes()) {
            *byte = of_purpose;
        }
        Self(TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)))
    }

    pub fn draw<S: Strategy>(&mut self, from: &S) -> S::Value {
        from.new_tree(&mut self.0).expect("nothing is filtered out").current()
    }

    pub fn runner(&mut self) -> &mut TestRunner {
        &mut self.0
    }
}

/// Ids of commands that differ within one log and follow from the seed.
pub struct Ids(u64);

impl Ids {
    /// `space` tells apart what draws ids for the same log.
    pub fn new(space: u32) -> Self {
        Self(u64::from(space) << 32)
    }

    pub fn next(&mut self) -> CommandId {
        self.0 += 1;
        CommandId(Uuid::from_u64_pair(seed(), self.0))
    }
}
