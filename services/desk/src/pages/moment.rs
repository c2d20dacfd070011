//! How an article stood at a moment, to be read and not to be worked on.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{ArticleId, Note};
use runtime::clock;
use serde::Deserialize;

use super::{
    arranged::{Place, to_read},
    frame::{Frame, Here, page},
    marked::Marked,
    piece::{notes_on, source_of, written},
    text::{Headline, Passage, Source, Text, Tongue},
    times::{When, exactly, when},
    words,
};
use crate::{
    api::{
        bodies::{ArticleText, AsItStood, Live, PieceAsItStood, PieceText},
        route::{Asked, At},
    },
    board::Stage,
    moment::{self, Moment},
    problem::Problem,
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
    let at = moment::typed(&at, signed.reader.zone, clock::now()).map_err(|_| Problem::no_moment())?;
    let stood = moment::read(&state, moment::at(&state, id, at).await?).await?;
    let steps = Steps::of(&state, id, stood.sequence);
    let AsItStood { sequence, at: recorded, article, pieces } = stood;
    let title = article.as_ref().map_or("Nothing yet", |article| article.row.headline.as_str());
    Ok(page(&MomentPage {
        frame: Frame::new(&format!("{title}, as it stood"), Here::Inbox, &signed),
        id: id.to_string(),
        sequence,
        asked: asked(at),
        recorded: recorded.map(exactly),
        article: article.map(|article| Article::of(article, clock::now())),
        pieces: pieces.into_iter().map(|piece| Piece::of(piece, clock::now())).collect(),
        steps,
    }))
}

/// The time that was asked for, where it was a time.
fn asked(moment: Moment) -> Option<When> {
    match moment {
        Moment::Sequence(_) => None,
        Moment::Time(time) => Some(exactly(time)),
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
    sequence: u64,
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
    fn of(article: ArticleText, now: DateTime<Utc>) -> Self {
        let row = article.row;
        let about = format!(
            "{} · {} · revision {} · {} · received {}",
            row.source_name,
            words::language(&row.language),
            row.revision,
            words::count(row.words, "word", "words"),
            when(row.received_at, now).words
        );
        Self {
            headline: Headline::new(&row.language, &row.headline),
            about,
            text: Text::body_of(&article.document),
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
    by: String,
    /// What its block is called.
    block: String,
    words: String,
}

impl Piece {
    fn of(piece: PieceAsItStood, now: DateTime<Utc>) -> Self {
        let PieceAsItStood { text, approval, live } = piece;
        let pair = |place: Place| Pair {
            source: source_of(&text, &place.block),
            words: written(&text, place.block.id).to_owned(),
            marked: Marked::written(&text, place.block.id),
            place,
        };
        Self {
            language: words::language(&text.row.id.language),
            stage: stage(&text, now),
            approval: approval.map(|approval| {
                format!("{} approved these words {}", approval.editor.name, when(approval.at, now).words)
            }),
            source: Tongue::of(&text.row.source_language),
            target: Tongue::of(&text.row.id.language),
            revision: text.row.revision,
            pairs: to_read(&text).into_iter().map(pair).collect(),
            notes: notes(&text),
            kept: kept(&text),
            live: live.map(|live| Edition::of(live, now)),
        }
    }
}

/// Where it then was on its way. Whether a claim's time was over is not told by the facts, but by the clock of then.
fn stage(text: &PieceText, now: DateTime<Utc>) -> String {
    match &text.row.stage {
        Stage::Open => "Waited for a translator".to_owned(),
        Stage::Claimed { lease } => {
            format!("{} had it until {}", lease.holder.name, when(lease.until, now).words)
        }
        Stage::Submitted { translators, .. } => {
            format!("With the editors, translated by {}", words::names(translators))
        }
        Stage::Approved { editor, .. } => format!("Approved by {}, waited to be published", editor.name),
        Stage::Published { edition, at, .. } => {
            format!("Published {}, version {edition}", when(*at, now).words)
        }
    }
}

fn notes(text: &PieceText) -> Vec<String> {
    let blocks = text.notes.iter().filter_map(|note: &Note| note.block);
    let on_blocks = blocks.flat_map(|block| {
        notes_on(text, Some(block)).into_iter().map(move |note| format!("Block {block}: {note}"))
    });
    notes_on(text, None).into_iter().chain(on_blocks).collect()
}

fn kept(text: &PieceText) -> Vec<Kept> {
    let kept = |rescue: &contract::translation::Rescue| Kept {
        by: rescue.by.to_string(),
        block: words::block(rescue.block),
        words: rescue.text.clone(),
    };
    text.rescued.iter().map(kept).collect()
}

/// What readers had.
struct Edition {
    version: u32,
    when: When,
    headline: String,
    text: Text,
    notices: Vec<String>,
    outlet: String,
}

impl Edition {
    fn of(live: Live, now: DateTime<Utc>) -> Self {
        let notices = [Some(live.notices.attribution), Some(live.notices.disclaimer), live.notices.rights];
        Self {
            version: live.version,
            when: when(live.published_at, now),
            headline: live.document.headline().to_owned(),
            text: Text::body_of(&live.document),
            notices: notices.into_iter().flatten().map(|notice| notice.text).collect(),
            outlet: live.notices.outlet.text,
        }
    }
}
