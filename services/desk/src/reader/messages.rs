//! What the desk says, in each of its languages: Fluent messages, one file per page and language, part of the program.
//!
//! A page has `words/en/<page>.ftl` and `words/ar/<page>.ftl`, whose ids begin with the name of the page, and a line in
//! [`FILES`]. The tests here say which message is missing in a language, which nobody says, and which is said without
//! being there.

use std::sync::LazyLock;

use contract::member::Digits;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use super::{Reader, Speech};

/// The messages of one page, in each language.
struct File {
    name: &'static str,
    english: &'static str,
    arabic: &'static str,
}

#[rustfmt::skip]
const FILES: &[File] = &[
    file("access", include_str!("../../words/en/access.ftl"), include_str!("../../words/ar/access.ftl")),
    file("assigning", include_str!("../../words/en/assigning.ftl"), include_str!("../../words/ar/assigning.ftl")),
    file("arranged", include_str!("../../words/en/arranged.ftl"), include_str!("../../words/ar/arranged.ftl")),
    file("bench", include_str!("../../words/en/bench.ftl"), include_str!("../../words/ar/bench.ftl")),
    file("beside", include_str!("../../words/en/beside.ftl"), include_str!("../../words/ar/beside.ftl")),
    file("checks", include_str!("../../words/en/checks.ftl"), include_str!("../../words/ar/checks.ftl")),
    file("explained", include_str!("../../words/en/explained.ftl"), include_str!("../../words/ar/explained.ftl")),
    file("figures", include_str!("../../words/en/figures.ftl"), include_str!("../../words/ar/figures.ftl")),
    file("found", include_str!("../../words/en/found.ftl"), include_str!("../../words/ar/found.ftl")),
    file("history", include_str!("../../words/en/history.ftl"), include_str!("../../words/ar/history.ftl")),
    file("inbox", include_str!("../../words/en/inbox.ftl"), include_str!("../../words/ar/inbox.ftl")),
    file("moment", include_str!("../../words/en/moment.ftl"), include_str!("../../words/ar/moment.ftl")),
    file("piece", include_str!("../../words/en/piece.ftl"), include_str!("../../words/ar/piece.ftl")),
    file("queue", include_str!("../../words/en/queue.ftl"), include_str!("../../words/ar/queue.ftl")),
    file("review", include_str!("../../words/en/review.ftl"), include_str!("../../words/ar/review.ftl")),
    file("reviewing", include_str!("../../words/en/reviewing.ftl"), include_str!("../../words/ar/reviewing.ftl")),
    file("text", include_str!("../../words/en/text.ftl"), include_str!("../../words/ar/text.ftl")),
    file("done", include_str!("../../words/en/done.ftl"), include_str!("../../words/ar/done.ftl")),
    file("frame", include_str!("../../words/en/frame.ftl"), include_str!("../../words/ar/frame.ftl")),
    file("invitation", include_str!("../../words/en/invitation.ftl"), include_str!("../../words/ar/invitation.ftl")),
    // In English a problem says itself what happened.
    file("problem", "", include_str!("../../words/ar/problem.ftl")),
    file("problem-access", include_str!("../../words/en/problem-access.ftl"), include_str!("../../words/ar/problem-access.ftl")),
    file("sign-in", include_str!("../../words/en/sign-in.ftl"), include_str!("../../words/ar/sign-in.ftl")),
    file("article", include_str!("../../words/en/article.ftl"), include_str!("../../words/ar/article.ftl")),
    file("board", include_str!("../../words/en/board.ftl"), include_str!("../../words/ar/board.ftl")),
    file("card", include_str!("../../words/en/card.ftl"), include_str!("../../words/ar/card.ftl")),
    file("day", include_str!("../../words/en/day.ftl"), include_str!("../../words/ar/day.ftl")),
    file("differences", include_str!("../../words/en/differences.ftl"), include_str!("../../words/ar/differences.ftl")),
    file("guide", include_str!("../../words/en/guide.ftl"), include_str!("../../words/ar/guide.ftl")),
    file("live", include_str!("../../words/en/live.ftl"), include_str!("../../words/ar/live.ftl")),
    file("published", include_str!("../../words/en/published.ftl"), include_str!("../../words/ar/published.ftl")),
    file("problems", include_str!("../../words/en/problems.ftl"), include_str!("../../words/ar/problems.ftl")),
    file("search", include_str!("../../words/en/search.ftl"), include_str!("../../words/ar/search.ftl")),
    file("wanting", include_str!("../../words/en/wanting.ftl"), include_str!("../../words/ar/wanting.ftl")),
    file("words", include_str!("../../words/en/words.ftl"), include_str!("../../words/ar/words.ftl")),
    file("health", include_str!("../../words/en/health.ftl"), include_str!("../../words/ar/health.ftl")),
    file("memory", include_str!("../../words/en/memory.ftl"), include_str!("../../words/ar/memory.ftl")),
    file("newsroom", include_str!("../../words/en/newsroom.ftl"), include_str!("../../words/ar/newsroom.ftl")),
    file("people", include_str!("../../words/en/people.ftl"), include_str!("../../words/ar/people.ftl")),
    file("policies", include_str!("../../words/en/policies.ftl"), include_str!("../../words/ar/policies.ftl")),
    file("rooms", include_str!("../../words/en/rooms.ftl"), include_str!("../../words/ar/rooms.ftl")),
    file("reference", include_str!("../../words/en/reference.ftl"), include_str!("../../words/ar/reference.ftl")),
    file("sources", include_str!("../../words/en/sources.ftl"), include_str!("../../words/ar/sources.ftl")),
    file("terms", include_str!("../../words/en/terms.ftl"), include_str!("../../words/ar/terms.ftl")),
    file("you", include_str!("../../words/en/you.ftl"), include_str!("../../words/ar/you.ftl")),
];

const fn file(name: &'static str, english: &'static str, arabic: &'static str) -> File {
    File { name, english, arabic }
}

type Bundle = FluentBundle<FluentResource>;

/// One for each language and kind of digits: how a number is written is a property of the bundle.
static BUNDLES: LazyLock<[[Bundle; 2]; 2]> = LazyLock::new(|| {
    Speech::ALL.map(|speech| [bundle(speech, Digits::Western), bundle(speech, Digits::Arabic)])
});

/// What a variable of a message stands for: a number, or words of somebody else's, isolated from the sentence around them
/// (Unicode TR 9, section 2.6: FSI and PDI).
#[derive(Clone, Debug)]
pub(crate) struct Said<'a>(FluentValue<'a>);

impl From<&str> for Said<'_> {
    fn from(words: &str) -> Self {
        Self(format!("\u{2068}{words}\u{2069}").into())
    }
}

impl From<&String> for Said<'_> {
    fn from(words: &String) -> Self {
        words.as_str().into()
    }
}

impl From<String> for Said<'_> {
    fn from(words: String) -> Self {
        words.as_str().into()
    }
}

impl From<usize> for Said<'_> {
    fn from(number: usize) -> Self {
        Self(number.into())
    }
}

impl From<u32> for Said<'_> {
    fn from(number: u32) -> Self {
        Self(number.into())
    }
}

impl Said<'_> {
    /// Words of the desk's own, in the reader's language: they need no isolation.
    pub(crate) fn own(words: String) -> Self {
        Self(words.into())
    }
}

fn bundle(speech: Speech, digits: Digits) -> Bundle {
    let language: LanguageIdentifier = speech.tag().parse().expect("the languages of the desk have tags");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Only what others said is isolated, where it is handed over: numbers and our own words need none.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match digits {
        Digits::Western => |value, _| number(value).map(|plain| digits_of(Digits::Western).number(plain)),
        Digits::Arabic => |value, _| number(value).map(|plain| digits_of(Digits::Arabic).number(plain)),
    }));
    // It is new, so nothing in it has this name.
    let _ = bundle.add_function("FORM", |given, _| given.first().map_or(FluentValue::Error, form));
    for file in FILES {
        let text = match speech {
            Speech::English => file.english.to_owned(),
            Speech::Arabic => by_arabic_forms(file.arabic),
        };
        // A test reads every file: what cannot be read is left out rather than taking the desk down.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text);
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(file = file.name, ?errors, "messages stand twice");
        }
    }
    bundle
}

/// The messages with `{ $count -> … }` as `{ FORM($count) -> … }`: of the forms of Arabic, the library forgets that they go by
/// the last two digits, so that above 99 all would be `other`.
fn by_arabic_forms(messages: &str) -> String {
    let chosen = |line: &str| match line
        .rsplit_once("{ $")
        .and_then(|(begins, rest)| Some((begins, rest.strip_suffix(" ->")?)))
    {
        Some((begins, name)) => format!("{begins}{{ FORM(${name}) ->\n"),
        None => format!("{line}\n"),
    };
    messages.lines().map(chosen).collect()
}

/// The form that goes with a number in Arabic (CLDR, plural rules of `ar`). Words are their own.
fn form<'a>(given: &FluentValue<'a>) -> FluentValue<'a> {
    let Some(number) = number(given) else { return given.clone() };
    let form = match (number, number % 100) {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, 3..=10) => "few",
        (_, 11..=99) => "many",
        (_, _) => "other",
    };
    form.into()
}

/// A reader of whom only the digits matter.
fn digits_of(digits: Digits) -> Reader {
    Reader {
        speech: Speech::English,
        digits,
        dates: contract::member::Dates::Words,
        zone: chrono_tz::Tz::UTC,
        look: None,
    }
}

fn number(value: &FluentValue<'_>) -> Option<usize> {
    match value {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it came as a count")]
        FluentValue::Number(number) if number.value >= 0.0 && number.value.fract() == 0.0 => {
            Some(number.value as usize)
        }
        FluentValue::Number(_)
        | FluentValue::String(_)
        | FluentValue::Custom(_)
        | FluentValue::None
        | FluentValue::Error => None,
    }
}

fn of(speech: Speech, digits: Digits) -> &'static Bundle {
    let [english, arabic] = &*BUNDLES;
    let [western, eastern] = match speech {
        Speech::English => english,
        Speech::Arabic => arabic,
    };
    match digits {
        Digits::Western => western,
        Digits::Arabic => eastern,
    }
}

pub(super) fn has(speech: Speech, id: &str) -> bool {
    of(speech, Digits::Western).has_message(id)
}

pub(super) fn say(reader: Reader, id: &str, with: &[(&'static str, Said<'_>)]) -> String {
    let bundle = of(reader.speech, reader.digits);
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
        tracing::error!(id, "a message is missing");
        return id.to_owned();
    };
    let with: FluentArgs<'_> = with.iter().map(|(name, said)| (*name, said.0.clone())).collect();
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&with), &mut errors);
    if !errors.is_empty() {
        tracing::error!(id, ?errors, "a message lacks something");
    }
    said.into_owned()
}

#[cfg(test)]
mod tests;
