//! How the checks do, and what the newsroom wants looked at in texts of a language.

mod lines;

use axum::{extract::State as Shared, response::Response};
use contract::{Check, Language, Level, Role, Style, Subject};
use runtime::clock;

use super::{
    done::{After, Done, onward},
    form::{Fields, Seen, typed},
    frame::{Frame, Here, page, refused},
    languages::translated_into,
    words,
};
use crate::{
    api::{
        newsroom::decide_style,
        route::{Asked, At},
    },
    board::{Board, CheckFigures},
    looking,
    problem::{Kind, Problem},
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};

pub(super) async fn list(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(After { done }): Asked<After>,
) -> Response {
    let board = state.board.read();
    let mut languages = translated_into(&board);
    languages.extend(board.styles.keys().cloned());
    let reader = signed.reader;
    let styles = languages.iter().map(|language| (language.to_string(), reader.language(language)));
    page(&ChecksPage {
        frame: Frame::new(&reader.say("checks-title"), Here::Review, &signed).having(done),
        rows: board.checks.figures().iter().map(|figures| Row::new(figures, reader)).collect(),
        styles: styles.collect(),
    })
}

pub(super) async fn style(
    Shared(state): Shared<State>,
    signed: Signed,
    At(language): At<Language>,
) -> Response {
    let board = state.board.read();
    let typed = Typed::of(&looking::style(&board, &language), signed.reader);
    page(&StylePage::new(&board, &signed, &language, typed))
}

pub(super) async fn set_style(
    Shared(state): Shared<State>,
    signed: Signed,
    At(language): At<Language>,
    fields: Fields,
) -> Result<Response, Problem> {
    let signed = fields.named(signed);
    let typed = Typed::read(&fields, signed.reader);
    let decided = match typed.style() {
        Ok(style) => decide_style(&state, &signed, language.clone(), style).await.map(drop),
        Err(problem) => Err(problem),
    };
    let Err(problem) = decided else { return Ok(onward("/checks", Done::Decided)) };
    let shown = StylePage::new(&state.board.read(), &signed, &language, typed);
    let (frame, seen) = (shown.frame.refusing(&problem), shown.seen.refused(&fields, &problem));
    Ok(refused(&problem, &StylePage { frame, seen, ..shown }))
}

#[derive(askama::Template)]
#[template(path = "checks.html")]
struct ChecksPage {
    frame: Frame,
    rows: Vec<Row>,
    /// The languages that are translated into, by tag and name.
    styles: Vec<(String, String)>,
}

struct Row {
    check: String,
    /// Whether anything was found at all.
    raises: bool,
    raised: String,
    fault: String,
    not_a_fault: String,
    waived: String,
    precision: String,
    /// Within which the precision lies, whatever the rest would have been judged.
    bounds: Option<String>,
}

impl Row {
    fn new(figures: &CheckFigures, reader: Reader) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share lies from 0 to 1"
        )]
        let percent = |share: f64| reader.percent((share * 100.0).round() as u16 * 10);
        let bounds = figures.precision_least.zip(figures.precision_most);
        Self {
            check: name(figures.check, reader),
            raises: figures.raised > 0,
            raised: reader.number(figures.raised),
            fault: reader.number(figures.fault),
            not_a_fault: reader.number(figures.not_a_fault),
            waived: reader.number(figures.waived),
            precision: figures.precision.map_or_else(|| reader.say("checks-not-known"), percent),
            bounds: bounds.map(|(least, most)| {
                let with = [("least", Said::own(percent(least))), ("most", Said::own(percent(most)))];
                reader.say_with("checks-bounds", &with)
            }),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "style.html")]
struct StylePage {
    frame: Frame,
    address: String,
    title: String,
    typed: Typed,
    command: String,
    seen: Seen,
    /// Whether this member decides.
    decides: bool,
}

impl StylePage {
    fn new(board: &Board, signed: &Signed, language: &Language, typed: Typed) -> Self {
        let name = signed.reader.language(language);
        let said = |id| signed.reader.say_with(id, &[("what", Said::own(name.clone()))]);
        Self {
            frame: Frame::new(&said("checks-style-title"), Here::Review, signed),
            address: format!("/checks/styles/{language}"),
            title: said("checks-in"),
            typed,
            command: clock::command_id().to_string(),
            seen: Seen::of(board, &Subject::newsroom()),
            decides: signed.actor.roles.contains(&Role::Administrator),
        }
    }
}

/// A style as it is typed.
struct Typed {
    headline: String,
    loaded: String,
    forbidden: String,
    levels: Vec<Choice>,
}

/// How strict a check is: its name, and what is chosen.
struct Choice {
    check: Check,
    words: String,
    chosen: String,
}

/// What can be chosen, and the ids of the words for it.
const CHOICES: [(&str, &str); 5] = [
    ("", "checks-as-it-has"),
    ("informs", "checks-informs"),
    ("warns", "checks-warns"),
    ("blocks", "checks-blocks"),
    ("out", "checks-out"),
];

impl Choice {
    #[expect(clippy::unused_self, reason = "templates reach functions through what they have at hand")]
    fn choices(&self) -> [(&'static str, &'static str); 5] {
        CHOICES
    }
}

impl Typed {
    fn of(style: &Style, reader: Reader) -> Self {
        let chosen = |check: Check| match style.levels.get(&check) {
            _ if style.left_out.contains(&check) => "out",
            None => "",
            Some(Level::Informs) => "informs",
            Some(Level::Warns) => "warns",
            Some(Level::Blocks) => "blocks",
        };
        Self {
            headline: style.headline_characters_most.map(|most| most.to_string()).unwrap_or_default(),
            loaded: lines::loaded(&style.loaded),
            forbidden: lines::forbidden(&style.forbidden),
            levels: choices(reader, |check| chosen(check).to_owned()),
        }
    }

    fn read(fields: &Fields, reader: Reader) -> Self {
        let text = |name: &str| typed(fields.get(name).unwrap_or_default());
        Self {
            headline: text("headline").trim().to_owned(),
            loaded: text("loaded"),
            forbidden: text("forbidden"),
            levels: choices(reader, |check| text(&format!("level-{check}"))),
        }
    }

    fn style(&self) -> Result<Style, Problem> {
        let headline = match self.headline.as_str() {
            "" => None,
            most => Some(most.parse().map_err(|_| {
                Problem::lacks(
                    Kind::NotALength,
                    "the length of headlines is a number of characters, or nothing",
                )
            })?),
        };
        let mut style = Style {
            headline_characters_most: headline,
            loaded: lines::read_loaded(&self.loaded)?,
            forbidden: lines::read_forbidden(&self.forbidden),
            ..Style::default()
        };
        for Choice { check, chosen, .. } in &self.levels {
            let level = match chosen.as_str() {
                "informs" => Level::Informs,
                "warns" => Level::Warns,
                "blocks" => Level::Blocks,
                "out" => {
                    style.left_out.insert(*check);
                    continue;
                }
                _ => continue,
            };
            style.levels.insert(*check, level);
        }
        Ok(style)
    }
}

fn choices(reader: Reader, chosen: impl Fn(Check) -> String) -> Vec<Choice> {
    let choice = |check: Check| Choice { check, words: name(check, reader), chosen: chosen(check) };
    Check::ALL.into_iter().map(choice).collect()
}

/// The check in people's words.
fn name(check: Check, reader: Reader) -> String {
    words::capital(&reader.check(check))
}

#[cfg(test)]
mod tests {
    use contract::{Excuse, Forbidden, Loaded};

    use super::*;
    use crate::reader::tests::in_english;

    fn style() -> Style {
        let loaded = Loaded {
            expression: "martyr".to_owned(),
            excused_by: Excuse::Attribution,
            note: "say “killed”".to_owned(),
        };
        let forbidden = Forbidden { expression: "regime".to_owned(), instead: String::new() };
        Style {
            headline_characters_most: Some(70),
            loaded: vec![loaded],
            forbidden: vec![forbidden],
            levels: [(Check::Number, Level::Blocks)].into(),
            left_out: [Check::Length].into(),
        }
    }

    #[test]
    fn a_style_is_typed_as_it_is_shown() {
        let again = |style: &Style| Typed::of(style, in_english()).style().unwrap();
        assert_eq!(again(&style()), style());
        assert_eq!(again(&Style::default()), Style::default());
    }

    #[test]
    fn a_form_gives_a_style() {
        let fields = Fields::read(
            b"headline=70&loaded=martyr+%7C+attribution+%7C+say+%E2%80%9Ckilled%E2%80%9D%0D%0A%0D%0A&forbidden=regime\
              &level-number=blocks&level-length=out&level-date=",
        );
        let read = |fields: &Fields| Typed::read(fields, in_english()).style();
        assert_eq!(read(&fields).unwrap(), style());
        assert!(read(&Fields::read(b"headline=long")).is_err());
        assert!(read(&Fields::read(b"loaded=a+%7C+sometimes")).is_err());
    }
}
