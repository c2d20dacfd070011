//! Reading the words themselves: the board says where they stand, the log has them.

mod source;

use contract::{Arrangement, BlockId, Document, Event, Recorded, article, edit, publication, translation};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use journal::{Fault, Stored};

use crate::{
    api::bodies::{ArticleText, Draft, PieceText, Submitted},
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

/// How many events one request reads at the same time: enough to hide the way to the server, and no more of the largest
/// ones in memory than a few megabytes.
const READ_AT_ONCE: usize = 16;

pub(crate) async fn event(state: &State, sequence: u64) -> Result<Recorded<Event>, Fault> {
    state.log.get(sequence).await?.read()
}

/// The events at these places as the log keeps them, in this order and only as fast as they are taken.
pub(crate) fn stored(
    state: &State,
    sequences: Vec<u64>,
) -> impl Stream<Item = Result<Stored, Fault>> + Send + '_ {
    stream::iter(sequences).map(|sequence| state.log.get(sequence)).buffered(READ_AT_ONCE)
}

pub(crate) async fn events(state: &State, sequences: &[u64]) -> Result<Vec<Recorded<Event>>, Fault> {
    stored(state, sequences.to_vec()).and_then(async |stored| stored.read()).try_collect().await
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
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => return Err(misplaced(article.text)),
    };
    Ok(ArticleText { row: article.row, document })
}

/// The source text of a piece, as its translation answers it.
pub(crate) async fn answered(state: &State, piece: &Piece) -> Result<Document, Problem> {
    Ok(source::source(state, piece).await?.document)
}

/// The piece with all its words.
pub(crate) async fn piece(state: &State, piece: Piece) -> Result<PieceText, Problem> {
    let answered = source::source(state, &piece).await?;
    let (drafts, arrangement) = drafts(state, &piece, &answered.document).await?;
    Ok(PieceText {
        source_change: source::change(&answered),
        document: answered.document,
        drafts,
        arrangement,
        rescued: rescued(state, &piece.rescued).await?,
        submission: submission(state, piece.submission).await?,
        notes: notes(state, piece.changes).await?,
        notices: notices(state, piece.edition).await?,
        row: piece.row,
    })
}

/// The words of each block, and how the blocks stand to those of the source. Words of a block that has left the text, and
/// what was decided about it, are not part of the piece.
async fn drafts(
    state: &State,
    piece: &Piece,
    source: &Document,
) -> Result<(Vec<Draft>, Arrangement), Problem> {
    let mut arrangement = piece.arrangement.clone();
    let is_of_source = |block| source.block(block).is_some();
    let places = piece.drafts.iter().filter(|(block, _)| arrangement.has_place(**block, is_of_source));
    let (blocks, sequences): (Vec<BlockId>, Vec<u64>) = places.map(|(block, at)| (*block, *at)).unzip();
    let mut drafts = Vec::with_capacity(blocks.len());
    for (block, written) in blocks.iter().zip(events(state, &sequences).await?) {
        let Event::Translation(event) = &written.event else { return Err(misplaced(written.sequence)) };
        let words = event.words();
        let (_, words) =
            words.iter().find(|(known, _)| known == block).ok_or_else(|| misplaced(written.sequence))?;
        drafts.push(Draft { block: *block, text: words.text.to_owned(), marks: words.marks.to_vec() });
    }
    arrangement.settle(|block| is_of_source(block) || block.is_added() && blocks.contains(&block));
    Ok((drafts, arrangement))
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
    let translation::Submission { document, digest, translators, round, arrangement, machine, .. } =
        *submission;
    Ok(Some(Submitted { document, digest, translators, round, arrangement, machine }))
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
pub(crate) fn misplaced(sequence: u64) -> Problem {
    tracing::error!(event.sequence = sequence, "not the event that the board means");
    Problem::unavailable("the board does not fit the log; restart the desk")
}
