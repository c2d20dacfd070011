//! How somebody reads the desk: in which language, with which digits and days, by which clock, in which colours.

mod messages;
mod problems;
mod told;

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::{
    Language,
    member::{Dates, Digits, Look, Preferences},
};

use crate::access::kept;

pub(crate) use messages::Said;
pub(crate) use problems::sentence;

/// The cookie in which a browser keeps the language that was chosen before anybody signed in.
pub(crate) const LANGUAGE_COOKIE: &str = "dragoman-language";

/// The languages that the desk itself speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speech {
    English,
    Arabic,
}

impl Speech {
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::Arabic];

    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    pub(crate) const fn direction(self) -> &'static str {
        match self {
            Self::English => "ltr",
            Self::Arabic => "rtl",
        }
    }

    /// What the language calls itself.
    pub(crate) const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Arabic => "العربية",
        }
    }

    /// The desk's language for somebody who wants this one, if it speaks it.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|speech| speech.tag().eq_ignore_ascii_case(primary))
    }
}

/// How one person reads. Cheap to make and to copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reader {
    pub(crate) speech: Speech,
    pub(crate) digits: Digits,
    pub(crate) dates: Dates,
    pub(crate) zone: Tz,
    pub(crate) look: Option<Look>,
}

impl Reader {
    /// As a member wants it; what they have not said is as their browser has it.
    pub(crate) fn new(preferences: &Preferences, headers: &HeaderMap) -> Self {
        let wanted = preferences.language.as_ref().map(Language::as_str).and_then(Speech::of);
        let speech = wanted.unwrap_or_else(|| of_browser(headers));
        let usual = match speech {
            Speech::English => Digits::Western,
            Speech::Arabic => Digits::Arabic,
        };
        Self {
            speech,
            digits: preferences.digits.unwrap_or(usual),
            dates: preferences.dates.unwrap_or(Dates::Words),
            zone: preferences.zone.as_deref().and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC),
            look: preferences.look,
        }
    }

    /// Somebody of whom nothing is known but their browser.
    pub(crate) fn of_browser(headers: &HeaderMap) -> Self {
        Self::new(&Preferences::default(), headers)
    }

    /// The message of this id.
    pub(crate) fn say(self, id: &str) -> String {
        messages::say(self, id, &[])
    }

    /// The message of this id about so many, `$count`.
    pub(crate) fn count(self, id: &str, count: usize) -> String {
        messages::say(self, id, &[("count", count.into())])
    }

    /// The message of this id about `$what`, which somebody else has said: a name, a headline, or what was said before.
    pub(crate) fn of(self, id: &str, what: &str) -> String {
        messages::say(self, id, &[("what", what.into())])
    }

    /// The message of this id with what its variables stand for.
    pub(crate) fn say_with(self, id: &str, with: &[(&'static str, Said<'_>)]) -> String {
        messages::say(self, id, with)
    }

    /// One of a family of messages, such as the names of languages: `language-ar`. None where it has none of this name.
    pub(crate) fn named(self, family: &str, name: &str) -> Option<String> {
        let id = format!("{family}-{name}");
        messages::has(self.speech, &id).then(|| self.say(&id))
    }

    /// A number with the digits that the reader likes.
    pub(crate) fn number(self, number: usize) -> String {
        let separator = match self.digits {
            Digits::Western => ',',
            Digits::Arabic => '٬',
        };
        let plain = number.to_string();
        if plain.len() <= 4 {
            return self.in_digits(&plain);
        }
        let mut grouped = String::new();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        self.in_digits(&grouped)
    }

    /// What stands before tenths, among digits as the reader likes them.
    pub(crate) const fn point(self) -> char {
        match self.digits {
            Digits::Western => '.',
            Digits::Arabic => '٫',
        }
    }

    /// The same words with the digits that the reader likes.
    pub(crate) fn in_digits(self, words: &str) -> String {
        match self.digits {
            Digits::Western => words.to_owned(),
            Digits::Arabic => words.chars().map(arabic).collect(),
        }
    }

    /// An instant by the reader's clock.
    pub(crate) fn local(self, at: DateTime<Utc>) -> DateTime<Tz> {
        at.with_timezone(&self.zone)
    }
}

fn arabic(digit: char) -> char {
    match digit.to_digit(10) {
        Some(value) if digit.is_ascii_digit() => char::from_u32(0x0660 + value).unwrap_or(digit),
        Some(_) | None => digit,
    }
}

/// What was chosen in this browser, else the first of its languages that the desk speaks (RFC 9110, section 12.5.4).
fn of_browser(headers: &HeaderMap) -> Speech {
    let chosen = kept(headers, LANGUAGE_COOKIE).and_then(Speech::of);
    chosen.or_else(|| accepted(headers)).unwrap_or(Speech::English)
}

fn accepted(headers: &HeaderMap) -> Option<Speech> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let weighed = accepted.split(',').filter_map(|range| {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight: f32 = weight.trim().strip_prefix(['q', 'Q'])?.strip_prefix('=')?.parse().ok()?;
        (weight > 0.0).then(|| Speech::of(tag)).flatten().map(|speech| (weight, speech))
    });
    // The first of the best: those of equal weight stand in the order of liking.
    weighed.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, speech)| speech)
}

#[cfg(test)]
pub(crate) mod tests {
    use axum::http::HeaderValue;

    use super::*;

    /// Somebody who has said nothing, reading English.
    pub(crate) fn in_english() -> Reader {
        Reader::of_browser(&HeaderMap::new())
    }

    /// Somebody who reads Arabic, as is usual in it.
    pub(crate) fn in_arabic() -> Reader {
        Reader::of_browser(&accepting("ar"))
    }

    fn accepting(languages: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(languages))])
    }

    #[test]
    fn a_browser_says_which_language_it_likes_best() {
        for (accepted, speech) in [
            ("ar", Speech::Arabic),
            ("ar-LB,ar;q=0.9,en;q=0.8", Speech::Arabic),
            ("fr, en;q=0.5, ar;q=0.7", Speech::Arabic),
            ("en-GB,ar", Speech::English),
            ("de", Speech::English),
            ("fr, ar; q=0.8", Speech::Arabic),
            ("en ;q=0.5 , ar ; Q=0.8", Speech::Arabic),
            ("ar;q=0", Speech::English),
            (";;q=x,,", Speech::English),
        ] {
            assert_eq!(Reader::of_browser(&accepting(accepted)).speech, speech, "{accepted}");
        }
    }

    #[test]
    fn what_a_member_says_comes_before_what_the_browser_says() {
        let arabic = Preferences { language: Some("ar".parse().unwrap()), ..Preferences::default() };
        let reader = Reader::new(&arabic, &accepting("en"));
        assert_eq!((reader.speech, reader.digits), (Speech::Arabic, Digits::Arabic));
        let western = Preferences { digits: Some(Digits::Western), ..arabic };
        assert_eq!(Reader::new(&western, &HeaderMap::new()).digits, Digits::Western);
        let mut chosen = accepting("en");
        chosen.insert(header::COOKIE, HeaderValue::from_static("a=b; dragoman-language=ar"));
        assert_eq!(Reader::of_browser(&chosen).speech, Speech::Arabic);
    }

    #[test]
    fn numbers_are_written_as_the_reader_likes() {
        let (english, arabic) = (in_english(), in_arabic());
        assert_eq!(
            [0, 1234, 12_345, 1_234_567].map(|n| english.number(n)),
            ["0", "1234", "12,345", "1,234,567"]
        );
        assert_eq!([7, 12_345].map(|n| arabic.number(n)), ["٧", "١٢٬٣٤٥"]);
        assert_eq!(arabic.in_digits("14:05"), "١٤:٠٥");
    }

    #[test]
    fn arabic_counts_in_its_six_ways() {
        let said = [0, 1, 2, 3, 11, 100, 102].map(|count| in_arabic().count("count-blocks", count));
        assert_eq!(said, ["لا فقرات", "فقرة واحدة", "فقرتان", "٣ فقرات", "١١ فقرة", "١٠٠ فقرة", "١٠٢ فقرة"]);
        let said = [103, 111, 200, 1210, 1211].map(|count| in_arabic().count("memory-texts", count));
        assert_eq!(said, ["١٠٣ نصوص", "١١١ نصًا", "٢٠٠ نص", "١٢١٠ نصوص", "١٢١١ نصًا"]);
        assert_eq!(
            [0, 1, 2].map(|n| in_english().count("count-blocks", n)),
            ["0 blocks", "1 block", "2 blocks"]
        );
    }

    #[test]
    fn what_somebody_else_said_is_isolated_in_a_sentence() {
        assert_eq!(in_english().of("problems-unknown", "منى"), "This did not work: \u{2068}منى\u{2069}");
    }
}
