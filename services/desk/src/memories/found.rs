//! What is found in the memory of this newsroom and in those from elsewhere, together.

use std::{cmp::Reverse, sync::Arc};

use contract::{Kind, MemoryId};
use memory::{Memory, Pair, Part, Score};

use crate::{
    api::bodies::{self, Extent, Hit, How, Match, Passage, Side, Stretch},
    board::Board,
    problem::Problem,
    state::State,
};

/// The nearest texts that were translated before, best first: what was approved stands before what was imported at equal
/// score, and texts that are the same stand there once.
pub(crate) async fn matches(
    state: &State,
    pair: Pair,
    text: String,
    least: Score,
    most: usize,
) -> Result<Vec<Match>, Problem> {
    let board = Arc::clone(&state.board);
    look(state, move |remembered, imported| {
        let mut found = remembered.look_up(&pair, &text, least, most);
        found.extend(imported.iter().flat_map(|memory| memory.look_up(&pair, &text, least, most)));
        found.sort_by_key(|found| Reverse((found.score, found.segment.origin.is_approved())));
        let mut distinct: Vec<memory::Match<'_>> = Vec::new();
        for found in found {
            let texts = (found.segment.source, found.segment.target);
            if !distinct.iter().any(|known| (known.segment.source, known.segment.target) == texts) {
                distinct.push(found);
            }
        }
        distinct.truncate(most);
        let board = board.read();
        distinct.into_iter().map(|found| matched(&text, found, &board)).collect()
    })
    .await
}

/// The texts in which words stand: approved ones first, then those in which they follow each other.
pub(crate) async fn concordance(
    state: &State,
    pair: Pair,
    side: Side,
    words: String,
    most: usize,
) -> Result<Vec<Hit>, Problem> {
    let within = match side {
        Side::Source => memory::Side::Source,
        Side::Target => memory::Side::Target,
    };
    let board = Arc::clone(&state.board);
    look(state, move |remembered, imported| {
        let mut hits = remembered.concordance(&pair, within, &words, most);
        hits.extend(imported.iter().flat_map(|memory| memory.concordance(&pair, within, &words, most)));
        hits.sort_by_key(|hit| Reverse((hit.segment.origin.is_approved(), hit.adjacent)));
        hits.truncate(most);
        let board = board.read();
        hits.into_iter().map(|hit| told(hit, side, &board)).collect()
    })
    .await
}

/// Looks into all memories, off the threads on which others are answered. Meanwhile the board is free: whoever waits to change
/// it would make everybody wait who reads it.
async fn look<T: Send + 'static>(
    state: &State,
    looking: impl FnOnce(&Memory, &[Arc<Memory>]) -> T + Send + 'static,
) -> Result<T, Problem> {
    let remembered = Arc::clone(&state.remembered);
    let imported = state.memories.translations(&state.board.read().memories);
    // Whoever has seen an approval finds its words. A fold that has stopped or is still reading gives what it knows.
    remembered.seen(state.log.last_of(Kind::Edit).await?).await;
    let looked = tokio::task::spawn_blocking(move || looking(remembered.read().memory(), &imported));
    looked.await.map_err(|_| Problem::unavailable("the memory could not be searched"))
}

fn matched(text: &str, found: memory::Match<'_>, board: &Board) -> Match {
    Match {
        score: found.score.thousandths() / 10,
        source: found.segment.source.to_owned(),
        translation: found.segment.target.to_owned(),
        difference: difference(text, found.segment.source, &found.difference),
        extent: match found.segment.extent {
            memory::Extent::Whole => Extent::Whole,
            memory::Extent::Sentence => Extent::Sentence,
        },
        origin: origin(found.segment.origin, board),
    }
}

/// The parts as words; what stands between two parts goes with the first of them.
fn difference(asked: &str, kept: &str, parts: &[Part]) -> Vec<Stretch> {
    // The memory looks at a text without the white space around it.
    let asked = asked.trim();
    let mut ends = (asked.len(), kept.len());
    let mut stretches: Vec<Stretch> = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate().rev() {
        let begins = |range: &std::ops::Range<usize>| if at == 0 { 0 } else { range.start };
        let now = if part.asked.is_empty() { "" } else { &asked[begins(&part.asked)..ends.0] };
        let then = if part.kept.is_empty() { "" } else { &kept[begins(&part.kept)..ends.1] };
        if !part.asked.is_empty() {
            ends.0 = part.asked.start;
        }
        if !part.kept.is_empty() {
            ends.1 = part.kept.start;
        }
        let how = match part.how {
            memory::How::Same => How::Same,
            memory::How::OtherForm => How::OtherForm,
            memory::How::Replaced => How::Replaced,
            memory::How::Added => How::Added,
            memory::How::Missing => How::Missing,
        };
        stretches.push(Stretch { how, then: then.trim().to_owned(), now: now.trim().to_owned() });
    }
    stretches.reverse();
    stretches
}

fn told(hit: memory::Hit<'_>, side: Side, board: &Board) -> Hit {
    let (text, other) = match side {
        Side::Source => (hit.segment.source, hit.segment.target),
        Side::Target => (hit.segment.target, hit.segment.source),
    };
    let mut passages = Vec::new();
    let mut from = 0;
    let mut push = |words: &str, found| {
        if !words.is_empty() {
            passages.push(Passage { words: words.to_owned(), found });
        }
    };
    for place in hit.places {
        push(&text[from..place.start], false);
        push(&text[place.clone()], true);
        from = place.end;
    }
    push(&text[from..], false);
    let origin = origin(hit.segment.origin, board);
    Hit { text: passages, other: other.to_owned(), adjacent: hit.adjacent, origin }
}

fn origin(origin: &memory::Origin, board: &Board) -> bodies::Origin {
    match origin {
        memory::Origin::Approved(approved) => {
            let piece = board.pieces.get(&approved.piece);
            bodies::Origin::Approved {
                headline: piece.map(|piece| piece.row.headline.clone()).unwrap_or_default(),
                piece: approved.piece.clone(),
                block: approved.block,
                translator: approved.translator.clone(),
                editor: approved.editor.clone(),
                at: approved.at,
            }
        }
        memory::Origin::Imported(imported) => {
            let memory = MemoryId::of(imported.file);
            let name = board.memories.get(memory).map(|row| row.name.clone()).unwrap_or_default();
            bodies::Origin::Imported { memory, name, by: imported.by.clone(), at: imported.at }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_both_texts_stands_in_the_difference() {
        let mut memory = Memory::default();
        let pair = Pair { source: "en".parse().unwrap(), target: "fr".parse().unwrap() };
        let file = contract::Digest::of(b"file");
        let imported = || memory::Origin::Imported(memory::Imported { file, by: None, at: None });
        memory
            .add(&pair, imported(), "“The old bridge (over the river) was closed on Monday.”", "x")
            .unwrap();
        let text = " The bridge over the Orontes was closed on Monday, early. ";
        let found = memory.look_up(&pair, text, Score::LEAST, 1).remove(0);
        let stretches = difference(text, found.segment.source, &found.difference);
        let all = |of: fn(&Stretch) -> &str| {
            stretches.iter().map(of).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(all(|stretch| &stretch.now), text.trim());
        assert_eq!(all(|stretch| &stretch.then), found.segment.source);
        assert!(stretches.iter().any(|stretch| stretch.how == How::Replaced), "{stretches:?}");
    }
}
