//! Who has a piece by an editor's word: the form for it, and how it is told.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{Credit, MemberId, PieceId, Role, translation};
use runtime::clock;

use super::{
    choosing::Choice,
    done::{Done, onward},
    form::{Fields, typed},
    queue,
    times::When,
};
use crate::{
    api::{assignments::give, bodies::NewAssignment, pieces::translate, route::At},
    board::{Assignment, Board, MemberRow, PieceRow, Stage},
    listing::knows_both,
    problem::{Kind, Problem},
    reader::{Reader, Said},
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
        let member = self
            .member
            .parse()
            .map_err(|_| Problem::lacks(Kind::NobodyChosen, "choose who gets the piece"))?;
        let minutes = match self.minutes.as_str() {
            "" => None,
            given => Some(
                given
                    .parse()
                    .map_err(|_| Problem::lacks(Kind::NotMinutes, "give the time in whole minutes"))?,
            ),
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
            translators: translators(
                board,
                row,
                over.map(|lease| &lease.holder.member),
                &given,
                signed.reader,
            ),
            over: over.map(|lease| (lease.epoch, lease.holder.name.clone())),
            usual: board.settings.lease_minutes,
            minutes: given.minutes,
            reason: given.reason,
            command: clock::command_id().to_string(),
        })
    }
}

/// Everybody who translates, those first who know both languages; whoever has it already is left out.
fn translators(
    board: &Board,
    row: &PieceRow,
    holder: Option<&MemberId>,
    given: &Given,
    reader: Reader,
) -> Vec<Choice> {
    let is_translator = |member: &&MemberRow| member.membership.roles.contains(&Role::Translator);
    let members = board.members.values().filter(is_translator).filter(|member| holder != Some(&member.id));
    let mut members: Vec<&MemberRow> = members.collect();
    members.sort_by_key(|member| (!knows_both(member, row), member.membership.name.clone()));
    let choice = |member: &MemberRow| {
        let held = board.pieces.claimed_by(&member.id).count();
        let name = || ("name", Said::from(&member.membership.name));
        let has = match held {
            0 => reader.say_with("assigning-has-none", &[name()]),
            held => reader.say_with("assigning-has", &[name(), ("count", held.into())]),
        };
        let words = if knows_both(member, row) {
            has
        } else {
            reader.say_with("assigning-other-languages", &[("what", Said::own(has))])
        };
        Choice { value: member.id.to_string(), words, chosen: member.id.as_str() == given.member }
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
    pub(super) fn of(assignment: &Assignment, signed: &Signed, now: DateTime<Utc>) -> Self {
        Self {
            words: said(assignment, &signed.actor.member, signed.reader),
            when: signed.reader.when(assignment.at, now),
            reason: assignment.reason.clone(),
        }
    }
}

fn said(assignment: &Assignment, me: &MemberId, reader: Reader) -> String {
    let Assignment { to, from, by, .. } = assignment;
    // A message speaks otherwise of its reader; a name is isolated and so never this word.
    let name = |credit: &Credit| {
        if credit.member == *me { Said::own("you".to_owned()) } else { Said::from(&credit.name) }
    };
    let by = ("by", name(by));
    match (to, from) {
        (Some(to), Some(from)) => {
            reader.say_with("assigning-told-over", &[by, ("to", name(to)), ("from", name(from))])
        }
        (Some(to), None) => reader.say_with("assigning-told-to", &[by, ("to", name(to))]),
        (None, Some(from)) => reader.say_with("assigning-told-from", &[by, ("from", name(from))]),
        (None, None) => reader.say_with("assigning-told-back", &[by]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::{in_arabic, in_english};

    #[test]
    fn a_decision_is_told_to_each_in_their_words() {
        let credit =
            |name: &str| Credit { member: name.to_lowercase().parse().unwrap(), name: name.to_owned() };
        let (at, reason) = (DateTime::UNIX_EPOCH, "ill".to_owned());
        let by = credit("Edith");
        let taken = Assignment { to: Some(credit("Yusuf")), from: Some(credit("Salma")), by, reason, at };
        let told = |taken: &Assignment, me: &str, reader: Reader| {
            said(taken, &me.parse().unwrap(), reader).replace(['\u{2068}', '\u{2069}'], "")
        };
        let english = |me| told(&taken, me, in_english());
        assert_eq!(english("omar"), "Edith gave it to Yusuf, who took it over from Salma");
        assert_eq!(english("salma"), "Edith gave it to Yusuf, who took it over from you");
        assert_eq!(english("edith"), "You gave it to Yusuf, who took it over from Salma");
        assert_eq!(told(&taken, "yusuf", in_arabic()), "نُقلت من Salma إليك، بقرار من Edith");
        let ended = Assignment { to: None, ..taken.clone() };
        assert_eq!(told(&ended, "salma", in_english()), "Edith took it back from you");
    }
}
