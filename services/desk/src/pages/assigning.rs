//! Who has a piece by an editor's word: the form for it, and how it is told.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{MemberId, PieceId, Role, translation};
use runtime::clock;

use super::{
    form::{Fields, typed},
    frame::{Done, onward},
    queue,
    times::{When, when},
    words,
};
use crate::{
    api::{assignments::give, bodies::NewAssignment, pieces::translate, route::At},
    board::{Assignment, Board, MemberRow, PieceRow, Stage},
    listing::knows_both,
    problem::Problem,
    signed::Signed,
    state::State,
};

pub(super) async fn assign(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, given) = (fields.named(signed), Given::of(&fields));
    let given_to = match given.assignment(&fields) {
        Ok(new) => give(&state, &signed, &id, new).await,
        Err(problem) => Err(problem),
    };
    match given_to {
        Ok(_) => Ok(onward(&format!("/queue?piece={id}"), Done::Assigned)),
        Err(problem) => queue::not_done(&state, &signed, id, given, &problem).await,
    }
}

pub(super) async fn unassign(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (epoch, given) = (fields.parsed("over")?, Given::of(&fields));
    let command = translation::Command::Unassign { epoch, reason: given.reason.clone() };
    match translate(&state, &signed, &id, command).await {
        Ok(_) => Ok(onward(&format!("/queue?piece={id}"), Done::Unassigned)),
        Err(problem) => queue::not_done(&state, &signed, id, given, &problem).await,
    }
}

/// What was filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    member: String,
    minutes: String,
    reason: String,
}

impl Given {
    fn of(fields: &Fields) -> Self {
        let field = |name| typed(fields.get(name).unwrap_or_default().trim());
        Self { member: field("member"), minutes: field("minutes"), reason: field("reason") }
    }

    fn assignment(&self, fields: &Fields) -> Result<NewAssignment, Problem> {
        let member = self.member.parse().map_err(|_| Problem::incomplete("choose who gets the piece"))?;
        let minutes = match self.minutes.as_str() {
            "" => None,
            given => Some(given.parse().map_err(|_| Problem::incomplete("give the time in whole minutes"))?),
        };
        Ok(NewAssignment { member, minutes, over: fields.parsed("over").ok(), reason: self.reason.clone() })
    }
}

/// The form by which an editor says who has a piece.
pub(super) struct Form {
    pub(super) translators: Vec<Choice>,
    /// The claim that would end, and whose it is.
    pub(super) over: Option<(u32, String)>,
    /// How long it is given for where no time is given.
    pub(super) usual: u32,
    pub(super) minutes: String,
    pub(super) reason: String,
    pub(super) command: String,
}

pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

impl Form {
    /// None where this member does not assign, or nothing is left to assign.
    pub(super) fn of(
        board: &Board,
        row: &PieceRow,
        signed: &Signed,
        given: Given,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let over = match &row.stage {
            Stage::Open => None,
            Stage::Claimed { lease } if !lease.holds(now) => None,
            Stage::Claimed { lease } => Some(lease),
            Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => return None,
        };
        if !signed.actor.roles.contains(&Role::Editor) {
            return None;
        }
        Some(Self {
            translators: translators(board, row, over.map(|lease| &lease.holder.member), &given.member),
            over: over.map(|lease| (lease.epoch, lease.holder.name.clone())),
            usual: board.settings.lease_minutes,
            minutes: given.minutes,
            reason: given.reason,
            command: clock::command_id().to_string(),
        })
    }
}

/// Everybody who translates, those first who know both languages; whoever has it already is left out.
fn translators(board: &Board, row: &PieceRow, holder: Option<&MemberId>, given: &str) -> Vec<Choice> {
    let is_translator = |member: &&MemberRow| member.membership.roles.contains(&Role::Translator);
    let members = board.members.values().filter(is_translator).filter(|member| holder != Some(&member.id));
    let mut members: Vec<&MemberRow> = members.collect();
    members.sort_by_key(|member| (!knows_both(member, row), member.membership.name.clone()));
    let choice = |member: &MemberRow| {
        let held = match board.pieces.claimed_by(&member.id).count() {
            0 => "has none".to_owned(),
            held => format!("has {held}"),
        };
        let other = if knows_both(member, row) { "" } else { ", works in other languages" };
        Choice {
            value: member.id.to_string(),
            name: format!("{}, {held}{other}", member.membership.name),
            chosen: member.id.as_str() == given,
        }
    };
    members.into_iter().map(choice).collect()
}

/// What an editor decided, for whoever looks at the piece.
pub(super) struct Told {
    pub(super) words: String,
    pub(super) when: When,
    pub(super) reason: String,
}

impl Told {
    pub(super) fn of(assignment: &Assignment, me: &MemberId, now: DateTime<Utc>) -> Self {
        Self {
            words: said(assignment, me),
            when: when(assignment.at, now),
            reason: assignment.reason.clone(),
        }
    }
}

fn said(assignment: &Assignment, me: &MemberId) -> String {
    let Assignment { to, from, by, .. } = assignment;
    let name = |credit: &contract::Credit| {
        if credit.member == *me { "you".to_owned() } else { credit.name.clone() }
    };
    let by = words::sentence(&name(by)).trim_end_matches('.').to_owned();
    match (to, from) {
        (Some(to), Some(from)) => {
            format!("{by} gave it to {}, who took it over from {}", name(to), name(from))
        }
        (Some(to), None) => format!("{by} gave it to {}", name(to)),
        (None, Some(from)) => format!("{by} took it back from {}", name(from)),
        (None, None) => format!("{by} put it back into the queue"),
    }
}

#[cfg(test)]
mod tests {
    use contract::Credit;

    use super::*;

    #[test]
    fn a_decision_is_told_to_each_in_their_words() {
        let credit =
            |name: &str| Credit { member: name.to_lowercase().parse().unwrap(), name: name.to_owned() };
        let (at, reason) = (DateTime::UNIX_EPOCH, "ill".to_owned());
        let by = credit("Edith");
        let taken = Assignment { to: Some(credit("Yusuf")), from: Some(credit("Salma")), by, reason, at };
        let told = |me: &str| said(&taken, &me.parse().unwrap());
        assert_eq!(told("omar"), "Edith gave it to Yusuf, who took it over from Salma");
        assert_eq!(told("salma"), "Edith gave it to Yusuf, who took it over from you");
        assert_eq!(told("edith"), "You gave it to Yusuf, who took it over from Salma");
        let ended = Assignment { to: None, ..taken.clone() };
        assert_eq!(said(&ended, &"salma".parse().unwrap()), "Edith took it back from you");
    }
}
