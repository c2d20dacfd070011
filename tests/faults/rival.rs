//! A writer that knows nothing of the journal: it appends to the same streams with the server's own means, several times
//! under one expectation. So it is seen which conflicts the server answers with, and that the journal lives with others.

use std::{error::Error, sync::Arc, time::Duration};

use async_nats::{
    Client, ServerAddr,
    jetstream::{
        self, ErrorCode,
        context::{PublishError, PublishErrorKind},
        message::PublishMessage,
    },
};
use contract::{
    Stamp, envelope,
    translation::{Command, Event},
};
use futures_util::future::join_all;
use journal::Outcome;
use tokio_util::sync::CancellationToken;

use crate::{
    given::{Answer, Given},
    history::History,
    writers::{Replica, Work, replica},
};

/// How many appends race under one expectation.
const RACING: usize = 6;
const EVERY: Duration = Duration::from_millis(50);

/// The server's refusal of an append whose expected sequence is not the last one.
const WRONG_LAST_SEQUENCE: u64 = 10071;

/// How often the server answered with each code for a conflict.
#[derive(Clone, Copy, Debug, Default)]
pub struct Conflicts {
    /// 10071: another append came first.
    pub moved_on: u64,
    /// 10164: another append is under way. Only a cluster answers so.
    pub in_flight: u64,
}

pub struct Rival {
    context: jetstream::Context,
    replica: Replica,
    conflicts: Conflicts,
}

impl Rival {
    pub async fn new(servers: &[ServerAddr], replicas: usize) -> Self {
        let client: Client = journal::connect(servers).await.unwrap();
        Self {
            context: jetstream::new(client),
            replica: replica(servers, replicas).await,
            conflicts: Conflicts::default(),
        }
    }

    /// Races until it is told to stop.
    pub async fn race(
        mut self,
        work: Arc<Work>,
        history: Arc<History>,
        stop: CancellationToken,
    ) -> Conflicts {
        let mut ticks = tokio::time::interval(EVERY);
        while !stop.is_cancelled() {
            ticks.tick().await;
            let racing = work.rescues(RACING);
            // A fault here is met by the next attempt; before anybody asked for the piece there is nothing to race for.
            let Ok((_, version @ 1..)) = self.replica.streams.load(&racing[0].subject).await else {
                continue;
            };
            let appends = racing.into_iter().map(|given| append(&self.context, &history, given, version));
            for conflict in join_all(appends).await.into_iter().flatten() {
                if conflict == WRONG_LAST_SEQUENCE {
                    self.conflicts.moved_on += 1;
                } else {
                    self.conflicts.in_flight += 1;
                }
            }
        }
        self.conflicts
    }
}

/// Appends once; the code of the conflict, if it came to one.
async fn append(context: &jetstream::Context, history: &History, given: Given, expected: u64) -> Option<u64> {
    let message =
        PublishMessage::build().payload(bytes(&given).into()).expected_last_subject_sequence(expected);
    let given_at = history.tick();
    let sent = async {
        let acknowledged = context.send_publish(given.subject.to_string(), message).await?.await?;
        Ok::<_, PublishError>(acknowledged.sequence)
    };
    let (answer, conflict) = match sent.await {
        Ok(version) => (Answer::Told(Outcome::Recorded { version }), None),
        Err(error) => match conflict(&error) {
            Some(code) => (Answer::Conflict, Some(code)),
            None => (Answer::Unanswered, None),
        },
    };
    history.answered(given, given_at, answer);
    conflict
}

fn bytes(given: &Given) -> Vec<u8> {
    let Command::Rescue { block, text } = &given.command else { panic!("a rival only rescues") };
    let context = &given.instruction.context;
    let event = Event::Rescued { block: *block, text: text.clone(), by: context.actor.credit() };
    let (id, by) = (given.instruction.id, context.actor.member.clone());
    envelope::write(&given.subject, &Stamp { id, cause: None, by, at: context.at }, &event)
}

fn conflict(error: &PublishError) -> Option<u64> {
    if error.kind() == PublishErrorKind::WrongLastSequence {
        return Some(WRONG_LAST_SEQUENCE);
    }
    let code = error.source()?.downcast_ref::<jetstream::Error>()?.error_code();
    (code == ErrorCode::STREAM_WRONG_LAST_SEQUENCE_CONSTANT).then_some(code.0)
}
