//! How an article stood at a moment, to be read and not to be worked on.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{ArticleId, Note};
use runtime::clock;
use serde::Deserialize;

use super::{
    arranged::{Place, to_read},
    article::{Moments, not_shown},
    frame::{Frame, Here, page},
    history::name_of,
    marked::Marked,
    piece::{notes_on, source_of, written},
    text::{Headline, Passage, Source, Text, Tongue},
    times::When,
    words,
};
use crate::{
    api::{
        bodies::{ArticleText, AsItStood, Live, PieceAsItStood, PieceText},
        route::{Asked, At},
    },
    board::{Board, Stage},
    moment::{self, Moment},
    problem::Problem,
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};

#[derive(Deserialize)]
pub(super) struct Asking {
    at: String,
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<ArticleId>,
    Asked(Asking { at }): Asked<Asking>,
) -> Result<Response, Problem> {
    match stood(&state, &signed, id, &at).await {
        Ok((at, stood)) => Ok(shown(&state, &signed, id, at, stood)),
        Err(problem) => not_shown(&state, &signed, id, Moments::only(at), problem.about("at")).await,
    }
}

/// The moment that was meant, and how the article stood then.
async fn stood(
    state: &State,
    signed: &Signed,
    id: ArticleId,
    given: &str,
) -> Result<(Moment, AsItStood), Problem> {
    let at = moment::typed(given, signed.reader.zone, clock::now()).map_err(|_| Problem::no_moment())?;
    Ok((at, moment::read(state, moment::at(state, id, at).await?).await?))
}

fn shown(state: &State, signed: &Signed, id: ArticleId, at: Moment, stood: AsItStood) -> Response {
    let steps = Steps::of(state, id, stood.sequence);
    let AsItStood { sequence, at: recorded, article, pieces } = stood;
    let (reader, now) = (signed.reader, clock::now());
    let title = match &article {
        None => reader.say("moment-nothing-title"),
        Some(article) => reader.of("moment-title", &article.row.headline),
    };
    page(&MomentPage {
        frame: Frame::new(&title, Here::Inbox, signed),
        id: id.to_string(),
        after: reader
            .say_with("moment-after", &[("number", Said::own(reader.in_digits(&sequence.to_string())))]),
        asked: asked(at, reader),
        recorded: recorded.map(|recorded| reader.exactly(recorded)),
        article: article.map(|article| Article::of(article, reader, now)),
        pieces: pieces.into_iter().map(|piece| Piece::of(piece, &state.board.read(), reader, now)).collect(),
        steps,
    })
}

/// The time that was asked for, where it was a time.
fn asked(moment: Moment, reader: Reader) -> Option<When> {
    match moment {
        Moment::Sequence(_) => None,
        Moment::Time(time) => Some(reader.exactly(time)),
    }
}

/// The facts before and after, to step to.
struct Steps {
    before: Option<u64>,
    after: Option<u64>,
}

impl Steps {
    fn of(state: &State, id: ArticleId, sequence: u64) -> Self {
        let board = state.board.read();
        let history = board.articles.get(&id).map(|article| &article.history[..]).unwrap_or_default();
        let place = history.partition_point(|fact| *fact <= sequence);
        let before = place.checked_sub(2).and_then(|before| history.get(before).copied());
        Self { before, after: history.get(place).copied() }
    }
}

#[derive(askama::Template)]
#[template(path = "moment.html")]
struct MomentPage {
    frame: Frame,
    id: String,
    /// After which event it stood so.
    after: String,
    asked: Option<When>,
    recorded: Option<When>,
    article: Option<Article>,
    pieces: Vec<Piece>,
    steps: Steps,
}

struct Article {
    headline: Headline,
    about: String,
    text: Text,
}

impl Article {
    fn of(article: ArticleText, reader: Reader, now: DateTime<Utc>) -> Self {
        let row = article.row;
        let with = [
            ("source", Said::from(&row.source_name)),
            ("language", Said::own(reader.language(&row.language))),
            ("number", row.revision.into()),
            ("words", Said::own(reader.words(row.words))),
            ("time", Said::own(reader.when(row.received_at, now).words)),
        ];
        Self {
            headline: reader.headline(&row.language, &row.headline),
            about: reader.say_with("moment-about", &with),
            text: Text::body_of(&article.document, reader),
        }
    }
}

struct Piece {
    language: String,
    stage: String,
    approval: Option<String>,
    source: Tongue,
    target: Tongue,
    revision: u32,
    pairs: Vec<Pair>,
    notes: Vec<String>,
    /// Words that could not be saved and were kept.
    kept: Vec<Kept>,
    live: Option<Edition>,
}

struct Pair {
    place: Place,
    source: Source,
    words: String,
    marked: Marked,
}

struct Kept {
    /// For which block, and for whom.
    about: String,
    words: String,
}

impl Piece {
    fn of(piece: PieceAsItStood, board: &Board, reader: Reader, now: DateTime<Utc>) -> Self {
        let PieceAsItStood { text, approval, live } = piece;
        let pair = |place: Place| Pair {
            source: source_of(&text, &place.block, reader),
            words: written(&text, place.block.id).to_owned(),
            marked: Marked::written(&text, place.block.id),
            place,
        };
        Self {
            language: reader.language(&text.row.id.language),
            stage: stage(&text, reader, now),
            approval: approval.map(|approval| {
                let when = Said::own(reader.when(approval.at, now).words);
                let with = [("who", Said::from(&approval.editor.name)), ("time", when)];
                reader.say_with("moment-approval", &with)
            }),
            source: reader.tongue(&text.row.source_language),
            target: reader.tongue(&text.row.id.language),
            revision: text.row.revision,
            pairs: to_read(&text, reader).into_iter().map(pair).collect(),
            notes: notes(&text, reader),
            kept: kept(&text, board, reader),
            live: live.map(|live| Edition::of(live, reader, now)),
        }
    }
}

/// Where it then was on its way. Whether a claim's time was over is not told by the facts, but by the clock of then.
fn stage(text: &PieceText, reader: Reader, now: DateTime<Utc>) -> String {
    let when = |at| ("time", Said::own(reader.when(at, now).words));
    match &text.row.stage {
        Stage::Open => reader.say("moment-waited"),
        Stage::Claimed { lease } => {
            reader.say_with("moment-had", &[("who", Said::from(&lease.holder.name)), when(lease.until)])
        }
        Stage::Submitted { translators, .. } => {
            reader.say_with("moment-with-editors", &[("what", Said::own(reader.names(translators)))])
        }
        Stage::Approved { editor, .. } => reader.of("moment-approved", &editor.name),
        Stage::Published { edition, at, .. } => {
            reader.say_with("moment-published", &[("number", (*edition).into()), when(*at)])
        }
    }
}

fn notes(text: &PieceText, reader: Reader) -> Vec<String> {
    let blocks = text.notes.iter().filter_map(|note: &Note| note.block);
    let on_blocks = blocks.flat_map(|block| {
        notes_on(text, Some(block)).into_iter().map(move |note| {
            let block = Said::own(words::capital(&reader.block(block)));
            reader.say_with("moment-note-on", &[("block", block), ("note", Said::from(note))])
        })
    });
    notes_on(text, None).into_iter().chain(on_blocks).collect()
}

fn kept(text: &PieceText, board: &Board, reader: Reader) -> Vec<Kept> {
    let kept = |rescue: &contract::translation::Rescue| {
        let who = name_of(&rescue.by, board, reader);
        let with = [("block", Said::own(reader.block(rescue.block))), ("who", Said::from(who))];
        Kept { about: reader.say_with("moment-kept", &with), words: rescue.text.clone() }
    };
    text.rescued.iter().map(kept).collect()
}

/// What readers had.
struct Edition {
    /// Which version of it.
    about: String,
    when: When,
    headline: String,
    text: Text,
    notices: Vec<String>,
    outlet: String,
}

impl Edition {
    fn of(live: Live, reader: Reader, now: DateTime<Utc>) -> Self {
        let notices = [Some(live.notices.attribution), Some(live.notices.disclaimer), live.notices.rights];
        Self {
            about: reader.say_with("moment-live", &[("number", live.version.into())]),
            when: reader.when(live.published_at, now),
            headline: live.document.headline().to_owned(),
            text: Text::body_of(&live.document, reader),
            notices: notices.into_iter().flatten().map(|notice| notice.text).collect(),
            outlet: live.notices.outlet.text,
        }
    }
}
