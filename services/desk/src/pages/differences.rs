//! What became of an article between two moments; and all the words that one of its blocks has had.

use axum::{extract::State as Shared, response::Response};
use contract::{ArticleId, BlockId, BlockKind, Language};
use runtime::clock;
use serde::Deserialize;

use super::{
    arranged,
    article::{Moments, not_shown},
    card::{Card, Look},
    frame::{Frame, Here, page},
    history::name_of,
    text::Tongue,
    times::When,
};
use crate::{
    api::route::{Asked, At},
    differing::{self, BlockDifference, Differences, Phrase, Point, TextDifference, Version, Which},
    moment::typed,
    problem::Problem,
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};

#[derive(Deserialize)]
pub(super) struct AskingWords {
    /// The language of a translation; the source without one.
    #[serde(default)]
    language: String,
    block: u32,
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<ArticleId>,
    Asked(moments): Asked<Moments>,
) -> Result<Response, Problem> {
    match found(&state, &signed, id, &moments).await {
        Ok(found) => shown(&state, &signed, id, found),
        Err(problem) => not_shown(&state, &signed, id, moments, problem).await,
    }
}

async fn found(
    state: &State,
    signed: &Signed,
    id: ArticleId,
    moments: &Moments,
) -> Result<Differences, Problem> {
    let now = clock::now();
    let at = |given: &str, field: &str| {
        typed(given, signed.reader.zone, now).map_err(|_| Problem::no_moment().about(field))
    };
    let (from, to) = (at(moments.from(), "other-from")?, at(moments.to(), "other-to")?);
    differing::between(state, id, from, to).await
}

fn shown(state: &State, signed: &Signed, id: ArticleId, found: Differences) -> Result<Response, Problem> {
    let (now, reader) = (clock::now(), signed.reader);
    let (headline, warning, cards) = {
        let board = state.board.read();
        let article = board.articles.get(&id).ok_or_else(|| Problem::not_found("article"))?;
        let pieces = found.pieces.iter().filter_map(|piece| board.pieces.get(&piece.piece).map(Card::of));
        (article.row.headline.clone(), board.settings.warning(), pieces.collect::<Vec<_>>())
    };
    let look = Look { reader, me: &signed.actor.member, now, warning };
    let Differences { from, to, source, pieces, .. } = found;
    let title = reader.of("differences-title", &headline);
    let texts = source.map(|source| Text::of_source(reader, source));
    let of_pieces = pieces.into_iter().map(|piece| {
        let card = cards.iter().find(|card| card.row.id == piece.piece);
        let called = |name| reader.named("differences-stage", stage(name)).unwrap_or_default();
        let moved = (piece.from_stage != piece.to_stage).then(|| {
            let with =
                [("from", Said::own(called(piece.from_stage))), ("to", Said::own(called(piece.to_stage)))];
            reader.say_with("differences-moved", &with)
        });
        let now = card.map(|card| look.stands(&card.row.stage));
        Text::of_piece(reader, piece.text, moved, now)
    });
    Ok(page(&DifferencesPage {
        frame: Frame::new(&title, Here::Inbox, signed),
        article: id.to_string(),
        texts: texts.into_iter().chain(of_pieces).collect(),
        from: Moment::of(reader, from),
        to: Moment::of(reader, to),
    }))
}

const fn stage(name: Option<crate::board::StageName>) -> &'static str {
    use crate::board::StageName as S;
    match name {
        None => "none",
        Some(S::Open) => "open",
        Some(S::Claimed) => "claimed",
        Some(S::Submitted) => "submitted",
        Some(S::Approved) => "approved",
        Some(S::Published) => "published",
    }
}

pub(super) async fn words(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<ArticleId>,
    Asked(asking): Asked<AskingWords>,
) -> Result<Response, Problem> {
    let (now, reader, block) = (clock::now(), signed.reader, BlockId(asking.block));
    let language: Option<Language> = match asking.language.as_str() {
        "" => None,
        given => Some(given.parse().map_err(|_| Problem::not_found("language"))?),
    };
    let versions = differing::of_block(&state, id, language.as_ref(), block).await?;
    let (of_source, names) = {
        let board = state.board.read();
        let article = board.articles.get(&id).ok_or_else(|| Problem::not_found("article"))?;
        let name = |version: &Version| name_of(&version.by, &board, reader);
        (article.row.language.clone(), versions.iter().map(name).collect::<Vec<_>>())
    };
    let tongue = reader.tongue(language.as_ref().unwrap_or(&of_source));
    let with = [("block", Said::own(reader.block(block))), ("language", Said::own(tongue.name.clone()))];
    let title = reader.say_with("differences-words-title", &with);
    let line = |(version, who): (Version, String)| VersionLine {
        sequence: version.sequence,
        who,
        when: reader.when(version.at, now),
        parts: version.parts,
    };
    Ok(page(&WordsPage {
        frame: Frame::new(&title, Here::Inbox, &signed),
        article: id.to_string(),
        tongue,
        versions: versions.into_iter().zip(names).map(line).collect(),
    }))
}

/// One end of a comparison.
struct Moment {
    sequence: u64,
    words: String,
}

impl Moment {
    fn of(reader: Reader, point: Point) -> Self {
        let words = match point.at {
            None => reader.say("differences-before"),
            Some(at) => {
                let When { words, .. } = reader.exactly(at);
                let sequence = usize::try_from(point.sequence).unwrap_or(usize::MAX);
                let with = [("when", Said::own(words)), ("sequence", sequence.into())];
                reader.say_with("differences-point", &with)
            }
        };
        Self { sequence: point.sequence, words }
    }
}

/// A text that is not as it was.
struct Text {
    id: String,
    title: String,
    tongue: Tongue,
    /// The language in the address of the history of its words; none of the source.
    language: String,
    /// What it became, apart from its words.
    moved: Option<String>,
    /// Where it stands by now.
    stands: Option<String>,
    blocks: Vec<Block>,
    same: usize,
}

struct Block {
    number: u32,
    name: String,
    /// What became of it, where its words do not say so.
    became: Option<String>,
    parts: Vec<Phrase>,
    marks: bool,
}

impl Block {
    fn of(reader: Reader, block: BlockDifference) -> Self {
        Self {
            number: block.block.0,
            name: reader.block(block.block),
            became: became(reader, &block),
            parts: block.parts,
            marks: block.marks,
        }
    }
}

/// A block that came or went with words is seen by these.
fn became(reader: Reader, block: &BlockDifference) -> Option<String> {
    let called = |kind| reader.say(arranged::kind(kind));
    match (&block.from_kind, &block.to_kind) {
        (None, Some(kind)) if block.parts.is_empty() => Some(reader.of("differences-came", &called(kind))),
        (Some(kind), None) if block.parts.is_empty() => Some(reader.of("differences-went", &called(kind))),
        (Some(BlockKind::Image { address: was }), Some(BlockKind::Image { address: is })) if was != is => {
            Some(reader.say("differences-other-image"))
        }
        (Some(was), Some(is)) if was != is => {
            let with = [("from", Said::own(called(was))), ("to", Said::own(called(is)))];
            Some(reader.say_with("differences-moved", &with))
        }
        (None | Some(_), None | Some(_)) => None,
    }
}

impl Text {
    fn of_source(reader: Reader, text: TextDifference) -> Self {
        let moved =
            text.from_revision.zip(text.to_revision).filter(|(from, to)| from != to).map(|(from, to)| {
                reader.say_with("differences-revisions", &[("from", from.into()), ("to", to.into())])
            });
        let tongue = reader.tongue(&text.language);
        let title = reader.say_with("differences-source", &[("language", Said::own(tongue.name.clone()))]);
        Self::new(reader, text, ("source".to_owned(), title), String::new(), moved)
    }

    fn of_piece(reader: Reader, text: TextDifference, moved: Option<String>, stands: Option<String>) -> Self {
        let language = text.language.to_string();
        let title = reader.tongue(&text.language).name;
        let shown = Self::new(reader, text, (format!("in-{language}"), title), language, moved);
        Self { stands, ..shown }
    }

    fn new(
        reader: Reader,
        text: TextDifference,
        (id, title): (String, String),
        language: String,
        moved: Option<String>,
    ) -> Self {
        let tongue = reader.tongue(&text.language);
        let blocks = text.blocks.into_iter().map(|block| Block::of(reader, block)).collect();
        Self { id, title, tongue, language, moved, stands: None, blocks, same: text.same }
    }
}

#[derive(askama::Template)]
#[template(path = "differences.html")]
struct DifferencesPage {
    frame: Frame,
    article: String,
    from: Moment,
    to: Moment,
    texts: Vec<Text>,
}

#[derive(askama::Template)]
#[template(path = "words.html")]
struct WordsPage {
    frame: Frame,
    article: String,
    tongue: Tongue,
    versions: Vec<VersionLine>,
}

struct VersionLine {
    sequence: u64,
    who: String,
    when: When,
    parts: Vec<Phrase>,
}
