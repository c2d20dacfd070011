//! Times in people's words, by their clock.

use chrono::{DateTime, Datelike, SecondsFormat, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{MemberId, member::Dates, translation::Lease};

use crate::{
    listing::Due,
    reader::{Reader, Said},
};

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

/// A clock as it is read on the page, and to the second.
const MINUTES: &str = "%H:%M";
const SECONDS: &str = "%H:%M:%S";

impl Reader {
    /// `09:12`, `yesterday 09:12`, `3 Nov 09:12`, `3 Nov 2024, 09:12`, by the reader's clock and days.
    pub(super) fn when(self, at: DateTime<Utc>, now: DateTime<Utc>) -> When {
        self.when_by(MINUTES, at, now)
    }

    /// The same to the second, to be told from what happened in the same minute: `09:12:40`, `yesterday 09:12:40`.
    pub(super) fn when_closely(self, at: DateTime<Utc>, now: DateTime<Utc>) -> When {
        self.when_by(SECONDS, at, now)
    }

    fn when_by(self, clock: &str, at: DateTime<Utc>, now: DateTime<Utc>) -> When {
        let (there, here) = (self.local(at), self.local(now));
        let time = self.in_digits(&there.format(clock).to_string());
        let day = (there.date_naive() - here.date_naive()).num_days();
        let words = match (day, self.dates) {
            (0, _) => time,
            (1, Dates::Words) => self.say_with("time-tomorrow", &[("time", Said::own(time))]),
            (-1, Dates::Words) => self.say_with("time-yesterday", &[("time", Said::own(time))]),
            (_, Dates::Words | Dates::Numbers) => {
                let day = self.day(&there, there.year() == here.year());
                self.say_with("time-on", &[("day", Said::own(day)), ("time", Said::own(time))])
            }
        };
        When { iso: iso(at), words }
    }

    /// The same in words alone.
    pub(crate) fn told_when(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        self.when(at, now).words
    }

    /// An instant of the past to be told from its neighbours: `22 Nov 2026, 14:05:07.250`.
    pub(super) fn exactly(self, at: DateTime<Utc>) -> When {
        let there = self.local(at);
        let time = Said::own(self.in_digits(&there.format("%H:%M:%S%.3f").to_string()));
        let day = Said::own(self.day(&there, false));
        When { iso: iso(at), words: self.say_with("time-on", &[("day", day), ("time", time)]) }
    }

    /// `3 Nov`, `3 Nov 2024`, or `2024-11-03` for those who like numbers.
    fn day(self, at: &DateTime<Tz>, this_year: bool) -> String {
        if self.dates == Dates::Numbers {
            return self.in_digits(&at.format("%Y-%m-%d").to_string());
        }
        let month = self.named("month", &at.month().to_string()).unwrap_or_default();
        let with = [("day", Said::own(self.in_digits(&at.day().to_string()))), ("month", Said::own(month))];
        let day = self.say_with("time-day", &with);
        if this_year {
            return day;
        }
        let year = self.in_digits(&at.year().to_string());
        self.say_with("time-day-of-year", &[("day", Said::own(day)), ("year", Said::own(year))])
    }

    /// How long something is: `3 h 52 min`, `22 min`, `2 days 3 h`.
    pub(super) fn length(self, time: TimeDelta) -> String {
        let part = |id, number: i64| self.count(id, usize::try_from(number).unwrap_or(0));
        let (days, hours, minutes) = (time.num_days(), time.num_hours() % 24, time.num_minutes() % 60);
        let (first, second) = match (days, hours, minutes) {
            (..=0, ..=0, ..=0) => return self.say("time-moment"),
            (..=0, ..=0, _) => return part("time-minutes", minutes),
            (..=0, _, 0) => return part("time-hours", hours),
            (..=0, ..) => (part("time-hours", hours), part("time-minutes", minutes)),
            (_, 0, _) => return part("time-days", days),
            (..) => (part("time-days", days), part("time-hours", hours)),
        };
        self.say_with("time-both", &[("first", Said::own(first)), ("second", Said::own(second))])
    }

    /// When something is due: `12 min late`, `in 1 h 10 min` within the time at which the newsroom warns, `18:00`,
    /// `tomorrow 09:00`.
    pub(super) fn due(self, deadline: DateTime<Utc>, now: DateTime<Utc>, warning: TimeDelta) -> Pill {
        let left = deadline - now;
        let for_long = |id, time| self.say_with(id, &[("time", Said::own(self.length(time)))]);
        let (class, words) = match Due::at(deadline, now, warning) {
            Due::Overdue => ("late", for_long("time-late", -left)),
            Due::Soon => ("soon", for_long("time-in", left)),
            Due::Later => ("", self.when(deadline, now).words),
        };
        Pill { class, words, iso: iso(deadline) }
    }

    /// Who has a piece, as one of many: `yours, 3 h 52 min`, `Mariam, 22 min left`.
    pub(super) fn holder(self, lease: &Lease, me: &MemberId, now: DateTime<Utc>) -> Pill {
        let left = Said::own(self.length(lease.until - now));
        let name = || Said::from(&lease.holder.name);
        let (class, words) = match (lease.holds(now), lease.holder.member == *me) {
            (true, true) => ("mine", self.say_with("lease-mine", &[("time", left)])),
            (true, false) => ("", self.say_with("lease-held", &[("who", name()), ("time", left)])),
            (false, true) => ("soon", self.say("lease-mine-over")),
            (false, false) => ("", self.say_with("lease-over", &[("who", name())])),
        };
        Pill { class, words, iso: iso(lease.until) }
    }

    /// For how long my piece is mine: `Yours for 3 h 52 min`.
    pub(super) fn yours(self, lease: &Lease, now: DateTime<Utc>) -> Pill {
        let left = lease.until - now;
        let class = if left < ENDING { "soon" } else { "mine" };
        let words = self.say_with("lease-yours", &[("time", Said::own(self.length(left)))]);
        Pill { class, words, iso: iso(lease.until) }
    }
}

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use contract::Credit;

    use super::*;
    use crate::reader::tests::{in_arabic, in_english};

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
            ("2024-02-09T08:05:00Z", "9 Feb 2024 08:05"),
        ] {
            assert_eq!(in_english().when(at(given), noon()).words, words);
        }
    }

    #[test]
    fn a_time_is_told_by_the_readers_clock_days_and_digits() {
        let beirut = Reader { zone: Tz::Asia__Beirut, ..in_english() };
        assert_eq!(beirut.when(at("2026-11-03T22:30:00Z"), noon()).words, "tomorrow 00:30");
        let numbers = Reader { dates: Dates::Numbers, ..in_english() };
        assert_eq!(numbers.when(at("2026-11-02T23:59:00Z"), noon()).words, "2026-11-02 23:59");
        assert_eq!(in_english().when(at("2024-02-09T08:05:00Z"), noon()).words, "9 Feb 2024 08:05");
        assert_eq!(in_arabic().when(at("2024-02-09T08:05:00Z"), noon()).words, "٩ فبراير ٢٠٢٤ ٠٨:٠٥");
        assert_eq!(in_arabic().length(TimeDelta::minutes(2 * 60 + 11)), "ساعتين و١١ دقيقة");
        assert_eq!(in_arabic().when(at("2026-11-02T23:59:00Z"), noon()).words, "أمس ٢٣:٥٩");
    }

    #[test]
    fn what_happened_in_one_minute_is_told_to_the_second() {
        let told = |reader: Reader, given| reader.when_closely(at(given), noon()).words;
        assert_eq!(told(in_english(), "2026-11-03T09:12:40Z"), "09:12:40");
        assert_eq!(told(in_english(), "2026-02-09T08:05:07Z"), "9 Feb 08:05:07");
        assert_eq!(told(in_arabic(), "2026-11-02T22:42:05Z"), "أمس ٢٢:٤٢:٠٥");
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
            assert_eq!(in_english().length(TimeDelta::minutes(minutes)), words);
        }
    }

    #[test]
    fn what_is_due_says_how_late_or_how_soon() {
        let due =
            |minutes| in_english().due(noon() + TimeDelta::minutes(minutes), noon(), TimeDelta::hours(2));
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
        let holder = |lease, me, now| {
            let pill = in_english().holder(lease, me, now);
            Pill { words: pill.words.replace(['\u{2068}', '\u{2069}'], ""), ..pill }
        };
        assert_eq!(holder(&lease, &member, noon()).words, "yours, 22 min");
        assert_eq!(holder(&lease, &other, noon()).words, "Mariam, 22 min left");
        assert_eq!(holder(&lease, &member, later).words, "your time is over");
        assert_eq!(holder(&lease, &other, later).words, "Mariam’s time is over");
        assert_eq!(in_english().yours(&lease, noon()).words, "Yours for 22 min");
    }
}
