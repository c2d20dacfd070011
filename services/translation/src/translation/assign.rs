//! What editors decide about who has a translation: given to one translator, taken over from another, or to nobody.

use contract::{
    Credit,
    translation::{Event, Lease, REASON_BYTES_MOST, Refusal},
};
use decider::{Context, Decision};

use super::{Translation, within_bounds};

/// What an editor wants.
pub(super) struct Assignment<'a> {
    pub(super) to: &'a Credit,
    pub(super) minutes: u32,
    /// The claim that the editor has seen and takes it over from.
    pub(super) over: Option<u32>,
    pub(super) reason: &'a str,
}

impl Translation {
    pub(super) fn assign(&self, wanted: &Assignment<'_>, context: &Context) -> Decision<Self> {
        within_bounds(wanted.minutes)?;
        short_enough(wanted.reason)?;
        let work = match self {
            Self::Absent => return Err(Refusal::NotRequested),
            Self::Submitted(_) => return Err(Refusal::AlreadySubmitted),
            Self::Claimed(_, lease) if lease.holds(context.at) && lease.holder.member == wanted.to.member => {
                return Ok(None);
            }
            Self::Claimed(work, lease) if lease.holds(context.at) => {
                wanted.may_end(lease)?;
                work
            }
            Self::Open(work) | Self::Claimed(work, _) => work,
        };
        Ok(Some(Event::Assigned {
            lease: work.lease(wanted.to.clone(), wanted.minutes, context.at),
            by: context.actor.credit(),
            reason: wanted.reason.trim().to_owned(),
        }))
    }

    pub(super) fn unassign(&self, epoch: u32, reason: &str, context: &Context) -> Decision<Self> {
        short_enough(reason)?;
        match self {
            Self::Absent => Err(Refusal::NotRequested),
            Self::Submitted(_) => Err(Refusal::AlreadySubmitted),
            Self::Claimed(_, lease) if lease.holds(context.at) && lease.epoch != epoch => {
                Err(Refusal::OldEpoch { given: epoch, current: lease.epoch })
            }
            Self::Claimed(_, lease) if lease.holds(context.at) => {
                given(reason)?;
                let (by, reason) = (context.actor.credit(), reason.trim().to_owned());
                Ok(Some(Event::Unassigned { epoch, by, reason }))
            }
            // Nobody has it any more: that is what the editor wants.
            Self::Open(_) | Self::Claimed(..) => Ok(None),
        }
    }
}

impl Assignment<'_> {
    /// A claim that holds is ended only by an editor who has seen it, and who says why.
    fn may_end(&self, lease: &Lease) -> Result<(), Refusal> {
        if self.over != Some(lease.epoch) {
            return Err(Refusal::ClaimedByAnother { by: lease.holder.clone(), until: lease.until });
        }
        given(self.reason)
    }
}

fn given(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::NeedsReason) } else { Ok(()) }
}

fn short_enough(reason: &str) -> Result<(), Refusal> {
    let (bytes, most) = (reason.len(), REASON_BYTES_MOST);
    if bytes > most { Err(Refusal::TextTooLong { bytes, most }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use contract::{Actor, BlockId, Role, translation::Command};

    use super::{
        super::tests::{
            after, claim, claimed, draft, lease, noon, requested, scenario, submitted, translator,
        },
        *,
    };

    fn editor() -> Actor {
        Actor { roles: [Role::Editor].into(), ..translator("edith") }
    }

    fn assign(to: &str, over: Option<u32>, reason: &str) -> Command {
        Command::Assign { to: translator(to).credit(), minutes: 60, over, reason: reason.to_owned() }
    }

    fn assigned(to: &str, epoch: u32, minutes: i64, reason: &str) -> Event {
        let (by, reason) = (editor().credit(), reason.to_owned());
        Event::Assigned { lease: lease(to, epoch, after(minutes)), by, reason }
    }

    fn unassign(epoch: u32, reason: &str) -> Command {
        Command::Unassign { epoch, reason: reason.to_owned() }
    }

    fn held() -> [Event; 2] {
        [requested(), claimed("aino", 1, noon())]
    }

    #[test]
    fn an_editor_gives_what_is_open_to_a_translator_who_may_write_at_once() {
        scenario([requested()])
            .when(assign("bea", None, " for its bridge "), &editor(), noon())
            .then(assigned("bea", 1, 0, "for its bridge"))
            .when(assign("bea", None, ""), &editor(), after(1))
            .then_nothing()
            .when(draft(1, 0, "Old bridge"), &translator("bea"), after(2))
            .then(super::super::tests::drafted(1, 0, "Old bridge", after(2)));
    }

    #[test]
    fn only_editors_assign_and_unassign() {
        for command in [assign("bea", None, "why"), unassign(1, "why")] {
            scenario(held())
                .when(command, &translator("aino"), noon())
                .then_refused(Refusal::NeedsRole { role: Role::Editor });
        }
    }

    #[test]
    fn a_piece_is_taken_over_only_with_a_reason() {
        scenario(held())
            .when(assign("bea", Some(1), " "), &editor(), after(1))
            .then_refused(Refusal::NeedsReason)
            .when(assign("bea", Some(1), "aino is ill"), &editor(), after(1))
            .then(assigned("bea", 2, 1, "aino is ill"));
    }

    #[test]
    fn a_claim_that_the_editor_has_not_seen_is_not_ended() {
        let refusal = |by: &str, minutes| Refusal::ClaimedByAnother {
            by: translator(by).credit(),
            until: after(minutes),
        };
        scenario(held())
            .when(assign("bea", None, "why"), &editor(), after(1))
            .then_refused(refusal("aino", 60));
        let since = [requested(), claimed("aino", 1, noon()), Event::Released { epoch: 1 }];
        scenario(since.into_iter().chain([claimed("cem", 2, after(1))]))
            .when(assign("bea", Some(1), "aino is ill"), &editor(), after(2))
            .then_refused(refusal("cem", 61))
            .when(unassign(1, "aino is ill"), &editor(), after(2))
            .then_refused(Refusal::OldEpoch { given: 1, current: 2 });
    }

    #[test]
    fn what_the_former_holder_writes_afterwards_is_refused_and_can_be_kept() {
        let late = |events: Vec<Event>, refusal: Refusal| {
            assert!(refusal.is_over());
            let rescue = Command::Rescue { block: BlockId(0), text: "late".to_owned() };
            let by = translator("aino").credit();
            scenario(events)
                .when(draft(1, 0, "late"), &translator("aino"), after(2))
                .then_refused(refusal)
                .when(rescue, &translator("aino"), after(2))
                .then(Event::Rescued { block: BlockId(0), text: "late".to_owned(), by });
        };
        let taken_over = held().into_iter().chain([assigned("bea", 2, 1, "aino is ill")]);
        late(taken_over.collect(), Refusal::OldEpoch { given: 1, current: 2 });
        let (by, reason) = (editor().credit(), "not now".to_owned());
        let ended = held().into_iter().chain([Event::Unassigned { epoch: 1, by, reason }]);
        late(ended.collect(), Refusal::NotClaimed);
    }

    #[test]
    fn a_lease_that_is_over_needs_no_reason_to_be_followed_by_another() {
        scenario(held())
            .when(assign("bea", None, ""), &editor(), after(60))
            .then(assigned("bea", 2, 60, ""))
            .when(claim(), &translator("aino"), after(61))
            .then_refused(Refusal::ClaimedByAnother { by: translator("bea").credit(), until: after(120) });
    }

    #[test]
    fn an_editor_ends_a_claim_with_a_reason_and_the_item_is_open() {
        let (by, reason) = (editor().credit(), "not now".to_owned());
        scenario(held())
            .when(unassign(1, ""), &editor(), after(1))
            .then_refused(Refusal::NeedsReason)
            .when(unassign(1, "not now"), &editor(), after(1))
            .then(Event::Unassigned { epoch: 1, by, reason })
            .when(unassign(1, "not now"), &editor(), after(2))
            .then_nothing()
            .when(claim(), &translator("bea"), after(3))
            .then(claimed("bea", 2, after(3)));
        scenario(held()).when(unassign(1, ""), &editor(), after(60)).then_nothing();
    }

    #[test]
    fn nothing_is_assigned_that_nobody_asked_for_or_that_is_with_the_editors() {
        for command in [assign("bea", None, "why"), unassign(1, "why")] {
            scenario([]).when(command.clone(), &editor(), noon()).then_refused(Refusal::NotRequested);
            scenario(submitted()).when(command, &editor(), after(1)).then_refused(Refusal::AlreadySubmitted);
        }
    }

    #[test]
    fn an_assignment_has_bounds() {
        let to = translator("bea").credit();
        let long = Command::Assign { to, minutes: 1441, over: None, reason: String::new() };
        scenario([requested()])
            .when(long, &editor(), noon())
            .then_refused(Refusal::LeaseOutOfBounds { minutes: 1441 });
        let (bytes, most) = (REASON_BYTES_MOST + 1, REASON_BYTES_MOST);
        for command in [assign("bea", None, &"a".repeat(bytes)), unassign(1, &"a".repeat(bytes))] {
            scenario(held())
                .when(command, &editor(), noon())
                .then_refused(Refusal::TextTooLong { bytes, most });
        }
    }
}
