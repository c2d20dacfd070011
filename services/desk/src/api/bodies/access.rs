//! What is said about sessions, tokens and invitations.

use chrono::{DateTime, Utc};
use contract::MemberId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::access::{Agent, Scopes, Way};

/// Whose; oneself where nobody is named. Others are for administrators.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfMember {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
}

/// A browser in which somebody is signed in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListedSession {
    pub id: String,
    pub member: MemberId,
    /// What the browser and its system are called, where they are recognised.
    #[serde(flatten)]
    pub agent: Agent,
    pub way: Way,
    pub made: DateTime<Utc>,
    /// When it was used last, to some minutes.
    pub seen: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// Whether it is that of this request.
    pub is_this: bool,
}

/// How many have ended.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Ended {
    pub ended: usize,
}

/// A token for a program of one's own; an administrator may name another member.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for, in a few words.
    #[schemars(length(min = 1, max = 80))]
    pub name: String,
    pub scopes: Scopes,
    /// For how many days it lasts.
    #[schemars(range(min = 1, max = 366))]
    pub days: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListedToken {
    pub id: String,
    pub name: String,
    pub member: MemberId,
    pub scopes: Scopes,
    pub made: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// When it was used last, to some minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<DateTime<Utc>>,
}

/// The token itself, which is shown once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MadeToken {
    /// `dgm_…`, for `Authorization: Bearer`.
    pub token: String,
    #[serde(flatten)]
    pub listed: ListedToken,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// The address that the member's account at the provider has; by it the member is recognised from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 254))]
    pub email: Option<String>,
}

/// A link for one member, which is shown once and works once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MadeInvitation {
    pub member: MemberId,
    pub link: String,
    pub until: DateTime<Utc>,
}
