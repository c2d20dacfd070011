//! Members: the people and machines that act.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Language, Role};

/// How a member wants to read the desk. What is not said is as the browser or the language has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    /// The language of the desk itself, not of the texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digits: Option<Digits>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Dates>,
    /// Where the member's clock hangs: a name of the IANA time zone database, such as `Asia/Beirut`. UTC without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
}

/// The longest name of a time zone, in bytes; the longest there is has 32.
pub const ZONE_BYTES_MOST: usize = 64;

/// Which digits numbers are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Digits {
    /// 0123456789
    Western,
    /// ٠١٢٣٤٥٦٧٨٩
    Arabic,
}

/// How a day is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dates {
    /// `3 Nov 2026`, and near ones by their names: `yesterday`.
    Words,
    /// `2026-11-03`.
    Numbers,
}

/// The colours of the desk; the system's without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    Light,
    Dark,
}

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
    SetRoles {
        roles: BTreeSet<Role>,
    },
    SetLanguages {
        languages: BTreeSet<Language>,
    },
    /// Of whoever asks; nobody says for another how they read.
    Prefer(Preferences),
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
    #[serde(rename = "member.preferred")]
    Preferred(Preferences),
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
    #[error(
        "a member needs a role; choose what they are to do here, and let go whoever is to do nothing more"
    )]
    NoRole,
    #[error("the role of {} is not for members", role.name())]
    NotForMembers { role: Role },
    #[error("there is a member of this name already")]
    AlreadyJoined,
    #[error("there is no member of this name")]
    NotAMember,
    #[error("a time zone is named as in the IANA database, such as Asia/Beirut")]
    NoSuchZone,
}
