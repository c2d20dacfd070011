//! What ingest does about events: its own, for a source's routing rules are carried out one by one.

use contract::{
    Event, Kind, Recorded, Subject,
    article::{self, Command},
};
use runtime::reactions::Answers;

use crate::article::Article;

pub(crate) const KINDS: &[Kind] = &[Kind::Article];

/// A received article is commissioned as its source's routing rules say.
pub(crate) fn answer(recorded: &Recorded<Event>) -> Answers<Article> {
    match &recorded.event {
        Event::Article(article::Event::Received(received)) => {
            let Some(id) = recorded.subject.article_id() else { return Vec::new() };
            let commission = |route: &contract::Route| {
                let (language, brief) = (route.language.clone(), route.brief.clone());
                (Subject::article(id), Command::Commission { language, brief })
            };
            received.routes.iter().map(commission).collect()
        }
        Event::Article(article::Event::Revised(_) | article::Event::Commissioned(_))
        | Event::Source(_)
        | Event::Translation(_)
        | Event::Edit(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => Vec::new(),
    }
}
