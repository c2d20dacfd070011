//! One page that listens: what it is told next.

use std::{sync::Arc, time::Duration};

use axum::response::sse::Event;
use journal::Live;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until},
};

use super::{
    Following,
    news::{Batch, News},
    present::{Beside, Entered},
};
use crate::board::Board;

/// A stream on which nothing is said for so long is told up to where it goes: proxies keep it, and who comes back later
/// need not ask for everything.
const BEAT: Duration = Duration::from_secs(15);

/// After so long a page comes back by itself, goes on where it was, and shows who it is once more: so nobody is told on who
/// has been signed out.
const LISTENS_FOR: Duration = Duration::from_mins(5);

/// How long a browser waits before it comes back.
const BACK_AFTER: Duration = Duration::from_millis(500);

pub(super) struct Listener {
    board: Arc<Live<Board>>,
    following: Following,
    batches: Receiver<Arc<Batch>>,
    present: Option<Beside>,
    /// Held for as long as this page looks.
    _looking: Option<Entered>,
    /// Up to which event the page knows what moved; nothing before it was told anything.
    told: Option<u64>,
    /// When it was told last, and when it began.
    spoke: Instant,
    begins: Instant,
}

impl Listener {
    pub(super) fn new(
        board: Arc<Live<Board>>,
        following: Following,
        batches: Receiver<Arc<Batch>>,
        present: Option<Beside>,
        looking: Option<Entered>,
    ) -> Self {
        let begins = Instant::now();
        Self { board, following, batches, present, _looking: looking, told: None, spoke: begins, begins }
    }

    /// Waits for what there is to tell. Nothing when it is time to come back.
    pub(super) async fn next(&mut self) -> Option<Event> {
        let event = self.awaited().await;
        self.spoke = Instant::now();
        event
    }

    async fn awaited(&mut self) -> Option<Event> {
        if self.told.is_none() {
            return Some(self.catch_up(self.following.after).retry(BACK_AFTER));
        }
        loop {
            let (beat, ends) = (self.spoke + BEAT, self.begins + LISTENS_FOR);
            tokio::select! {
                batch = self.batches.recv() => {
                    let told = match batch {
                        Ok(batch) => self.told_by(&batch),
                        Err(RecvError::Lagged(_)) => Some(self.catch_up(self.told)),
                        Err(RecvError::Closed) => return None,
                    };
                    if told.is_some() {
                        return told;
                    }
                }
                event = looking(self.present.as_mut()) => return Some(event),
                () = sleep_until(beat) => return Some(self.id()),
                () = sleep_until(ends) => return None,
            }
        }
    }

    /// What moved after this, looked up; where that is not known any more, that everything is to be asked for anew.
    fn catch_up(&mut self, after: Option<u64>) -> Event {
        let batch = after.map(|after| Batch::since(&self.board.read(), after));
        let Some(Batch { upto, moved: Some(moved) }) = batch else {
            self.told = Some(self.board.read().applied);
            return self.id().event("anew").data("{}");
        };
        self.told = Some(upto);
        let news = News::of(moved.iter(), &self.following);
        news.map_or_else(|| self.id(), |news| self.moved(&news))
    }

    fn told_by(&mut self, batch: &Batch) -> Option<Event> {
        let told = self.told.unwrap_or(0);
        if batch.upto <= told {
            return None;
        }
        let Some(moved) = &batch.moved else { return Some(self.catch_up(self.told)) };
        let news = News::of(moved.iter().filter(|moved| moved.sequence > told), &self.following);
        self.told = Some(batch.upto);
        news.map(|news| self.moved(&news))
    }

    fn moved(&self, news: &News) -> Event {
        let data = serde_json::to_string(news).expect("names are strings");
        self.id().event("moved").data(data)
    }

    /// An event that only says up to where the page was told: browsers keep it, and tell no script.
    fn id(&self) -> Event {
        Event::default().id(self.told.unwrap_or(0).to_string())
    }
}

/// Waits until others look than those who were told. Without an id: it is no fact, and is not resumed.
async fn looking(present: Option<&mut Beside>) -> Event {
    let Some(present) = present else { return std::future::pending().await };
    let others = present.changed().await;
    let data = serde_json::to_string(&others).expect("names and times are strings");
    Event::default().event("looking").data(data)
}
