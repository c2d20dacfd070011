//! Reading the words themselves: the board says where they stand, the log has them.

use contract::{Event, Recorded, article, edit, publication, translation};
use futures_util::future::try_join_all;
use journal::Fault;

use crate::{
    api::bodies::{ArticleText, Draft, Fact, PieceText, Submitted},
    board::{Article, Piece},
    problem::Problem,
    state::State,
};

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        tracing::error!(fault = %runtime::commands::chain(&fault), "the log could not be read");
        Self::unavailable("the log could not be read")
    }
}

async fn event(state: &State, sequence: u64) -> Result<Recorded<Event>, Fault> {
    state.log.get(sequence).await?.read()
}

async fn events(state: &State, sequences: &[u64]) -> Result<Vec<Recorded<Event>>, Fault> {
    try_join_all(sequences.iter().map(|sequence| event(state, *sequence))).await
}

/// The article with its newest text.
pub(crate) async fn article(state: &State, article: Article) -> Result<ArticleText, Problem> {
    let document = match event(state, article.text).await?.event {
        Event::Article(article::Event::Received(received)) => received.document,
        Event::Article(article::Event::Revised(revised)) => revised.document,
        Event::Article(article::Event::Commissioned(_))
        | Event::Source(_)
        | Event::Translation(_)
        | Event::Edit(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_) => return Err(misplaced(article.text)),
    };
    Ok(ArticleText { row: article.row, document })
}

/// The piece with all its words.
pub(crate) async fn piece(state: &State, piece: Piece) -> Result<PieceText, Problem> {
    let Event::Translation(translation::Event::Requested(requested)) =
        event(state, piece.request).await?.event
    else {
        return Err(misplaced(piece.request));
    };
    let sequences: Vec<u64> = piece.drafts.values().copied().collect();
    let mut drafts = Vec::with_capacity(sequences.len());
    for drafted in events(state, &sequences).await? {
        if let Event::Translation(translation::Event::Drafted { block, text, .. }) = drafted.event {
            drafts.push(Draft { block, text });
        }
    }
    Ok(PieceText {
        document: requested.document,
        drafts,
        rescued: rescued(state, &piece.rescued).await?,
        submission: submission(state, piece.submission).await?,
        notes: notes(state, piece.changes).await?,
        notices: notices(state, piece.edition).await?,
        row: piece.row,
    })
}

/// All facts about an article and its pieces, in order.
pub(crate) async fn timeline(state: &State, article: &Article) -> Result<Vec<Fact>, Problem> {
    let facts = events(state, &article.history).await?;
    Ok(facts.into_iter().map(fact).collect())
}

fn fact(recorded: Recorded<Event>) -> Fact {
    let piece = recorded.subject.piece_id();
    let mut written = serde_json::to_value(&recorded.event).expect("it was read from JSON");
    let kind = written["type"].as_str().unwrap_or_default().to_owned();
    let data = written["data"].take();
    Fact { sequence: recorded.sequence, at: recorded.at, by: recorded.by, piece, kind, data }
}

async fn rescued(state: &State, sequences: &[u64]) -> Result<Vec<translation::Rescue>, Fault> {
    let mut rescued = Vec::with_capacity(sequences.len());
    for recorded in events(state, sequences).await? {
        if let Event::Translation(translation::Event::Rescued { block, text, by }) = recorded.event {
            rescued.push(translation::Rescue { block, text, by: by.member, at: recorded.at });
        }
    }
    Ok(rescued)
}

async fn submission(state: &State, sequence: Option<u64>) -> Result<Option<Submitted>, Problem> {
    let Some(sequence) = sequence else { return Ok(None) };
    let Event::Translation(translation::Event::Submitted(submission)) = event(state, sequence).await?.event
    else {
        return Err(misplaced(sequence));
    };
    let translation::Submission { document, digest, translators, round, .. } = *submission;
    Ok(Some(Submitted { document, digest, translators, round }))
}

async fn notes(state: &State, sequence: Option<u64>) -> Result<Vec<contract::Note>, Problem> {
    let Some(sequence) = sequence else { return Ok(Vec::new()) };
    let Event::Edit(edit::Event::ChangesRequested { notes, .. }) = event(state, sequence).await?.event else {
        return Err(misplaced(sequence));
    };
    Ok(notes)
}

async fn notices(state: &State, sequence: Option<u64>) -> Result<Option<publication::Notices>, Problem> {
    let Some(sequence) = sequence else { return Ok(None) };
    let Event::Publication(publication::Event::Published(edition)) = event(state, sequence).await?.event
    else {
        return Err(misplaced(sequence));
    };
    Ok(Some(edition.notices))
}

/// The board points at an event of another kind: the log was exchanged under a running desk.
fn misplaced(sequence: u64) -> Problem {
    tracing::error!(event.sequence = sequence, "not the event that the board means");
    Problem::unavailable("the board does not fit the log; restart the desk")
}
