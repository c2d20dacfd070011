//! For operators: the events that services could not answer. Speaks to the log and the services themselves, not to the desk.

use std::time::Duration;

use anyhow::{Context, bail};
use async_nats::{Client, RequestErrorKind};
use clap::{Args, Subcommand};
use contract::reaction::{self, Answer, Aside, CameOf, GivenUp, Outcome, Request};
use serde::Serialize;

use crate::{
    act::{
        How,
        table::{Table, line},
    },
    open::{self, Opened, Tended},
    place::Place,
    say,
};

/// Each event that is tried again may wait for a server that is away.
const ANSWERED_WITHIN: Duration = Duration::from_mins(2);

#[derive(Args)]
pub(crate) struct Reactions {
    #[command(flatten)]
    tended: Tended,
    #[command(subcommand)]
    ask: Option<Ask>,
}

#[derive(Subcommand)]
enum Ask {
    /// Have a service try again now what it has set aside, each stream of facts in order
    Retry {
        /// As listed, such as `editing`
        reaction: String,
        /// Only the stream of facts of this event
        #[arg(value_parser = crate::act::given::number::<u64>)]
        sequence: Option<u64>,
    },
    /// Give an event up: it is never answered, and what waited behind it goes on
    GiveUp {
        /// As listed, such as `editing`
        reaction: String,
        #[arg(value_parser = crate::act::given::number::<u64>)]
        sequence: u64,
        /// The reason, which is kept
        #[arg(long)]
        why: String,
    },
}

/// What is set aside, in JSON.
#[derive(Serialize)]
struct Listed<'a> {
    reaction: &'a str,
    #[serde(flatten)]
    aside: &'a Aside,
}

/// Lists what is set aside, or has a service do something about it.
pub(crate) async fn run(reactions: Reactions, how: &How, place: &Place) -> anyhow::Result<()> {
    let Opened { client, log } = open::existing(&reactions.tended.servers, place).await?;
    let (reaction, request) = match reactions.ask {
        None => {
            let all = log.asides().await?.all().await?;
            if how.json {
                return list_in_json(&all);
            }
            list(&all);
            return Ok(());
        }
        Some(Ask::Retry { reaction, sequence }) => (reaction, Request::Retry { sequence }),
        Some(Ask::GiveUp { reaction, sequence, why }) => (reaction, Request::GiveUp { sequence, why }),
    };
    let events = ask(&client, &reaction, &request).await?;
    if how.json {
        say::line(serde_json::to_string(&events)?);
    } else if events.is_empty() {
        say::line("Nothing waits there.");
    } else {
        for event in &events {
            say::line(told(event));
        }
    }
    Ok(())
}

fn list_in_json(all: &[(String, Aside)]) -> anyhow::Result<()> {
    let listed: Vec<_> = all.iter().map(|(reaction, aside)| Listed { reaction, aside }).collect();
    say::line(serde_json::to_string(&listed)?);
    Ok(())
}

fn list(all: &[(String, Aside)]) {
    if all.is_empty() {
        say::line("Nothing is set aside: every event that was read has been answered.");
        return;
    }
    let row = |(reaction, aside): &(String, Aside)| {
        [
            line(reaction),
            aside.sequence.to_string(),
            line(&aside.subject),
            aside.since.format("%Y-%m-%d %H:%M:%S").to_string(),
            aside.tries.to_string(),
            why(aside),
        ]
    };
    let headings = ["REACTION", "EVENT", "STREAM", "SINCE (UTC)", "TRIES", "WHY"];
    say::line(Table::new(headings, all.iter().map(row)));
    if let Some((reaction, _)) = all.iter().find(|(_, aside)| aside.waits()) {
        let reaction = line(reaction);
        say::line(format_args!(
            "\nWhat was wrong is in the service's log. When it is right again: dragoman reactions retry {reaction}"
        ));
    }
}

fn why(aside: &Aside) -> String {
    let given_up = |given_up: &GivenUp| format!("given up: {}; {}", line(&given_up.why), aside.why);
    aside.given_up.as_ref().map_or_else(|| aside.why.to_string(), given_up)
}

async fn ask(client: &Client, reaction: &str, request: &Request) -> anyhow::Result<Vec<CameOf>> {
    let is_name = reaction.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !reaction.is_empty();
    anyhow::ensure!(is_name, "`{reaction}` is not the name of a reaction: `dragoman reactions` lists them");
    let bytes = serde_json::to_vec(request).context("the request cannot be written")?;
    let message = async_nats::Request::new().payload(bytes.into()).timeout(Some(ANSWERED_WITHIN));
    let answer = client.send_request(reaction::subject(reaction), message).await;
    let answer = answer.map_err(|error| match error.kind() {
        RequestErrorKind::NoResponders => {
            anyhow::anyhow!(
                "no service answers for `{reaction}`: it is not running, or there is no such reaction"
            )
        }
        RequestErrorKind::TimedOut
        | RequestErrorKind::InvalidSubject
        | RequestErrorKind::MaxPayloadExceeded
        | RequestErrorKind::Other => {
            anyhow::Error::new(error).context("the service did not answer; what it did stays done")
        }
    })?;
    let answer = serde_json::from_slice(&answer.payload);
    match answer.context("the service's answer cannot be read; is it of another version?")? {
        Answer::Done { events } => Ok(events),
        Answer::NotWaiting { sequence } => bail!("event {sequence} does not wait at `{reaction}`"),
        Answer::NotUnderstood { why } => {
            bail!("the service did not understand: {why}; is it of another version?")
        }
        Answer::Unavailable { why } => bail!("{why}; what was done before stays done, try again"),
    }
}

fn told(event: &CameOf) -> String {
    let CameOf { sequence, subject, outcome } = event;
    let outcome = match outcome {
        Outcome::Answered => "answered".to_owned(),
        Outcome::Waits { why } => format!("still waits: {why}"),
        Outcome::GivenUp { why } => format!("given up: {}", line(why)),
        Outcome::FromTheFuture => {
            "still waits: written by a newer version of the program; start that one".to_owned()
        }
    };
    format!("event {sequence} on {}: {outcome}", line(subject))
}
