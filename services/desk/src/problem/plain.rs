//! Problems that are no refusals of the rules: of requests, of what is not there, and of a newsroom that is away or behind.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use contract::MemberId;

use super::{Kind, Problem};

impl Problem {
    pub fn not_signed_in() -> Self {
        Self::plain(
            StatusCode::UNAUTHORIZED,
            Kind::NotSignedIn,
            "sign in first, or give a token that has not run out",
        )
    }

    pub fn from_elsewhere() -> Self {
        Self::plain(
            StatusCode::FORBIDDEN,
            Kind::FromElsewhere,
            "this was sent from another site; open the desk and try again",
        )
    }

    pub fn not_found(what: &str) -> Self {
        Self::plain(StatusCode::NOT_FOUND, Kind::NotFound, &format!("there is no such {what}"))
    }

    /// What somebody wants to speak of is not found in the words as they stand.
    pub fn not_found_any_more() -> Self {
        let detail = "the checks find nothing of this name in the words as they stand now; look at what they find, and \
                      choose again";
        Self::plain(StatusCode::NOT_FOUND, Kind::NoSuchFinding, detail)
    }

    pub fn not_allowed() -> Self {
        Self::plain(
            StatusCode::METHOD_NOT_ALLOWED,
            Kind::NotAllowed,
            "this address does not take that method",
        )
    }

    pub fn not_understood(why: &str) -> Self {
        Self::plain(
            StatusCode::BAD_REQUEST,
            Kind::NotUnderstood,
            &format!("the request could not be read: {why}"),
        )
    }

    /// The body is of another kind than the address takes.
    pub fn wrong_type(wanted: &str) -> Self {
        let detail = format!("the body must be {wanted}, and the Content-Type must say so");
        Self::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, Kind::WrongType, &detail)
    }

    /// What somebody has seen is not what there is by now.
    pub fn moved_on(version: u64) -> Self {
        let detail = format!(
            "it has changed since you looked: it is at version {version} now, and nothing was done; read it again, see what \
             moved, and decide anew with its new ETag in If-Match"
        );
        Self::plain(StatusCode::PRECONDITION_FAILED, Kind::MovedOn, &detail).on_version(version)
    }

    /// There is nothing whose version could be compared.
    pub fn nothing_to_match() -> Self {
        let detail = "this address has no version that If-Match could name: it is of no one thing, or the thing is not \
                      there; leave If-Match out";
        Self::plain(StatusCode::PRECONDITION_FAILED, Kind::NothingToMatch, detail)
    }

    /// A key names one request, and came with another.
    pub fn key_reused() -> Self {
        let detail = "this Idempotency-Key came before with another request; nothing was done with this one: send it again \
                      with a key of its own";
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, Kind::KeyReused, detail)
    }

    /// Somebody asks more often than is good for the others.
    pub fn too_many(seconds: u16) -> Self {
        let detail = format!(
            "these were more requests than one may send here in so short a time; nothing was done with this one: send it \
             again in {seconds} s"
        );
        Self::plain(StatusCode::TOO_MANY_REQUESTS, Kind::TooManyRequests, &detail).after(seconds)
    }

    /// A query holds what nobody here knows.
    pub(crate) fn unknown_parameter(given: &str, known: &BTreeSet<String>) -> Self {
        let given: String = given.chars().take(80).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let can_be = if known.is_empty() {
            "there are none here".to_owned()
        } else {
            format!("there are {}", known.join(", "))
        };
        Self::not_understood(&format!("there is no parameter `{given}`; {can_be}"))
    }

    pub fn incomplete(detail: &str) -> Self {
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, Kind::Incomplete, detail)
    }

    /// What is missing, or does not fit, where people meet it: each is a kind of its own.
    pub(crate) fn lacks(kind: Kind, detail: &str) -> Self {
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, kind, detail)
    }

    /// A form does not hold what its page has put into it.
    pub(crate) fn improper_form(name: &str) -> Self {
        Self::plain(StatusCode::BAD_REQUEST, Kind::ImproperForm, &format!("the form has no proper `{name}`"))
    }

    /// What a form lacks, in the words and the language of whoever filled it in.
    pub(crate) fn lacking(words: &str) -> Self {
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, Kind::Lacking, words)
    }

    /// Whether it is told in the language of whoever reads it.
    pub(crate) fn is_told(&self) -> bool {
        self.name() == Kind::Lacking.name()
    }

    /// A piece is given to somebody who cannot translate it.
    pub fn not_a_translator(member: &MemberId) -> Self {
        let detail = format!(
            "this newsroom has no translator {member}; choose one of its translators, or have an administrator give \
             {member} that role first"
        );
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, Kind::NotATranslator, &detail)
    }

    /// The last administrator would go, or be one no longer.
    pub fn last_administrator() -> Self {
        let detail = "this is the only administrator; give somebody else that role first, or nobody could set up \
                      anything here any more";
        Self::plain(StatusCode::CONFLICT, Kind::LastAdministrator, detail)
    }

    /// Nothing waits that this member could claim.
    pub fn nothing_waits() -> Self {
        let detail = "nothing waits that you could claim in your languages; look at the whole queue, or ask again later";
        Self::plain(StatusCode::NOT_FOUND, Kind::NothingWaits, detail)
    }

    pub fn too_large() -> Self {
        Self::plain(StatusCode::PAYLOAD_TOO_LARGE, Kind::TooLarge, "this is more than can be taken at once")
    }

    pub fn unavailable(why: &str) -> Self {
        let detail = format!("{why}; nothing is lost: try again in a moment");
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, Kind::Unavailable, &detail)
    }

    /// Nothing that the asker can do, or that passes by itself.
    pub fn blocked(why: &str) -> Self {
        let detail = format!(
            "{why}; nothing was done and nothing is lost, but trying again does not help: tell whoever runs this newsroom, \
             who will find more with `dragoman verify`"
        );
        Self::plain(StatusCode::INTERNAL_SERVER_ERROR, Kind::Blocked, &detail)
    }

    /// The desk has not read the log as far as a reader wants to see it.
    pub fn behind(wanted: u64, applied: u64) -> Self {
        let detail = format!(
            "the desk shows the log up to {applied} and is still reading up to {wanted}; ask again in a moment, \
             or without at_least for what it shows now"
        );
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, Kind::Behind, &detail)
    }

    /// Nobody knows how things will stand.
    pub fn not_yet() -> Self {
        let detail =
            "that moment has not come yet; give a time that is over, or none for how things stand now";
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, Kind::NotYet, detail)
    }

    /// What was typed is no moment.
    pub fn no_moment() -> Self {
        let detail = "a moment is the number of an event, or a time such as 2026-11-03 14:05, yesterday 14:00 or 14:05; \
                      write it so";
        Self::plain(StatusCode::UNPROCESSABLE_ENTITY, Kind::NoMoment, detail)
    }

    /// A reader wants to see what the log does not hold.
    pub fn not_recorded(wanted: u64, end: u64) -> Self {
        let detail = format!(
            "the log ends at {end}, so there is no version {wanted} yet; check the number, or ask again when that \
             much has been recorded"
        );
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, Kind::NotRecorded, &detail)
    }

    /// A command was carried out, and the desk cannot show yet what came of it.
    pub fn recorded_unseen(version: u64) -> Self {
        let detail = format!(
            "it was done and is recorded as version {version}, but the desk does not show it yet; there is no need to \
             do it again: look in a moment, with at_least={version}"
        );
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, Kind::RecordedUnseen, &detail).on_version(version)
    }
}
