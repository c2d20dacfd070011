//! Folds of the log: what people see, or an index that a service works by. Each can be thrown away at any time.

use contract::{Subject, Unreadable};
use serde::{Serialize, de::DeserializeOwned};

/// A pure fold of the facts of some kinds, in the order of the log. The default is the state before any fact.
pub trait Fold: Clone + Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name, in snapshots and on health: a-z and hyphens.
    const NAME: &'static str;
    /// The kinds of streams of facts that it reads; it never meets another.
    const KINDS: &'static [contract::Kind];
    /// The text of the files that say how it folds. A snapshot that was made by another text does not fit.
    const SOURCES: &'static [&'static str];

    /// A fact as this fold looks at it: texts that it does not need are not built.
    type Seen: Send;

    /// Reads a fact as it is stored. No state is needed for that, so it may be done ahead.
    fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Self::Seen, Unreadable>;

    /// Applies the next fact. Total: it believes what the log says.
    fn apply(&mut self, seen: Self::Seen);
}
