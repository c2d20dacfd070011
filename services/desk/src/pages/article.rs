//! An article in all its languages: its newest text, where each piece stands, and every fact about it, from which any two
//! moments can be compared.

mod asking;
mod moments;

use axum::{extract::State as Shared, response::Response};
use contract::{ArticleId, Language, PieceId};
use runtime::clock;

use self::asking::What;
pub(super) use self::{
    asking::Asking,
    moments::{Moments, not_shown},
};
use super::{
    card::{Card, Look},
    choosing::Choice,
    frame::{Frame, Here, page},
    history::{self, Line},
    text::{Headline, Passage, Text},
    times::When,
    words,
};
use crate::{
    api::route::{Asked, At},
    board::{Article, Board, Stage},
    problem::Problem,
    reader::Said,
    reading,
    signed::Signed,
    state::State,
    timeline,
};

/// The facts of one page.
const FACTS: usize = 200;

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<ArticleId>,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    Ok(page(&view(&state, &signed, id, &asking).await?))
}

async fn view(
    state: &State,
    signed: &Signed,
    id: ArticleId,
    asking: &Asking,
) -> Result<ArticlePage, Problem> {
    let part = if asking.narrows() {
        timeline::part_of(state, id, asking.after.unwrap_or(0), FACTS, |fact| asking.wants(fact)).await?
    } else {
        timeline::part(state, id, asking.after.unwrap_or(0), FACTS).await?
    };
    let (now, reader) = (clock::now(), signed.reader);
    let (article, cards, warning, filters) = {
        let board = state.board.read();
        let (article, cards) = known(&board, id)?;
        let filters = Filters::of(&board, asking, &cards, signed);
        (article, cards, board.settings.warning(), filters)
    };
    let look = Look { reader, me: &signed.actor.member, now, warning };
    let latest = article.history.iter().rev().nth(FACTS).copied().unwrap_or(0);
    let address = article.row.address.as_deref().and_then(words::web_address);
    let received = reader.when(article.row.received_at, now);
    let text = reading::article(state, article).await?;
    let lines = history::lines(&part.facts, &state.board.read(), signed.reader, now);
    Ok(ArticlePage {
        frame: Frame::new(&text.row.headline, Here::Inbox, signed),
        article: id.to_string(),
        headline: reader.headline(&text.row.language, &text.row.headline),
        about: about(&look, &text.row),
        received,
        address,
        text: Text::body_of(&text.document, signed.reader),
        pieces: cards.iter().map(|card| Piece::of(&look, card)).collect(),
        picks: picks(&lines),
        lines,
        filters,
        narrowed: asking.narrows(),
        first: asking.after.is_none(),
        beginning: asking.beginning(id),
        next: part.next.map(|next| asking.following(id, next)),
        latest: part.next.filter(|_| !asking.narrows()).map(|_| asking.following(id, latest)),
        moments: Moments::default(),
    })
}

/// The article, and the pieces that were made of it.
fn known(board: &Board, id: ArticleId) -> Result<(Article, Vec<Card>), Problem> {
    let article = board.articles.get(&id).cloned().ok_or_else(|| Problem::not_found("article"))?;
    let pieces =
        article.row.commissioned.iter().map(|language| PieceId { article: id, language: language.clone() });
    let cards = pieces.filter_map(|piece| board.pieces.get(&piece).map(Card::of)).collect();
    Ok((article, cards))
}

fn about(look: &Look<'_>, row: &crate::board::ArticleRow) -> String {
    let with = [
        ("source", (&row.source_name).into()),
        ("section", row.section.as_str().into()),
        ("language", Said::own(look.reader.language(&row.language))),
        ("revision", row.revision.into()),
        ("count", row.words.into()),
    ];
    look.reader.say_with("article-about", &with)
}

/// The moments that are chosen to begin with: the first of the page and the last.
fn picks(lines: &[Line]) -> (u64, u64) {
    let sequence = |line: Option<&Line>| line.map_or(0, |line| line.sequence);
    (sequence(lines.first()), sequence(lines.last()))
}

/// A piece of the article.
struct Piece {
    address: String,
    language: String,
    stands: String,
    /// Its headline, once there is one.
    headline: Option<Headline>,
    /// That it does not answer the newest source.
    behind: Option<String>,
    /// What stands on the wire of it.
    edition: Option<String>,
}

impl Piece {
    fn of(look: &Look<'_>, card: &Card) -> Self {
        let (row, reader) = (&card.row, look.reader);
        let revisions = || [("revision", row.revision.into()), ("newest", row.newest_revision.into())];
        let headline = row.translated_headline.as_deref();
        Self {
            address: match &row.stage {
                Stage::Open | Stage::Claimed { .. } => format!("/pieces/{}", row.id),
                Stage::Submitted { .. } | Stage::Approved { .. } => format!("/review/{}", row.id),
                Stage::Published { .. } => format!("/published/{}", row.id),
            },
            language: reader.language(&row.id.language),
            stands: look.stands(&row.stage),
            headline: headline.map(|words| reader.headline(&row.id.language, words)),
            behind: (row.newest_revision > row.revision)
                .then(|| reader.say_with("article-behind", &revisions())),
            edition: matches!(row.stage, Stage::Published { .. }).then(|| format!("/published/{}", row.id)),
        }
    }
}

/// What the timeline can be narrowed to; the first choice of each narrows nothing.
struct Filters {
    who: Vec<Choice>,
    what: Vec<Choice>,
    language: Vec<Choice>,
}

impl Filters {
    fn of(board: &Board, asking: &Asking, cards: &[Card], signed: &Signed) -> Self {
        let reader = signed.reader;
        let own = Choice {
            value: asking::NEWSROOM.to_owned(),
            words: reader.say("article-newsroom"),
            chosen: asking.who == asking::NEWSROOM,
        };
        let members = board.members.values().map(|row| Choice {
            value: row.id.to_string(),
            words: row.membership.name.clone(),
            chosen: asking.who == row.id.as_str(),
        });
        let what = What::ALL.into_iter().map(|what| Choice {
            value: what.name().to_owned(),
            words: reader.say(what.title()),
            chosen: asking.what == what.name(),
        });
        let languages = cards.iter().map(|card| &card.row.id.language).map(|language: &Language| Choice {
            value: language.to_string(),
            words: reader.language(language),
            chosen: asking.language == language.as_str(),
        });
        Self { who: members.chain([own]).collect(), what: what.collect(), language: languages.collect() }
    }
}

#[derive(askama::Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    article: String,
    headline: Headline,
    about: String,
    received: When,
    address: Option<String>,
    text: Text,
    pieces: Vec<Piece>,
    lines: Vec<Line>,
    /// Between which two facts a comparison goes unless others are chosen.
    picks: (u64, u64),
    filters: Filters,
    /// Whether less than every fact is shown.
    narrowed: bool,
    /// Whether this is the first part.
    first: bool,
    beginning: String,
    next: Option<String>,
    /// Where the last part begins, where that is not this one.
    latest: Option<String>,
    /// What was typed that nothing is shown of.
    moments: Moments,
}
