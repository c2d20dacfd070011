//! What became of an article between two moments, word by word: of its source, and of each translation.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::{
    ArticleId, Block, BlockId, BlockKind, Event, Language, MemberId, PieceId, Recorded, Written, article,
};
use futures_util::TryStreamExt;
use language::difference::{self, Part};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    api::bodies::{AsItStood, PieceText},
    board::StageName,
    moment::{self, Moment},
    problem::Problem,
    reading,
    state::State,
};

/// The newest facts of an article among which earlier words of a block are looked for.
const LOOKED_AT_MOST: usize = 2000;

/// An article and its pieces at two moments.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Differences {
    pub article: ArticleId,
    pub from: Point,
    pub to: Point,
    /// The source text; none where it is the same.
    pub source: Option<TextDifference>,
    /// The pieces that are not as they were.
    pub pieces: Vec<PieceDifference>,
}

/// A moment, and the last fact about the article by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// 0 where the article was not there yet.
    pub sequence: u64,
    pub at: Option<DateTime<Utc>>,
}

/// A text at two moments.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TextDifference {
    pub language: Language,
    /// The revisions of the source; of a translation, those that it answered.
    pub from_revision: Option<u32>,
    pub to_revision: Option<u32>,
    /// The blocks that are not as they were, in the order of the text.
    pub blocks: Vec<BlockDifference>,
    /// How many blocks are.
    pub same: usize,
}

/// A piece at two moments.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PieceDifference {
    pub piece: PieceId,
    /// Where it stood; nowhere where nobody had asked for it.
    pub from_stage: Option<StageName>,
    pub to_stage: Option<StageName>,
    pub text: TextDifference,
}

/// A block at two moments.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BlockDifference {
    pub block: BlockId,
    /// What it was; nothing where it was not there.
    pub from_kind: Option<BlockKind>,
    /// What it became; nothing where it is gone.
    pub to_kind: Option<BlockKind>,
    /// The words of both texts, in order.
    pub parts: Vec<Phrase>,
    /// Whether other words are linked or emphasised, or lead elsewhere.
    pub marks: bool,
}

/// Words of one of the texts, or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Phrase {
    pub which: Which,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// In both texts.
    Same,
    /// Only in the older text.
    Gone,
    /// Only in the newer text.
    New,
}

/// The words of one block by one fact, beside those before it.
pub(crate) struct Version {
    pub(crate) sequence: u64,
    pub(crate) at: DateTime<Utc>,
    pub(crate) by: MemberId,
    pub(crate) parts: Vec<Phrase>,
}

/// What lies between two moments. The earlier one is the first, whichever is named first.
pub(crate) async fn between(
    state: &State,
    article: ArticleId,
    from: Moment,
    to: Moment,
) -> Result<Differences, Problem> {
    let mut was = moment::read(state, moment::at(state, article, from).await?).await?;
    let mut is = moment::read(state, moment::at(state, article, to).await?).await?;
    if was.sequence > is.sequence {
        std::mem::swap(&mut was, &mut is);
    }
    Ok(compared(article, &was, &is))
}

fn compared(article: ArticleId, was: &AsItStood, is: &AsItStood) -> Differences {
    let point = |stood: &AsItStood| Point { sequence: stood.sequence, at: stood.at };
    let blocks = |stood: &AsItStood| {
        stood.article.as_ref().map(|article| article.document.blocks.clone()).unwrap_or_default()
    };
    let revision = |stood: &AsItStood| stood.article.as_ref().map(|article| article.row.revision);
    let source = is.article.as_ref().map(|article| {
        let (blocks, same) = differing(&blocks(was), &blocks(is));
        let language = article.row.language.clone();
        TextDifference { language, from_revision: revision(was), to_revision: revision(is), blocks, same }
    });
    let pieces = is.pieces.iter().filter_map(|piece| {
        let old = was.pieces.iter().find(|old| old.text.row.id == piece.text.row.id);
        differs(old.map(|old| &old.text), &piece.text)
    });
    Differences {
        article,
        from: point(was),
        to: point(is),
        source: source.filter(|source| !source.blocks.is_empty()),
        pieces: pieces.collect(),
    }
}

fn differs(was: Option<&PieceText>, is: &PieceText) -> Option<PieceDifference> {
    let (blocks, same) = match was {
        Some(was) => differing(&words(was), &words(is)),
        None => differing(&[], &begun(is)),
    };
    let (from_stage, to_stage) = (was.map(|was| was.row.stage.name()), is.row.stage.name());
    let text = TextDifference {
        language: is.row.id.language.clone(),
        from_revision: was.map(|was| was.row.revision),
        to_revision: Some(is.row.revision),
        blocks,
        same,
    };
    let is_as_it_was = text.blocks.is_empty() && from_stage == Some(to_stage);
    (!is_as_it_was).then(|| PieceDifference {
        piece: is.row.id.clone(),
        from_stage,
        to_stage: Some(to_stage),
        text,
    })
}

/// The words of a translation as they stand: what was submitted, unless the work goes on.
fn words(text: &PieceText) -> Vec<Block> {
    if let Some(submitted) = text.submitted() {
        return submitted.document.blocks.clone();
    }
    let drafts: HashMap<BlockId, _> = text.drafts.iter().map(|draft| (draft.block, draft)).collect();
    let written = |block: BlockId| {
        let draft = drafts.get(&block);
        draft.map_or_else(Written::default, |draft| Written { text: &draft.text, marks: &draft.marks })
    };
    text.arranged().compose(&text.document, &text.row.id.language, written).blocks
}

/// The words of a translation that was not asked for before: until somebody writes in a block, it tells nothing.
fn begun(text: &PieceText) -> Vec<Block> {
    words(text).into_iter().filter(|block| !block.text.is_empty()).collect()
}

/// The blocks that differ, in the order of the newer text with what is gone behind its former neighbour; and how many
/// blocks with words do not.
fn differing(was: &[Block], is: &[Block]) -> (Vec<BlockDifference>, usize) {
    let mut order: Vec<BlockId> = is.iter().map(|block| block.id).collect();
    let mut before = None;
    for block in was {
        if !order.contains(&block.id) {
            let at =
                before.and_then(|before| order.iter().position(|id| *id == before)).map_or(0, |at| at + 1);
            order.insert(at, block.id);
        }
        before = Some(block.id);
    }
    let (mut blocks, mut same) = (Vec::new(), 0);
    for id in order {
        let [old, new] = [was, is].map(|text| text.iter().find(|block| block.id == id));
        match differs_in(old, new) {
            Some(block) => blocks.push(block),
            None if new.is_some_and(|new| !new.text.trim().is_empty()) => same += 1,
            None => {}
        }
    }
    (blocks, same)
}

fn differs_in(old: Option<&Block>, new: Option<&Block>) -> Option<BlockDifference> {
    let block = new.or(old)?;
    let [was, is] = [old, new].map(|block| block.map_or("", |block| block.text.as_str()));
    let marks = old.is_some_and(|old| new.is_some_and(|new| was == is && old.marks != new.marks));
    let [from_kind, to_kind] = [old, new].map(|block| block.map(|block| block.kind.clone()));
    (was != is || marks || from_kind != to_kind).then(|| BlockDifference {
        block: block.id,
        from_kind,
        to_kind,
        parts: word_by_word(was, is),
        marks,
    })
}

fn word_by_word(was: &str, is: &str) -> Vec<Phrase> {
    let phrase = |part: Part<'_>| {
        let (which, text) = match part {
            Part::Same(text) => (Which::Same, text),
            Part::Gone(text) => (Which::Gone, text),
            Part::New(text) => (Which::New, text),
        };
        Phrase { which, text: text.to_owned() }
    };
    difference::between(was, is).into_iter().map(phrase).collect()
}

/// All the words that a block has had, the newest first: of the source, or of the translation into a language.
pub(crate) async fn of_block(
    state: &State,
    article: ArticleId,
    language: Option<&Language>,
    block: BlockId,
) -> Result<Vec<Version>, Problem> {
    let mut history = moment::history(state, article)?;
    history.drain(..history.len().saturating_sub(LOOKED_AT_MOST));
    let (mut versions, mut before) = (Vec::new(), String::new());
    let mut facts = std::pin::pin!(reading::stored(state, history));
    while let Some(fact) = facts.try_next().await? {
        let fact = fact.read()?;
        let Some(words) = written(&fact, language, block) else { continue };
        if words != before {
            let parts = word_by_word(&before, &words);
            versions.push(Version { sequence: fact.sequence, at: fact.at, by: fact.by, parts });
            before = words;
        }
    }
    versions.reverse();
    Ok(versions)
}

/// The words that a fact gives a block; none where it says nothing about it.
fn written(fact: &Recorded<Event>, language: Option<&Language>, block: BlockId) -> Option<String> {
    let source = |document: &contract::Document| {
        Some(document.block(block).map_or_else(String::new, |block| block.text.clone()))
    };
    match (&fact.event, language) {
        (Event::Article(article::Event::Received(received)), None) => source(&received.document),
        (Event::Article(article::Event::Revised(revised)), None) => source(&revised.document),
        (Event::Translation(event), Some(language))
            if fact.subject.piece_id().is_some_and(|piece| piece.language == *language) =>
        {
            let words = event.words();
            words.iter().find(|(known, _)| *known == block).map(|(_, words)| words.text.to_owned())
        }
        (
            Event::Article(_)
            | Event::Translation(_)
            | Event::Source(_)
            | Event::Edit(_)
            | Event::Term(_)
            | Event::Memory(_)
            | Event::Policy(_)
            | Event::Publication(_)
            | Event::Member(_)
            | Event::Newsroom(_),
            _,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[(u32, &str)]) -> Vec<Block> {
        texts.iter().map(|(id, text)| Block::plain(BlockId(*id), BlockKind::Paragraph, *text)).collect()
    }

    #[test]
    fn what_is_gone_stands_where_it_stood_and_what_is_the_same_is_counted() {
        let was = blocks(&[(0, "Title"), (1, "one"), (2, "two"), (3, "three"), (4, "")]);
        let is = blocks(&[(0, "Title"), (1, "one more"), (3, "three"), (5, "five"), (4, "")]);
        let (blocks, same) = differing(&was, &is);
        assert_eq!(same, 2);
        let told: Vec<_> = blocks.iter().map(|block| (block.block.0, block.parts.len())).collect();
        assert_eq!(told, [(1, 2), (2, 1), (5, 1)]);
        assert_eq!(blocks[1].parts, [Phrase { which: Which::Gone, text: "two".to_owned() }]);
    }

    #[test]
    fn an_image_without_words_is_told_where_it_came_went_or_is_another() {
        let image = |id, address: &str| {
            let kind = BlockKind::Image { address: format!("https://example.org/{address}") };
            Block::plain(BlockId(id), kind, "")
        };
        let (was, is) = ([image(1, "a"), image(2, "b")], [image(2, "c"), image(3, "d")]);
        let (blocks, same) = differing(&was, &is);
        let told =
            blocks.iter().map(|block| (block.block.0, block.from_kind.is_some(), block.to_kind.is_some()));
        assert_eq!(
            (told.collect::<Vec<_>>(), same),
            (vec![(1, true, false), (2, true, true), (3, false, true)], 0)
        );
    }

    #[test]
    fn a_text_does_not_differ_from_itself() {
        let text = blocks(&[(0, "Title"), (1, "صباح اليوم")]);
        assert_eq!(differing(&text, &text), (Vec::new(), 2));
        assert_eq!(differing(&[], &[]), (Vec::new(), 0));
    }
}
