//! Numbers made of numerals: `twenty-five`, `3 ملايين و200 ألف`, `quatre-vingt-dix`.

use std::ops::Range;

use super::{Form, Number, Value, digits, sum::Sum};
use crate::{Measure, Reading, TokenKind, lexicon::Numeral};

/// The number that begins at this token: the longest that can be read there.
pub(super) fn number(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let mut sum = Sum::default();
    let mut end = at;
    let mut next = Next { at, joined: false };
    while let Some(part) = part(reading, next) {
        if begins_another(reading, &sum, &part) || !sum.take(&part, reading.lexicon.words.units_first) {
            break;
        }
        end = part.end;
        next = after(reading, end);
    }
    let values = sum.values();
    // An ordinal may begin with a numeral: "on birinci".
    if values.is_empty() || reading.lexicon.hints.find(&reading.folded, at).is_some_and(|hint| hint.end > end)
    {
        return hint(reading, at);
    }
    if !sum.in_digits
        && let Some(ordinal) = ordinal(reading, at, next, &values)
    {
        return Some(ordinal);
    }
    let form = if sum.in_digits { Form::Digits } else { Form::Words };
    Some(Number { tokens: at..end, values, form, measure: None })
}

/// The end of words that say a share by a hundred, where they begin at this token: "في المئة", "pour cent".
pub(super) fn share(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let found = reading.lexicon.measures.find(&reading.folded, at)?;
    let hundred = |at| {
        let numeral = reading.lexicon.numerals.find(&reading.folded, at);
        numeral.is_some_and(|numeral| numeral.meaning == Numeral::Hundred)
    };
    (found.meaning == Measure::Percent && (at..found.end).any(hundred)).then_some(found.end)
}

/// A hundred that may be meant by these words.
pub(super) fn hundred(tokens: Range<usize>) -> Number {
    Number { tokens, values: vec![Value::whole(100)], form: Form::Hint, measure: None }
}

/// Whether the part is that of a next number, which has a scale of its own: "2.89 million and 2.52 million".
fn begins_another(reading: &Reading<'_>, sum: &Sum, part: &Part) -> bool {
    let Some(last) = sum.last_scale else { return false };
    let next = self::part(reading, after(reading, part.end)).map(|next| next.piece);
    match next {
        Some(Piece::Numeral(
            Numeral::Scale(scale) | Numeral::Scales(scale) | Numeral::DoubleScale(scale),
        )) => scale >= last && !matches!(part.piece, Piece::Numeral(Numeral::Scale(_) | Numeral::Half)),
        Some(Piece::Numeral(Numeral::Cardinal(_) | Numeral::Hundred | Numeral::Half) | Piece::Digits(_))
        | None => false,
    }
}

/// A word that may be a number elsewhere.
fn hint(reading: &Reading<'_>, at: usize) -> Option<Number> {
    let found = reading.lexicon.hints.find(&reading.folded, at)?;
    let values: Vec<Value> = found.meaning.iter().copied().map(Value::whole).collect();
    // An ordinal of units before its tens: "السادس والثلاثين".
    let tens = part(reading, Next { at: found.end, joined: false })
        .filter(|part| reading.lexicon.words.units_first && part.joined && values[0] < Value::whole(10));
    if let Some(Part { piece: Piece::Numeral(Numeral::Cardinal(tens @ 20..100)), end, .. }) = tens {
        let values = vec![Value(values[0].0 + Value::whole(tens).0)];
        return Some(Number { tokens: at..end, values, form: Form::Hint, measure: None });
    }
    Some(Number { tokens: at..found.end, values, form: Form::Hint, measure: None })
}

/// An ordinal of tens before its units: "thirty-sixth".
fn ordinal(reading: &Reading<'_>, at: usize, next: Next, tens: &[Value]) -> Option<Number> {
    let found = reading.lexicon.hints.find(&reading.folded, next.at)?;
    let hyphened = next.at > 0 && reading.is_sign(next.at - 1, "-");
    let units = found.meaning.first().filter(|units| hyphened && **units < 10)?;
    let values = vec![Value(tens.first()?.0 + Value::whole(*units).0)];
    Some(Number { tokens: at..found.end, values, form: Form::Hint, measure: None })
}

#[derive(Clone, Copy)]
struct Next {
    at: usize,
    /// Whether a joining word was passed.
    joined: bool,
}

/// Where a number may go on: behind a joining word or a hyphen.
fn after(reading: &Reading<'_>, at: usize) -> Next {
    if let Some(and) = reading.lexicon.and.find(&reading.folded, at) {
        return Next { at: and.end, joined: true };
    }
    let hyphen = ["-", "\u{2010}", "\u{2011}"].iter().any(|sign| reading.is_sign(at, sign));
    let within = at > 0 && reading.is_adjacent(at - 1) && reading.is_adjacent(at);
    Next { at: if hyphen && within { at + 1 } else { at }, joined: false }
}

/// A numeral or figures, as a part of a number.
pub(super) struct Part {
    pub piece: Piece,
    /// Whether a joining word stands before it.
    pub joined: bool,
    /// The token after it.
    pub end: usize,
}

pub(super) enum Piece {
    Digits(Vec<Value>),
    Numeral(Numeral),
}

fn part(reading: &Reading<'_>, next: Next) -> Option<Part> {
    let Next { at, joined } = next;
    if reading.kind(at) == Some(TokenKind::Digits) {
        return Some(in_digits(reading, next));
    }
    if share(reading, at).is_some() {
        return None;
    }
    if let Some(found) = reading.lexicon.numerals.find(&reading.folded, at) {
        let by_prefix = !reading.lexicon.words.joining_prefix.is_empty()
            && found.prefix.starts_with(reading.lexicon.words.joining_prefix);
        return Some(Part {
            piece: Piece::Numeral(found.meaning),
            joined: joined || by_prefix,
            end: found.end,
        });
    }
    // A joining letter before figures is a word of its own: "و300".
    let joins = reading.is_sign(at, reading.lexicon.words.joining_prefix)
        && reading.kind(at + 1) == Some(TokenKind::Digits);
    (joins && !joined).then(|| in_digits(reading, Next { at: at + 1, joined: true }))
}

fn in_digits(reading: &Reading<'_>, next: Next) -> Part {
    let Next { at, joined } = next;
    let mut values = digits::values(&reading.folded[at]);
    let mut end = at + 1;
    // `3/5` is 3.5 in Persian; elsewhere it may be a share, or a day and a month.
    if is_slashed(reading, at) {
        let decimal = digits::values(&format!("{}٫{}", reading.folded[at], reading.folded[at + 2]));
        let other = digits::values(&reading.folded[at + 2]);
        values =
            if reading.lexicon.words.decimal_slash { decimal } else { [values, other, decimal].concat() };
        end = at + 3;
    } else if let Some(decade) = decade(reading, at) {
        values.extend(decade.map(Value::whole));
    } else if let Some(year) = shortened_year(reading, at) {
        values.push(Value::whole(year));
    } else if reading.is_adjacent(at)
        && let Some(short) = reading.lexicon.short_scales.find(&reading.folded, at + 1)
    {
        // `5m` is five million, or five metres.
        let scaled = values.iter().map(|value| Value(value.0.saturating_mul(u128::from(short.meaning))));
        values = scaled.chain(values.iter().copied()).collect();
        end = short.end;
    }
    if reading.lexicon.afternoon.holds(&reading.folded, end) && values[0] < Value::whole(12) {
        values.push(Value(values[0].0 + Value::whole(12).0));
    }
    Part { piece: Piece::Digits(values), joined, end }
}

/// What else a decade is called: `1980s` and `80s`.
fn decade(reading: &Reading<'_>, at: usize) -> Option<[u64; 2]> {
    let years: u64 = reading.folded[at].parse().ok()?;
    let plural = reading.is_adjacent(at) && reading.is_sign(at + 1, "s")
        || reading.is_sign(at + 1, "'") && reading.is_sign(at + 2, "s");
    let tens = years.is_multiple_of(10) && plural;
    (tens && (10..3000).contains(&years)).then_some([years % 100, 1900 + years % 100])
}

fn is_slashed(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_sign(at + 1, "/")
        && reading.is_adjacent(at)
        && reading.is_adjacent(at + 1)
        && reading.kind(at + 2) == Some(TokenKind::Digits)
        && !reading.is_sign(at + 3, "/")
}

/// The year that two digits stand for behind another: `1950-53`.
fn shortened_year(reading: &Reading<'_>, at: usize) -> Option<u64> {
    let sign = ["-", "–", "/"].iter().any(|sign| at > 1 && reading.is_sign(at - 1, sign));
    let joined = sign && reading.is_adjacent(at - 1) && reading.is_adjacent(at - 2);
    let (first, last) = (joined.then(|| &reading.folded[at - 2])?, &reading.folded[at]);
    (first.len() == 4 && last.len() == 2)
        .then(|| format!("{}{last}", first.get(..2).unwrap_or_default()).parse().ok())?
}
