//! Numbers made of numerals: `twenty-five`, `3 ملايين و200 ألف`, `quatre-vingt-dix`.

use super::{Form, Number, Value, digits};
use crate::{Reading, TokenKind, lexicon::Numeral};

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

struct Part {
    piece: Piece,
    joined: bool,
    end: usize,
}

enum Piece {
    Digits(Vec<Value>),
    Numeral(Numeral),
}

fn part(reading: &Reading<'_>, next: Next) -> Option<Part> {
    let Next { at, joined } = next;
    if reading.kind(at) == Some(TokenKind::Digits) {
        return Some(in_digits(reading, next));
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

/// A number as it grows, in millionths.
#[derive(Default)]
struct Sum {
    /// What is closed by a scale.
    total: u128,
    /// What the next scale multiplies: with alternatives where figures may mean several numbers.
    open: Vec<u128>,
    last_scale: Option<u64>,
    /// A scale that stands alone so far, and may be two of itself.
    double: Option<u64>,
    halved: Option<u128>,
    begun: bool,
    in_digits: bool,
}

impl Sum {
    /// Takes a part; or leaves it, and the number ends before it.
    fn take(&mut self, part: &Part, units_first: bool) -> bool {
        if let Some(half) = self.halved {
            return !part.joined && self.scale_of_half(half, &part.piece);
        }
        if part.joined
            && let Some(scale) = self.double.take()
        {
            // "مليونا و400 ألف": what goes on after it shows that it is one.
            self.open.clear();
            self.total = u128::from(scale) * Value::ONE;
            self.last_scale = Some(scale);
        }
        let taken = match &part.piece {
            Piece::Digits(values) => self.figures(values, part.joined),
            Piece::Numeral(Numeral::Cardinal(number)) => self.cardinal(*number, part.joined, units_first),
            Piece::Numeral(Numeral::Hundred) => self.hundred(part.joined),
            Piece::Numeral(Numeral::Scale(scale)) => self.scale(*scale, part.joined),
            Piece::Numeral(Numeral::DoubleScale(scale)) if self.begun => self.scale(*scale, part.joined),
            Piece::Numeral(Numeral::DoubleScale(scale)) => {
                self.double = Some(*scale);
                self.open = vec![u128::from(*scale) * 2 * Value::ONE, u128::from(*scale) * Value::ONE];
                true
            }
            Piece::Numeral(Numeral::Scales(scale)) => !self.open.is_empty() && self.scale(*scale, false),
            Piece::Numeral(Numeral::Half) => self.half(part.joined),
        };
        self.begun |= taken;
        taken
    }

    /// A scale behind a half: "two and a half million"; or named once more: "three million and half a million".
    fn scale_of_half(&mut self, half: u128, piece: &Piece) -> bool {
        let Piece::Numeral(Numeral::Scale(scale) | Numeral::Scales(scale)) = piece else { return false };
        if let Some(last) = self.last_scale {
            return last == *scale;
        }
        let open = self.open.first().copied().unwrap_or_default();
        self.total = open.saturating_add(half).saturating_mul(u128::from(*scale));
        self.open.clear();
        self.halved = None;
        self.last_scale = Some(*scale);
        true
    }

    fn figures(&mut self, values: &[Value], joined: bool) -> bool {
        let fits = !self.begun || (joined && self.open.is_empty() && self.last_scale.is_some());
        if fits {
            self.open = values.iter().map(|value| value.0).collect();
            self.in_digits = true;
        }
        fits
    }

    fn cardinal(&mut self, number: u64, joined: bool, units_first: bool) -> bool {
        let added = u128::from(number) * Value::ONE;
        match self.open.as_mut_slice() {
            [] if !self.begun => {}
            [] => {
                // What a scale closed goes on with less than the scale: "a thousand five hundred".
                let less = self.last_scale.is_some_and(|scale| number < scale);
                if !less || ((units_first || self.in_digits) && !joined) {
                    return false;
                }
            }
            [open]
                if !self.in_digits && fits(*open / Value::ONE, u128::from(number), joined, units_first) =>
            {
                *open += added;
                return true;
            }
            _ => return false,
        }
        self.open = vec![added];
        true
    }

    fn hundred(&mut self, joined: bool) -> bool {
        match self.open.as_mut_slice() {
            [] => {
                self.open = vec![100 * Value::ONE];
                true
            }
            [open] if !joined && !self.in_digits && *open < 100 * Value::ONE => {
                *open *= 100;
                true
            }
            _ => false,
        }
    }

    fn scale(&mut self, scale: u64, joined: bool) -> bool {
        let by = u128::from(scale);
        if self.open.is_empty() {
            match self.last_scale {
                // "a thousand million"
                Some(last) if !joined && last < scale => self.total = self.total.saturating_mul(by),
                Some(last) if last <= scale => return false,
                _ => self.total = self.total.saturating_add(by * Value::ONE),
            }
        } else {
            if self.last_scale.is_some_and(|last| last <= scale) {
                return false;
            }
            // Of figures that may mean several numbers before a scale, the one with the fraction is meant: "1.250 million".
            let open = self.open.iter().copied().min().unwrap_or_default();
            self.total = self.total.saturating_add(open.saturating_mul(by));
            self.open.clear();
        }
        self.last_scale = Some(scale);
        true
    }

    fn half(&mut self, joined: bool) -> bool {
        if !self.begun || !(joined || self.open.is_empty() || self.open.len() == 1) {
            return false;
        }
        let one = match (&self.open[..], self.last_scale) {
            ([], Some(scale)) => u128::from(scale) * Value::ONE,
            _ => Value::ONE,
        };
        self.halved = Some(one / 2);
        true
    }

    fn values(&self) -> Vec<Value> {
        if !self.begun {
            return Vec::new();
        }
        let open = if self.open.is_empty() { &[0][..] } else { &self.open };
        let sums = open.iter().map(|open| self.total.saturating_add(*open));
        let half = self.halved.unwrap_or_default();
        let mut values: Vec<Value> = sums.map(|sum| Value(sum.saturating_add(half))).collect();
        if half > 0 {
            // "three years and a half" and "three, and half of the others" look alike.
            values.extend(open.iter().map(|open| Value(self.total.saturating_add(*open))));
        }
        values
    }
}

/// Whether a numeral goes on with another: "twenty five", "three hundred ten", "خمسة وعشرون", "quatre-vingt-dix".
fn fits(open: u128, next: u128, joined: bool, units_first: bool) -> bool {
    let teens = next == 10 && (1..10).contains(&(open % 100)) && !joined && units_first;
    let units_before_tens =
        units_first && joined && (1..10).contains(&(open % 100)) && (20..100).contains(&next);
    let scores = matches!(open % 100, 60 | 80) && (10..20).contains(&next);
    let place =
        (0..19).map(|power| 10_u128.pow(power)).take_while(|place| open.is_multiple_of(*place)).last();
    let smaller = open > 0 && next > 0 && place.is_some_and(|place| next < place);
    teens || units_before_tens || scores || (smaller && (joined || !units_first))
}
