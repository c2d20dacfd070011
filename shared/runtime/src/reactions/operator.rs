//! What an operator asks about the events that were set aside: try them again, or give one up.

use std::{collections::BTreeSet, sync::Arc};

use async_nats::service::endpoint::Endpoint;
use contract::reaction::{Answer, Aside, CameOf, GivenUp, Obstacle, Outcome, Request};
use futures_util::StreamExt;
use journal::Fault;

use super::answer::{Answering, Attempt};
use crate::{
    Shutdown, clock,
    commands::{respond, wants_answer},
};

/// The most events that one request tries: the answer fits a message, and comes in time. Whoever asks again goes on.
const TRIED_MOST: usize = 200;

/// Answers operators until the shutdown.
pub(super) async fn serve(
    answering: Arc<Answering>,
    mut endpoint: Endpoint,
    shutdown: Shutdown,
) -> anyhow::Result<()> {
    loop {
        let message = tokio::select! {
            () = shutdown.cancelled() => return Ok(()),
            message = endpoint.next() => message.ok_or_else(|| anyhow::anyhow!("the endpoint ended"))?,
        };
        if wants_answer(&message) {
            let answer = answering.carry_out(&message.message.payload).await;
            respond(&message, &answer).await;
        }
    }
}

impl Answering {
    async fn carry_out(&self, payload: &[u8]) -> Answer {
        let done = match serde_json::from_slice(payload) {
            Ok(Request::Retry { sequence: None }) => self.retry_all().await,
            Ok(Request::Retry { sequence: Some(sequence) }) => self.retry(sequence).await,
            Ok(Request::GiveUp { sequence, why }) => self.give_up(sequence, why).await,
            Err(error) => return Answer::NotUnderstood { why: error.to_string() },
        };
        done.unwrap_or_else(|fault| Answer::Unavailable { why: fault.to_string() })
    }

    async fn retry_all(&self) -> Result<Answer, Fault> {
        let mut events = Vec::new();
        self.go_on(|_| true, &mut events).await?;
        Ok(Answer::Done { events })
    }

    async fn retry(&self, sequence: u64) -> Result<Answer, Fault> {
        let aside = self.asides.get(self.name, sequence).await?;
        let Some(aside) = aside.filter(Aside::waits) else { return Ok(Answer::NotWaiting { sequence }) };
        let mut events = Vec::new();
        self.go_on(|subject| subject == aside.subject, &mut events).await?;
        Ok(Answer::Done { events })
    }

    async fn give_up(&self, sequence: u64, why: String) -> Result<Answer, Fault> {
        let aside = self.asides.get(self.name, sequence).await?;
        let Some(aside) = aside.filter(Aside::waits) else { return Ok(Answer::NotWaiting { sequence }) };
        tracing::warn!(reaction = self.name, event.sequence = sequence, why, "an event is given up");
        let given_up = GivenUp { why: why.clone(), at: clock::now() };
        let subject = aside.subject.clone();
        self.asides.put(self.name, &Aside { given_up: Some(given_up), ..aside }).await?;
        let mut events =
            vec![CameOf { sequence, subject: subject.clone(), outcome: Outcome::GivenUp { why } }];
        self.go_on(|other| other == subject, &mut events).await?;
        Ok(Answer::Done { events })
    }

    /// Tries what waits on these streams in the order of the log, each stream up to the first that still cannot be answered.
    async fn go_on(&self, is_meant: impl Fn(&str) -> bool, events: &mut Vec<CameOf>) -> Result<(), Fault> {
        let (mut known, mut stopped) = (BTreeSet::new(), BTreeSet::new());
        loop {
            let waiting = self.asides.waiting_besides(self.name, &mut known).await?;
            // What was set aside while others were tried is found by looking once more.
            if waiting.is_empty() {
                return Ok(());
            }
            for aside in waiting.into_iter().filter(|aside| is_meant(&aside.subject)) {
                if stopped.contains(&aside.subject) {
                    continue;
                }
                if events.len() == TRIED_MOST {
                    return Ok(());
                }
                let (sequence, subject) = (aside.sequence, aside.subject.clone());
                let outcome = self.try_again(aside).await?;
                if outcome != Outcome::Answered {
                    stopped.insert(subject.clone());
                }
                events.push(CameOf { sequence, subject, outcome });
            }
        }
    }

    async fn try_again(&self, aside: Aside) -> Result<Outcome, Fault> {
        let attempt = match self.log.get(aside.sequence).await {
            Ok(stored) => self.attempt(&stored).await,
            Err(Fault::Missing { .. }) => Attempt::Blocked(Obstacle::Missing),
            Err(fault) => return Err(fault),
        };
        match attempt {
            Attempt::Answered => {
                self.asides.remove(self.name, aside.sequence).await?;
                tracing::info!(
                    reaction = self.name,
                    event.sequence = aside.sequence,
                    "an event that was set aside is answered"
                );
                Ok(Outcome::Answered)
            }
            Attempt::Unanswered(fault) => Err(fault),
            Attempt::FromTheFuture(_) => Ok(Outcome::FromTheFuture),
            Attempt::Blocked(why) => {
                let again = Aside { why: why.clone(), tries: aside.tries + 1, ..aside };
                self.asides.put(self.name, &again).await?;
                Ok(Outcome::Waits { why })
            }
        }
    }
}
