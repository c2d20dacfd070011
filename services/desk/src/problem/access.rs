//! Why somebody does not come in, or may not do what they ask for: as problems.

use axum::http::StatusCode;
use contract::MemberId;
use serde_json::json;

use super::{Kind, Problem};
use crate::access::{CHARACTERS_LEAST, CHARACTERS_MOST, Needs, Refusal, Weakness};

impl Refusal {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Wrong => "wrong_password",
            Self::NotThePassword => "not_the_password",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::Busy => "busy",
            Self::Weak(Weakness::TooShort) => "too_short",
            Self::Weak(Weakness::TooLong) => "too_long",
            Self::Weak(Weakness::GuessedFirst) => "guessed_first",
            Self::InvitationOver => "invitation_over",
            Self::UnknownAccount => "unknown_account",
            Self::NotBegunHere => "not_begun_here",
            Self::NotSent => "not_sent",
            Self::NotBelieved => "not_believed",
            Self::ProviderAway => "provider_away",
            Self::NoSuchWay => "no_such_way",
            Self::NoToken => "no_token",
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::Wrong | Self::NoToken => StatusCode::UNAUTHORIZED,
            Self::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::ProviderAway => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotThePassword | Self::Weak(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::InvitationOver => StatusCode::GONE,
            Self::UnknownAccount | Self::NotSent | Self::NotBelieved | Self::NotBegunHere => {
                StatusCode::FORBIDDEN
            }
            Self::NoSuchWay => StatusCode::NOT_FOUND,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let mut told = json!({ "type": refusal.name() });
        match refusal {
            Refusal::TooManyAttempts { seconds } => told["seconds"] = json!(seconds),
            Refusal::Weak(Weakness::TooShort) => told["least"] = json!(CHARACTERS_LEAST),
            Refusal::Weak(Weakness::TooLong) => told["most"] = json!(CHARACTERS_MOST),
            Refusal::Weak(Weakness::GuessedFirst)
            | Refusal::Wrong
            | Refusal::NotThePassword
            | Refusal::Busy
            | Refusal::InvitationOver
            | Refusal::UnknownAccount
            | Refusal::NotBegunHere
            | Refusal::NotSent
            | Refusal::NotBelieved
            | Refusal::ProviderAway
            | Refusal::NoSuchWay
            | Refusal::NoToken => {}
        }
        let problem = Self::refused("access", refusal.status(), &refusal.to_string(), told);
        match refusal {
            Refusal::TooManyAttempts { seconds } => problem.after(seconds),
            Refusal::Busy => problem.after(3),
            Refusal::Wrong
            | Refusal::NotThePassword
            | Refusal::Weak(_)
            | Refusal::InvitationOver
            | Refusal::UnknownAccount
            | Refusal::NotBegunHere
            | Refusal::NotSent
            | Refusal::NotBelieved
            | Refusal::ProviderAway
            | Refusal::NoSuchWay
            | Refusal::NoToken => problem,
        }
    }
}

impl Problem {
    /// A program's token is not for this.
    pub(crate) fn beyond_scope(needs: Needs) -> Self {
        let names: Vec<&str> = needs.0.iter().map(|scope| scope.name()).collect();
        let detail = if names.is_empty() {
            "this is for people who are signed in, not for tokens of programs".to_owned()
        } else {
            format!("the token is not for this; it needs one with the scope {}", names.join(" or "))
        };
        Self::plain(StatusCode::FORBIDDEN, Kind::BeyondScope, &detail)
    }

    /// An address says which one member an account is of.
    pub(crate) fn address_taken(by: &MemberId) -> Self {
        let detail =
            format!("{by} has this address already; have it forgotten there first, or give another one");
        Self::plain(StatusCode::CONFLICT, Kind::AddressTaken, &detail)
    }

    /// Only an administrator looks after what others come in by.
    pub(crate) fn not_an_administrator() -> Self {
        let detail = "only an administrator may do this for others; ask one of yours";
        Self::plain(StatusCode::FORBIDDEN, Kind::NotAnAdministrator, detail)
    }
}
