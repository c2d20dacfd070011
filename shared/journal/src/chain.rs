//! Reading one stream of facts back: a walk along its chain, whose cost does not grow with the log.

use std::time::Duration;

use async_nats::{StatusCode, jetstream::message::StreamMessage};
use contract::Subject;
use futures_util::StreamExt;

use crate::{
    log::{Fault, Log, Stored},
    open::EVENTS,
    retry::Retry,
};

/// How many facts are read one by one, each naming the one before it. A stream that is longer, as one of a day's
/// drafts, is then read in batches: that costs more to begin with, and far less for each fact.
const STEPS: usize = 32;

/// The facts of one batch, and the most bytes of it: what a connection takes without being a slow consumer.
const BATCH: u64 = 1_000;
const BATCH_BYTES: u64 = 4 * 1024 * 1024;

/// How long a batch may say nothing before it is asked for again.
const HEARD_WITHIN: Duration = Duration::from_secs(3);

impl Log {
    /// The facts of a stream after the version `after`, oldest first, none of the acknowledged ones missing.
    pub async fn chain(&self, subject: &Subject, after: u64) -> Result<Vec<Stored>, Fault> {
        let last = self.last(subject).await?;
        self.walk_back(subject, last, after).await
    }

    /// The same, perhaps without the newest facts: good enough to decide on, for an append tells if it was not.
    pub(crate) async fn chain_nearby(&self, subject: &Subject) -> Result<Vec<Stored>, Fault> {
        let last = self.last_nearby(subject).await?;
        self.walk_back(subject, last, 0).await
    }

    async fn walk_back(
        &self,
        subject: &Subject,
        last: Option<Stored>,
        after: u64,
    ) -> Result<Vec<Stored>, Fault> {
        let mut facts = Vec::new();
        let mut next = last;
        while let Some(fact) = next.filter(|fact| fact.sequence > after) {
            let Some(before) = fact.before else {
                // It stands on no other fact, so what was before it cannot be known.
                return Err(Fault::Missing { subject: fact.subject, sequence: fact.sequence - 1 });
            };
            facts.push(fact);
            if before <= after {
                break;
            }
            if facts.len() == STEPS {
                let older = self.up_to(subject, after, before).await?;
                facts.extend(older.into_iter().rev());
                break;
            }
            next = Some(self.get(before).await?);
        }
        facts.reverse();
        Ok(facts)
    }

    /// The facts of a stream after `after` and up to `last`, which is one of them.
    async fn up_to(&self, subject: &Subject, after: u64, last: u64) -> Result<Vec<Stored>, Fault> {
        let mut facts: Vec<Stored> = Vec::new();
        let mut retry = Retry::new();
        loop {
            let reached = facts.last().map_or(after, |fact| fact.sequence);
            if reached >= last {
                facts.retain(|fact| fact.sequence <= last);
                return Ok(facts);
            }
            match self.batch(subject, reached + 1).await {
                Ok(batch) if !batch.is_empty() => facts.extend(batch),
                // A replica that has not got them yet, or a server that is away.
                Ok(_) if retry.pause().await => {}
                Err(_) if retry.pause().await => {}
                Ok(_) => return Err(Fault::Missing { subject: subject.to_string(), sequence: last }),
                Err(error) => return Err(Fault::Unanswered(error)),
            }
        }
    }

    /// The next facts of a stream from a sequence on: a batched direct get, which the client does not know.
    async fn batch(&self, subject: &Subject, from: u64) -> Result<Vec<Stored>, async_nats::Error> {
        let client = self.context.client();
        let inbox = client.new_inbox();
        let mut answers = client.subscribe(inbox.clone()).await?;
        let wanted = serde_json::json!({
            "seq": from, "next_by_subj": subject.to_string(), "batch": BATCH, "max_bytes": BATCH_BYTES,
        });
        let asked = format!("$JS.API.DIRECT.GET.{EVENTS}");
        client.publish_with_reply(asked, inbox, serde_json::to_vec(&wanted)?.into()).await?;
        let mut facts = Vec::new();
        loop {
            let answer = tokio::time::timeout(HEARD_WITHIN, answers.next()).await?;
            let answer = answer.ok_or("the connection is closed")?;
            match answer.status {
                None => facts.push(Stored::from(StreamMessage::try_from(answer)?)),
                // The end of the batch, or nothing there.
                Some(status) if status.as_u16() == 204 || status == StatusCode::NOT_FOUND => {
                    return Ok(facts);
                }
                Some(status) => return Err(format!("the server answered {status}").into()),
            }
        }
    }
}
