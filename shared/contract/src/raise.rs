//! How events have grown: the version of each type, and the steps by which older data is raised on reading.
//!
//! A type's data is of a new version with every change of what is written, be it one optional field. So a program that
//! is older than an event knows it by its version, and nobody reads half an event. What stands on the log stays as it is.
//!
//! To give a type its next version:
//! 1. change its Rust type, and let the version in [`GROWTH`] count one more;
//! 2. add a [`Step`] from the version before: a pure function on the data; where nothing needs to be done, one that
//!    returns what it was given;
//! 3. fill the new field in `tests/fixtures`; where the old golden file is now read to something else than the fixture,
//!    say so in `raised_otherwise` of `tests/growing.rs`;
//! 4. `cargo run -p contract --example schemas` and `cargo run -p contract --example golden` add the files of the new
//!    version beside those of the old ones, which stay.
//!
//! A new type needs a line in [`GROWTH`], a fixture, and step 4. A changed meaning is a new type, never a new version.

use serde_json::{Map, Value};

/// The data of an event by the names of its fields.
pub type Fields = Map<String, Value>;

/// The types that there are, and how they came to be as they are.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// Every type of event, and the version of its data that this program writes; it reads that and all older ones.
    pub versions: &'static [(&'static str, u32)],
    /// One step for each older version of each type.
    pub steps: &'static [Step],
}

/// What the data of one version is in the next.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub event_type: &'static str,
    pub from: u32,
    /// Total, whatever the fields hold: what cannot be raised is left as it is, and is then not read.
    pub raise: fn(Fields) -> Fields,
}

/// The events of this program.
pub const GROWTH: Growth = Growth {
    versions: &[
        ("source.registered", 1),
        ("source.changed", 1),
        ("source.paused", 1),
        ("source.resumed", 1),
        ("source.failed", 1),
        ("source.recovered", 1),
        ("source.set_aside", 1),
        ("article.received", 2),
        ("article.revised", 3),
        ("article.commissioned", 2),
        ("translation.requested", 2),
        ("translation.claimed", 1),
        ("translation.renewed", 1),
        ("translation.released", 1),
        ("translation.lapsed", 1),
        ("translation.drafted", 2),
        ("translation.rescued", 1),
        ("translation.submitted", 2),
        ("translation.returned", 1),
        ("translation.assigned", 1),
        ("translation.unassigned", 1),
        ("translation.source_changed", 2),
        ("translation.source_accepted", 1),
        ("translation.omitted", 1),
        ("translation.joined", 2),
        ("translation.split", 2),
        ("translation.note_added", 1),
        ("translation.restored", 1),
        ("translation.removed", 1),
        ("translation.waived", 1),
        ("translation.unwaived", 1),
        ("translation.suggested", 1),
        ("translation.taken_up", 1),
        ("term.proposed", 1),
        ("term.added", 1),
        ("term.changed", 1),
        ("term.retired", 1),
        ("memory.imported", 1),
        ("memory.names_imported", 1),
        ("memory.withdrawn", 1),
        ("edit.opened", 2),
        ("edit.changes_requested", 1),
        ("edit.approved", 2),
        ("edit.waived", 1),
        ("edit.judged", 1),
        ("policy.enacted", 1),
        ("publication.prepared", 2),
        ("publication.published", 2),
        ("member.joined", 2),
        ("member.roles_set", 2),
        ("member.languages_set", 1),
        ("member.preferred", 1),
        ("member.left", 1),
        ("newsroom.adjusted", 1),
        ("newsroom.style_set", 1),
    ],
    steps: &[
        grown("article.received", 1),
        Step { event_type: "article.revised", from: 1, raise: into_no_languages },
        grown("article.revised", 2),
        grown("article.commissioned", 1),
        grown("translation.requested", 1),
        grown("translation.drafted", 1),
        grown("translation.submitted", 1),
        grown("translation.source_changed", 1),
        grown("translation.joined", 1),
        grown("translation.split", 1),
        grown("edit.opened", 1),
        grown("edit.approved", 1),
        grown("publication.prepared", 1),
        grown("publication.published", 1),
        grown("member.joined", 1),
        grown("member.roles_set", 1),
    ],
};

/// A version that can say more than the one before, whose data says the same in it.
const fn grown(event_type: &'static str, from: u32) -> Step {
    Step { event_type, from, raise: as_it_was }
}

fn as_it_was(data: Fields) -> Fields {
    data
}

/// A revision did not say into which languages its article was commissioned. Nobody can tell by now, so it says none.
fn into_no_languages(mut revised: Fields) -> Fields {
    revised.insert("languages".to_owned(), Value::Array(Vec::new()));
    revised
}

impl Growth {
    /// The version in which this type is written; none for a type that this program does not know.
    pub fn version(&self, event_type: &str) -> Option<u32> {
        self.versions.iter().find(|(known, _)| *known == event_type).map(|(_, version)| *version)
    }

    /// The data as the current version has it; none where a step is missing, because there was no such version.
    pub(crate) fn raised(&self, event_type: &str, written: u32, data: Fields) -> Option<Fields> {
        let step_from =
            |version| self.steps.iter().find(|step| step.event_type == event_type && step.from == version);
        (written..self.version(event_type)?)
            .try_fold(data, |data, version| step_from(version).map(|step| (step.raise)(data)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Minutes became seconds, then the holder's name came to stand in a list.
    const MADE_UP: Growth = Growth {
        versions: &[("translation.claimed", 3), ("translation.lapsed", 1)],
        steps: &[
            Step { event_type: "translation.claimed", from: 2, raise: in_a_list },
            Step { event_type: "translation.claimed", from: 1, raise: in_seconds },
        ],
    };

    fn in_seconds(mut data: Fields) -> Fields {
        if let Some(minutes) = data.remove("minutes").and_then(|minutes| minutes.as_u64()) {
            data.insert("seconds".to_owned(), json!(minutes * 60));
        }
        data
    }

    fn in_a_list(mut data: Fields) -> Fields {
        if let Some(holder) = data.remove("holder") {
            data.insert("holders".to_owned(), json!([holder]));
        }
        data
    }

    fn fields(data: &Value) -> Fields {
        data.as_object().unwrap().clone()
    }

    #[test]
    fn old_data_goes_through_every_step_in_turn() {
        let third = fields(&json!({"holders": ["salma"], "seconds": 120}));
        let second = fields(&json!({"holder": "salma", "seconds": 120}));
        let first = fields(&json!({"holder": "salma", "minutes": 2}));
        for (version, data) in [(1, first), (2, second), (3, third.clone())] {
            assert_eq!(MADE_UP.raised("translation.claimed", version, data), Some(third.clone()));
        }
    }

    #[test]
    fn a_version_that_never_was_is_not_raised() {
        assert_eq!(MADE_UP.raised("translation.claimed", 0, Fields::new()), None);
        assert_eq!(MADE_UP.raised("translation.lapsed", 0, Fields::new()), None);
        assert_eq!(MADE_UP.raised("translation.unheard_of", 1, Fields::new()), None);
    }

    #[test]
    fn every_older_version_has_exactly_one_step() {
        for growth in [GROWTH, MADE_UP] {
            let older = |(event_type, version): &(&'static str, u32)| {
                let event_type = *event_type;
                (1..*version).map(move |from| (event_type, from)).collect::<Vec<_>>()
            };
            let mut wanted: Vec<_> = growth.versions.iter().flat_map(older).collect();
            let mut steps: Vec<_> = growth.steps.iter().map(|step| (step.event_type, step.from)).collect();
            wanted.sort_unstable();
            steps.sort_unstable();
            assert_eq!(steps, wanted);
        }
    }
}
