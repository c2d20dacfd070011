//! What translation does about other services' events.

use contract::{
    Event, Kind, Language, Recorded, Subject, article, edit,
    translation::{Command, Requested, Revision},
};
use runtime::reactions::Answers;

use crate::translation::Translation;

pub(crate) const KINDS: &[Kind] = &[Kind::Article, Kind::Edit];

/// A commission asks for a translation; a change at the source reaches every translation of the article; an editor's wish
/// for changes returns one.
pub(crate) fn answer(recorded: &Recorded<Event>) -> Answers<Translation> {
    match &recorded.event {
        Event::Article(article::Event::Commissioned(commissioned)) => {
            let Some(article) = recorded.subject.article_id() else { return Vec::new() };
            let piece = contract::PieceId { article, language: commissioned.language.clone() };
            let requested = Requested {
                language: piece.language.clone(),
                origin: commissioned.origin.clone(),
                document: commissioned.document.clone(),
                brief: commissioned.brief.clone(),
            };
            vec![(Subject::translation(&piece), Command::Request(Box::new(requested)).into())]
        }
        Event::Article(article::Event::Revised(revised)) => {
            let Some(article) = recorded.subject.article_id() else { return Vec::new() };
            let revision = Revision { origin: revised.origin.clone(), document: revised.document.clone() };
            let change = |language: &Language| {
                let piece = contract::PieceId { article, language: language.clone() };
                (Subject::translation(&piece), Command::ChangeSource(Box::new(revision.clone())).into())
            };
            revised.languages.iter().map(change).collect()
        }
        Event::Edit(edit::Event::ChangesRequested { round, notes, editor }) => {
            let Some(piece) = recorded.subject.piece_id() else { return Vec::new() };
            let back = Command::Return { round: *round, notes: notes.clone(), editor: editor.clone() };
            vec![(Subject::translation(&piece), back.into())]
        }
        Event::Article(article::Event::Received(_))
        | Event::Edit(
            edit::Event::Opened(_)
            | edit::Event::Approved(_)
            | edit::Event::Waived(_)
            | edit::Event::Judged { .. },
        )
        | Event::Source(_)
        | Event::Translation(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => Vec::new(),
    }
}
