//! What holds over any history, whoever asks for what, and whatever the clocks of the replicas say.

use std::collections::{BTreeMap, BTreeSet};

use contract::{Actor, Document, translation::Submission};
use proptest::prelude::*;

use super::{
    source::tests::any_revision,
    tests::{after, draft, notes, requested, service, submit, translator},
    waive::tests::looked_at,
    *,
};

/// A command of one of three translators, of the service, or of an editor.
fn any_command() -> impl Strategy<Value = (usize, Command)> {
    let epoch = || 0..5_u32;
    let reason = || prop::sample::select(vec!["", "ill"]).prop_map(str::to_owned);
    let to = || prop::sample::select(vec!["aino", "bea", "cem"]);
    let assign =
        |(to, minutes, over, reason)| Command::Assign { to: translator(to).credit(), minutes, over, reason };
    let back = |round| Command::Return { round, notes: notes(), editor: translator("edith").credit() };
    prop_oneof![
        3 => (0..3_usize, 1..90_u32).prop_map(|(who, minutes)| (who, Command::Claim { minutes })),
        2 => (0..3_usize, epoch()).prop_map(|(who, epoch)| (who, Command::Renew { epoch })),
        1 => (0..3_usize, epoch()).prop_map(|(who, epoch)| (who, Command::Release { epoch })),
        6 => (0..3_usize, epoch(), 0..3_u32, "[ab ]{0,3}").prop_map(|(who, e, b, text)| (who, draft(e, b, &text))),
        2 => (0..3_usize, epoch()).prop_map(|(who, epoch)| (who, submit(epoch))),
        1 => epoch().prop_map(|epoch| (3, Command::Lapse { epoch })),
        2 => (0..3_u32).prop_map(move |round| (3, back(round))),
        2 => (to(), 1..90_u32, prop::option::of(epoch()), reason()).prop_map(move |wanted| (4, assign(wanted))),
        1 => (epoch(), reason()).prop_map(|(epoch, reason)| (4, Command::Unassign { epoch, reason })),
        1 => any_revision().prop_map(|revision| (3, Command::ChangeSource(Box::new(revision)))),
        3 => (0..3_usize, epoch(), 0..3_u32, 1..6_u32).prop_map(|(who, epoch, block, revision)| {
            (who, Command::Accept { epoch, block: BlockId(block), revision })
        }),
    ]
}

/// A block of the source, or one that may have been added.
fn any_block() -> impl Strategy<Value = BlockId> {
    let added = (0..3_u32).prop_map(|at| BlockId(BlockId::ADDED_FIRST.0 + at));
    prop_oneof![3 => (0..3_u32).prop_map(BlockId), 1 => added, 1 => Just(BlockId::SUMMARY)]
}

/// What a translator does to the blocks; words are saved over those that one device has seen.
fn any_arranging() -> impl Strategy<Value = (usize, Command)> {
    let under = || (0..2_usize, 1..4_u32, any_block());
    let text = || "[ab ]{0,3}";
    let reason = || prop::sample::select(vec!["", "why", "because"]).prop_map(str::to_owned);
    prop_oneof![
        2 => (under(), reason()).prop_map(|((who, epoch, block), reason)| (who, Command::Omit { epoch, block, reason })),
        2 => (under(), prop::option::of(text()))
            .prop_map(|((who, epoch, block), text)| (who, Command::Join { epoch, block, text })),
        2 => (under(), text(), text(), prop::option::of(text())).prop_map(|((who, epoch, block), head, tail, seen)| {
            let over = seen.map(|seen| Digest::of(seen.as_bytes()));
            (who, Command::Split { epoch, block, head, tail, over })
        }),
        1 => (under(), text()).prop_map(|((who, epoch, after), text)| (who, Command::AddNote { epoch, after, text })),
        2 => under().prop_map(|(who, epoch, block)| (who, Command::Restore { epoch, block })),
        1 => under().prop_map(|(who, epoch, block)| (who, Command::Remove { epoch, block })),
        4 => (under(), text(), prop::option::of(text())).prop_map(|((who, epoch, block), text, seen)| {
            let over = seen.map(|seen| Digest::of(seen.as_bytes()));
            (who, Command::Draft { epoch, block, text, marks: None, over })
        }),
    ]
}

/// A command, the replica that decides on it, by how much the world moves on, and by how much that replica's clock is set.
#[derive(Clone, Debug)]
struct Step {
    who: usize,
    command: Command,
    replica: usize,
    minutes: i64,
    jump: i64,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let jump = prop_oneof![4 => Just(0), 1 => -45..45_i64];
    let any = prop_oneof![3 => any_command(), 2 => any_arranging()];
    let step = (any, 0..2_usize, 0..30_i64, jump).prop_map(|((who, command), replica, minutes, jump)| Step {
        who,
        command,
        replica,
        minutes,
        jump,
    });
    prop::collection::vec(step, 1..80)
}

/// What must be true, kept by a few lines that know nothing of the rules.
#[derive(Default)]
struct Model {
    /// Who holds it by the log, under which epoch and until when.
    lease: Option<Lease>,
    epoch: u32,
    words: BTreeMap<BlockId, String>,
    /// The blocks of which parts were split off, by the part.
    parts: BTreeMap<BlockId, BlockId>,
    notes: BTreeSet<BlockId>,
    /// The newest text of the source, once it has changed.
    newest: Option<Document>,
}

impl Model {
    fn begins(&mut self, lease: &Lease, may_end: bool) {
        assert!(self.lease.is_none() || may_end, "two hold it at one time");
        assert_eq!(lease.epoch, self.epoch + 1, "an epoch is used once");
        self.epoch = lease.epoch;
        self.lease = Some(lease.clone());
    }

    /// The event is the holder's, under the newest epoch and in time by the clock that decided.
    fn is_held(&self, epoch: Option<u32>, actor: &Actor, at: DateTime<Utc>) {
        let lease = self.lease.as_ref().expect("no write without a claim");
        assert!(lease.holds(at) && lease.holder.member == actor.member, "a write of another, or too late");
        assert!(epoch.is_none_or(|epoch| epoch == self.epoch), "a write under an old epoch");
    }

    fn root(&self, block: BlockId) -> BlockId {
        self.parts.get(&block).map_or(block, |before| self.root(*before))
    }

    fn goes_on(&mut self, end: DateTime<Utc>) {
        let lease = self.lease.as_mut().expect("only a lease goes on");
        assert!(end >= lease.until, "work made a lease shorter");
        lease.until = end;
    }

    /// What an event does to the words of blocks.
    fn writes(&mut self, event: &Event, command: &Command) {
        let saved = |block: &BlockId| self.words.get(block).map_or("", String::as_str);
        if let Command::Draft { over: Some(over), block, .. }
        | Command::Split { over: Some(over), block, .. } = command
        {
            assert_eq!(*over, Digest::of(saved(block).as_bytes()), "words were replaced that were not seen");
        }
        if let Event::Drafted { block, text, .. } = event {
            self.words.insert(*block, text.clone());
        } else if let Event::Joined { block, into, text, .. } = event {
            if let Command::Join { text: None, .. } = command {
                let kept = [into, block].into_iter().all(|block| text.contains(saved(block).trim()));
                assert!(kept, "words were lost where blocks were joined");
            }
            self.words.insert(*into, text.clone());
            if block.is_added() {
                self.words.remove(block);
            }
        } else if let Event::Split { block, part, head, tail, .. } = event {
            self.words.insert(*block, head.clone());
            assert_eq!(self.words.insert(*part, tail.clone()), None, "a number was used twice");
            if self.notes.contains(block) {
                self.notes.insert(*part);
            } else {
                self.parts.insert(*part, *block);
            }
        } else if let Event::NoteAdded { block, text, .. } = event {
            assert_eq!(self.words.insert(*block, text.clone()), None, "a number was used twice");
            self.notes.insert(*block);
        } else if let Event::Removed { block, .. } = event {
            assert!(self.words.remove(block).is_some(), "a block was taken out that was not there");
        }
    }

    /// What is submitted are the words that were saved, all of them.
    fn is_told(&self, submission: &Submission) {
        for block in &submission.document.blocks {
            let words = self.words.get(&block.id).map_or("", |words| words.trim());
            assert_eq!(block.text, words, "other words were submitted than were saved");
        }
        for (block, words) in worded(self.words.clone()) {
            let is_aside = !submission.arrangement.stands(block);
            let is_there = submission.document.block(block).is_some();
            assert!(is_there || is_aside, "words were lost on the way: {words}");
        }
        for into in submission.arrangement.joined.values() {
            let told = submission.document.block(*into).is_some_and(|block| !block.text.is_empty());
            assert!(told, "a block that was joined is not told anywhere");
        }
    }

    fn follow(&mut self, event: &Event, command: &Command, actor: &Actor, at: DateTime<Utc>) {
        let over = self.lease.as_ref().is_some_and(|lease| !lease.holds(at));
        match event {
            Event::Claimed(lease) => self.begins(lease, over),
            Event::Assigned { lease, reason, .. } => {
                let Command::Assign { over: seen, .. } = command else { panic!("nobody assigned it") };
                let seen = *seen == Some(self.epoch) && !reason.is_empty();
                self.begins(lease, over || seen);
            }
            Event::Renewed { epoch, until }
            | Event::Omitted { epoch, until, .. }
            | Event::Restored { epoch, until, .. }
            | Event::Waived { epoch, until, .. }
            | Event::Unwaived { epoch, until, .. }
            | Event::Suggested { epoch, until, .. }
            | Event::TakenUp { epoch, until, .. } => {
                self.is_held(Some(*epoch), actor, at);
                self.goes_on(*until);
            }
            Event::Drafted { epoch, until, .. }
            | Event::Joined { epoch, until, .. }
            | Event::Split { epoch, until, .. }
            | Event::NoteAdded { epoch, until, .. }
            | Event::Removed { epoch, until, .. } => {
                self.is_held(Some(*epoch), actor, at);
                self.goes_on(*until);
                self.writes(event, command);
            }
            Event::Released { epoch } => {
                self.is_held(Some(*epoch), actor, at);
                self.lease = None;
            }
            Event::Submitted(submission) => {
                self.is_held(None, actor, at);
                self.is_told(submission);
                self.lease = None;
            }
            Event::Lapsed { epoch } => {
                assert!(over && *epoch == self.epoch, "a lease lapsed that holds");
                self.lease = None;
            }
            Event::Unassigned { epoch, reason, .. } => {
                assert!(*epoch == self.epoch && !reason.is_empty(), "a claim was ended that was not meant");
                self.lease = None;
            }
            Event::SourceChanged(change) => {
                assert_eq!(actor.member, service().member, "the source changes whoever holds it");
                self.newest = Some(change.document.clone());
            }
            Event::SourceAccepted { epoch, block, until, .. } => {
                self.is_held(Some(*epoch), actor, at);
                self.goes_on(*until);
                if self.newest.as_ref().is_some_and(|newest| newest.block(*block).is_none()) {
                    // Its words left with the block, and those of its parts.
                    let gone: Vec<_> =
                        self.words.keys().copied().filter(|known| self.root(*known) == *block).collect();
                    self.words.retain(|known, _| !gone.contains(known));
                }
            }
            Event::Returned { .. } => assert!(self.lease.is_none(), "returned under a translator's hands"),
            Event::Requested(_) | Event::Rescued { .. } => panic!("nobody asked for this"),
        }
    }
}

/// Words that are not saved are already there, or are refused in such a way that they can be kept for their author.
fn are_not_lost(state: &Translation, refusal: Option<&Refusal>, step: &Step, context: &Context) {
    let Command::Draft { block, text, .. } = &step.command else { return };
    let Some(refusal) = refusal else {
        let Translation::Claimed(work, _) = state else { panic!("saved without a claim") };
        assert_eq!(work.text(*block), text, "words are said to be there that are not");
        return;
    };
    let rescue = Command::Rescue { block: *block, text: text.clone() };
    if block.is_added()
        && state.decide(&rescue.clone().into(), context) == Err(Refusal::NoSuchBlock { block: *block })
    {
        // Nobody was ever shown a field for it.
        return;
    }
    assert!(refusal.is_over(), "{refusal:?}");
    let by = context.actor.credit();
    let kept = Event::Rescued { block: *block, text: text.clone(), by };
    assert_eq!(state.decide(&rescue.into(), context), Ok(Some(kept)));
}

fn saved(state: &Translation) -> BTreeMap<BlockId, String> {
    let (Translation::Open(work) | Translation::Claimed(work, _) | Translation::Submitted(work)) = state
    else {
        return BTreeMap::new();
    };
    work.drafts.iter().map(|(block, draft)| (*block, draft.text.clone())).collect()
}

/// A block that is empty may leave the text unasked.
fn worded(mut words: BTreeMap<BlockId, String>) -> BTreeMap<BlockId, String> {
    words.retain(|_, text| !text.trim().is_empty());
    words
}

proptest! {
    /// No two holders at one time, no write under an old epoch, no word lost: also where the clocks of two replicas
    /// differ by hours and are set forward and back under them.
    #[test]
    fn whatever_clocks_say_one_holds_it_and_no_word_is_lost(steps in steps()) {
        let translators = ["aino", "bea", "cem"].map(translator);
        let editor = Actor { roles: [Role::Editor].into(), ..translator("edith") };
        let (mut world, mut clocks) = (0, [0, 7]);
        let mut state = Translation::default().evolve(requested());
        let mut model = Model::default();
        for step in steps {
            world += step.minutes;
            clocks[step.replica] += step.jump;
            let actor = match step.who {
                3 => service(),
                4 => editor.clone(),
                who => translators[who].clone(),
            };
            let context = Context { actor, at: after(world + clocks[step.replica]) };
            let step = Step { command: looked_at(&state, step.command), ..step };
            match state.decide(&step.command.clone().into(), &context) {
                Ok(Some(event)) => {
                    model.follow(&event, &step.command, &context.actor, context.at);
                    state = state.evolve(event);
                }
                Ok(None) => are_not_lost(&state, None, &step, &context),
                Err(refusal) => are_not_lost(&state, Some(&refusal), &step, &context),
            }
            prop_assert_eq!(worded(saved(&state)), worded(model.words.clone()));
        }
    }
}
