//! Dates, months, weekdays and times of day.

use std::ops::Range;

use contract::{Check, Level};
use language::{Date, Value, Weekday};

use crate::{
    found::Found,
    pair::{Pair, Side},
};

/// A block with more dates is a table: which answers which cannot be told.
const DATES_MOST: usize = 200;

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let mut found = dates(pair);
    found.extend(weekdays(pair));
    found.extend(clocks(pair));
    found
}

fn dates(pair: &Pair<'_>) -> Vec<Found> {
    let (source, target) = (&pair.source.figures.dates, &pair.target.figures.dates);
    if source.len().max(target.len()) > DATES_MOST {
        return Vec::new();
    }
    let lost: Vec<&Date> = source.iter().filter(|date| !is_answered(date, target, source)).collect();
    let mut added: Vec<&Date> = target.iter().filter(|date| !is_answered(date, source, target)).collect();
    let mut found = Vec::new();
    for date in lost {
        match answer(date, &added) {
            Some(at) => found.extend(changed(pair, date, added.remove(at))),
            None => found.extend(gone(pair, date)),
        }
    }
    found.extend(added.into_iter().filter_map(|date| new(pair, date)));
    found
}

/// Whether one of these dates is the same day, or the same month where no other of the date's own text is meant by it.
/// Calendars of the moon are off by a day or two from what was seen.
fn is_answered(date: &Date, by: &[Date], own: &[Date]) -> bool {
    let alike = |date: &Date, other: &Date| date.agrees(other) && date.day.is_some() == other.day.is_some();
    by.iter().any(|other| {
        alike(date, other)
            || (date.agrees(other) && !own.iter().any(|own| alike(own, other)))
            || (date.calendar != other.calendar && date.days_apart(other).is_some_and(|days| days <= 2))
    })
}

/// Which date stands for the lost one: one of the same month or day, or the first.
fn answer(lost: &Date, added: &[&Date]) -> Option<usize> {
    let alike = |other: &&Date| {
        lost.calendar == other.calendar
            && (lost.month == other.month || (lost.day.is_some() && lost.day == other.day))
    };
    added.iter().position(alike).or_else(|| (!added.is_empty()).then_some(0))
}

fn changed(pair: &Pair<'_>, lost: &Date, added: &Date) -> Option<Found> {
    let (source, target) = (words(&pair.source, &lost.tokens), words(&pair.target, &added.tokens));
    // "5 to 7 May" puts the other day beside the month.
    let elsewhere = lost.month == added.month
        && lost.calendar == added.calendar
        && lost.day != added.day
        && lost.day.is_some_and(|day| counts(&pair.target, day.into()))
        && added.day.is_some_and(|day| counts(&pair.source, day.into()));
    if elsewhere {
        return None;
    }
    let unsure = lost.calendar != added.calendar && lost.days_apart(added).is_none();
    let (level, explanation) = if unsure {
        (
            Level::Informs,
            format!("“{source}” became “{target}”, of another calendar: make sure that it is the same day"),
        )
    } else {
        (Level::Warns, format!("the source says “{source}”; the translation says “{target}”"))
    };
    Some(
        Found::in_block(Check::Date, level, format!("{source} {target}"), explanation)
            .at(pair.target.reading.place(added.tokens.clone()))
            .of(pair.source.reading.place(lost.tokens.clone())),
    )
}

fn gone(pair: &Pair<'_>, date: &Date) -> Option<Found> {
    let said = |number: Option<u64>| number.is_none_or(|number| says_number(&pair.target, number));
    let in_full = said(date.day.map(u64::from)) && said(date.year.map(u64::from));
    // A month alone is often said as "last month", and a day in figures may stand without its month.
    let level = match (date.day, date.year) {
        (None, None) => return None,
        (Some(_), _) if !in_full => Level::Warns,
        (Some(_), _) | (None, Some(_)) => Level::Informs,
    };
    let source = words(&pair.source, &date.tokens);
    let explanation = format!("the date “{source}” is in the source and not in the translation");
    Some(
        Found::in_block(Check::Date, level, source, explanation)
            .of(pair.source.reading.place(date.tokens.clone())),
    )
}

fn new(pair: &Pair<'_>, date: &Date) -> Option<Found> {
    let day = u64::from(date.day?);
    let level = if says_number(&pair.source, day) { Level::Informs } else { Level::Warns };
    let target = words(&pair.target, &date.tokens);
    let explanation = format!("the date “{target}” is in the translation and not in the source");
    Some(
        Found::in_block(Check::Date, level, target, explanation)
            .at(pair.target.reading.place(date.tokens.clone())),
    )
}

/// A weekday that only the source has, where the translation has one that the source has not.
fn weekdays(pair: &Pair<'_>) -> Option<Found> {
    let (source, target) = (&pair.source.figures.weekdays, &pair.target.figures.weekdays);
    let alone = |of: &[Weekday], by: &[Weekday]| {
        of.iter().find(|weekday| !by.iter().any(|other| other.day == weekday.day)).cloned()
    };
    let (lost, added) = (alone(source, target)?, alone(target, source)?);
    let (said, became) = (words(&pair.source, &lost.tokens), words(&pair.target, &added.tokens));
    let explanation = format!("the source says “{said}”; the translation says “{became}”");
    Some(
        Found::in_block(Check::Date, Level::Warns, format!("{said} {became}"), explanation)
            .at(pair.target.reading.place(added.tokens.clone()))
            .of(pair.source.reading.place(lost.tokens.clone())),
    )
}

/// A time of day in figures that is another one in the translation. One that is not there may be said in words.
fn clocks(pair: &Pair<'_>) -> Option<Found> {
    let unanswered = |of: &Side<'_>, by: &Side<'_>| {
        let answered = |clock: &language::Clock| by.figures.clocks.iter().any(|other| clock.agrees(other));
        of.figures.clocks.iter().find(|clock| !answered(clock)).cloned()
    };
    let lost = unanswered(&pair.source, &pair.target)?;
    let added = unanswered(&pair.target, &pair.source)?;
    let (source, target) = (words(&pair.source, &lost.tokens), words(&pair.target, &added.tokens));
    // A time in two zones has the same minutes in most of them.
    let level = if lost.minute == added.minute && pair.target.figures.clocks.len() > 1 {
        Level::Informs
    } else {
        Level::Warns
    };
    let explanation = format!("the source says “{source}”; the translation says “{target}”");
    Some(
        Found::in_block(Check::Date, level, format!("{source} {target}"), explanation)
            .at(pair.target.reading.place(added.tokens.clone()))
            .of(pair.source.reading.place(lost.tokens.clone())),
    )
}

fn words<'t>(side: &Side<'t>, tokens: &Range<usize>) -> &'t str {
    &side.text()[side.reading.place(tokens.clone())]
}

/// Whether the number stands in the text outside of dates.
fn counts(side: &Side<'_>, number: u64) -> bool {
    side.figures.numbers.iter().any(|other| other.values.contains(&Value::whole(number)))
}

fn says_number(side: &Side<'_>, number: u64) -> bool {
    let in_date =
        |date: &Date| date.day.map(u64::from) == Some(number) || date.year.map(u64::from) == Some(number);
    counts(side, number) || side.figures.dates.iter().any(in_date)
}
