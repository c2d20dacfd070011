//! Dates, weekdays and times of day.

use std::ops::Range;

use super::calendar::day_number;
use crate::{Calendar, Reading, TokenKind};

/// A date: a month with what stands beside it, or figures that are a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    pub tokens: Range<usize>,
    /// The calendar that year, month and day are counted in.
    pub calendar: Calendar,
    /// As it is written, two digits as those of this century.
    pub year: Option<u32>,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31; months are not looked up for their length.
    pub day: Option<u8>,
    /// Whether day and month may stand the other way round: `4/5/2024`.
    pub either_way: bool,
}

impl Date {
    /// Whether both say the same day and month as far as both say them, in one calendar.
    pub fn agrees(&self, other: &Self) -> bool {
        let days = |one: &Self, another: &Self| match (one.day, another.day) {
            (Some(day), Some(other)) => day == other,
            (None, _) | (_, None) => true,
        };
        let years = match (self.year, other.year) {
            (Some(year), Some(other)) => year == other,
            (None, _) | (_, None) => true,
        };
        let turned = |one: &Self, another: &Self| {
            one.either_way && one.day == Some(another.month) && another.day.is_none_or(|day| day == one.month)
        };
        let plain = self.month == other.month && days(self, other);
        self.calendar == other.calendar && years && (plain || turned(self, other) || turned(other, self))
    }

    /// How many days lie between two dates, whatever their calendars; none where one does not say a day and a year.
    pub fn days_apart(&self, other: &Self) -> Option<u64> {
        let number = |date: &Self| day_number(date.calendar, date.year?, date.month, date.day?);
        Some(number(self)?.abs_diff(number(other)?))
    }
}

/// A time of day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    pub tokens: Range<usize>,
    /// From 0 to 24, as it is written.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
}

impl Clock {
    /// Whether both hands of a clock stand alike: half past three is 15:30 and 3:30.
    pub fn agrees(&self, other: &Self) -> bool {
        self.hour % 12 == other.hour % 12 && self.minute == other.minute
    }
}

/// The name of a day of the week, from Monday, which is 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekday {
    pub tokens: Range<usize>,
    pub day: u8,
}

pub(super) fn weekday(reading: &Reading<'_>, at: usize) -> Option<Weekday> {
    let found = reading.lexicon.weekdays.find(&reading.folded, at)?;
    let named = !reading.lexicon.words.capitals || reading.is_capitalised(at);
    named.then_some(Weekday { tokens: at..found.end, day: found.meaning })
}

/// A time of day in figures: `15:30`, `15h30`.
pub(super) fn clock(reading: &Reading<'_>, at: usize) -> Option<Clock> {
    let hour = whole(reading, at).filter(|hour| *hour < 25)?;
    let sign = [":", "h"].iter().any(|sign| reading.is_sign(at + 1, sign));
    let joined = sign && reading.is_adjacent(at) && reading.is_adjacent(at + 1);
    let minute = joined.then(|| whole(reading, at + 2))?.filter(|minute| *minute < 60)?;
    (reading.folded[at + 2].len() == 2).then_some(())?;
    Some(Clock { tokens: at..at + 3, hour: u8::try_from(hour).ok()?, minute: u8::try_from(minute).ok()? })
}

/// The date that begins at this token.
pub(super) fn date(reading: &Reading<'_>, at: usize) -> Option<Date> {
    in_figures(reading, at).or_else(|| with_month(reading, at))
}

fn whole(reading: &Reading<'_>, at: usize) -> Option<u32> {
    (reading.kind(at)? == TokenKind::Digits).then(|| reading.folded[at].parse().ok())?
}

/// `12/5/2024`, `2024-05-12`, `12.05.2024`.
fn in_figures(reading: &Reading<'_>, at: usize) -> Option<Date> {
    if reading.kind(at)? != TokenKind::Digits {
        return None;
    }
    let (parts, end) = dotted(reading, at).or_else(|| signed(reading, at))?;
    let [first, second, third] = parts;
    let (year, month, day) = if first > 31 { (first, second, third) } else { (third, second, first) };
    let month_first = month > 12 && day <= 12;
    let (month, day) = if month_first { (day, month) } else { (month, day) };
    let sound = (1..=12).contains(&month) && (1..=31).contains(&day);
    let year = if year < 100 { 2000 + year } else { year };
    (sound && (1000..3000).contains(&year)).then_some(())?;
    let low = (1300..1500).contains(&year);
    let calendar = if low { reading.lexicon.words.calendar_of_low_years } else { Calendar::Gregorian };
    Some(Date {
        tokens: at..end,
        calendar,
        year: Some(year),
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok(),
        either_way: day <= 12 && first <= 31 && !month_first,
    })
}

fn dotted(reading: &Reading<'_>, at: usize) -> Option<([u32; 3], usize)> {
    let mut parts = reading.folded[at].split('.').map(str::parse);
    let three = [parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?];
    (parts.next().is_none() && three.iter().any(|part| *part >= 1000)).then_some((three, at + 1))
}

fn signed(reading: &Reading<'_>, at: usize) -> Option<([u32; 3], usize)> {
    let sign = ["/", "-"].into_iter().find(|sign| reading.is_sign(at + 1, sign))?;
    let joined = (at..at + 4).all(|at| reading.is_adjacent(at)) && reading.is_sign(at + 3, sign);
    joined.then_some(())?;
    let three = [whole(reading, at)?, whole(reading, at + 2)?, whole(reading, at + 4)?];
    // With hyphens only those with a whole year are dates: scores and telephone numbers look alike otherwise.
    (sign == "/" || three.iter().any(|part| *part >= 1000)).then_some((three, at + 5))
}

struct Month {
    calendar: Calendar,
    month: u8,
    end: usize,
}

/// A date with the name of a month: its day before or behind it, then its year.
fn with_month(reading: &Reading<'_>, at: usize) -> Option<Date> {
    let before = day(reading, at);
    let month_at = before.map_or(Some(at), |(_, next)| between(reading, next))?;
    let month = month(reading, month_at)?;
    let behind = if before.is_none() { day(reading, month.end) } else { None };
    let end = behind.map_or(month.end, |(_, end)| end);
    let (year, end) = year(reading, end);
    let day = before.or(behind).map(|(day, _)| day);
    if day.is_none() && year.is_none() && is_doubtful(reading, month_at) {
        return None;
    }
    Some(Date { tokens: at..end, calendar: month.calendar, year, month: month.month, day, either_way: false })
}

/// A day of a month in figures or as an ordinal, and the token after it with its ending: `7`, `7th`, `1er`.
fn day(reading: &Reading<'_>, at: usize) -> Option<(u8, usize)> {
    if let Some(ordinal) = reading.lexicon.hints.find(&reading.folded, at) {
        // "السابع من أكتوبر", "the seventh of October"
        let day = ordinal.meaning.first().filter(|day| (1..=31).contains(*day))?;
        return Some((u8::try_from(*day).ok()?, ordinal.end));
    }
    let day = whole(reading, at).filter(|day| (1..=31).contains(day))?;
    let ending = reading.is_adjacent(at) && reading.lexicon.ordinal_endings.holds(&reading.folded, at + 1);
    let end = at + 1 + usize::from(ending);
    // `5:30`, `5%` and `5-7` begin with no day.
    let other = ["%", ":", "٪"].iter().any(|sign| reading.is_sign(end, sign));
    (!other).then_some((u8::try_from(day).ok()?, end))
}

/// Where the month stands behind a day: there, or behind a small word or a hyphen.
fn between(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let joint = reading.lexicon.date_joints.find(&reading.folded, at).map(|joint| joint.end);
    let next = joint.unwrap_or(at + usize::from(reading.is_sign(at, "-")));
    (next < reading.tokens.len()).then_some(next)
}

fn month(reading: &Reading<'_>, at: usize) -> Option<Month> {
    let months = &reading.lexicon.months;
    let found = months.find(&reading.folded, at)?;
    if reading.lexicon.words.capitals && !reading.is_capitalised(at) {
        return None;
    }
    let (calendar, month) = found.meaning;
    // Two names of one month stand beside each other: "تشرين الأول/أكتوبر", "أيلول (سبتمبر)".
    let other = months.find(&reading.folded, found.end + 1).filter(|other| {
        other.meaning == found.meaning && ["/", "("].iter().any(|sign| reading.is_sign(found.end, sign))
    });
    let end = other.map_or(found.end, |other| other.end + usize::from(reading.is_sign(other.end, ")")));
    Some(Month { calendar, month, end })
}

/// The year behind a month, and the token after it: behind a comma or a small word, and with its era.
fn year(reading: &Reading<'_>, at: usize) -> (Option<u32>, usize) {
    let comma = usize::from(reading.is_sign(at, ",") || reading.is_sign(at, "،"));
    let joint = reading.lexicon.date_joints.find(&reading.folded, at + comma).map(|joint| joint.end);
    let from = joint.unwrap_or(at + comma);
    match whole(reading, from).filter(|year| (1000..3000).contains(year)) {
        Some(year) => {
            let era = reading.lexicon.eras.find(&reading.folded, from + 1);
            (Some(year), era.map_or(from + 1, |era| era.end))
        }
        None => (None, at),
    }
}

/// Whether what looks like a month may well be another word.
fn is_doubtful(reading: &Reading<'_>, at: usize) -> bool {
    let lexicon = reading.lexicon;
    lexicon.months_like_words.holds(&reading.folded, at)
        && !at.checked_sub(1).is_some_and(|before| lexicon.month_signs.holds(&reading.folded, before))
}
