//! Quotation marks that lack their partner, and quotations that were lost.

use std::ops::Range;

use contract::{Check, Level};
use language::{Reading, TokenKind};

use crate::{
    found::Found,
    pair::{Pair, Side},
};

/// Quotations of fewer words are names and single expressions, which languages mark each in their own way.
const SPEECH_WORDS_LEAST: usize = 5;

/// Quotations within quotations, and no deeper.
const NESTED_MOST: usize = 4;

/// What stands between quotation marks in a text.
#[derive(Debug, Default)]
pub(crate) struct Quotations {
    /// The tokens between two marks, the marks not among them.
    pub spans: Vec<Range<usize>>,
    /// Marks that were opened and not closed: in most texts one at most.
    opened: Vec<usize>,
    /// Marks that close what was not opened.
    closed: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    Straight,
    /// It opens in some languages and closes in others: what stands beside it decides.
    BySpace,
}

impl Quotations {
    pub fn of(reading: &Reading<'_>) -> Self {
        // Straight marks are told apart by what stands beside them, or by turns where that leaves none without a partner.
        let by_place = Self::read(reading, straight_by_place);
        let mut quotations = if by_place.are_whole() {
            by_place
        } else {
            let by_turns = Self::read(reading, |_, _| Straight::ByTurns);
            if by_turns.are_whole() { by_turns } else { by_place }
        };
        quotations.spans.extend(single(reading));
        quotations
    }

    fn read(reading: &Reading<'_>, straight: impl Fn(&Reading<'_>, usize) -> Straight) -> Self {
        let mut quotations = Self::default();
        for at in 0..reading.tokens.len() {
            let Some(mark) = mark(reading, at) else { continue };
            let opens = match mark {
                Mark::Opens => true,
                Mark::Closes => false,
                Mark::BySpace => begins_word(reading, at) && quotations.opened.is_empty(),
                Mark::Straight => match straight(reading, at) {
                    Straight::Opens => true,
                    Straight::Closes => false,
                    Straight::ByTurns => quotations.opened.is_empty(),
                },
            };
            if opens { quotations.opened.push(at) } else { quotations.close(at) }
        }
        quotations
    }

    fn close(&mut self, at: usize) {
        match self.opened.pop() {
            Some(open) if self.opened.len() < NESTED_MOST => self.spans.push(open + 1..at),
            Some(_) => {}
            None => self.closed.push(at),
        }
    }

    /// Whether this token stands in a quotation.
    pub fn hold(&self, at: usize) -> bool {
        self.spans.iter().any(|span| span.contains(&at)) || self.opened.iter().any(|open| *open < at)
    }

    /// Whether every mark has its partner.
    pub fn are_whole(&self) -> bool {
        self.opened.is_empty() && self.closed.is_empty()
    }
}

fn mark(reading: &Reading<'_>, at: usize) -> Option<Mark> {
    if reading.tokens[at].kind != TokenKind::Sign {
        return None;
    }
    match reading.word(at) {
        // Inches and seconds stand right behind figures.
        "\"" | "＂"
            if at > 0 && reading.is_adjacent(at - 1) && reading.tokens[at - 1].kind == TokenKind::Digits =>
        {
            let ends = !reading.is_adjacent(at)
                || reading.tokens.get(at + 1).is_none_or(|next| next.kind == TokenKind::Sign);
            ends.then_some(Mark::Straight)
        }
        "\"" | "＂" => Some(Mark::Straight),
        "“" | "”" | "‟" => Some(Mark::BySpace),
        "„" | "«" | "「" => Some(Mark::Opens),
        "»" | "」" => Some(Mark::Closes),
        _ => None,
    }
}

/// What a straight mark does.
enum Straight {
    Opens,
    Closes,
    /// It closes what is open, or opens.
    ByTurns,
}

fn straight_by_place(reading: &Reading<'_>, at: usize) -> Straight {
    let is_sign = |at: usize| reading.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Sign);
    let behind = at > 0 && reading.is_adjacent(at - 1);
    let before = reading.is_adjacent(at);
    let opener =
        behind && matches!(reading.word(at - 1), "(" | "[" | "—" | "–" | "-" | "/" | "'" | "‘" | "“" | "\"");
    match (behind && !opener, before && !(is_sign(at + 1) && behind)) {
        (false, true) => Straight::Opens,
        (true, false) => Straight::Closes,
        (true, true) | (false, false) => Straight::ByTurns,
    }
}

/// Whether the mark stands before a word and not behind one.
fn begins_word(reading: &Reading<'_>, at: usize) -> bool {
    let free_before =
        at == 0 || !reading.is_adjacent(at - 1) || matches!(reading.word(at - 1), "(" | "[" | "—" | "–");
    free_before
        || (reading.is_adjacent(at)
            && reading.tokens[at - 1].kind == TokenKind::Sign
            && reading.word(at) == "“")
}

/// What stands between single marks: an apostrophe may be one, so only pairs count.
fn single(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let is_mark = |at: usize| matches!(reading.word(at), "'" | "‘" | "’" | "‚" | "‹" | "›");
    let free_before = |at: usize| {
        at == 0 || !reading.is_adjacent(at - 1) || matches!(reading.word(at - 1), "(" | "\"" | "“")
    };
    let free_behind = |at: usize| {
        !reading.is_adjacent(at) || reading.tokens.get(at + 1).is_none_or(|next| next.kind == TokenKind::Sign)
    };
    let mut spans = Vec::new();
    let mut open = None;
    for at in
        (0..reading.tokens.len()).filter(|at| reading.tokens[*at].kind == TokenKind::Sign && is_mark(*at))
    {
        if free_before(at) && reading.is_adjacent(at) {
            open = Some(at);
        } else if free_behind(at)
            && let Some(start) = open.take()
        {
            spans.push(start + 1..at);
        }
    }
    spans
}

/// Marks of the translation without their partner. Where the source breaks its quotation here too, or the neighbours of
/// the block do, it may run on over several blocks.
pub(crate) fn look_for_unpaired(pair: &Pair<'_>) -> Vec<Found> {
    let (source, target) = (&pair.source.quotations, &pair.target.quotations);
    let level = match (source.are_whole(), pair.runs_over) {
        (true, false) => Level::Warns,
        (true, true) | (false, false) => Level::Informs,
        (false, true) => return Vec::new(),
    };
    let opened = target.opened.iter().map(|at| (at, "this quotation is not closed"));
    let closed = target.closed.iter().map(|at| (at, "this mark closes a quotation that was not opened"));
    opened
        .chain(closed)
        .map(|(at, explanation)| {
            let about = beside(&pair.target, *at);
            Found::in_block(Check::QuotationMark, level, about, explanation)
                .at(pair.target.reading.tokens[*at].place())
        })
        .collect()
}

/// The words around a mark, by which it is known again.
fn beside(side: &Side<'_>, at: usize) -> String {
    let last = side.reading.tokens.len();
    let around = at.saturating_sub(1)..(at + 2).min(last);
    side.text()[side.reading.place(around)].to_owned()
}

/// Speech that is quoted in the source, where the translation quotes nothing or much less.
pub(crate) fn look_for_lost(pair: &Pair<'_>) -> Vec<Found> {
    let speech = |span: &&Range<usize>| words(&pair.source, span) >= SPEECH_WORDS_LEAST;
    let spoken: Vec<&Range<usize>> = pair.source.quotations.spans.iter().filter(speech).collect();
    let quoted_words: usize = spoken.iter().map(|span| words(&pair.source, span)).sum();
    let kept_words = quoted(&pair.target);
    let all_short = pair.source.quotations.spans.iter().filter(|span| words(&pair.source, span) > 0);
    let lost_speech = quoted_words > 0 && (kept_words == 0 || kept_words * 4 < quoted_words);
    let (level, span, explanation) = if lost_speech {
        (
            Level::Warns,
            spoken[0],
            "this is quoted in the source; the translation has it in the reporter's own words",
        )
    } else if let (0, Some(span)) = (kept_words, all_short.min_by_key(|span| span.start)) {
        (Level::Informs, span, "this stands in quotation marks in the source and in none in the translation")
    } else {
        return Vec::new();
    };
    let place = pair.source.reading.place(span.clone());
    let about = pair.source.text()[place.clone()].to_owned();
    vec![Found::in_block(Check::QuotationLost, level, about, explanation).of(place)]
}

fn words(side: &Side<'_>, span: &Range<usize>) -> usize {
    side.reading.tokens[span.clone()].iter().filter(|token| token.kind != TokenKind::Sign).count()
}

/// How many words a text quotes; what is opened and not closed is quoted to the end.
fn quoted(side: &Side<'_>) -> usize {
    let closed: usize = side.quotations.spans.iter().map(|span| words(side, span)).sum();
    let from = side.quotations.opened.first().copied();
    let to = side.quotations.closed.last().copied();
    closed
        + from.map_or(0, |from| words(side, &(from..side.reading.tokens.len())))
        + to.map_or(0, |to| words(side, &(0..to)))
}
