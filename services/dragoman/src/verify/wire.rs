//! The wire against the log: numbers without a gap, and nothing but what was approved and published.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{Digest, PieceId};
use journal::{Fault, Log, WireItem};
use serde::Deserialize;

use super::{
    digests::Digests,
    found::{Findings, Found},
};

/// What was published this short a time before the wire was read may have been on its way there.
const ON_ITS_WAY: TimeDelta = TimeDelta::seconds(15);

/// What stands on the wire, as far as it is held against the log.
pub(super) struct Wire {
    items: Vec<Item>,
    /// When it began to be read.
    at: DateTime<Utc>,
    /// The number of the last item.
    pub(super) end: u64,
    /// How many items there are.
    pub(super) count: u64,
}

struct Item {
    number: u64,
    subject: String,
    piece: PieceId,
    version: u32,
    digest: Digest,
}

/// The parts of a ninjs document that say what it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ninjs {
    version: String,
    language: String,
    alt_ids: Vec<AltId>,
}

#[derive(Deserialize)]
struct AltId {
    role: String,
    value: String,
}

impl Wire {
    /// Reads the wire up to where it ends now, which is the time `at`.
    pub(super) async fn read(log: &Log, at: DateTime<Utc>, findings: &mut Findings) -> Result<Self, Fault> {
        let mut wire = Self { items: Vec::new(), at, end: 0, count: 0 };
        let mut reader = log.read_wire(1).await?;
        while reader.pending() > 0 {
            let item = reader.next().await?;
            if item.number > wire.end + 1 {
                findings.item(wire.end + 1, "-", Found::Gap { to: item.number - 1 });
            }
            (wire.end, wire.count) = (item.number, wire.count + 1);
            match Item::of(&item) {
                Ok(item) => wire.items.push(item),
                Err(why) => findings.item(item.number, &item.subject, Found::NoItem { why }),
            }
        }
        Ok(wire)
    }

    /// Holds what was read against what the log says by now, however much later that is.
    pub(super) fn judge(self, digests: &mut Digests, findings: &mut Findings) {
        let mut versions: HashMap<PieceId, u32> = HashMap::new();
        for item in self.items {
            let mut add = |found| findings.item(item.number, &item.subject, found);
            let (version, digest) = (item.version, item.digest);
            let after = versions.get(&item.piece).copied().unwrap_or(0);
            if version <= after {
                add(Found::OutOfOrder { version, after });
            }
            versions.insert(item.piece.clone(), version.max(after));
            let Some(piece) = digests.piece(&item.piece) else {
                add(Found::Unapproved { digest });
                continue;
            };
            if !piece.approved.contains(&digest) {
                add(Found::Unapproved { digest });
            }
            match piece.published.iter_mut().find(|published| published.version == version) {
                None => add(Found::Unpublished { version }),
                Some(published) => {
                    published.is_on_wire = true;
                    let published = published.digest;
                    if published != digest {
                        add(Found::OtherOnWire { version, digest, published });
                    }
                }
            }
        }
        missing(digests, self.at, findings);
    }
}

fn missing(digests: &Digests, read_at: DateTime<Utc>, findings: &mut Findings) {
    let all = digests.pieces().flat_map(|(id, piece)| piece.published.iter().map(move |one| (id, one)));
    let mut missing: Vec<_> =
        all.filter(|(_, one)| !one.is_on_wire && read_at - one.at > ON_ITS_WAY).collect();
    missing.sort_by_key(|(_, one)| one.sequence);
    for (id, one) in missing {
        let subject = contract::Subject::publication(id).to_string();
        findings.event(one.sequence, &subject, Found::NotOnWire { version: one.version });
    }
}

impl Item {
    fn of(item: &WireItem) -> Result<Self, String> {
        let ninjs: Ninjs = serde_json::from_slice(&item.bytes).map_err(|error| error.to_string())?;
        let alt_id = |role: &str| {
            let found = ninjs.alt_ids.iter().find(|id| id.role == role);
            found.map(|id| id.value.as_str()).ok_or_else(|| format!("it has no {role}"))
        };
        let piece: PieceId = alt_id("piece")?.parse().map_err(|error| format!("{error}"))?;
        let digest = alt_id("documentDigest")?.parse().map_err(|error| format!("{error}"))?;
        let version = ninjs.version.parse().map_err(|_| format!("its version is `{}`", ninjs.version))?;
        let fits = item.subject.rsplit('.').next() == Some(piece.to_string().as_str())
            && ninjs.language == piece.language.as_str();
        if !fits {
            return Err(format!(
                "it is {piece} in {}, on another subject or in another language",
                ninjs.language
            ));
        }
        Ok(Self { number: item.number, subject: item.subject.clone(), piece, version, digest })
    }
}

#[cfg(test)]
mod tests {
    use journal::Stored;

    use super::*;

    const PUBLISHED: &[u8] =
        include_bytes!("../../../../shared/contract/tests/golden/publication.published.v1.json");

    /// How many items are missing on a wire that was read so many seconds after a piece was published.
    fn missing_after(seconds: i64) -> u64 {
        let envelope: serde_json::Value = serde_json::from_slice(PUBLISHED).unwrap();
        let subject = format!("event.publication.{}", envelope["subject"].as_str().unwrap());
        let published =
            Stored { subject, sequence: 1, before: Some(0), bytes: PUBLISHED.into() }.read().unwrap();
        let (mut digests, mut findings) = (Digests::default(), Findings::default());
        digests.look(&published);
        let wire =
            Wire { items: Vec::new(), at: published.at + TimeDelta::seconds(seconds), end: 0, count: 0 };
        wire.judge(&mut digests, &mut findings);
        findings.count()
    }

    #[test]
    fn what_was_published_just_before_the_wire_was_read_or_after_it_is_not_missing() {
        assert_eq!([-60, 0, 15, 16].map(missing_after), [0, 0, 0, 1]);
    }
}
