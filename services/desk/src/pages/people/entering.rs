//! Whether members have come in yet. Administrators are told, for it is they who invite.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::super::times::Pill;
use crate::{
    access::{Credential, Owner, WayIn},
    board::MemberRow,
    problem::Problem,
    reader::{Reader, Said},
    state::State,
};

/// By what everybody comes in.
pub(super) struct Known(HashMap<String, Credential>);

impl Known {
    pub(super) async fn now(state: &State) -> Result<Self, Problem> {
        let known = state.access.credentials().of_all().await;
        known.map(Self).ok_or_else(|| Problem::unavailable("the desk is still reading who may come in"))
    }

    pub(super) fn of(&self, row: &MemberRow) -> Credential {
        let credential = self.0.get(row.id.as_str()).cloned().unwrap_or_default();
        credential.held_by(&Owner { member: row.id.clone(), joined: row.joined })
    }
}

/// Whether a member has come in, or until when they can by an invitation.
pub(super) fn entry(state: &State, credential: &Credential, reader: Reader, now: DateTime<Utc>) -> Pill {
    let plain = |class, id| Pill { class, words: reader.say(id), iso: String::new() };
    let timed = |class, id, at: DateTime<Utc>| {
        let when = reader.when(at, now);
        Pill { class, words: reader.say_with(id, &[("when", Said::own(when.words))]), iso: when.iso }
    };
    match credential.way_in(now) {
        WayIn::SetUp => plain("", "people-entry-set-up"),
        WayIn::Invited { until } => timed("mine", "people-entry-invited", until),
        WayIn::InvitationOver { since } => timed("late", "people-entry-over", since),
        WayIn::Nothing if state.access.one_click() => plain("", "people-entry-one-click"),
        WayIn::Nothing => plain("soon", "people-entry-nothing"),
    }
}

/// What is said of the account at the provider by which a member comes in.
pub(super) fn account(credential: &Credential, reader: Reader) -> Option<String> {
    match (&credential.account, &credential.email) {
        (Some(_), _) => Some(reader.say("people-account-bound")),
        (None, Some(address)) => Some(reader.of("people-account-awaited", address)),
        (None, None) => None,
    }
}
