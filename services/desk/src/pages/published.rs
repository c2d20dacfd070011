//! A piece on the wire, as readers get it.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{PieceId, publication::Edition};
use runtime::clock;

use super::{
    done::After,
    facts,
    frame::{Frame, Here, page},
    text::{Passage, Text},
    times::When,
    words,
};
use crate::{
    api::{
        pieces::known,
        route::{Asked, At},
    },
    problem::Problem,
    signed::Signed,
    state::State,
};

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Asked(After { done }): Asked<After>,
) -> Result<Response, Problem> {
    let piece = known(&state, &id)?;
    let sequence = piece.edition.ok_or_else(|| Problem::not_found("published piece"))?;
    let edition = facts::edition(&state, sequence).await?;
    let title = edition.document.headline().to_owned();
    let frame = Frame::new(&title, Here::Board, &signed).having(done);
    Ok(page(&EditionPage { frame, ..view(&id, edition, clock::now(), &signed) }))
}

fn view(id: &PieceId, edition: Edition, now: DateTime<Utc>, signed: &Signed) -> EditionPage {
    let Edition { origin, document, translators, editor, published_at, notices, version, machine, .. } =
        edition;
    let (headline, reader) = (document.headline().to_owned(), signed.reader);
    EditionPage {
        frame: Frame::new(&headline, Here::Board, signed),
        headline,
        text: Text::body_of(&document, reader),
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
