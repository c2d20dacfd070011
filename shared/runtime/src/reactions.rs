//! A service's answers to events: each event an own command or several, or none, carried out as if they were asked for.

mod answer;
mod lanes;
mod operator;
mod past;
mod reader;
mod shown;

use std::{future::Future, pin::Pin, sync::Arc};

use async_nats::service::Service;
use contract::{Actor, CommandId, Event, Kind, Recorded, Subject};
use decider::Decider;
use journal::{Fault, Instruction, Log, Outcome, Streams};

use crate::{Health, Shutdown, clock};
use answer::Answering;
use lanes::Lanes;

/// A reader of events that answers each of them.
///
/// Events of one stream of facts are answered in order, one after the other, over all replicas; streams do not wait for each
/// other. An event comes again after a fault or a kill, so answering it twice, or late, must change nothing. A fault of the
/// log is tried again for as long as it takes. An event that cannot be answered is set aside where operators see it, and what
/// follows it on its stream waits behind it. One from a newer version of the program stops the reader, not the service; so does
/// a place in the log that is set up otherwise than it must be.
pub struct Reaction {
    pub log: Log,
    /// Its place in the log; the same for all replicas and for ever.
    pub name: &'static str,
    pub kinds: &'static [Kind],
}

/// What a service does about an event: commands for its own streams of facts.
pub type Answers<D> = Vec<(Subject, <D as Decider>::Command)>;

/// An answer at work.
pub type Answer = Pin<Box<dyn Future<Output = Result<(), Fault>> + Send>>;

impl Reaction {
    /// Hands every event of these kinds to `answer`, until the shutdown; then those at hand are finished.
    pub async fn each<A, F>(
        self,
        service: &Service,
        health: &Health,
        shutdown: Shutdown,
        answer: A,
    ) -> anyhow::Result<impl Future<Output = anyhow::Result<()>> + Send + use<A, F>>
    where
        A: Fn(Recorded<Event>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Fault>> + Send + 'static,
    {
        let endpoint = service.endpoint(contract::reaction::subject(self.name)).await;
        let endpoint = endpoint.map_err(anyhow::Error::from_boxed)?;
        let answer = Arc::new(answer);
        let (part, shown) = tokio::sync::watch::channel(contract::health::Part::new(self.name));
        health.part(shown);
        Ok(async move {
            let asides = self.log.asides().await?;
            let reactions = self.log.react(self.name, self.kinds);
            let answering = Arc::new(Answering {
                log: self.log,
                name: self.name,
                asides,
                shutdown: shutdown.clone(),
                answer: Box::new(move |recorded| {
                    // Called inside the future, so that a panic in it is one of the answer's task too.
                    let answer = Arc::clone(&answer);
                    Box::pin(async move { answer(recorded).await })
                }),
            });
            let operators = operator::serve(Arc::clone(&answering), endpoint, shutdown.clone());
            let lanes = Lanes::new(answering, part).run(reactions, shutdown);
            tokio::try_join!(operators, lanes).map(drop)
        })
    }

    /// Answers every event of these kinds by commands on the service's own streams.
    pub async fn command<D: Decider>(
        self,
        service: &Service,
        health: &Health,
        shutdown: Shutdown,
        streams: Arc<Streams<D>>,
        answer: fn(&Recorded<Event>) -> Answers<D>,
    ) -> anyhow::Result<impl Future<Output = anyhow::Result<()>> + Send + use<D>> {
        let name = self.name;
        let commands = move |recorded: Recorded<Event>| {
            let streams = Arc::clone(&streams);
            async move { carry_out_all(name, &streams, &recorded, answer(&recorded)).await }
        };
        self.each(service, health, shutdown, commands).await
    }
}

async fn carry_out_all<D: Decider>(
    name: &str,
    streams: &Streams<D>,
    recorded: &Recorded<Event>,
    answers: Answers<D>,
) -> Result<(), Fault> {
    for (number, (subject, command)) in answers.into_iter().enumerate() {
        // One event may lead to several commands on one stream: each is a command of its own.
        let id = CommandId::caused_by(recorded.id, &format!("{subject}#{number}"));
        let instruction = Instruction::new(id, Some(recorded.id), Actor::service(name), clock::now());
        carry_out(streams, &instruction, &subject, &command).await?;
    }
    Ok(())
}

async fn carry_out<D: Decider>(
    streams: &Streams<D>,
    instruction: &Instruction,
    subject: &Subject,
    command: &D::Command,
) -> Result<(), Fault> {
    match streams.execute(subject, instruction, command).await? {
        Outcome::Recorded { version } => {
            tracing::info!(%subject, event.sequence = version, "answered an event");
        }
        // A reaction rests on nothing that was seen before, so that nothing moves on under it.
        Outcome::Unchanged { .. } | Outcome::Moved { .. } => {}
        // A refusal is an answer too: the rules of this service say that nothing is to be done.
        Outcome::Refused { refusal, .. } => {
            tracing::warn!(%subject, ?refusal, "the rules refuse to answer an event");
        }
    }
    Ok(())
}
