//! What went wrong, for people and programs: problem details (RFC 9457).

mod access;
mod memory;
mod refusals;

use std::num::{NonZeroU16, NonZeroU64};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::MemberId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::api::version::VERSION;

/// An answer that says why not, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// `urn:dragoman:problem:` and the kind and name of the refusal, such as `translation:claimed_by_another`.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// What happened and what to do, as a sentence for people.
    pub detail: String,
    /// The refusal of the service, with what belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<serde_json::Value>,
    /// Whether words that could not be saved were kept for their author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// The version of the stream of facts that a refusal was decided on, or that a command has recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<NonZeroU64>,
    /// After how many seconds to ask again, as `Retry-After` says.
    #[serde(skip)]
    pub retry_after: Option<NonZeroU16>,
}

/// The kind of a problem with a form whose words are the reader's already.
const LACKING: &str = "lacking";

/// After how many seconds to ask again where a part of the newsroom is away or behind.
const RETRY_AFTER_SECONDS: NonZeroU16 = NonZeroU16::MIN;

impl Problem {
    pub(crate) fn plain(status: StatusCode, name: &str, detail: &str) -> Self {
        Self {
            kind: format!("urn:dragoman:problem:{name}"),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            detail: detail.to_owned(),
            refusal: None,
            kept: None,
            version: None,
            retry_after: None,
        }
    }

    pub fn not_signed_in() -> Self {
        Self::plain(
            StatusCode::UNAUTHORIZED,
            "not_signed_in",
            "sign in first, or give a token that has not run out",
        )
    }

    pub fn from_elsewhere() -> Self {
        Self::plain(
            StatusCode::FORBIDDEN,
            "from_elsewhere",
            "this was sent from another site; open the desk and try again",
        )
    }

    pub fn not_found(what: &str) -> Self {
        Self::plain(StatusCode::NOT_FOUND, "not_found", &format!("there is no such {what}"))
    }

    /// What somebody wants to speak of is not found in the words as they stand.
    pub fn not_found_any_more() -> Self {
        let detail = "the checks find nothing of this name in the words as they stand now; look at what they find, and \
                      choose again";
        Self::plain(StatusCode::NOT_FOUND, "no_such_finding", detail)
    }

    pub fn not_allowed() -> Self {
        Self::plain(StatusCode::METHOD_NOT_ALLOWED, "not_allowed", "this address does not take that method")
    }

    pub fn not_understood(why: &str) -> Self {
        Self::plain(
            StatusCode::BAD_REQUEST,
            "not_understood",
            &format!("the request could not be read: {why}"),
        )
    }

    pub fn incomplete(detail: &str) -> Self {
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, "incomplete", detail)
    }

    /// What a form lacks, in the words and the language of whoever filled it in.
    pub(crate) fn lacking(words: &str) -> Self {
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, LACKING, words)
    }

    /// Whether it is told in the language of whoever reads it.
    pub(crate) fn is_told(&self) -> bool {
        self.kind.ends_with(LACKING)
    }

    /// A piece is given to somebody who cannot translate it.
    pub fn not_a_translator(member: &MemberId) -> Self {
        let detail = format!(
            "this newsroom has no translator {member}; choose one of its translators, or have an administrator give \
             {member} that role first"
        );
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, "not_a_translator", &detail)
    }

    /// The last administrator would go, or be one no longer.
    pub fn last_administrator() -> Self {
        let detail = "this is the only administrator; give somebody else that role first, or nobody could set up \
                      anything here any more";
        Self::plain(StatusCode::CONFLICT, "last_administrator", detail)
    }

    /// Nothing waits that this member could claim.
    pub fn nothing_waits() -> Self {
        let detail = "nothing waits that you could claim in your languages; look at the whole queue, or ask again later";
        Self::plain(StatusCode::NOT_FOUND, "nothing_waits", detail)
    }

    pub fn too_large() -> Self {
        Self::plain(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "this is more than can be taken at once")
    }

    pub fn unavailable(why: &str) -> Self {
        let detail = format!("{why}; nothing is lost: try again in a moment");
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, "unavailable", &detail)
    }

    /// Nothing that the asker can do, or that passes by itself.
    pub fn blocked(why: &str) -> Self {
        let detail = format!(
            "{why}; nothing was done and nothing is lost, but trying again does not help: tell whoever runs this newsroom, \
             who will find more with `dragoman verify`"
        );
        Self::plain(StatusCode::INTERNAL_SERVER_ERROR, "blocked", &detail)
    }

    /// The desk has not read the log as far as a reader wants to see it.
    pub fn behind(wanted: u64, applied: u64) -> Self {
        let detail = format!(
            "the desk shows the log up to {applied} and is still reading up to {wanted}; ask again in a moment, \
             or without at_least for what it shows now"
        );
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, "behind", &detail)
    }

    /// Nobody knows how things will stand.
    pub fn not_yet() -> Self {
        let detail =
            "that moment has not come yet; give a time that is over, or none for how things stand now";
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, "not_yet", detail)
    }

    /// What was typed is no moment.
    pub fn no_moment() -> Self {
        let detail = "a moment is the number of an event, or a time such as 2026-11-03 14:05, yesterday 14:00 or 14:05; \
                      write it so";
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, "no_moment", detail)
    }

    /// A reader wants to see what the log does not hold.
    pub fn not_recorded(wanted: u64, end: u64) -> Self {
        let detail = format!(
            "the log ends at {end}, so there is no version {wanted} yet; check the number, or ask again when that \
             much has been recorded"
        );
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, "not_recorded", &detail)
    }

    /// A command was carried out, and the desk cannot show yet what came of it.
    pub fn recorded_unseen(version: u64) -> Self {
        let detail = format!(
            "it was done and is recorded as version {version}, but the desk does not show it yet; there is no need to \
             do it again: look in a moment, with at_least={version}"
        );
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, "recorded_unseen", &detail).on_version(version)
    }

    /// The same refusal, with the version of the stream of facts that it was decided on; 0 where there is none.
    pub(crate) fn on_version(self, version: u64) -> Self {
        Self { version: NonZeroU64::new(version), ..self }
    }

    fn refused(kind: &str, status: StatusCode, detail: &str, refusal: serde_json::Value) -> Self {
        let name = refusal.get("type").and_then(serde_json::Value::as_str).unwrap_or_default();
        Self { refusal: Some(refusal.clone()), ..Self::plain(status, &format!("{kind}:{name}"), detail) }
    }

    /// The same, to be asked again after so many seconds.
    pub(crate) fn after(self, seconds: u16) -> Self {
        Self { retry_after: NonZeroU16::new(seconds), ..self }
    }

    /// The name of the refusal, such as `claimed_by_another`.
    pub fn name(&self) -> &str {
        self.kind.rsplit(':').next().unwrap_or(&self.kind)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&self)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        let retry = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER_SECONDS);
        if let Some(seconds) = self.retry_after.or(retry) {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.get().into());
        }
        if let Some(version) = self.version {
            response.headers_mut().insert(VERSION, version.get().into());
        }
        // Browsers are answered with a page instead.
        response.extensions_mut().insert(self);
        response
    }
}

fn value<R: Serialize>(refusal: &R) -> serde_json::Value {
    serde_json::to_value(refusal).expect("a refusal is strings and numbers")
}
