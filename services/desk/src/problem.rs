//! What went wrong, for people and programs: problem details (RFC 9457).

mod memory;

use std::num::NonZeroU64;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{MemberId, article, edit, member, newsroom, policy, publication, source, term, translation};
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
}

/// After how many seconds to ask again where a part of the newsroom is away or behind.
const RETRY_AFTER_SECONDS: u16 = 1;

impl Problem {
    fn plain(status: StatusCode, name: &str, detail: &str) -> Self {
        Self {
            kind: format!("urn:dragoman:problem:{name}"),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            detail: detail.to_owned(),
            refusal: None,
            kept: None,
            version: None,
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

    /// A piece is given to somebody who cannot translate it.
    pub fn not_a_translator(member: &MemberId) -> Self {
        let detail = format!(
            "this newsroom has no translator {member}; choose one of its translators, or have an administrator give \
             {member} that role first"
        );
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, "not_a_translator", &detail)
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
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS.into());
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

impl From<source::Refusal> for Problem {
    fn from(refusal: source::Refusal) -> Self {
        let status = match refusal {
            source::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            source::Refusal::NotRegistered => StatusCode::NOT_FOUND,
            source::Refusal::AlreadyRegistered => StatusCode::CONFLICT,
            source::Refusal::NoName
            | source::Refusal::NotAnAddress { .. }
            | source::Refusal::IntervalOutOfBounds { .. }
            | source::Refusal::RouteIntoOwnLanguage { .. }
            | source::Refusal::Unreadable { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("source", status, &refusal.to_string(), value(&refusal))
    }
}

impl From<article::Refusal> for Problem {
    fn from(refusal: article::Refusal) -> Self {
        let status = match refusal {
            article::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            article::Refusal::NotReceived => StatusCode::NOT_FOUND,
            article::Refusal::NothingToRead
            | article::Refusal::TooLarge { .. }
            | article::Refusal::OwnLanguage { .. }
            | article::Refusal::NoteTooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("article", status, &refusal.to_string(), value(&refusal))
    }
}

impl From<translation::Refusal> for Problem {
    fn from(refusal: translation::Refusal) -> Self {
        let status = match refusal {
            translation::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            translation::Refusal::NotRequested | translation::Refusal::NoSuchBlock { .. } => {
                StatusCode::NOT_FOUND
            }
            translation::Refusal::BlockGone { .. } => StatusCode::GONE,
            translation::Refusal::ClaimedByAnother { .. }
            | translation::Refusal::NotClaimed
            | translation::Refusal::TooManyClaims { .. }
            | translation::Refusal::OldEpoch { .. }
            | translation::Refusal::LeaseEnded { .. }
            | translation::Refusal::LeaseHolds { .. }
            | translation::Refusal::AlreadySubmitted
            | translation::Refusal::NotSubmitted
            | translation::Refusal::SourceChanged { .. }
            | translation::Refusal::SourceChangedAgain { .. } => StatusCode::CONFLICT,
            translation::Refusal::LeaseOutOfBounds { .. }
            | translation::Refusal::TextTooLong { .. }
            | translation::Refusal::BlocksMissing { .. }
            | translation::Refusal::NeedsReason => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("translation", status, &refusal.to_string(), value(&refusal))
    }
}

impl From<edit::Refusal> for Problem {
    fn from(refusal: edit::Refusal) -> Self {
        let status = match refusal {
            edit::Refusal::NeedsRole { .. } | edit::Refusal::OwnTranslation => StatusCode::FORBIDDEN,
            edit::Refusal::NotSubmitted
            | edit::Refusal::OtherWords { .. }
            | edit::Refusal::WithTranslator
            | edit::Refusal::AlreadyApproved => StatusCode::CONFLICT,
            edit::Refusal::NoNotes
            | edit::Refusal::NotesTooLong { .. }
            | edit::Refusal::NoSuchBlock { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("edit", status, &refusal.to_string(), value(&refusal))
    }
}

impl From<term::Refusal> for Problem {
    fn from(refusal: term::Refusal) -> Self {
        let status = match refusal {
            term::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            term::Refusal::NotInRegister => StatusCode::NOT_FOUND,
            term::Refusal::AlreadyAdded
            | term::Refusal::AlreadyProposed
            | term::Refusal::OnlyProposed
            | term::Refusal::OtherLanguages { .. } => StatusCode::CONFLICT,
            term::Refusal::OneLanguage { .. }
            | term::Refusal::NoSource
            | term::Refusal::NoRendering
            | term::Refusal::NoLetters { .. }
            | term::Refusal::FormTooLong { .. }
            | term::Refusal::TooManyForms { .. }
            | term::Refusal::NoteTooLong { .. }
            | term::Refusal::AllowedAndForbidden { .. }
            | term::Refusal::NoReason => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("term", status, &refusal.to_string(), value(&refusal))
    }
}

impl From<policy::Refusal> for Problem {
    fn from(refusal: policy::Refusal) -> Self {
        let status = match refusal {
            policy::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            policy::Refusal::NoText
            | policy::Refusal::TextTooLong { .. }
            | policy::Refusal::UnknownPlaceholder { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("policy", status, &refusal.to_string(), value(&refusal))
    }
}

impl From<publication::Refusal> for Problem {
    fn from(refusal: publication::Refusal) -> Self {
        let status = match refusal {
            publication::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            publication::Refusal::NotApproved
            | publication::Refusal::OtherWords { .. }
            | publication::Refusal::NoPolicy { .. }
            | publication::Refusal::AlreadyPublished => StatusCode::CONFLICT,
        };
        Self::refused("publication", status, &refusal.to_string(), value(&refusal))
    }
}

impl From<member::Refusal> for Problem {
    fn from(refusal: member::Refusal) -> Self {
        let status = match refusal {
            member::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            member::Refusal::NotAMember => StatusCode::NOT_FOUND,
            member::Refusal::AlreadyJoined => StatusCode::CONFLICT,
            member::Refusal::NoName | member::Refusal::NotForMembers { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
        };
        Self::refused("member", status, &refusal.to_string(), value(&refusal))
    }
}

impl From<newsroom::Refusal> for Problem {
    fn from(refusal: newsroom::Refusal) -> Self {
        let status = match refusal {
            newsroom::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            newsroom::Refusal::LeaseOutOfBounds { .. }
            | newsroom::Refusal::NoClaims
            | newsroom::Refusal::WarningOutOfBounds { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("newsroom", status, &refusal.to_string(), value(&refusal))
    }
}
