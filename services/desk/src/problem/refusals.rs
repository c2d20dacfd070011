//! Each refusal of the rules as a problem, with its status.

use axum::http::StatusCode;
use contract::{article, edit, member, newsroom, policy, publication, source, term, translation};

use super::{Problem, value};

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
            translation::Refusal::NotRequested
            | translation::Refusal::NoSuchBlock { .. }
            | translation::Refusal::NotAdded { .. } => StatusCode::NOT_FOUND,
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
            | translation::Refusal::SourceChangedAgain { .. }
            | translation::Refusal::OtherWordsSaved
            | translation::Refusal::NotLookedAt
            | translation::Refusal::BlockSetAside { .. }
            | translation::Refusal::NotSetAside
            | translation::Refusal::NothingSuggested { .. } => StatusCode::CONFLICT,
            translation::Refusal::LeaseOutOfBounds { .. }
            | translation::Refusal::TextTooLong { .. }
            | translation::Refusal::BlocksMissing { .. }
            | translation::Refusal::NeedsReason
            | translation::Refusal::FindingsBlock { .. }
            | translation::Refusal::NeedsWhy
            | translation::Refusal::HeadlineStays
            | translation::Refusal::PartWithoutWords
            | translation::Refusal::NothingBefore
            | translation::Refusal::TooManyAdded { .. }
            | translation::Refusal::TooManyMarks { .. }
            | translation::Refusal::TooManyWaived { .. } => StatusCode::UNPROCESSABLE_ENTITY,
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
            | edit::Refusal::AlreadyApproved
            | edit::Refusal::NotLookedAt
            | edit::Refusal::BehindSource { .. } => StatusCode::CONFLICT,
            edit::Refusal::NoNotes
            | edit::Refusal::NotesTooLong { .. }
            | edit::Refusal::NoSuchBlock { .. }
            | edit::Refusal::FindingsBlock { .. }
            | edit::Refusal::NeedsReason
            | edit::Refusal::ReasonTooLong { .. }
            | edit::Refusal::TooManyFindings { .. } => StatusCode::UNPROCESSABLE_ENTITY,
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
            | publication::Refusal::AlreadyPublished
            | publication::Refusal::BehindSource { .. } => StatusCode::CONFLICT,
            publication::Refusal::ReasonTooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
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
            member::Refusal::NoName
            | member::Refusal::NoRole
            | member::Refusal::NotForMembers { .. }
            | member::Refusal::NoSuchZone => StatusCode::UNPROCESSABLE_ENTITY,
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
            | newsroom::Refusal::WarningOutOfBounds { .. }
            | newsroom::Refusal::StyleTooLong { .. }
            | newsroom::Refusal::NoExpression => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("newsroom", status, &refusal.to_string(), value(&refusal))
    }
}
