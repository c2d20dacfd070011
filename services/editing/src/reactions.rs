//! What editing does about other services' events.

use contract::{Event, Kind, Recorded, Subject, edit::Command, translation};
use runtime::reactions::Answers;

use crate::edit::Edit;

pub(crate) const KINDS: &[Kind] = &[Kind::Translation];

/// A submission opens an edit.
pub(crate) fn answer(recorded: &Recorded<Event>) -> Answers<Edit> {
    match &recorded.event {
        Event::Translation(translation::Event::Submitted(submission)) => {
            let Some(piece) = recorded.subject.piece_id() else { return Vec::new() };
            vec![(Subject::edit(&piece), Command::Open(submission.clone()))]
        }
        Event::Translation(
            translation::Event::Requested(_)
            | translation::Event::Claimed(_)
            | translation::Event::Renewed { .. }
            | translation::Event::Released { .. }
            | translation::Event::Lapsed { .. }
            | translation::Event::Drafted { .. }
            | translation::Event::Rescued { .. }
            | translation::Event::Returned { .. }
            | translation::Event::Assigned { .. }
            | translation::Event::Unassigned { .. }
            | translation::Event::SourceChanged(_)
            | translation::Event::SourceAccepted { .. }
            | translation::Event::Omitted { .. }
            | translation::Event::Joined { .. }
            | translation::Event::Split { .. }
            | translation::Event::NoteAdded { .. }
            | translation::Event::Restored { .. }
            | translation::Event::Removed { .. }
            | translation::Event::Waived { .. }
            | translation::Event::Unwaived { .. }
            | translation::Event::Suggested { .. }
            | translation::Event::TakenUp { .. },
        )
        | Event::Source(_)
        | Event::Article(_)
        | Event::Edit(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => Vec::new(),
    }
}
