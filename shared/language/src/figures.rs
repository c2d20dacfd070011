//! Numbers, dates and times of day in a text, in digits of any script or in words.

mod calendar;
mod dates;
mod digits;
mod numerals;
mod sum;

use std::ops::Range;

pub use dates::{Clock, Date, Weekday};

use crate::{Dimension, Measure, Reading, TokenKind};

/// A number in millionths: what newsrooms write is exact in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(pub u128);

impl Value {
    /// How many of the unit that values count in make one.
    pub const ONE: u128 = 1_000_000;

    /// The value of a whole number.
    pub fn whole(number: u64) -> Self {
        Self(u128::from(number) * Self::ONE)
    }

    /// The number, where it has no fraction and is not immense.
    pub fn as_whole(self) -> Option<u64> {
        self.0.is_multiple_of(Self::ONE).then(|| u64::try_from(self.0 / Self::ONE).ok()).flatten()
    }
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In digits, with words or without: `3 million`.
    Digits,
    /// In words alone.
    Words,
    /// It is a word that another language may write as a number, and need not: an ordinal, a dual, a decade.
    Hint,
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The tokens that it takes.
    pub tokens: Range<usize>,
    /// What it may mean, the likeliest first, never empty: `1.500` is 1500 here and 1.5 there.
    pub values: Vec<Value>,
    pub form: Form,
    /// What is counted, where that stands beside it.
    pub measure: Option<Measure>,
}

impl Number {
    /// Whether both may mean the same.
    pub fn may_be(&self, other: &Self) -> bool {
        self.values.iter().any(|value| other.values.contains(value))
    }
}

/// All figures of a text, each kind in order. What is part of a date or a time of day is no number beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub numbers: Vec<Number>,
    pub dates: Vec<Date>,
    pub clocks: Vec<Clock>,
    pub weekdays: Vec<Weekday>,
}

impl Figures {
    /// The figures of a text. The time that it takes grows with the length of the text.
    pub fn of(reading: &Reading<'_>) -> Self {
        let mut figures = Self::default();
        let mut at = 0;
        while at < reading.tokens.len() {
            at = figures.take(reading, at);
        }
        figures
    }

    /// Takes what begins at this token, and says where to go on.
    fn take(&mut self, reading: &Reading<'_>, at: usize) -> usize {
        if let Some(date) = dates::date(reading, at) {
            let end = date.tokens.end;
            self.dates.push(date);
            return end;
        }
        if let Some(clock) = dates::clock(reading, at) {
            let end = clock.tokens.end;
            self.clocks.push(clock);
            return end;
        }
        if let Some(weekday) = dates::weekday(reading, at) {
            self.weekdays.push(weekday);
        }
        if let Some(end) = numerals::share(reading, at) {
            // The hundred in "30 في المئة" and "30 pour cent" is no number of its own; with no number in front the words
            // may mean the hundred: "في المئة يوم الأولى".
            if self.numbers.last().is_none_or(|number| number.tokens.end != at) {
                self.numbers.push(numerals::hundred(at..end));
            }
            return end;
        }
        if let Some(number) = numerals::number(reading, at) {
            let number = with_measure(reading, number);
            let end = number.tokens.end;
            self.numbers.push(number);
            return end;
        }
        // Plurals such as "millions" say no number, and are passed over one by one.
        at + 1
    }
}

/// The number with what is counted, which stands behind it or before it.
fn with_measure(reading: &Reading<'_>, number: Number) -> Number {
    if number.form == Form::Hint {
        return number;
    }
    let measure = measure_after(reading, number.tokens.end)
        .or_else(|| measure_before(reading, &number))
        .or_else(|| measure_of_range(reading, &number));
    Number { measure, ..number }
}

fn measure_after(reading: &Reading<'_>, at: usize) -> Option<Measure> {
    let lexicon = reading.lexicon;
    let found = |at| lexicon.measures.find(&reading.folded, at);
    // A sign of money behind a number belongs to the next number where it is not set off: "5 $10 notes".
    let next = found(at).map(|found| (found, at)).or_else(|| {
        let between = lexicon.between.find(&reading.folded, at)?;
        found(between.end).map(|found| (found, between.end))
    });
    let (measure, start) = next?;
    // With more than the article in front it is no longer what is counted: "13 ביום".
    let article = reading.lexicon.words.prefixes.first();
    if !measure.prefix.is_empty() && Some(&measure.prefix) != article {
        return None;
    }
    let is_sign = reading.kind(start) == Some(TokenKind::Sign);
    let before_next = is_sign
        && reading.is_adjacent(start)
        && !reading.is_adjacent(start - 1)
        && reading.kind(start + 1) == Some(TokenKind::Digits);
    (!before_next).then_some(measure.meaning)
}

/// What is counted where the number begins a range: `3 to 5 kilometres`.
fn measure_of_range(reading: &Reading<'_>, first: &Number) -> Option<Measure> {
    let range = reading.lexicon.ranges.find(&reading.folded, first.tokens.end)?;
    let last = numerals::number(reading, range.end).filter(|last| last.form == first.form)?;
    measure_after(reading, last.tokens.end)
}

fn measure_before(reading: &Reading<'_>, number: &Number) -> Option<Measure> {
    let start = number.tokens.start;
    let before = start.checked_sub(1)?;
    let found = reading.lexicon.measures.find(&reading.folded, before)?;
    let is_sign = reading.kind(before) == Some(TokenKind::Sign);
    let may_stand_before = match found.meaning.dimension() {
        // `%5` and `yüzde 5`; in other languages a word of this meaning belongs to the number before it.
        Dimension::Share => is_sign && reading.is_adjacent(before) || reading.is_sign(before, "yüzde"),
        Dimension::Money => {
            let word = reading.word(before);
            is_sign || (word.len() == 3 && word.chars().all(char::is_uppercase))
        }
        Dimension::Length
        | Dimension::Mass
        | Dimension::Area
        | Dimension::Volume
        | Dimension::Time
        | Dimension::Power
        | Dimension::Temperature => false,
    };
    (found.end == start && may_stand_before).then_some(found.meaning)
}

#[cfg(test)]
mod tests;
