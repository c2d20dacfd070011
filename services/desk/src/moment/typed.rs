//! Moments as people type them, by their own clock.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use language::arabic::is_invisible;

use super::{Moment, NoMoment};

/// What days are called, and how many days ago they were.
const DAYS: [(&str, u64); 6] =
    [("today", 0), ("yesterday", 1), ("اليوم", 0), ("أمس", 1), ("امس", 1), ("البارحة", 1)];

/// What the present is called.
const NOW: [&str; 2] = ["now", "الآن"];

/// The moment that somebody means whose clock hangs in this zone: the number of an event, an instant as RFC 3339 has it,
/// `2026-11-03 14:05`, `yesterday 14:00`, `14:05` for today, or a day, which is meant to its end.
pub(crate) fn typed(given: &str, zone: Tz, now: DateTime<Utc>) -> Result<Moment, NoMoment> {
    let plain = western(given);
    let plain = plain.trim();
    if let Ok(moment) = plain.parse() {
        return Ok(moment);
    }
    if NOW.contains(&plain.to_lowercase().as_str()) {
        return Ok(Moment::Time(now));
    }
    let local = local(plain, now.with_timezone(&zone).date_naive());
    let at = local.and_then(|local| instant(local, zone));
    // Of a day that is not over, all that there is of it.
    at.map(|(at, ends)| Moment::Time(if ends { at.min(now) } else { at }))
        .ok_or_else(|| NoMoment { given: given.chars().take(80).collect() })
}

/// The same for somebody whose clock is UTC.
pub fn typed_in_utc(given: &str) -> Result<Moment, NoMoment> {
    typed(given, Tz::UTC, runtime::clock::now())
}

/// The time on the clock, and whether it is the end of a day.
fn local(given: &str, today: NaiveDate) -> Option<(NaiveDateTime, bool)> {
    let given = given.to_lowercase();
    let named = DAYS.iter().find_map(|(name, ago)| {
        let rest = given.strip_prefix(name)?;
        Some((today.checked_sub_days(Days::new(*ago))?, rest))
    });
    let (day, rest) = named.or_else(|| dated(&given)).unwrap_or((today, &given));
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == '،');
    let rest = rest.strip_prefix('t').unwrap_or(rest);
    if rest.is_empty() {
        // Nothing but a day; an empty text is none.
        return (!given.is_empty())
            .then(|| day.and_hms_milli_opt(23, 59, 59, 999))
            .flatten()
            .map(|end| (end, true));
    }
    let time = ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(rest, form).ok())?;
    Some((day.and_time(time), false))
}

/// A day in numbers at the beginning, and what follows it.
fn dated(given: &str) -> Option<(NaiveDate, &str)> {
    let (day, rest) = given.split_at_checked(10)?;
    Some((NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?, rest))
}

fn instant((local, ends): (NaiveDateTime, bool), zone: Tz) -> Option<(DateTime<Utc>, bool)> {
    let at = match zone.from_local_datetime(&local) {
        // An hour that comes twice is meant to its second end: that shows all that happened by then.
        LocalResult::Single(at) | LocalResult::Ambiguous(_, at) => at,
        LocalResult::None => zone.from_local_datetime(&(local + TimeDelta::hours(1))).latest()?,
    };
    Some((at.to_utc(), ends))
}

/// The same with digits as programs write them, and without what nobody sees, which comes with what is copied from a page.
fn western(given: &str) -> String {
    let digit = |c: char| match c {
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10).unwrap_or(c),
        c => c,
    };
    given.chars().filter(|c| !is_invisible(*c)).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_understood_as_people_type_it() {
        let now: DateTime<Utc> = "2026-11-30T12:00:00Z".parse().unwrap();
        let by = |given| typed(given, Tz::Asia__Beirut, now).map(|moment| moment.to_string());
        for (given, moment) in [
            ("17", "17"),
            ("2026-11-22T14:05:00Z", "2026-11-22T14:05:00Z"),
            ("2026-11-03 14:05", "2026-11-03T12:05:00Z"),
            ("2026-11-03T14:05", "2026-11-03T12:05:00Z"),
            ("\u{2066}2026-11-03 14:05\u{2069}", "2026-11-03T12:05:00Z"),
            ("2026-11-03 14:05:30", "2026-11-03T12:05:30Z"),
            ("yesterday 14:00", "2026-11-29T12:00:00Z"),
            ("Yesterday, 9:30", "2026-11-29T07:30:00Z"),
            ("أمس ١٤:٠٠", "2026-11-29T12:00:00Z"),
            ("أمس، ١٤:٠٠", "2026-11-29T12:00:00Z"),
            ("13:05", "2026-11-30T11:05:00Z"),
            ("2026-11-03", "2026-11-03T21:59:59.999Z"),
            ("today", "2026-11-30T12:00:00Z"),
            ("now", "2026-11-30T12:00:00Z"),
            ("الآن", "2026-11-30T12:00:00Z"),
            // The clock went forward at midnight.
            ("2026-03-29 00:30", "2026-03-28T22:30:00Z"),
        ] {
            assert_eq!(by(given).unwrap(), moment, "{given}");
        }
        for nothing in ["", "soon", "25:00", "2026-13-01", "yesterday at noon", "-1", "٣٣:٠٠", "2026-11-0٣x"]
        {
            assert!(by(nothing).is_err(), "{nothing}");
        }
    }
}
