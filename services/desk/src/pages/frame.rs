//! What stands around every page.

use std::borrow::Borrow;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use contract::{
    BlockId,
    member::{Dates, Digits, Look},
};
use serde::{Deserialize, Serialize};

use super::{assets, words};
use crate::{
    guide::{Guide, Step},
    problem::Problem,
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
    /// Up to which event of the log the page knows what moved.
    pub(super) version: u64,
    pub(super) message: Option<Message>,
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
        Self { title, here, who, member, version, message: None, reader, guide: signed.guide.clone() }
    }

    /// A page for whoever comes.
    pub(super) fn for_anyone(title: &str, reader: Reader) -> Self {
        let (title, member) = (title.to_owned(), String::new());
        Self {
            title,
            here: Here::Elsewhere,
            who: None,
            member,
            version: 0,
            message: None,
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

    pub(super) fn saying(self, message: Option<Message>) -> Self {
        Self { message, ..self }
    }

    /// With what was done last, if anything was.
    pub(super) fn having(self, done: Option<Done>) -> Self {
        let message = done.map(|done| Message { class: "done", words: self.say(done.message()) });
        self.saying(message)
    }

    /// With why something was not done.
    pub(super) fn refusing(self, problem: &Problem) -> Self {
        let words = self.reader.problem(problem);
        self.saying(Some(Message { class: "problem", words }))
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

    /// What comes next.
    pub(super) fn todo(&self, step: impl Borrow<Step>) -> String {
        self.reader.named("guide-next", step.borrow().name()).unwrap_or_default()
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

/// What was done last, carried in the address of the page that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Done {
    Commissioned,
    CommissionedBefore,
    Claimed,
    Saved,
    Released,
    Submitted,
    Accepted,
    Arranged,
    Returned,
    Approved,
    Published,
    Assigned,
    Unassigned,
    Waived,
    Decided,
    Preferred,
    SourceRegistered,
    SourceChanged,
    SourcePaused,
    SourceResumed,
    TermAgreed,
    TermProposed,
    TermChanged,
    TermRetired,
    TermDeclined,
    TermsImported,
    MemoryImported,
    MemoryWithdrawn,
    PolicyEnacted,
    MemberJoined,
    MemberChanged,
    MemberLeft,
    NewsroomAdjusted,
}

impl Done {
    const fn name(self) -> &'static str {
        match self {
            Self::Commissioned => "commissioned",
            Self::CommissionedBefore => "commissioned_before",
            Self::Claimed => "claimed",
            Self::Saved => "saved",
            Self::Released => "released",
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Arranged => "arranged",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Assigned => "assigned",
            Self::Unassigned => "unassigned",
            Self::Waived => "waived",
            Self::Decided => "decided",
            Self::Preferred => "preferred",
            Self::SourceRegistered => "source_registered",
            Self::SourceChanged => "source_changed",
            Self::SourcePaused => "source_paused",
            Self::SourceResumed => "source_resumed",
            Self::TermAgreed => "term_agreed",
            Self::TermProposed => "term_proposed",
            Self::TermChanged => "term_changed",
            Self::TermRetired => "term_retired",
            Self::TermDeclined => "term_declined",
            Self::TermsImported => "terms_imported",
            Self::MemoryImported => "memory_imported",
            Self::MemoryWithdrawn => "memory_withdrawn",
            Self::PolicyEnacted => "policy_enacted",
            Self::MemberJoined => "member_joined",
            Self::MemberChanged => "member_changed",
            Self::MemberLeft => "member_left",
            Self::NewsroomAdjusted => "newsroom_adjusted",
        }
    }

    /// The id of what is said then.
    const fn message(self) -> &'static str {
        match self {
            Self::Commissioned => "done-commissioned",
            Self::CommissionedBefore => "done-commissioned-before",
            Self::Claimed => "done-claimed",
            Self::Saved => "done-saved",
            Self::Released => "done-released",
            Self::Submitted => "done-submitted",
            Self::Accepted => "done-accepted",
            Self::Arranged => "done-arranged",
            Self::Returned => "done-returned",
            Self::Approved => "done-approved",
            Self::Published => "done-published",
            Self::Assigned => "done-assigned",
            Self::Unassigned => "done-unassigned",
            Self::Waived => "done-waived",
            Self::Decided => "done-decided",
            Self::Preferred => "done-preferred",
            Self::SourceRegistered => "done-source-registered",
            Self::SourceChanged => "done-source-changed",
            Self::SourcePaused => "done-source-paused",
            Self::SourceResumed => "done-source-resumed",
            Self::TermAgreed => "done-term-agreed",
            Self::TermProposed => "done-term-proposed",
            Self::TermChanged => "done-term-changed",
            Self::TermRetired => "done-term-retired",
            Self::TermDeclined => "done-term-declined",
            Self::TermsImported => "done-terms-imported",
            Self::MemoryImported => "done-memory-imported",
            Self::MemoryWithdrawn => "done-memory-withdrawn",
            Self::PolicyEnacted => "done-policy-enacted",
            Self::MemberJoined => "done-member-joined",
            Self::MemberChanged => "done-member-changed",
            Self::MemberLeft => "done-member-left",
            Self::NewsroomAdjusted => "done-newsroom-adjusted",
        }
    }
}

/// A page as it was asked for.
pub(super) fn page(template: &impl askama::Template) -> Response {
    page_as(StatusCode::OK, template)
}

/// A page that shows why something was not done.
pub(super) fn refused(problem: &Problem, template: &impl askama::Template) -> Response {
    page_as(StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), template)
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

/// On to the next page, which says what was done.
pub(super) fn onward(address: &str, done: Done) -> Response {
    let sign = if address.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{address}{sign}done={}", done.name())).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_read_as_it_is_written() {
        let all = [
            Done::Commissioned,
            Done::CommissionedBefore,
            Done::Claimed,
            Done::Saved,
            Done::Released,
            Done::Submitted,
            Done::Accepted,
            Done::Arranged,
            Done::Returned,
            Done::Approved,
            Done::Published,
            Done::Assigned,
            Done::Unassigned,
            Done::Waived,
            Done::Decided,
            Done::Preferred,
            Done::SourceRegistered,
            Done::SourceChanged,
            Done::SourcePaused,
            Done::SourceResumed,
            Done::TermAgreed,
            Done::TermProposed,
            Done::TermChanged,
            Done::TermRetired,
            Done::TermDeclined,
            Done::TermsImported,
            Done::MemoryImported,
            Done::MemoryWithdrawn,
            Done::PolicyEnacted,
            Done::MemberJoined,
            Done::MemberChanged,
            Done::MemberLeft,
            Done::NewsroomAdjusted,
        ];
        for done in all {
            assert_eq!(serde_json::to_value(done).unwrap(), done.name());
        }
    }
}
