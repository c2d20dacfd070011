//! Hearing the log in a task of its own: a wait for the server is not to be cut short by what else happens.

use std::time::Duration;

use journal::{Delivery, Heard, Reactions};
use tokio::{
    sync::mpsc::{self, Sender},
    task::JoinSet,
};

/// How long a place that is not set up as it must be is left alone before it is looked at again.
const LOOKED_AT_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// The one that hears what comes to a reaction.
pub(super) struct Reader {
    heard: mpsc::Receiver<Heard>,
    reading: JoinSet<Vec<Delivery>>,
}

impl Reader {
    pub(super) fn of(reactions: Reactions) -> Self {
        let (hand_over, heard) = mpsc::channel(1);
        let mut reading = JoinSet::new();
        reading.spawn(read(reactions, hand_over));
        Self { heard, reading }
    }

    /// What comes next. May be cancelled.
    pub(super) async fn next(&mut self) -> Option<Heard> {
        self.heard.recv().await
    }

    /// Asks for no more events, and gives those that came and were not taken.
    pub(super) async fn end(mut self) -> Vec<Delivery> {
        self.heard.close();
        let mut untaken = Vec::new();
        while let Some(heard) = self.heard.recv().await {
            untaken.extend(event(heard));
        }
        while let Some(read) = self.reading.join_next().await {
            untaken.extend(read.unwrap_or_default());
        }
        untaken
    }
}

/// Hands over what is heard until nobody takes it; gives the events that were not taken.
async fn read(mut reactions: Reactions, hand_over: Sender<Heard>) -> Vec<Delivery> {
    let mut untaken = None;
    loop {
        let heard = tokio::select! {
            () = hand_over.closed() => break,
            heard = reactions.next() => heard,
        };
        let nothing_comes = matches!(heard, Heard::Otherwise(_));
        if let Err(unsent) = hand_over.send(heard).await {
            untaken = event(unsent.0);
            break;
        }
        if nothing_comes {
            // Either end of the wait is as good: the loop asks both again.
            let _ = tokio::time::timeout(LOOKED_AT_AGAIN_AFTER, hand_over.closed()).await;
        }
    }
    untaken.into_iter().chain(reactions.end()).collect()
}

fn event(heard: Heard) -> Option<Delivery> {
    match heard {
        Heard::Event(delivery) => Some(delivery),
        Heard::FoundAgain | Heard::NewPlace | Heard::Otherwise(_) => None,
    }
}
