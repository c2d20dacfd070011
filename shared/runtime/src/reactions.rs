//! A service's answers to events: each event an own command or several, or none, carried out as if they were asked for.

use std::sync::Arc;

use contract::{Actor, CommandId, Event, Kind, Recorded, Subject};
use decider::Decider;
use journal::{Fault, Instruction, Log, Outcome, Streams};

use crate::{Shutdown, clock, commands::chain};

/// Hands every event of these kinds to `answer`, in order, and goes on when it has been answered.
///
/// An event comes again after a fault or a kill, so answering it twice must change nothing. One that cannot be read stops
/// the service: a person must look.
pub async fn each<F>(
    log: Log,
    name: &'static str,
    kinds: &'static [Kind],
    shutdown: Shutdown,
    answer: impl Fn(Recorded<Event>) -> F + Send,
) -> anyhow::Result<()>
where
    F: Future<Output = Result<(), Fault>> + Send,
{
    let mut reactions = log.react(name, kinds).await?;
    loop {
        let delivery = tokio::select! {
            () = shutdown.cancelled() => return Ok(()),
            delivery = reactions.next() => delivery?,
        };
        let recorded = delivery.stored.read()?;
        match answer(recorded).await {
            Ok(()) => delivery.answered().await,
            Err(fault @ Fault::Unreadable { .. }) => return Err(fault.into()),
            Err(fault) => {
                tracing::warn!(event.sequence = delivery.stored.sequence, fault = %chain(&fault), "an event will be answered again");
            }
        }
    }
}

/// What a service does about an event: commands for its own streams of facts.
pub type Answers<D> = Vec<(Subject, <D as Decider>::Command)>;

/// Answers every event of these kinds by commands on the service's own streams.
pub async fn command<D: Decider>(
    log: Log,
    name: &'static str,
    kinds: &'static [Kind],
    streams: Arc<Streams<D>>,
    answer: fn(&Recorded<Event>) -> Answers<D>,
    shutdown: Shutdown,
) -> anyhow::Result<()> {
    each(log, name, kinds, shutdown, |recorded| {
        let streams = Arc::clone(&streams);
        async move {
            for (number, (subject, command)) in answer(&recorded).into_iter().enumerate() {
                // One event may lead to several commands on one stream: each is a command of its own.
                let id = CommandId::caused_by(recorded.id, &format!("{subject}#{number}"));
                let instruction = Instruction::new(id, Some(recorded.id), Actor::service(name), clock::now());
                carry_out(&streams, &instruction, &subject, &command).await?;
            }
            Ok(())
        }
    })
    .await
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
        Outcome::Unchanged { .. } => {}
        // A refusal is an answer too: the rules of this service say that nothing is to be done.
        Outcome::Refused { refusal, .. } => {
            tracing::warn!(%subject, ?refusal, "the rules refuse to answer an event");
        }
    }
    Ok(())
}
