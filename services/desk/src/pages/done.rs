//! What was done last: carried in the address of the page that follows, and said there.

use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};

use crate::reader::Reader;

/// An act that a page was posted for. Its words are `done-source-registered` for `SourceRegistered`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    AccountForgotten,
    NewsroomAdjusted,
}

/// What the address of a page holds that shows one thing: what was done last.
#[derive(Deserialize)]
pub(super) struct After {
    pub(super) done: Option<Done>,
}

impl Done {
    /// As it stands in the address.
    fn name(self) -> String {
        let name = serde_json::to_value(self).ok();
        name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }

    pub(super) fn words(self, reader: Reader) -> String {
        reader.named("done", &self.name().replace('_', "-")).unwrap_or_default()
    }
}

/// On to the next page, which says what was done.
pub(super) fn onward(address: &str, done: Done) -> Response {
    let sign = if address.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{address}{sign}done={}", done.name())).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;
    use crate::reader::tests::{in_arabic, in_english};

    #[test]
    fn whatever_was_done_is_said_in_each_language() {
        let schema = serde_json::to_value(schemars::schema_for!(Done)).unwrap();
        let all: Vec<Done> = serde_json::from_value(schema["enum"].clone()).unwrap();
        assert!(all.len() > 20, "{all:?}");
        for reader in [in_english(), in_arabic()] {
            let silent: Vec<_> = all.iter().filter(|done| done.words(reader).is_empty()).collect();
            assert!(silent.is_empty(), "nothing is said of {silent:?}");
        }
    }

    #[test]
    fn the_next_page_is_told_what_was_done() {
        let led = |address: &str| {
            let answer = onward(address, Done::SourceRegistered);
            answer.headers()[header::LOCATION].to_str().unwrap().to_owned()
        };
        assert_eq!(led("/sources"), "/sources?done=source_registered");
        assert_eq!(led("/queue?piece=1"), "/queue?piece=1&done=source_registered");
    }
}
