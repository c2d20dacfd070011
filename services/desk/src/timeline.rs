//! The history of an article, part by part: so many facts, and so many bytes, at a time.

use contract::{ArticleId, Event, Recorded};
use futures_util::TryStreamExt;

use crate::{api::bodies::Fact, problem::Problem, reading, state::State};

/// The most bytes of facts that one part holds, after its first fact: a fact may have half a megabyte.
const PART_BYTES_MOST: usize = 4 * 1024 * 1024;

/// Some facts about an article and its pieces, in the order of the log.
pub(crate) struct Part {
    pub(crate) facts: Vec<Recorded<Event>>,
    /// The sequence of its last fact, if there are more.
    pub(crate) next: Option<u64>,
}

/// At most so many facts about an article and its pieces with larger sequences than `after`.
pub(crate) async fn part(state: &State, id: ArticleId, after: u64, most: usize) -> Result<Part, Problem> {
    let (sequences, last) = {
        let board = state.board.read();
        let history = &board.articles.get(&id).ok_or_else(|| state.lacks("article"))?.history;
        let begin = history.partition_point(|sequence| *sequence <= after);
        let sequences = history.iter().skip(begin).take(most).copied().collect::<Vec<u64>>();
        (sequences, history.last().copied())
    };
    let mut facts: Vec<Recorded<Event>> = Vec::with_capacity(sequences.len());
    let mut bytes = 0;
    let mut stored = std::pin::pin!(reading::stored(state, sequences));
    while let Some(fact) = stored.try_next().await? {
        bytes += fact.bytes.len();
        if bytes > PART_BYTES_MOST && !facts.is_empty() {
            break;
        }
        facts.push(fact.read()?);
    }
    let end = facts.last().map(|fact| fact.sequence);
    Ok(Part { facts, next: end.filter(|end| Some(*end) < last) })
}

/// How many facts one page of a timeline looks at while it searches for those that are wanted.
const LOOKED_AT_MOST: usize = 2000;

/// The same of the facts that are wanted. A page may hold fewer than it could: it looks at so many facts, and no more.
pub(crate) async fn part_of(
    state: &State,
    id: ArticleId,
    after: u64,
    most: usize,
    wanted: impl Fn(&Recorded<Event>) -> bool,
) -> Result<Part, Problem> {
    let (mut found, mut looked, mut after) = (Vec::new(), 0, after);
    loop {
        let Part { facts, next } = part(state, id, after, most).await?;
        looked += facts.len();
        for fact in facts {
            let sequence = fact.sequence;
            if wanted(&fact) {
                found.push(fact);
            }
            if found.len() == most {
                let more =
                    next.is_some()
                        || state.board.read().articles.get(&id).is_some_and(|article| {
                            article.history.last().is_some_and(|last| *last > sequence)
                        });
                return Ok(Part { facts: found, next: more.then_some(sequence) });
            }
        }
        match next {
            Some(next) if looked < LOOKED_AT_MOST => after = next,
            next => return Ok(Part { facts: found, next }),
        }
    }
}

/// A fact as the API tells it.
pub(crate) fn fact(recorded: Recorded<Event>) -> Fact {
    let Recorded { sequence, subject, id, cause, by, at, event } = recorded;
    let mut written = serde_json::to_value(&event).expect("it was read from JSON");
    let kind = written["type"].as_str().unwrap_or_default().to_owned();
    Fact { sequence, id, cause, at, by, piece: subject.piece_id(), kind, data: written["data"].take() }
}
