//! Refusals about memories, as problems.

use axum::http::StatusCode;
use contract::memory;

use super::{Problem, value};

impl From<memory::Refusal> for Problem {
    fn from(refusal: memory::Refusal) -> Self {
        let status = match refusal {
            memory::Refusal::NeedsRole { .. } => StatusCode::FORBIDDEN,
            memory::Refusal::NotImported => StatusCode::NOT_FOUND,
            memory::Refusal::AlreadyImported => StatusCode::CONFLICT,
            memory::Refusal::NoName
            | memory::Refusal::NameTooLong { .. }
            | memory::Refusal::NothingToUse
            | memory::Refusal::TooManyPairs { .. }
            | memory::Refusal::NoReason
            | memory::Refusal::ReasonTooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refused("memory", status, &refusal.to_string(), value(&refusal))
    }
}
