use chrono::DateTime;
use contract::{Actor, Credit, TermKind};
use decider::{Scenario, given};
use proptest::{collection, prelude::*, sample};

use super::*;

fn actor(role: Role) -> Actor {
    Actor { member: "edith".parse().unwrap(), name: "Edith".to_owned(), roles: [role].into() }
}

fn by() -> Credit {
    actor(Role::Editor).credit()
}

fn entry() -> Entry {
    Entry {
        from: "ar".parse().unwrap(),
        into: "en".parse().unwrap(),
        kind: TermKind::Place,
        source: "الضفة الغربية".to_owned(),
        alternatives: vec!["الضفة".to_owned()],
        rendering: "the West Bank".to_owned(),
        allowed: vec!["West Bank".to_owned()],
        forbidden: vec!["Judea and Samaria".to_owned()],
        note: "As the style guide has it.".to_owned(),
    }
}

fn rendered(rendering: &str) -> Entry {
    Entry { rendering: rendering.to_owned(), ..entry() }
}

fn proposed() -> Event {
    Event::Proposed { entry: Box::new(entry()), by: by() }
}

fn added() -> Event {
    Event::Added { entry: Box::new(entry()), by: by() }
}

fn retired() -> Event {
    Event::Retired { reason: "nobody says so".to_owned(), by: by() }
}

fn retire(reason: &str) -> Command {
    Command::Retire { reason: reason.to_owned() }
}

fn when(events: impl IntoIterator<Item = Event>, command: Command, role: Role) -> Scenario<Term> {
    given::<Term>(events).when(command, &actor(role), DateTime::UNIX_EPOCH)
}

#[test]
fn a_translator_proposes_and_an_editor_adds() {
    when([], Command::Propose(entry()), Role::Translator).then(proposed());
    when([proposed()], Command::Add(entry()), Role::Editor).then(added());
    when([], Command::Add(entry()), Role::Editor).then(added());
    when([retired()], Command::Add(entry()), Role::Editor).then(added());
    when([retired()], Command::Propose(entry()), Role::Translator).then(proposed());
}

#[test]
fn an_editor_may_add_otherwise_than_proposed() {
    let other = rendered("West Bank");
    when([proposed()], Command::Add(other.clone()), Role::Editor)
        .then(Event::Added { entry: Box::new(other.tidied()), by: by() });
}

#[test]
fn an_editor_changes_and_retires() {
    let other = rendered("the occupied West Bank");
    when([added()], Command::Change(other.clone()), Role::Editor)
        .then(Event::Changed { entry: Box::new(other), by: by() });
    when([added()], retire(" nobody says so "), Role::Editor).then(retired());
    when([proposed()], retire("nobody says so"), Role::Editor).then(retired());
}

#[test]
fn a_proposal_is_declined_with_a_reason_or_without() {
    when([proposed()], retire(" "), Role::Editor).then(Event::Retired { reason: String::new(), by: by() });
    when([added()], retire(" "), Role::Editor).then_refused(Refusal::NoReason);
}

#[test]
fn what_is_so_already_changes_nothing() {
    when([proposed()], Command::Propose(entry()), Role::Translator).then_nothing();
    when([added()], Command::Propose(entry()), Role::Translator).then_nothing();
    when([added()], Command::Add(entry()), Role::Editor).then_nothing();
    when([added()], Command::Change(entry()), Role::Editor).then_nothing();
    when([added(), retired()], retire("again"), Role::Editor).then_nothing();
}

#[test]
fn forms_are_kept_tidy() {
    let untidy = Entry {
        source: " الضفة \n الغربية ".to_owned(),
        alternatives: vec![
            "الضفة".to_owned(),
            " ".to_owned(),
            "الضفة".to_owned(),
            "الضفة الغربية".to_owned(),
        ],
        ..entry()
    };
    when([], Command::Add(untidy), Role::Editor).then(added());
}

#[test]
fn who_may_not_is_refused() {
    let translator = Refusal::NeedsRole { role: Role::Translator };
    when([], Command::Propose(entry()), Role::Administrator).then_refused(translator);
    for command in [Command::Add(entry()), Command::Change(entry()), retire("so")] {
        let editor = Refusal::NeedsRole { role: Role::Editor };
        when([added()], command, Role::Translator).then_refused(editor);
    }
}

#[test]
fn what_the_register_has_or_has_not_is_refused() {
    let other = rendered("West Bank");
    when([proposed()], Command::Propose(other.clone()), Role::Translator)
        .then_refused(Refusal::AlreadyProposed);
    when([added()], Command::Propose(other.clone()), Role::Translator).then_refused(Refusal::AlreadyAdded);
    when([added()], Command::Add(other.clone()), Role::Editor).then_refused(Refusal::AlreadyAdded);
    when([proposed()], Command::Change(other.clone()), Role::Editor).then_refused(Refusal::OnlyProposed);
    when([], Command::Change(other.clone()), Role::Editor).then_refused(Refusal::NotInRegister);
    when([retired()], Command::Change(other), Role::Editor).then_refused(Refusal::NotInRegister);
    when([], retire("so"), Role::Editor).then_refused(Refusal::NotInRegister);
}

#[test]
fn the_languages_of_a_term_stay() {
    let french = Entry { into: "fr".parse().unwrap(), ..entry() };
    let refusal = Refusal::OtherLanguages { from: "ar".parse().unwrap(), into: "en".parse().unwrap() };
    when([added()], Command::Change(french.clone()), Role::Editor).then_refused(refusal.clone());
    when([proposed()], Command::Add(french), Role::Editor).then_refused(refusal);
}

#[test]
fn what_is_no_term_is_refused() {
    let many = (0..=FORMS_MOST).map(|number| number.to_string()).collect::<Vec<_>>();
    let count = many.len();
    let (long, bytes) = ("a".repeat(FORM_BYTES_MOST + 1), FORM_BYTES_MOST + 1);
    let note = "a".repeat(NOTE_BYTES_MOST + 1);
    let arabic = entry().from;
    for (entry, refusal) in [
        (Entry { into: arabic.clone(), ..entry() }, Refusal::OneLanguage { language: arabic }),
        (Entry { source: " ".to_owned(), ..entry() }, Refusal::NoSource),
        (rendered("\n"), Refusal::NoRendering),
        (rendered("…"), Refusal::NoLetters { form: "…".to_owned() }),
        (rendered(&long), Refusal::FormTooLong { bytes, most: FORM_BYTES_MOST }),
        (
            Entry { forbidden: vec![long.clone()], ..entry() },
            Refusal::FormTooLong { bytes, most: FORM_BYTES_MOST },
        ),
        (Entry { alternatives: many.clone(), ..entry() }, Refusal::TooManyForms { count, most: FORMS_MOST }),
        (
            Entry { note: note.clone(), ..entry() },
            Refusal::NoteTooLong { bytes: note.len(), most: NOTE_BYTES_MOST },
        ),
        (
            Entry { forbidden: vec!["West  Bank".to_owned()], ..entry() },
            Refusal::AllowedAndForbidden { form: "West Bank".to_owned() },
        ),
    ] {
        when([], Command::Add(entry.clone()), Role::Editor).then_refused(refusal.clone());
        when([], Command::Propose(entry), Role::Translator).then_refused(refusal);
    }
}

#[test]
fn a_term_is_retired_for_a_reason_within_its_bound() {
    when([added()], retire(" "), Role::Editor).then_refused(Refusal::NoReason);
    let bytes = NOTE_BYTES_MOST + 1;
    when([added()], retire(&"a".repeat(bytes)), Role::Editor)
        .then_refused(Refusal::NoteTooLong { bytes, most: NOTE_BYTES_MOST });
}

fn commands() -> impl Strategy<Value = (Command, Role)> {
    let entries = sample::select(vec![entry(), rendered("West Bank"), rendered(" ")]);
    let command = (entries, 0..4_u8).prop_map(|(entry, which)| match which {
        0 => Command::Propose(entry),
        1 => Command::Add(entry),
        2 => Command::Change(entry),
        _ => retire("so"),
    });
    (command, sample::select(vec![Role::Translator, Role::Editor, Role::Administrator]))
}

proptest! {
    #[test]
    fn only_editors_change_what_is_agreed_and_a_repeat_changes_nothing(
        history in collection::vec(commands(), 0..20),
    ) {
        let mut term = Term::default();
        for (command, role) in history {
            let context = Context { actor: actor(role), at: DateTime::UNIX_EPOCH };
            let before = term.clone();
            if let Ok(Some(event)) = term.decide(&command, &context) {
                term = term.evolve(event);
                prop_assert_ne!(&term, &before);
                let may_be_touched = !matches!(before, Term::Agreed { .. });
                prop_assert!(role == Role::Editor || may_be_touched);
                prop_assert_eq!(term.decide(&command, &context), Ok(None));
            }
        }
    }
}
