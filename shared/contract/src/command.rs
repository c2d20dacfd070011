//! Asking a service for something, and its answer.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CommandId, MemberId};

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Claims work items, translates, submits.
    Translator,
    /// Commissions, reviews, approves, publishes.
    Editor,
    /// Sets up sources, policies and members.
    Administrator,
    /// Leads the desk: sees the figures of its people.
    Head,
    /// Is a part of the system, and acts on events.
    Service,
}

impl Role {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Translator => "translator",
            Self::Editor => "editor",
            Self::Administrator => "administrator",
            Self::Head => "head of the desk",
            Self::Service => "service",
        }
    }
}

/// A name under a piece of work: the member, and the name as it was then.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Credit {
    pub member: MemberId,
    pub name: String,
}

/// Who asks, as the desk has recognised them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    pub member: MemberId,
    pub name: String,
    pub roles: BTreeSet<Role>,
}

impl Actor {
    /// One of the services, acting of itself.
    pub fn service(name: &str) -> Self {
        let member = format!("service-{name}").parse().expect("services have short names");
        Self { member, name: name.to_owned(), roles: BTreeSet::from([Role::Service]) }
    }

    pub fn credit(&self) -> Credit {
        Credit { member: self.member.clone(), name: self.name.clone() }
    }
}

/// A command for one stream of facts, as it travels to the service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Request<C> {
    /// The same on every repeat: a command is carried out once.
    pub id: CommandId,
    /// The id of the stream within its kind.
    pub stream: String,
    pub actor: Actor,
    /// The event that this command answers, if a service asks of itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CommandId>,
    /// What the asker has seen: it is carried out only while the stream of facts has no later version than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<u64>,
    pub command: C,
}

/// A service's answer to a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Reply<R> {
    /// A fact was recorded, now or when the command was first given; the stream of facts then had this version.
    Recorded { version: u64 },
    /// Things already are as the command wants them.
    Unchanged { version: u64 },
    /// The rules say no, to a stream of facts of this version.
    Refused {
        refusal: R,
        #[serde(default)]
        version: u64,
    },
    /// The stream of facts has moved on, to this version, since the asker saw it; nothing was done.
    Moved { version: u64 },
    /// The request could not be read; nothing was done.
    NotUnderstood { why: String },
    /// The log could not be reached in time; the same command with the same id may be tried again.
    Unavailable { why: String },
    /// What the log holds, or what the command would record, stands in its way, and will when it is tried again: until a person
    /// has looked, or a newer program runs. Nothing was done.
    Blocked { why: String },
}
