//! What is on the wire, as readers get it.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{PieceId, publication::Edition};
use runtime::clock;
use serde::Deserialize;

use super::{
    ROWS, facts,
    frame::{Done, Frame, Here, page},
    text::{Headline, Passage, Text},
    times::When,
    words,
};
use crate::{
    api::{
        pieces::known,
        route::{Asked, At},
    },
    board::{PieceRow, Stage},
    problem::Problem,
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};

#[derive(Deserialize)]
pub(super) struct Asking {
    before: Option<u64>,
    done: Option<Done>,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Response {
    let (now, mut published) = (clock::now(), published(&state, asking.before.unwrap_or(u64::MAX)));
    let more = published.len() > ROWS;
    published.truncate(ROWS);
    let older = published.last().filter(|_| more).map(|(row, _, _)| row.since);
    let reader = signed.reader;
    let rows = published.iter().map(|(row, version, at)| Row::new(row, *version, *at, now, reader)).collect();
    let frame = Frame::new(&reader.say("frame-published"), Here::Published, &signed);
    page(&ListPage { frame, rows, older, first: asking.before.is_none() })
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    let piece = known(&state, &id)?;
    let sequence = piece.edition.ok_or_else(|| Problem::not_found("published piece"))?;
    let edition = facts::edition(&state, sequence).await?;
    let title = edition.document.headline().to_owned();
    let frame = Frame::new(&title, Here::Published, &signed).having(asking.done);
    Ok(page(&EditionPage { frame, ..view(&id, edition, clock::now(), &signed) }))
}

/// What is on the wire, the newest first, as the versions of their facts tell.
fn published(state: &State, before: u64) -> Vec<(PieceRow, u32, DateTime<Utc>)> {
    let board = state.board.read();
    let published = board.pieces.published(before).filter_map(|row| match row.stage {
        Stage::Published { edition, at, .. } => Some((row.clone(), edition, at)),
        Stage::Open | Stage::Claimed { .. } | Stage::Submitted { .. } | Stage::Approved { .. } => None,
    });
    published.take(ROWS + 1).collect()
}

fn view(id: &PieceId, edition: Edition, now: DateTime<Utc>, signed: &Signed) -> EditionPage {
    let Edition { origin, document, translators, editor, published_at, notices, version, machine, .. } =
        edition;
    let (headline, reader) = (document.headline().to_owned(), signed.reader);
    EditionPage {
        frame: Frame::new(&headline, Here::Published, signed),
        headline,
        text: Text::body_of(&document),
        byline: reader.byline(&origin.authors, &translators, &editor),
        when: reader.when(published_at, now),
        version: reader.say_with("published-version", &[("version", version.into())]),
        machine: reader.machine_help(&machine, &document),
        notices: [Some(notices.attribution), Some(notices.disclaimer), notices.rights]
            .into_iter()
            .flatten()
            .map(|notice| notice.text)
            .collect(),
        outlet: notices.outlet.text,
        source: Source {
            name: origin.source_name,
            language: reader.language(&origin.language),
            address: origin.address.as_deref().and_then(words::web_address),
            rights: origin.rights,
        },
        article: id.article.to_string(),
        piece: id.to_string(),
    }
}

#[derive(askama::Template)]
#[template(path = "published.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    older: Option<u64>,
    first: bool,
}

struct Row {
    address: String,
    headline: Headline,
    original: Headline,
    about: String,
    when: When,
    version: String,
}

impl Row {
    fn new(row: &PieceRow, version: u32, at: DateTime<Utc>, now: DateTime<Utc>, reader: Reader) -> Self {
        let translated = row.translated_headline.as_deref().unwrap_or_default();
        let (from, into) = (reader.language(&row.source_language), reader.language(&row.id.language));
        let pair =
            [("from", Said::own(from)), ("into", Said::own(into)), ("source", (&row.source_name).into())];
        Self {
            address: format!("/published/{}", row.id),
            headline: reader.headline(&row.id.language, translated),
            original: reader.headline(&row.source_language, &row.headline),
            about: reader.say_with("published-about", &pair),
            when: reader.when(at, now),
            version: reader.number(version as usize),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "edition.html")]
struct EditionPage {
    frame: Frame,
    headline: String,
    text: Text,
    byline: String,
    when: When,
    version: String,
    outlet: String,
    notices: Vec<String>,
    /// What machines helped with.
    machine: Vec<String>,
    source: Source,
    article: String,
    piece: String,
}

struct Source {
    name: String,
    language: String,
    address: Option<String>,
    rights: String,
}
