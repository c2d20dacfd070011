use chrono::{DateTime, Utc};
use contract::{Actor, Block, BlockId, BlockKind, Document, Looked, Origin, edit::Approval};
use decider::given;

use super::*;

pub(super) fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

pub(super) fn member(name: &str, role: Role) -> Actor {
    Actor { member: name.parse().unwrap(), name: name.to_uppercase(), roles: [Role::Translator, role].into() }
}

pub(super) fn edith() -> Actor {
    member("edith", Role::Editor)
}

pub(super) fn document(words: &str) -> Document {
    let headline = Block::plain(BlockId(0), BlockKind::Headline, words.to_owned());
    Document { blocks: vec![headline], language: "en".parse().unwrap() }
}

pub(super) fn submission(round: u32, words: &str) -> Box<Submission> {
    let origin = Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: None,
        authors: vec![],
        published_at: None,
        rights: "by agreement".to_owned(),
        section: "news".parse().unwrap(),
        language: "ar".parse().unwrap(),
        revision: 1,
        document: Digest::of(b"source"),
        raw: Digest::of(b"raw"),
    };
    let translators = [member("aino", Role::Translator).credit()].into();
    Box::new(Submission::new(origin, document(words), translators, round))
}

pub(super) fn opened(round: u32, words: &str) -> Event {
    Event::Opened(submission(round, words))
}

pub(super) fn approved(words: &str) -> Event {
    Event::Approved(Box::new(Approval::new(*submission(1, words), edith().credit())))
}

fn approve(words: &str) -> Command {
    let digest = document(words).digest();
    let looked = Looked { source: Digest::of(b"source"), target: digest, findings: Vec::new() };
    Command::Approve { digest, looked, newest: 1, behind: None }
}

fn notes(block: u32, text: &str) -> Vec<Note> {
    vec![Note { block: Some(BlockId(block)), text: text.to_owned() }]
}

pub(super) fn changes_requested(round: u32) -> Event {
    Event::ChangesRequested { round, notes: notes(0, "which bridge?"), editor: edith().credit() }
}

#[test]
fn a_submission_opens_an_edit_once() {
    given::<Edit>([])
        .when(Command::Open(submission(1, "one")), &Actor::service("editing"), noon())
        .then(opened(1, "one"))
        .when(Command::Open(submission(1, "one")), &Actor::service("editing"), noon())
        .then_nothing();
}

#[test]
fn only_the_service_opens_and_only_editors_decide() {
    let needs = |role| Refusal::NeedsRole { role };
    given::<Edit>([])
        .when(Command::Open(submission(1, "one")), &edith(), noon())
        .then_refused(needs(Role::Service));
    let translator = member("bea", Role::Translator);
    for command in [approve("one"), Command::RequestChanges { notes: notes(0, "x") }] {
        given::<Edit>([opened(1, "one")])
            .when(command, &translator, noon())
            .then_refused(needs(Role::Editor));
    }
}

#[test]
fn an_editor_approves_exactly_these_words() {
    given::<Edit>([opened(1, "one")]).when(approve("one"), &edith(), noon()).then(approved("one"));
}

#[test]
fn the_approval_of_an_old_digest_is_refused() {
    let current = document("two").digest();
    given::<Edit>([opened(1, "one"), changes_requested(1), opened(2, "two")])
        .when(approve("one"), &edith(), noon())
        .then_refused(Refusal::OtherWords { current });
    given::<Edit>([opened(1, "two"), approved("two")])
        .when(approve("one"), &edith(), noon())
        .then_refused(Refusal::OtherWords { current });
}

#[test]
fn nobody_approves_their_own_translation() {
    let aino = member("aino", Role::Editor);
    given::<Edit>([opened(1, "one")])
        .when(approve("one"), &aino, noon())
        .then_refused(Refusal::OwnTranslation);
}

#[test]
fn approving_again_changes_nothing() {
    given::<Edit>([opened(1, "one"), approved("one")]).when(approve("one"), &edith(), noon()).then_nothing();
}

#[test]
fn an_editor_sends_it_back_with_notes() {
    given::<Edit>([opened(1, "one")])
        .when(Command::RequestChanges { notes: notes(0, "which bridge?") }, &edith(), noon())
        .then(changes_requested(1));
}

#[test]
fn sending_it_back_needs_notes_on_what_is_there() {
    for empty in [vec![], notes(0, " ")] {
        given::<Edit>([opened(1, "one")])
            .when(Command::RequestChanges { notes: empty }, &edith(), noon())
            .then_refused(Refusal::NoNotes);
    }
    given::<Edit>([opened(1, "one")])
        .when(Command::RequestChanges { notes: notes(7, "where?") }, &edith(), noon())
        .then_refused(Refusal::NoSuchBlock { block: BlockId(7) });
    let bytes = NOTES_BYTES_MOST + 1;
    given::<Edit>([opened(1, "one")])
        .when(Command::RequestChanges { notes: notes(0, &"a".repeat(bytes)) }, &edith(), noon())
        .then_refused(Refusal::NotesTooLong { bytes, most: NOTES_BYTES_MOST });
}

#[test]
fn a_note_may_be_on_a_block_that_was_left_out_or_joined() {
    let mut submission = submission(1, "one");
    submission.arrangement.omitted.insert(BlockId(1), "told above".to_owned());
    submission.arrangement.joined.insert(BlockId(3), BlockId(2));
    let opened = Event::Opened(submission);
    for block in [1, 3] {
        let (notes, editor) = (notes(block, "by itself, please"), edith().credit());
        given::<Edit>([opened.clone()])
            .when(Command::RequestChanges { notes: notes.clone() }, &edith(), noon())
            .then(Event::ChangesRequested { round: 1, notes, editor });
    }
}

#[test]
fn what_is_not_under_review_is_not_decided() {
    let back = || Command::RequestChanges { notes: notes(0, "x") };
    for command in [approve("one"), back()] {
        given::<Edit>([]).when(command.clone(), &edith(), noon()).then_refused(Refusal::NotSubmitted);
        given::<Edit>([opened(1, "one"), changes_requested(1)])
            .when(command, &edith(), noon())
            .then_refused(Refusal::WithTranslator);
    }
    given::<Edit>([opened(1, "one"), approved("one")])
        .when(back(), &edith(), noon())
        .then_refused(Refusal::AlreadyApproved);
}

#[test]
fn the_next_round_opens_after_changes_and_an_old_one_never() {
    given::<Edit>([opened(1, "one"), changes_requested(1)])
        .when(Command::Open(submission(1, "one")), &Actor::service("editing"), noon())
        .then_nothing()
        .when(Command::Open(submission(2, "two")), &Actor::service("editing"), noon())
        .then(opened(2, "two"))
        .when(approve("one"), &edith(), noon())
        .then_refused(Refusal::OtherWords { current: document("two").digest() });
}

/// Every history of up to five commands by everybody: an approval is for the words that were opened last, and by an editor
/// who did not translate them.
#[test]
fn no_history_approves_other_words_or_ones_own() {
    let people =
        [edith(), member("aino", Role::Editor), member("bea", Role::Translator), Actor::service("editing")];
    let commands = [
        Command::Open(submission(1, "one")),
        Command::Open(submission(2, "two")),
        Command::RequestChanges { notes: notes(0, "x") },
        approve("one"),
        approve("two"),
    ];
    let mut histories = vec![(Edit::default(), None::<Digest>)];
    for _ in 0..5 {
        let mut longer = Vec::new();
        for (state, opened) in &histories {
            for (actor, command) in people.iter().flat_map(|actor| commands.iter().map(move |c| (actor, c))) {
                let context = Context { actor: actor.clone(), at: noon() };
                let Ok(Some(event)) = state.decide(command, &context) else { continue };
                let opened = match &event {
                    Event::Opened(submission) => Some(submission.digest),
                    Event::ChangesRequested { .. } => None,
                    Event::Waived(_) | Event::Judged { .. } => *opened,
                    Event::Approved(approval) => {
                        assert_eq!(Some(approval.digest), *opened);
                        assert_eq!(approval.digest, approval.document.digest());
                        assert!(approval.translators.iter().all(|one| one.member != actor.member));
                        *opened
                    }
                };
                longer.push((state.clone().evolve(event), opened));
            }
        }
        histories = longer;
    }
}
