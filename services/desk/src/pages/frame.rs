//! What stands around every page.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::{assets, words};
use crate::{problem::Problem, signed::Signed};

/// The parts of the desk that the navigation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    Inbox,
    Queue,
    Review,
    Published,
    Figures,
    Elsewhere,
}

/// The title, the navigation, who is signed in, and what there is to say.
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) here: Here,
    pub(super) who: Option<String>,
    pub(super) message: Option<Message>,
}

/// What came of the last act.
pub(super) struct Message {
    /// `done` or `problem`.
    pub(super) class: &'static str,
    pub(super) words: String,
}

pub(super) struct Tab {
    pub(super) address: &'static str,
    pub(super) name: &'static str,
    pub(super) here: bool,
}

impl Frame {
    pub(super) fn new(title: &str, here: Here, signed: &Signed) -> Self {
        let actor = &signed.actor;
        let who = Some(format!("{}, {}", actor.name, words::roles(&actor.roles)));
        Self { title: title.to_owned(), here, who, message: None }
    }

    /// A page for whoever comes.
    pub(super) fn for_anyone(title: &str) -> Self {
        Self { title: title.to_owned(), here: Here::Elsewhere, who: None, message: None }
    }

    pub(super) fn saying(self, message: Option<Message>) -> Self {
        Self { message, ..self }
    }

    pub(super) fn tabs(&self) -> [Tab; 5] {
        let tab = |here, address, name| Tab { address, name, here: self.here == here };
        [
            tab(Here::Inbox, "/inbox", "Inbox"),
            tab(Here::Queue, "/queue", "Queue"),
            tab(Here::Review, "/review", "Review"),
            tab(Here::Published, "/published", "Published"),
            tab(Here::Figures, "/figures", "Figures"),
        ]
    }

    /// The address of a style sheet or a script.
    #[expect(clippy::unused_self, reason = "templates reach functions through what they have at hand")]
    pub(super) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}

impl From<&Problem> for Message {
    fn from(problem: &Problem) -> Self {
        Self { class: "problem", words: words::sentence(&problem.detail) }
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
        }
    }
}

impl From<Done> for Message {
    fn from(done: Done) -> Self {
        let words = match done {
            Done::Commissioned => "Commissioned. It is in the queue now.",
            Done::CommissionedBefore => "It was commissioned into that language before; nothing was changed.",
            Done::Claimed => "It is yours now. What you write is saved as you go.",
            Done::Saved => "Saved.",
            Done::Released => "Released. What you wrote stays in the piece for whoever takes it next.",
            Done::Submitted => "Submitted. It is with the editors now.",
            Done::Accepted => "Accepted. Your text answers the source there as it is by now.",
            Done::Arranged => "Done. What you had typed is saved as well.",
            Done::Returned => "Sent back to the translators with your notes.",
            Done::Approved => "Approved. These words, and no others, can be published now.",
            Done::Published => "Published. It is on the wire.",
            Done::Assigned => "Given. Whoever gets it finds it among their own pieces.",
            Done::Unassigned => "Ended. Nobody has it now; what was written stays in the piece.",
            Done::Waived => "It stands, with your reason.",
            Done::Decided => "Decided. Texts are looked at so from now on.",
        };
        Self { class: "done", words: words.to_owned() }
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
        ];
        for done in all {
            assert_eq!(serde_json::to_value(done).unwrap(), done.name());
        }
    }
}
