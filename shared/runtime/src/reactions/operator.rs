//! What an operator asks about the events that were set aside: try them again, or give one up.

use std::{collections::BTreeSet, sync::Arc};

use async_nats::service::endpoint::Endpoint;
use contract::reaction::{Answer, Aside, CameOf, GivenUp, Outcome, Request};
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
        let waiting = self.asides.waiting(self.name).await?;
        let streams: BTreeSet<String> = waiting.into_iter().map(|aside| aside.subject).collect();
        let mut events = Vec::new();
        for stream in streams {
            self.go_on(&stream, &mut events).await?;
        }
        Ok(Answer::Done { events })
    }

    async fn retry(&self, sequence: u64) -> Result<Answer, Fault> {
        let aside = self.asides.get(self.name, sequence).await?;
        let Some(aside) = aside.filter(Aside::waits) else { return Ok(Answer::NotWaiting { sequence }) };
        let mut events = Vec::new();
        self.go_on(&aside.subject, &mut events).await?;
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
        self.go_on(&subject, &mut events).await?;
        Ok(Answer::Done { events })
    }

    /// Tries what waits on a stream, in order, up to the first that still cannot be answered.
    async fn go_on(&self, subject: &str, events: &mut Vec<CameOf>) -> Result<(), Fault> {
        loop {
            let mut waiting = self.asides.waiting(self.name).await?;
            waiting.retain(|aside| aside.subject == subject);
            // What was set aside while others were tried is found by looking once more.
            if waiting.is_empty() {
                return Ok(());
            }
            for aside in waiting {
                if events.len() == TRIED_MOST {
                    return Ok(());
                }
                let (sequence, subject) = (aside.sequence, aside.subject.clone());
                let outcome = self.try_again(aside).await?;
                let is_answered = outcome == Outcome::Answered;
                events.push(CameOf { sequence, subject, outcome });
                if !is_answered {
                    return Ok(());
                }
            }
        }
    }

    async fn try_again(&self, aside: Aside) -> Result<Outcome, Fault> {
        let stored = self.log.get(aside.sequence).await?;
        match self.attempt(&stored).await {
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
