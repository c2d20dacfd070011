//! What stands around every page.

use std::borrow::Borrow;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use contract::{
    BlockId,
    member::{Dates, Digits, Look},
};

use super::{assets, done::Done, flaw::Flaw, words};
use crate::{
    guide::{Guide, Step},
    problem::{Kind, Problem},
    reader::{Reader, Said},
    signed::Signed,
};

/// The parts of the desk that the navigation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    Day,
    Inbox,
    Queue,
    Review,
    Board,
    Figures,
    Sources,
    Terms,
    Memory,
    Policies,
    People,
    Health,
    Newsroom,
    Reference,
    Start,
    You,
    Elsewhere,
}

/// The title, the navigation, who is signed in, and what there is to say.
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) here: Here,
    pub(super) who: Option<String>,
    /// Whose page it is; nobody's where it is for whoever comes.
    pub(super) member: String,
    /// Where the page stands: whoever chooses its language comes back there.
    pub(super) address: String,
    /// Up to which event of the log the page knows what moved.
    pub(super) version: u64,
    pub(super) message: Option<Message>,
    /// The field by which a form was not carried out.
    pub(super) flaw: Option<Flaw>,
    pub(super) reader: Reader,
    /// Where a newcomer to the demonstration stands with the first piece.
    pub(super) guide: Option<Guide>,
}

/// What came of the last act.
pub(super) struct Message {
    /// `done` or `problem`.
    pub(super) class: &'static str,
    pub(super) words: String,
}

pub(super) struct Tab {
    pub(super) address: &'static str,
    pub(super) name: String,
    /// The letter that leads there after `g`.
    pub(super) key: char,
    pub(super) here: bool,
}

impl Frame {
    pub(super) fn new(title: &str, here: Here, signed: &Signed) -> Self {
        let actor = &signed.actor;
        let reader = signed.reader;
        let with = [("name", Said::from(&actor.name)), ("roles", Said::own(reader.roles(&actor.roles)))];
        let who = Some(reader.say_with("frame-who", &with));
        let (title, member, version) = (title.to_owned(), actor.member.to_string(), signed.version);
        let guide = signed.guide.clone();
        let (address, message, flaw) = (String::new(), None, None);
        Self { title, here, who, member, address, version, message, flaw, reader, guide }
    }

    /// A page for whoever comes.
    pub(super) fn for_anyone(title: &str, reader: Reader) -> Self {
        let (title, member) = (title.to_owned(), String::new());
        Self {
            title,
            here: Here::Elsewhere,
            who: None,
            member,
            address: "/".to_owned(),
            version: 0,
            message: None,
            flaw: None,
            reader,
            guide: None,
        }
    }

    /// The message of this id.
    pub(super) fn say(&self, id: &str) -> String {
        self.reader.say(id)
    }

    /// The message of this id about so many, `$count`.
    pub(super) fn count(&self, id: &str, count: impl Borrow<usize>) -> String {
        self.reader.count(id, *count.borrow())
    }

    /// The message of this id about `$what`, which somebody else has said.
    pub(super) fn of(&self, id: &str, what: &str) -> String {
        self.reader.of(id, what)
    }

    /// The message of this id with `$number`, such as that of a revision.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    pub(super) fn numbered(&self, id: &str, number: &u32) -> String {
        self.reader.say_with(id, &[("number", (*number).into())])
    }

    pub(super) fn number(&self, number: impl Borrow<usize>) -> String {
        self.reader.number(*number.borrow())
    }

    pub(super) fn standing_at(self, address: String) -> Self {
        Self { address, ..self }
    }

    pub(super) fn saying(self, message: Option<Message>) -> Self {
        Self { message, ..self }
    }

    /// With what was done last, if anything was.
    pub(super) fn having(self, done: Option<Done>) -> Self {
        let message = done.map(|done| Message { class: "done", words: done.words(self.reader) });
        self.saying(message)
    }

    /// With why something was not done.
    pub(super) fn refusing(self, problem: &Problem) -> Self {
        // A form's person has no ETag: they are told where to look instead.
        let moved = problem.name() == Kind::MovedOn.name();
        let words = if moved { self.say("rooms-moved-on") } else { self.reader.problem(problem) };
        let flaw = Flaw::of(problem, &words);
        Self { flaw, ..self.saying(Some(Message { class: "problem", words })) }
    }

    /// The pages that people go between all day.
    pub(super) fn tabs(&self) -> Vec<Tab> {
        self.named_tabs(&[
            (Here::Day, "/day", "frame-day", 'd'),
            (Here::Inbox, "/inbox", "frame-inbox", 'i'),
            (Here::Queue, "/queue", "frame-queue", 'q'),
            (Here::Review, "/review", "frame-review", 'r'),
            (Here::Board, "/board", "frame-board", 'b'),
        ])
    }

    /// The pages that people go to now and then.
    pub(super) fn more(&self) -> Vec<Tab> {
        let mut tabs = vec![
            (Here::Figures, "/figures", "frame-figures", 'f'),
            (Here::Terms, "/terms", "frame-terms", 't'),
            (Here::Memory, "/memory", "frame-memory", 'm'),
            (Here::Sources, "/sources", "frame-sources", 's'),
            (Here::Policies, "/policies", "frame-policies", 'o'),
            (Here::People, "/people", "frame-people", 'e'),
            (Here::Newsroom, "/newsroom", "frame-newsroom", 'n'),
            (Here::Health, "/health", "frame-health", 'h'),
            (Here::Reference, "/reference", "frame-reference", 'a'),
            (Here::You, "/you", "frame-you", 'y'),
        ];
        tabs.extend(self.guide.as_ref().map(|_| (Here::Start, "/start", "frame-start", 'g')));
        self.named_tabs(&tabs)
    }

    fn named_tabs(&self, tabs: &[(Here, &'static str, &str, char)]) -> Vec<Tab> {
        let tab = |(here, address, name, key): &(Here, &'static str, &str, char)| Tab {
            address,
            name: self.say(name),
            key: *key,
            here: self.here == *here,
        };
        tabs.iter().map(tab).collect()
    }

    /// The guide, unless it was put away.
    pub(super) fn guided(&self) -> Option<&Guide> {
        self.guide.as_ref().filter(|guide| !guide.away)
    }

    /// `Step 2 of 6`.
    pub(super) fn step(&self, step: impl Borrow<Step>) -> String {
        let step = *step.borrow();
        let with = [("step", step.number().into()), ("of", Step::ALL.len().into())];
        self.reader.say_with("guide-step", &with)
    }

    /// What comes next; on the page where that is done, also by which button and keys.
    pub(super) fn todo(&self, guide: &Guide) -> String {
        let next = self.reader.named("guide-next", guide.step.name()).unwrap_or_default();
        match guide.step.press().filter(|_| guide.is_here) {
            Some((press, keys)) => format!("{next} {}", self.reader.of(press, keys)),
            None => next,
        }
    }

    /// Words to be typed for each block of the first piece, under what it is called.
    pub(super) fn first_words(&self) -> Vec<(String, &'static str)> {
        let name = |block: u32| words::capital(&self.reader.block(BlockId(block)));
        (0..).zip(crate::guide::WORDS).map(|(block, words)| (name(block), words)).collect()
    }

    /// What is to be pressed on this page, for the style sheet to mark.
    pub(super) fn marks(&self) -> Option<&'static str> {
        self.guided().filter(|guide| guide.is_here && guide.person.is_none()).map(|guide| guide.step.name())
    }

    /// Where the reader's clock hangs.
    pub(super) fn zone(&self) -> &'static str {
        self.reader.zone.name()
    }

    /// Which digits the reader likes, as scripts know them.
    pub(super) fn digits(&self) -> &'static str {
        match self.reader.digits {
            Digits::Western => "western",
            Digits::Arabic => "arabic",
        }
    }

    /// How the reader likes days to be written, as scripts know it.
    pub(super) fn dates(&self) -> &'static str {
        match self.reader.dates {
            Dates::Words => "words",
            Dates::Numbers => "numbers",
        }
    }

    /// The colours that the reader wants, if not those of the system.
    pub(super) fn look(&self) -> Option<&'static str> {
        self.reader.look.map(|look| match look {
            Look::Light => "light",
            Look::Dark => "dark",
        })
    }

    /// The address of a style sheet or a script.
    pub(super) fn asset(&self, name: &str) -> String {
        assets::address(name, self.reader.speech)
    }
}

/// A page as it was asked for.
pub(super) fn page(template: &impl askama::Template) -> Response {
    page_as(StatusCode::OK, template)
}

/// A page that shows why something was not done.
pub(super) fn refused(problem: &Problem, template: &impl askama::Template) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = page_as(status, template);
    if let Some(seconds) = problem.again_in() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.get().into());
    }
    response
}

fn page_as(status: StatusCode, template: &impl askama::Template) -> Response {
    let Ok(html) = template.render() else {
        tracing::error!("a page could not be written");
        return Problem::unavailable("the page could not be written").into_response();
    };
    let mut response = (status, Html(html)).into_response();
    // Asked for anew each time, but the browser may keep what was typed for when somebody goes back.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(askama::Template)]
    #[template(source = "why not", ext = "txt")]
    struct AnyPage {}

    #[test]
    fn a_page_that_refuses_says_when_to_ask_again() {
        let answer = refused(&Problem::too_many(7), &AnyPage {});
        assert_eq!((answer.status().as_u16(), &answer.headers()[header::RETRY_AFTER]), (429, &7.into()));
        assert!(!refused(&Problem::not_signed_in(), &AnyPage {}).headers().contains_key(header::RETRY_AFTER));
    }
}
