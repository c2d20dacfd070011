//! What the file of a language says.

use super::{Calendar, NotOnly};
use crate::{
    Measure,
    token::{Apostrophe, Writing},
};

/// The words of a language as its file gives them: alternatives stand between `|`; a `*` after the last word takes any
/// ending.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a language")]
pub(crate) struct Words {
    pub writing: Writing,
    /// What is written onto the front of words, the article first: `ال`, `و`.
    pub prefixes: &'static [&'static str],
    /// What is written onto the end of names and leaves them the same: `'s`.
    pub possessive: &'static str,
    /// The prefix that joins numerals, with others behind it or not.
    pub joining_prefix: &'static str,
    /// The words that join numerals.
    pub and: &'static str,
    /// Whether `five and twenty` is 25, and numerals are joined only by the joining word.
    pub units_first: bool,
    /// Whether one slash between figures is a decimal point.
    pub decimal_slash: bool,
    pub cardinals: &'static [(u64, &'static str)],
    pub hundred: &'static str,
    pub scales: &'static [(u64, &'static str)],
    pub double_scales: &'static [(u64, &'static str)],
    pub many_scales: &'static [(u64, &'static str)],
    /// What multiplies when it stands right behind figures: `5bn`.
    pub short_scales: &'static [(u64, &'static str)],
    pub half: &'static str,
    /// Words that another language may write as one of these numbers: ordinals, duals, decades, shares.
    pub hints: &'static [(&'static [u64], &'static str)],
    pub months: [&'static str; 12],
    pub hijri_months: [&'static str; 12],
    pub solar_months: [&'static str; 12],
    /// What stands within a date, between day and month or before the year.
    pub date_joints: &'static str,
    /// What makes a figure an ordinal, right behind it: `7th`.
    pub ordinal_endings: &'static str,
    /// What stands behind a year and names its calendar.
    pub eras: &'static str,
    /// The calendar that dates in figures are of where their year lies from 1300 to 1499.
    pub calendar_of_low_years: Calendar,
    /// Months that are common words too: they count beside a day, a year or one of `month_signs`.
    pub months_like_words: &'static str,
    pub month_signs: &'static str,
    /// From Monday.
    pub weekdays: [&'static str; 7],
    /// Whether names of months and weekdays begin with a capital letter.
    pub capitals: bool,
    pub measures: &'static [(Measure, &'static str)],
    /// What says that a time is after noon.
    pub afternoon: &'static str,
    /// What stands between the ends of a range: `3 to 5 kilometres`.
    pub ranges: &'static str,
    /// What may stand between a number and its measure.
    pub between: &'static str,
    pub denies: &'static str,
    pub leans: &'static str,
    pub neutral: &'static str,
    pub not_only: &'static [NotOnly],
    /// What attributes words to somebody.
    pub speech: &'static str,
    /// Frequent small words that no language shares with English.
    pub function_words: &'static str,
    /// Words that may stand twice in a row.
    pub may_repeat: &'static str,
    /// Endings that leave a word the same.
    pub endings: &'static str,
    /// Beginnings of words that lean towards denying (`un`, `non`), and words that only look so.
    pub leaning_beginnings: &'static [&'static str],
    /// What stands within words that deny: the Turkish `-medi-`.
    pub denying_parts: &'static [&'static str],
    pub leaning_endings: &'static [&'static str],
    pub no_leaning: &'static [&'static str],
    /// Whether a space stands before marks such as `?`.
    pub spaced_marks: bool,
    /// How many letters a text takes that takes 1000 in English.
    pub density: u32,
}

pub(super) const NONE: Words = Words {
    writing: Writing { apostrophe: Apostrophe::Within, spaced_thousands: false },
    prefixes: &[],
    possessive: "",
    joining_prefix: "",
    and: "",
    units_first: false,
    decimal_slash: false,
    cardinals: &[],
    hundred: "",
    scales: &[],
    double_scales: &[],
    many_scales: &[],
    short_scales: &[],
    half: "",
    hints: &[],
    months: [""; 12],
    hijri_months: [""; 12],
    solar_months: [""; 12],
    date_joints: "",
    ordinal_endings: "",
    eras: "",
    calendar_of_low_years: Calendar::Gregorian,
    months_like_words: "",
    month_signs: "",
    weekdays: [""; 7],
    capitals: false,
    measures: &[
        (Measure::Percent, "%|٪"),
        (Measure::Dollar, "$|usd|us$"),
        (Measure::Euro, "€|eur"),
        (Measure::Pound, "£|gbp"),
        (Measure::Lira, "₺"),
        (Measure::Shekel, "₪"),
        (Measure::Rial, "﷼"),
        (Measure::Yen, "¥"),
        (Measure::Rouble, "₽"),
        (Measure::Rupee, "₹"),
    ],
    afternoon: "",
    ranges: "",
    between: "",
    denies: "",
    leans: "",
    neutral: "",
    not_only: &[],
    speech: "",
    function_words: "",
    may_repeat: "",
    endings: "",
    leaning_beginnings: &[],
    denying_parts: &[],
    leaning_endings: &[],
    no_leaning: &[],
    spaced_marks: false,
    density: 1000,
};
