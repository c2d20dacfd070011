//! What is typed where only a number, a block, a day or a time is meant: what is not understood is answered with what can be.

use std::{fmt::Display, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use desk::api::bodies::{BlockName, Moment};

pub(crate) fn number<N: FromStr>(given: &str) -> Result<N, &'static str> {
    given.parse().map_err(|_| "give a whole number, not too large a one")
}

/// A number from the least to the most.
pub(super) fn between<N>(least: N, most: N) -> impl Fn(&str) -> Result<N, String> + Clone
where
    N: FromStr + PartialOrd + Display + Copy,
{
    move |given| {
        let number = given.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| format!("give a number from {least} to {most}"))
    }
}

pub(super) fn block(given: &str) -> Result<BlockName, &'static str> {
    given
        .parse()
        .map_err(|_| "give a number, summary or byline, or as `dragoman show` has it, such as added-1")
}

pub(super) fn day(given: &str) -> Result<NaiveDate, &'static str> {
    given.parse().map_err(|_| "give a day such as 2026-11-25")
}

pub(super) fn time(given: &str) -> Result<DateTime<Utc>, &'static str> {
    given.parse().map_err(|_| "give a time such as 2026-11-25T18:00:00Z")
}

pub(super) fn moment(given: &str) -> Result<Moment, &'static str> {
    desk::api::bodies::moment_in_utc(given).map_err(
        |_| "give a time in UTC such as 2026-11-25 18:00 or yesterday 14:00, or the number of an event",
    )
}

#[cfg(test)]
mod tests {
    use contract::BlockId;

    use super::*;

    #[test]
    fn what_is_not_understood_is_answered_with_what_can_be_given() {
        assert_eq!(block("summary").map(|name| name.0), Ok(BlockId::SUMMARY));
        assert_eq!((number("7"), between(30, 100)("30")), (Ok(7_u32), Ok(30_u16)));
        assert!(time("2026-11-25T18:00:00Z").is_ok() && day("2026-11-25").is_ok() && moment("7").is_ok());
        assert!(
            moment("yesterday 14:00").is_ok()
                && moment("2026-11-25 18:00").is_ok()
                && moment("soon").is_err()
        );
        for refused in [
            number::<u32>("one").err(),
            block("second").err(),
            day("25 November").err(),
            time("18:00").err(),
            moment("then").err(),
            between(30, 100)("29").err().as_deref(),
            between(30, 100)("many").err().as_deref(),
        ] {
            assert!(refused.is_some_and(|why| why.starts_with("give ")), "{refused:?}");
        }
    }
}
