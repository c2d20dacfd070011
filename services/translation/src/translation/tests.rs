use chrono::TimeDelta;
use contract::{
    Actor, Block, BlockKind, Document, Looked, Note, Origin,
    translation::{BLOCK_BYTES_MOST, Submission},
};
use decider::{Scenario, given};

use super::*;

const LEASE: u32 = 60;

pub(super) fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

pub(super) fn after(minutes: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minutes)
}

pub(super) fn translator(name: &str) -> Actor {
    Actor { member: name.parse().unwrap(), name: name.to_uppercase(), roles: [Role::Translator].into() }
}

pub(super) fn service() -> Actor {
    Actor::service("translation")
}

pub(super) fn source() -> Document {
    let block = |id, kind, text: &str| Block::plain(BlockId(id), kind, text.to_owned());
    Document {
        language: "ar".parse().unwrap(),
        blocks: vec![
            block(0, BlockKind::Headline, "فتح الجسر القديم"),
            block(1, BlockKind::Paragraph, "أعيد فتح الجسر صباح اليوم."),
            block(2, BlockKind::Image { address: "https://wadi.example/a.jpg".to_owned() }, ""),
        ],
    }
}

pub(super) fn origin() -> Origin {
    Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: Some("https://wadi.example/1".to_owned()),
        authors: vec![],
        published_at: None,
        rights: "by agreement".to_owned(),
        section: "news".parse().unwrap(),
        language: "ar".parse().unwrap(),
        revision: 1,
        document: source().digest(),
        raw: Digest::of(b"raw"),
    }
}

fn asked() -> Box<Requested> {
    let language = "en".parse().unwrap();
    Box::new(Requested { language, origin: origin(), document: source(), brief: contract::Brief::default() })
}

pub(super) fn requested() -> Event {
    Event::Requested(asked())
}

pub(super) fn lease(name: &str, epoch: u32, from: DateTime<Utc>) -> Lease {
    let until = from + TimeDelta::minutes(LEASE.into());
    Lease { holder: translator(name).credit(), epoch, until, minutes: LEASE }
}

pub(super) fn claimed(name: &str, epoch: u32, from: DateTime<Utc>) -> Event {
    Event::Claimed(lease(name, epoch, from))
}

pub(super) fn drafted(epoch: u32, block: u32, text: &str, at: DateTime<Utc>) -> Event {
    let until = at + TimeDelta::minutes(LEASE.into());
    Event::Drafted { epoch, block: BlockId(block), text: text.to_owned(), until, marks: Vec::new() }
}

pub(super) fn claim() -> Command {
    Command::Claim { minutes: LEASE }
}

pub(super) fn draft(epoch: u32, block: u32, text: &str) -> Command {
    Command::Draft { epoch, block: BlockId(block), text: text.to_owned(), marks: None, over: None }
}

pub(super) fn submit(epoch: u32) -> Command {
    let looked =
        Looked { source: source().digest(), target: submission(1, &[]).digest, findings: Vec::new() };
    Command::Submit { epoch, looked }
}

pub(super) fn complete() -> Vec<Event> {
    vec![
        requested(),
        claimed("aino", 1, noon()),
        drafted(1, 0, "Old bridge reopens", noon()),
        drafted(1, 1, "The bridge was reopened this morning.", noon()),
    ]
}

pub(super) fn submission(round: u32, translators: &[&str]) -> Submission {
    let mut document = source();
    document.language = "en".parse().unwrap();
    document.blocks[0].text = "Old bridge reopens".to_owned();
    document.blocks[1].text = "The bridge was reopened this morning.".to_owned();
    let translators = translators.iter().map(|name| translator(name).credit()).collect();
    Submission::new(origin(), document, translators, round)
}

pub(super) fn submitted() -> Vec<Event> {
    let mut events = complete();
    events.push(Event::Submitted(Box::new(submission(1, &["aino"]))));
    events
}

pub(super) fn notes() -> Vec<Note> {
    vec![Note { block: Some(BlockId(1)), text: "Which bridge?".to_owned() }]
}

pub(super) fn returned() -> Event {
    Event::Returned { round: 1, notes: notes(), editor: translator("edith").credit() }
}

pub(super) fn scenario(events: impl IntoIterator<Item = Event>) -> Scenario<Translation> {
    given(events)
}

#[test]
fn a_commission_asks_once() {
    scenario([]).when(Command::Request(asked()), &service(), noon()).then(requested());
    scenario([requested()]).when(Command::Request(asked()), &service(), noon()).then_nothing();
}

#[test]
fn only_the_service_asks_lapses_and_returns() {
    let needs = Refusal::NeedsRole { role: Role::Service };
    let back = Command::Return { round: 1, notes: notes(), editor: translator("edith").credit() };
    for command in [Command::Request(asked()), Command::Lapse { epoch: 1 }, back] {
        scenario([requested()]).when(command, &translator("aino"), noon()).then_refused(needs.clone());
    }
}

#[test]
fn saving_a_block_is_work_and_renews_the_lease() {
    scenario([requested(), claimed("aino", 1, noon())])
        .when(draft(1, 0, "Old bridge"), &translator("aino"), after(30))
        .then(drafted(1, 0, "Old bridge", after(30)))
        .when(draft(1, 0, "Old bridge"), &translator("aino"), after(31))
        .then_nothing();
}

#[test]
fn a_write_under_an_old_claim_is_refused() {
    let events =
        [requested(), claimed("aino", 1, noon()), Event::Lapsed { epoch: 1 }, claimed("bea", 2, after(61))];
    let old = Refusal::OldEpoch { given: 1, current: 2 };
    for command in [draft(1, 0, "late"), submit(1), Command::Release { epoch: 1 }] {
        scenario(events.clone()).when(command, &translator("aino"), after(62)).then_refused(old.clone());
    }
}

#[test]
fn a_write_after_the_end_of_the_lease_is_refused_also_before_any_sweep() {
    scenario([requested(), claimed("aino", 1, noon())])
        .when(draft(1, 0, "late"), &translator("aino"), after(60))
        .then_refused(Refusal::LeaseEnded { until: after(60) });
}

#[test]
fn another_cannot_write_under_a_claim_that_is_not_theirs() {
    let refusal = Refusal::ClaimedByAnother { by: translator("aino").credit(), until: after(60) };
    scenario([requested(), claimed("aino", 1, noon())])
        .when(draft(1, 0, "mine"), &translator("bea"), after(1))
        .then_refused(refusal);
}

#[test]
fn refused_words_are_kept_for_their_author() {
    let rescue = Command::Rescue { block: BlockId(0), text: "late".to_owned() };
    let by = translator("aino").credit();
    scenario([requested(), claimed("bea", 2, noon())])
        .when(rescue, &translator("aino"), after(1))
        .then(Event::Rescued { block: BlockId(0), text: "late".to_owned(), by });
    let nowhere = Command::Rescue { block: BlockId(0), text: "late".to_owned() };
    scenario([]).when(nowhere, &translator("aino"), noon()).then_refused(Refusal::NotRequested);
}

#[test]
fn one_claims_before_one_writes() {
    scenario([requested()])
        .when(draft(0, 0, "eager"), &translator("aino"), noon())
        .then_refused(Refusal::NotClaimed);
}

#[test]
fn only_blocks_of_the_text_are_written_and_not_without_end() {
    let events = [requested(), claimed("aino", 1, noon())];
    scenario(events.clone())
        .when(draft(1, 9, "where?"), &translator("aino"), noon())
        .then_refused(Refusal::NoSuchBlock { block: BlockId(9) });
    let bytes = BLOCK_BYTES_MOST + 1;
    scenario(events)
        .when(draft(1, 0, &"a".repeat(bytes)), &translator("aino"), noon())
        .then_refused(Refusal::TextTooLong { bytes, most: BLOCK_BYTES_MOST });
}

#[test]
fn a_complete_translation_is_submitted_with_its_digest() {
    scenario(complete())
        .when(submit(1), &translator("aino"), after(1))
        .then(Event::Submitted(Box::new(submission(1, &["aino"]))));
}

#[test]
fn all_whose_words_stand_in_it_are_its_translators() {
    let mut events = complete();
    events.extend([Event::Released { epoch: 1 }, claimed("bea", 2, after(1))]);
    scenario(events)
        .when(submit(2), &translator("bea"), after(2))
        .then(Event::Submitted(Box::new(submission(1, &["aino", "bea"]))));
}

#[test]
fn an_incomplete_translation_is_not_submitted() {
    let events = [requested(), claimed("aino", 1, noon()), drafted(1, 1, " \n", noon())];
    scenario(events)
        .when(submit(1), &translator("aino"), noon())
        .then_refused(Refusal::BlocksMissing { blocks: vec![BlockId(0), BlockId(1)] });
}

#[test]
fn a_submitted_translation_is_with_the_editors() {
    for command in [claim(), draft(1, 0, "more"), submit(1)] {
        scenario(submitted())
            .when(command, &translator("aino"), after(1))
            .then_refused(Refusal::AlreadySubmitted);
    }
}

#[test]
fn a_returned_translation_is_open_again_with_its_words() {
    let back = || Command::Return { round: 1, notes: notes(), editor: translator("edith").credit() };
    scenario(submitted())
        .when(back(), &service(), after(2))
        .then(returned())
        .when(back(), &service(), after(2))
        .then_nothing()
        .when(claim(), &translator("aino"), after(3))
        .then(claimed("aino", 2, after(3)))
        .when(submit(2), &translator("aino"), after(4))
        .then(Event::Submitted(Box::new(submission(2, &["aino"]))));
    scenario([]).when(back(), &service(), noon()).then_refused(Refusal::NotSubmitted);
}

mod claiming;
