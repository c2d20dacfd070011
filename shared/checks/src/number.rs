//! Numbers that were changed, lost or added.

use std::{collections::HashSet, ops::Range};

use contract::{Check, Level};
use language::{Form, Measure, Number, Value};

use crate::{
    found::Found,
    pair::{Pair, Side},
    telephone::Telephones,
};

/// As many numbers of a block are set against each other; no text for people has more that went wrong.
const UNANSWERED_MOST: usize = 100;

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let lost = unanswered(&pair.source, &pair.target);
    let mut added = unanswered(&pair.target, &pair.source);
    let mut found = Vec::new();
    for number in lost {
        match answer(number, &added) {
            Some(at) => {
                let other = added.remove(at);
                found.push(changed(pair, number, other));
            }
            None => found.push(gone(pair, number)),
        }
    }
    found.extend(added.into_iter().map(|number| new(pair, number)));
    found
}

/// The numbers of one text that nothing in the other answers. One and two are not asked for in words: languages say them
/// by articles, duals and "both".
fn unanswered<'a>(of: &'a Side<'_>, by: &Side<'_>) -> Vec<&'a Number> {
    let (values, telephones) = (values(by), Telephones::of(of).shared(by));
    let measured: Vec<&Number> =
        by.figures.numbers.iter().filter(|number| number.measure.is_some()).take(UNANSWERED_MOST).collect();
    let answered = |number: &Number| {
        number.values.iter().any(|value| values.contains(value))
            || (number.measure.is_some() && measured.iter().any(|other| is_converted(number, other)))
            || is_part(number.tokens.start, &telephones)
    };
    let asked_for = |number: &&Number| match number.form {
        Form::Digits => true,
        Form::Words => number.values.iter().all(|value| *value > Value::whole(2)),
        Form::Hint => false,
    };
    let numbers = of.figures.numbers.iter().filter(asked_for);
    numbers.filter(|number| !answered(number)).take(UNANSWERED_MOST).collect()
}

/// Whether the token lies in one of these runs, which come in order.
fn is_part(at: usize, runs: &[Range<usize>]) -> bool {
    let after = runs.partition_point(|run| run.start <= at);
    after.checked_sub(1).is_some_and(|before| runs[before].contains(&at))
}

/// All that the numbers of a text may mean, those in its dates and times of day among them.
fn values(side: &Side<'_>) -> HashSet<Value> {
    let numbers = side.figures.numbers.iter().flat_map(|number| number.values.iter().copied());
    let dates = side.figures.dates.iter().flat_map(|date| {
        [date.day.map(u64::from), date.year.map(u64::from), Some(u64::from(date.month))].into_iter().flatten()
    });
    let clocks = side.figures.clocks.iter();
    let hands = clocks.clone().flat_map(|clock| [clock.hour, clock.hour % 12, clock.minute].map(u64::from));
    // `7.55` is the time of day that the other text writes `7:55`.
    let dotted = clocks.map(|clock| {
        Value(u128::from(clock.hour) * Value::ONE + u128::from(clock.minute) * Value::ONE / 100)
    });
    numbers.chain(dates.chain(hands).map(Value::whole)).chain(dotted).collect()
}

/// Whether both measure the same in other units, to within one part in twelve: people round what they convert.
fn is_converted(one: &Number, other: &Number) -> bool {
    let (Some(unit), Some(another)) = (one.measure, other.measure) else { return false };
    if (unit, another) == (Measure::Degree, Measure::Degree) {
        return is_fahrenheit(one.values[0], other.values[0])
            || is_fahrenheit(other.values[0], one.values[0]);
    }
    let (Some(size), Some(other_size)) = (unit.size(), another.size()) else { return false };
    let amount = |number: &Number, size: u64| number.values[0].0.saturating_mul(u128::from(size));
    unit != another && unit.dimension() == another.dimension() && {
        let (one, other) = (amount(one, size), amount(other, other_size));
        one.abs_diff(other) <= one.max(other) / 12
    }
}

/// Whether degrees are those of another scale, to within two degrees; or their differences, to within an eighth.
fn is_fahrenheit(celsius: Value, fahrenheit: Value) -> bool {
    let converted = celsius.0.saturating_mul(9) / 5 + 32 * Value::ONE;
    let difference = celsius.0.saturating_mul(9) / 5;
    converted.abs_diff(fahrenheit.0) <= 2 * Value::ONE
        || difference.abs_diff(fahrenheit.0) <= fahrenheit.0 / 8
}

/// Which of the added numbers stands for a lost one: one that is near in size, or the first.
fn answer(lost: &Number, added: &[&Number]) -> Option<usize> {
    let near = |other: &&Number| {
        let (one, other) = (lost.values[0].0, other.values[0].0);
        one.abs_diff(other) <= one.max(other) / 10
    };
    added.iter().position(near).or_else(|| (!added.is_empty()).then_some(0))
}

fn changed(pair: &Pair<'_>, lost: &Number, added: &Number) -> Found {
    let (source, target) = (written(&pair.source, lost), written(&pair.target, added));
    let level = if is_rounded(lost, added) { Level::Informs } else { Level::Warns };
    let explanation = match level {
        Level::Informs => format!("the source says {source}; the translation rounds it to {target}"),
        Level::Warns | Level::Blocks => format!("the source says {source}; the translation says {target}"),
    };
    Found::in_block(Check::Number, level, format!("{source} {target}"), explanation)
        .at(pair.target.reading.place(added.tokens.clone()))
        .of(pair.source.reading.place(lost.tokens.clone()))
}

/// Whether the number in the translation is the one of the source in fewer digits.
fn is_rounded(lost: &Number, added: &Number) -> bool {
    let (one, other) = (lost.values[0].0, added.values[0].0);
    one > 20 * Value::ONE && one.abs_diff(other) <= one / 25 && digits(other) < digits(one)
}

fn digits(value: u128) -> usize {
    value.to_string().trim_end_matches('0').len()
}

fn gone(pair: &Pair<'_>, number: &Number) -> Found {
    let source = written(&pair.source, number);
    // What is spelled out may have been said in another way.
    let level = match number.form {
        Form::Digits => Level::Warns,
        Form::Words | Form::Hint => Level::Informs,
    };
    let explanation = format!("{source} is in the source and not in the translation");
    Found::in_block(Check::Number, level, source, explanation)
        .of(pair.source.reading.place(number.tokens.clone()))
}

fn new(pair: &Pair<'_>, number: &Number) -> Found {
    let target = written(&pair.target, number);
    let small = number.values[0] <= Value::whole(2);
    let level = match number.form {
        Form::Digits if !small => Level::Warns,
        Form::Digits | Form::Words | Form::Hint => Level::Informs,
    };
    let explanation = format!("{target} is in the translation and not in the source");
    Found::in_block(Check::Number, level, target, explanation)
        .at(pair.target.reading.place(number.tokens.clone()))
}

/// A number as it is written, and in digits where that does not show what it comes to.
fn written(side: &Side<'_>, number: &Number) -> String {
    let words = &side.text()[side.reading.place(number.tokens.clone())];
    match number.values[0].as_whole().map(in_thousands) {
        Some(digits) if digits != words => format!("“{words}” ({digits})"),
        Some(_) | None => format!("“{words}”"),
    }
}

fn in_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 4 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
