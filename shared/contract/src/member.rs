//! Members: the people and machines that act.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Language, Role};

/// Who a member is to the newsroom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The name that stands under the member's work.
    pub name: String,
    pub roles: BTreeSet<Role>,
    /// The languages that the member works in; none means any.
    #[serde(default)]
    pub languages: BTreeSet<Language>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    Join(Membership),
    SetRoles { roles: BTreeSet<Role> },
    SetLanguages { languages: BTreeSet<Language> },
    Leave,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "member.joined")]
    Joined(Membership),
    #[serde(rename = "member.roles_set")]
    RolesSet { roles: BTreeSet<Role> },
    #[serde(rename = "member.languages_set")]
    LanguagesSet { languages: BTreeSet<Language> },
    #[serde(rename = "member.left")]
    Left {},
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("a member needs a name")]
    NoName,
    #[error("the role of {} is not for members", role.name())]
    NotForMembers { role: Role },
    #[error("there is a member of this name already")]
    AlreadyJoined,
    #[error("there is no member of this name")]
    NotAMember,
}
