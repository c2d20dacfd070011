//! What publishing does about events: prepares what was approved, and puts what was published on the wire.

use contract::{Event, Kind, Recorded, Subject, edit, publication};
use journal::{Fault, Log};
use runtime::reactions::Answers;

use crate::{
    ninjs::Item,
    publication::{Command, Publication},
};

pub(crate) const KINDS: &[Kind] = &[Kind::Edit];
pub(crate) const WIRE_KINDS: &[Kind] = &[Kind::Publication];

/// An approval prepares a publication.
pub(crate) fn answer(recorded: &Recorded<Event>) -> Answers<Publication> {
    match &recorded.event {
        Event::Edit(edit::Event::Approved(approval)) => {
            let Some(piece) = recorded.subject.piece_id() else { return Vec::new() };
            vec![(Subject::publication(&piece), Command::Prepare(approval.clone()))]
        }
        Event::Edit(
            edit::Event::Opened(_)
            | edit::Event::ChangesRequested { .. }
            | edit::Event::Waived(_)
            | edit::Event::Judged { .. },
        )
        | Event::Source(_)
        | Event::Article(_)
        | Event::Translation(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => Vec::new(),
    }
}

/// An edition goes onto the wire, once.
pub(crate) async fn put_on_wire(log: Log, recorded: Recorded<Event>) -> Result<(), Fault> {
    let Event::Publication(publication::Event::Published(edition)) = &recorded.event else { return Ok(()) };
    let Some(piece) = recorded.subject.piece_id() else { return Ok(()) };
    let subject = format!("wire.{}.{}.{piece}", piece.language, edition.origin.section);
    let bytes = Item::of(&piece, edition).bytes();
    if let Some(number) = log.put_on_wire(&subject, edition.version, bytes).await? {
        tracing::info!(piece.id = %piece, wire.number = number, "published on the wire");
    }
    Ok(())
}
