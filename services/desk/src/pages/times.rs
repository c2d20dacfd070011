//! Times in people's words, always in UTC.

use chrono::{DateTime, Datelike, SecondsFormat, TimeDelta, Utc};
use contract::{MemberId, translation::Lease};

use crate::listing::Due;

/// A time with its words, for `<time>`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct When {
    pub(super) iso: String,
    pub(super) words: String,
}

/// Words on a small label, and how they look: `mine`, `soon`, `late` or quiet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pill {
    pub(super) class: &'static str,
    pub(super) words: String,
    /// The instant that the words are about.
    pub(super) iso: String,
}

/// A claim that ends within this time is shown as ending soon.
const ENDING: TimeDelta = TimeDelta::minutes(10);

/// `09:12`, `yesterday 09:12`, `3 Nov 09:12`, `3 Nov 2024, 09:12`.
pub(super) fn when(at: DateTime<Utc>, now: DateTime<Utc>) -> When {
    let day = (at.date_naive() - now.date_naive()).num_days();
    let words = match day {
        0 => at.format("%H:%M"),
        1 => at.format("tomorrow %H:%M"),
        -1 => at.format("yesterday %H:%M"),
        _ if at.year() == now.year() => at.format("%-d %b %H:%M"),
        _ => at.format("%-d %b %Y, %H:%M"),
    };
    When { iso: iso(at), words: words.to_string() }
}

/// An instant of the past to be told from its neighbours: `22 Nov 2026, 14:05:07.250`.
pub(super) fn exactly(at: DateTime<Utc>) -> When {
    When { iso: iso(at), words: at.format("%-d %b %Y, %H:%M:%S%.3f").to_string() }
}

/// How long something is: `3 h 52 min`, `22 min`, `2 days 3 h`.
pub(super) fn length(time: TimeDelta) -> String {
    let (days, hours, minutes) = (time.num_days(), time.num_hours() % 24, time.num_minutes() % 60);
    let days_said = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    match (days, hours, minutes) {
        (..=0, ..=0, ..=0) => "less than a minute".to_owned(),
        (..=0, ..=0, _) => format!("{minutes} min"),
        (..=0, _, 0) => format!("{hours} h"),
        (..=0, ..) => format!("{hours} h {minutes} min"),
        (_, 0, _) => days_said,
        (..) => format!("{days_said} {hours} h"),
    }
}

/// When something is due: `12 min late`, `in 1 h 10 min` within the time at which the newsroom warns, `18:00`,
/// `tomorrow 09:00`.
pub(super) fn due(deadline: DateTime<Utc>, now: DateTime<Utc>, warning: TimeDelta) -> Pill {
    let left = deadline - now;
    let (class, words) = match Due::at(deadline, now, warning) {
        Due::Overdue => ("late", format!("{} late", length(-left))),
        Due::Soon => ("soon", format!("in {}", length(left))),
        Due::Later => ("", when(deadline, now).words),
    };
    Pill { class, words, iso: iso(deadline) }
}

/// Who has a piece, as one of many: `yours, 3 h 52 min`, `Mariam, 22 min left`.
pub(super) fn holder(lease: &Lease, me: &MemberId, now: DateTime<Utc>) -> Pill {
    let name = &lease.holder.name;
    let left = length(lease.until - now);
    let (class, words) = match (lease.holds(now), lease.holder.member == *me) {
        (true, true) => ("mine", format!("yours, {left}")),
        (true, false) => ("", format!("{name}, {left} left")),
        (false, true) => ("soon", "your time is over".to_owned()),
        (false, false) => ("", format!("{name}’s time is over")),
    };
    Pill { class, words, iso: iso(lease.until) }
}

/// For how long my piece is mine: `Yours for 3 h 52 min`.
pub(super) fn yours(lease: &Lease, now: DateTime<Utc>) -> Pill {
    let left = lease.until - now;
    let class = if left < ENDING { "soon" } else { "mine" };
    Pill { class, words: format!("Yours for {}", length(left)), iso: iso(lease.until) }
}

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use contract::Credit;

    use super::*;

    fn at(given: &str) -> DateTime<Utc> {
        given.parse().unwrap()
    }

    fn noon() -> DateTime<Utc> {
        at("2026-11-03T12:00:00Z")
    }

    #[test]
    fn a_time_is_told_by_its_distance_in_days() {
        for (given, words) in [
            ("2026-11-03T09:12:40Z", "09:12"),
            ("2026-11-02T23:59:00Z", "yesterday 23:59"),
            ("2026-11-04T00:01:00Z", "tomorrow 00:01"),
            ("2026-02-09T08:05:00Z", "9 Feb 08:05"),
            ("2024-02-09T08:05:00Z", "9 Feb 2024, 08:05"),
        ] {
            assert_eq!(when(at(given), noon()).words, words);
        }
    }

    #[test]
    fn a_length_has_at_most_two_parts() {
        for (minutes, words) in [
            (0, "less than a minute"),
            (22, "22 min"),
            (60, "1 h"),
            (232, "3 h 52 min"),
            (24 * 60, "1 day"),
            (51 * 60 + 5, "2 days 3 h"),
        ] {
            assert_eq!(length(TimeDelta::minutes(minutes)), words);
        }
    }

    #[test]
    fn what_is_due_says_how_late_or_how_soon() {
        let due = |minutes| due(noon() + TimeDelta::minutes(minutes), noon(), TimeDelta::hours(2));
        assert_eq!((due(-12).class, due(-12).words.as_str()), ("late", "12 min late"));
        assert_eq!((due(70).class, due(70).words.as_str()), ("soon", "in 1 h 10 min"));
        assert_eq!((due(360).class, due(360).words.as_str()), ("", "18:00"));
        assert_eq!(due(21 * 60).words, "tomorrow 09:00");
    }

    #[test]
    fn a_holder_is_named_and_i_am_you() {
        let member: MemberId = "mariam".parse().unwrap();
        let holder_ = Credit { member: member.clone(), name: "Mariam".to_owned() };
        let lease = Lease { holder: holder_, epoch: 1, until: noon() + TimeDelta::minutes(22), minutes: 240 };
        let other: MemberId = "omar".parse().unwrap();
        let later = noon() + TimeDelta::hours(1);
        assert_eq!(holder(&lease, &member, noon()).words, "yours, 22 min");
        assert_eq!(holder(&lease, &other, noon()).words, "Mariam, 22 min left");
        assert_eq!(holder(&lease, &member, later).words, "your time is over");
        assert_eq!(holder(&lease, &other, later).words, "Mariam’s time is over");
        assert_eq!(yours(&lease, noon()).words, "Yours for 22 min");
    }
}
