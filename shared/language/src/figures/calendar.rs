//! Days of other calendars as days that can be compared.

use crate::Calendar;

/// The number of a day, counted without a gap (the Julian day number); none where there is no such month or day.
///
/// The lunar calendar is the tabular one, which differs from what was seen in the sky by a day or two; the solar one has its
/// leap years by the cycle of 33 years, which is right from 1206 to 1500.
pub(super) fn day_number(calendar: Calendar, year: u32, month: u8, day: u8) -> Option<i64> {
    let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(1..10_000).contains(&year) {
        return None;
    }
    Some(match calendar {
        Calendar::Gregorian => {
            let before_march = (14 - month) / 12;
            let years = year + 4800 - before_march;
            let months = month + 12 * before_march - 3;
            day + (153 * months + 2) / 5 + 365 * years + years / 4 - years / 100 + years / 400 - 32_045
        }
        Calendar::Hijri => {
            (11 * year + 3) / 30 + 354 * year + 30 * month - (month - 1) / 2 + day + 1_948_440 - 385
        }
        Calendar::Solar => {
            let leaps = |years: i64| {
                let within = [1, 5, 9, 13, 17, 22, 26, 30].into_iter().filter(|at| *at <= years % 33);
                8 * (years / 33) + within.fold(0, |sum, _| sum + 1)
            };
            let months = 31 * (month - 1).min(6) + 30 * (month - 7).max(0);
            1_948_319 + 365 * (year - 1) + leaps(year - 1) + months + day
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_has_one_number_in_every_calendar() {
        let gregorian = |year, month, day| day_number(Calendar::Gregorian, year, month, day).unwrap();
        assert_eq!(gregorian(2000, 1, 1), 2_451_545);
        for (solar, day) in [
            ((1403, 1, 1), gregorian(2024, 3, 20)),
            ((1402, 7, 15), gregorian(2023, 10, 7)),
            ((1357, 11, 22), gregorian(1979, 2, 11)),
            ((1399, 12, 30), gregorian(2021, 3, 20)),
        ] {
            assert_eq!(day_number(Calendar::Solar, solar.0, solar.1, solar.2), Some(day), "{solar:?}");
        }
        for (hijri, day) in [
            ((1445, 9, 1), gregorian(2024, 3, 11)),
            ((1446, 1, 1), gregorian(2024, 7, 7)),
            ((1400, 1, 1), gregorian(1979, 11, 20)),
        ] {
            let found = day_number(Calendar::Hijri, hijri.0, hijri.1, hijri.2).unwrap();
            assert!((found - day).abs() <= 1, "{hijri:?}");
        }
    }
}
