//! Units, currencies and shares that became others, or were lost.

use contract::{Check, Level};
use language::{Dimension, Form, Measure, Number};

use crate::{
    found::Found,
    pair::{Pair, Side},
};

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let counted = pair.source.figures.numbers.iter().filter_map(|number| Some((number, number.measure?)));
    let mut found: Vec<Found> =
        counted.filter_map(|(number, measure)| changed(pair, number, measure)).collect();
    found.extend(added(pair));
    found
}

/// The number's measure is not that of the same number in the translation.
fn changed(pair: &Pair<'_>, number: &Number, measure: Measure) -> Option<Found> {
    let answers: Vec<&Number> = pair.target.numbers_like(number);
    let kept = |other: &&Number| {
        other.form == Form::Hint || other.measure.is_some_and(|other| other.may_be(measure))
    };
    if answers.is_empty() || answers.iter().any(kept) {
        return None;
    }
    let source = &pair.source.text()[with_measure(&pair.source, number)];
    // A number that stands for several things is judged by the one that has a measure.
    let other = answers.iter().find(|other| other.measure.is_some()).copied();
    let (level, explanation) = match other {
        Some(other) if comparable(pair, measure, other) => {
            let target = &pair.target.text()[with_measure(&pair.target, other)];
            (Level::Warns, format!("the source says “{source}”; the translation says “{target}”"))
        }
        Some(_) => return None,
        None if is_named(measure) && (measure == Measure::Percent || !mentions(&pair.target, measure)) => {
            (Level::Warns, format!("the source says “{source}”; the translation leaves out what is counted"))
        }
        None => return None,
    };
    let answer = other.unwrap_or(answers[0]);
    Some(
        Found::in_block(Check::Unit, level, format!("{source} {measure:?}"), explanation)
            .at(with_measure(&pair.target, answer))
            .of(with_measure(&pair.source, number)),
    )
}

/// A share or a sum of money that the source does not speak of.
fn added(pair: &Pair<'_>) -> Vec<Found> {
    let counted = pair.target.figures.numbers.iter().filter_map(|number| Some((number, number.measure?)));
    counted
        .filter(|(number, measure)| {
            let answers = pair.source.numbers_like(number);
            is_named(*measure)
                && !answers.is_empty()
                && answers.iter().all(|other| other.measure.is_none() && other.form != Form::Hint)
                && !mentions(&pair.source, *measure)
        })
        .map(|(number, measure)| {
            let target = &pair.target.text()[with_measure(&pair.target, number)];
            let explanation = format!("the translation says “{target}”; the source has the number alone");
            Found::in_block(Check::Unit, Level::Warns, format!("{target} {measure:?}"), explanation)
                .at(with_measure(&pair.target, number))
        })
        .collect()
}

/// Whether two measures say two things of one number: both are known, and the source does not give the number the other
/// measure too.
fn comparable(pair: &Pair<'_>, measure: Measure, other: &Number) -> bool {
    let Some(another) = other.measure else { return false };
    let elsewhere = pair
        .source
        .numbers_like(other)
        .iter()
        .any(|number| number.measure.is_some_and(|measure| measure.may_be(another)));
    let aside = measure.dimension() != another.dimension() && !(is_named(measure) && is_named(another));
    !elsewhere && !aside
}

/// Whether a number without it says something else: five per cent are not five.
fn is_named(measure: Measure) -> bool {
    match measure.dimension() {
        Dimension::Share | Dimension::Money => true,
        Dimension::Length
        | Dimension::Mass
        | Dimension::Area
        | Dimension::Volume
        | Dimension::Time
        | Dimension::Power
        | Dimension::Temperature => false,
    }
}

fn mentions(side: &Side<'_>, measure: Measure) -> bool {
    side.measures.iter().any(|other| other.may_be(measure))
}

/// The bytes of a number and of what is counted beside it.
fn with_measure(side: &Side<'_>, number: &Number) -> std::ops::Range<usize> {
    let measures = &side.reading.lexicon.measures;
    let is_its = |at: usize| {
        measures.find(&side.reading.folded, at).filter(|found| Some(found.meaning) == number.measure)
    };
    let (start, end) = (number.tokens.start, number.tokens.end);
    let tokens = match (is_its(end), start.checked_sub(1).and_then(is_its), is_its(end + 1)) {
        (Some(found), _, _) => start..found.end,
        (None, Some(_), _) => start - 1..end,
        (None, None, Some(found)) => start..found.end,
        (None, None, None) => start..end,
    };
    side.reading.place(tokens)
}
