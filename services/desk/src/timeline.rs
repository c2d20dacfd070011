//! The history of an article, part by part: so many facts, and so many bytes, at a time.

use contract::{ArticleId, Event, Recorded};
use futures_util::TryStreamExt;

use crate::{api::bodies::Fact, problem::Problem, reading, state::State};

/// The most bytes of facts that one part holds, after its first fact: a fact may have half a megabyte.
const PART_BYTES_MOST: usize = 4 * 1024 * 1024;

/// How many facts one part looks at while it searches for those that are wanted.
const LOOKED_AT_MOST: usize = 2000;

/// Some facts about an article and its pieces, in the order of the log.
pub(crate) struct Part {
    pub(crate) facts: Vec<Recorded<Event>>,
    /// The sequence of the last fact that was looked at, if there are more.
    pub(crate) next: Option<u64>,
}

/// At most so many facts about an article and its pieces with larger sequences than `after`.
pub(crate) async fn part(state: &State, id: ArticleId, after: u64, most: usize) -> Result<Part, Problem> {
    part_of(state, id, after, most, |_| true).await
}

/// The same of the facts that are wanted. A part may hold fewer than it could: it looks at so many facts, and no more.
pub(crate) async fn part_of(
    state: &State,
    id: ArticleId,
    after: u64,
    most: usize,
    wanted: impl Fn(&Recorded<Event>) -> bool,
) -> Result<Part, Problem> {
    let (sequences, last) = {
        let board = state.board.read();
        let history = &board.articles.get(&id).ok_or_else(|| state.lacks("article"))?.history;
        let begin = history.partition_point(|sequence| *sequence <= after);
        let sequences = history.iter().skip(begin).take(LOOKED_AT_MOST).copied().collect::<Vec<u64>>();
        (sequences, history.last().copied())
    };
    let (mut facts, mut bytes, mut end) = (Vec::new(), 0, None);
    let mut stored = std::pin::pin!(reading::stored(state, sequences));
    while let Some(fact) = stored.try_next().await? {
        let (fact, size) = (fact.read()?, fact.bytes.len());
        if wanted(&fact) {
            if bytes + size > PART_BYTES_MOST && !facts.is_empty() {
                break;
            }
            bytes += size;
            end = Some(fact.sequence);
            facts.push(fact);
            if facts.len() == most {
                break;
            }
        } else {
            end = Some(fact.sequence);
        }
    }
    Ok(Part { facts, next: end.filter(|end| Some(*end) < last) })
}

/// A fact as the API tells it.
pub(crate) fn fact(recorded: Recorded<Event>) -> Fact {
    let Recorded { sequence, subject, id, cause, by, at, event } = recorded;
    let mut written = serde_json::to_value(&event).expect("it was read from JSON");
    let kind = written["type"].as_str().unwrap_or_default().to_owned();
    Fact { sequence, id, cause, at, by, piece: subject.piece_id(), kind, data: written["data"].take() }
}
