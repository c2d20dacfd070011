//! A log as a busy newsroom fills it: articles that come in, and their pieces on the way to an editor's yes.

use chrono::{DateTime, Utc};
use contract::{
    Actor, Brief, CommandId, Role, Stamp, Subject, article, envelope, member,
    translation::{Event, Requested},
};
use decider::{Context, Decider};
use editing::edit::Edit;
use journal::Log;
use runtime::clock;
use tokio::task::JoinSet;
use translation::translation::Translation;

use crate::way::{self, STEPS, Step};

/// With the request, the claim and the submission a translation has twenty facts.
const DRAFTS: u32 = 17;

/// The facts of an article that is received and commissioned, of its piece's translation and of its edit.
pub(crate) const PER_PIECE: usize = 24;

/// One piece of so many is still with its translator.
pub(crate) const OPEN_ONE_OF: usize = 10;

/// Facts that are on their way to the log at one time.
pub(crate) const WRITERS: usize = 256;

/// The member who looks at the desk's pages.
pub(crate) fn reader() -> Actor {
    way::editor()
}

/// Writes the reader and so many pieces with all their facts.
pub(crate) async fn fill(log: &Log, pieces: usize) -> anyhow::Result<()> {
    let at = clock::now();
    let reader = reader();
    let joined = member::Event::Joined(member::Membership {
        name: reader.name.clone(),
        roles: [Role::Editor, Role::Translator].into(),
        languages: [].into(),
    });
    let subject = Subject::member(&reader.member);
    log.append(&subject, 0, written(&subject, 0, at, &joined)).await?;
    let mut writers = JoinSet::new();
    for offset in 0..WRITERS {
        let log = log.clone();
        writers.spawn(async move {
            for number in (offset..pieces).step_by(WRITERS) {
                for (subject, facts) in of_piece(number, at) {
                    let mut expected = 0;
                    for fact in facts {
                        expected = log.append(&subject, expected, fact).await?;
                    }
                }
            }
            anyhow::Ok(())
        });
    }
    for done in writers.join_all().await {
        done?;
    }
    Ok(())
}

/// The bytes that one fact of the way takes on average.
pub(crate) fn bytes_per_step() -> usize {
    let facts = walked(0, &way::steps(), clock::now());
    facts.iter().flat_map(|(_, facts)| facts).map(Vec::len).sum::<usize>() / STEPS
}

/// Each stream of a piece with its facts in order, as bytes for the log.
fn of_piece(number: usize, at: DateTime<Utc>) -> Vec<(Subject, Vec<Vec<u8>>)> {
    let mut steps = way::steps_with(DRAFTS);
    if number.is_multiple_of(OPEN_ONE_OF) {
        // Neither submitted, nor opened and approved.
        steps.truncate(steps.len() - 3);
    }
    let subject = Subject::article(way::piece(number).article);
    let received = incoming().into_iter().enumerate();
    let article = received.map(|(which, event)| written(&subject, which, at, &event)).collect();
    let mut streams = vec![(subject, article)];
    streams.extend(walked(number, &steps, at));
    streams
}

fn incoming() -> [article::Event; 2] {
    let Requested { language, origin, document, .. } = way::requested();
    let received = article::Received {
        item: "1".to_owned(),
        origin: origin.clone(),
        document: document.clone(),
        routes: Vec::new(),
    };
    let commissioned = article::Commissioned { language, brief: Brief::default(), origin, document };
    [article::Event::Received(Box::new(received)), article::Event::Commissioned(Box::new(commissioned))]
}

/// The facts that these steps lead to, by the rules themselves.
fn walked(number: usize, steps: &[Step], at: DateTime<Utc>) -> Vec<(Subject, Vec<Vec<u8>>)> {
    let piece = way::piece(number);
    let (mut translating, mut editing) = (Vec::new(), Vec::new());
    let (mut translation, mut edit) = (Translation::default(), Edit::default());
    for step in steps {
        let context = Context { actor: way::actor(step), at };
        match step {
            Step::Translation(command) => {
                translating.push(decided(&mut translation, &command.clone().into(), &context));
            }
            Step::Edit(command) => editing.push(decided(&mut edit, command, &context)),
        }
    }
    vec![bytes(Subject::translation(&piece), at, &translating), bytes(Subject::edit(&piece), at, &editing)]
}

fn decided<D: Decider>(state: &mut D, command: &D::Command, context: &Context) -> D::Event {
    let event = state.decide(command, context).expect("the way is allowed").expect("each step is an event");
    *state = std::mem::take(state).evolve(event.clone());
    event
}

fn bytes<E: serde::Serialize>(subject: Subject, at: DateTime<Utc>, events: &[E]) -> (Subject, Vec<Vec<u8>>) {
    let facts = events.iter().enumerate().map(|(which, event)| written(&subject, which, at, event));
    let facts = facts.collect();
    (subject, facts)
}

pub(crate) fn written<E: serde::Serialize>(
    subject: &Subject,
    which: usize,
    at: DateTime<Utc>,
    event: &E,
) -> Vec<u8> {
    let id = CommandId::caused_by(CommandId(way::piece(0).article.0), &format!("{subject}{which}"));
    let stamp = Stamp { id, cause: None, by: way::translator().member, at };
    envelope::write(subject, &stamp, event)
}

/// Whether the piece has left its translator's hands with this event.
pub(crate) fn closes(event: &Event) -> bool {
    match event {
        Event::Submitted(_) => true,
        Event::Requested(_)
        | Event::Claimed(_)
        | Event::Renewed { .. }
        | Event::Released { .. }
        | Event::Lapsed { .. }
        | Event::Drafted { .. }
        | Event::Rescued { .. }
        | Event::Returned { .. }
        | Event::Assigned { .. }
        | Event::Unassigned { .. }
        | Event::SourceChanged(_)
        | Event::SourceAccepted { .. }
        | Event::Omitted { .. }
        | Event::Joined { .. }
        | Event::Split { .. }
        | Event::NoteAdded { .. }
        | Event::Restored { .. }
        | Event::Removed { .. }
        | Event::Waived { .. }
        | Event::Unwaived { .. }
        | Event::Suggested { .. }
        | Event::TakenUp { .. } => false,
    }
}
