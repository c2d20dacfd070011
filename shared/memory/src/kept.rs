//! How a memory is serialised: what was added and is not replaced, in its order. What is made of it is made anew.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, SeqAccess, Visitor},
    ser::SerializeSeq as _,
};

use crate::{Memory, Origin, Pair};

/// Texts that were added one after the other with one origin.
#[derive(Serialize, Deserialize)]
struct Added<'a> {
    pair: Cow<'a, Pair>,
    origin: Cow<'a, Origin>,
    /// Each with its translation.
    texts: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl Added<'_> {
    /// Whether another text of this pair and origin belongs to it.
    fn takes(&self, pair: &Pair, origin: &Origin) -> bool {
        *self.pair == *pair && *self.origin == *origin && self.texts.len() < TEXTS_MOST
    }
}

/// How many texts stand in one item at most: an item is read as a whole.
const TEXTS_MOST: usize = 1_000;

impl Serialize for Memory {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(None)?;
        let mut next: Option<Added<'_>> = None;
        for (pair, segment) in self.all() {
            let texts = (segment.source.into(), segment.target.into());
            if let Some(added) = next.as_mut().filter(|added| added.takes(pair, segment.origin)) {
                added.texts.push(texts);
                continue;
            }
            let (pair, origin) = (Cow::Borrowed(pair), Cow::Borrowed(segment.origin));
            if let Some(added) = next.replace(Added { pair, origin, texts: vec![texts] }) {
                items.serialize_element(&added)?;
            }
        }
        next.iter().try_for_each(|added| items.serialize_element(added))?;
        items.end()
    }
}

impl<'de> Deserialize<'de> for Memory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Adding)
    }
}

/// Adds item by item, so that what is read never stands in memory twice.
struct Adding;

impl<'de> Visitor<'de> for Adding {
    type Value = Memory;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what was added to a translation memory")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Memory, A::Error> {
        let mut memory = Memory::default();
        while let Some(added) = items.next_element::<Added<'_>>()? {
            for (source, target) in &added.texts {
                let origin = added.origin.clone().into_owned();
                memory.add(&added.pair, origin, source, target).map_err(de::Error::custom)?;
            }
        }
        Ok(memory)
    }
}
