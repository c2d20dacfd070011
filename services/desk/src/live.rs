//! News for open pages: which things moved and in which lists, resumed by the sequence of the log; and who else is looking.
//! Never what about them: a page asks for what it shows.

mod listener;
mod news;
pub(crate) mod present;

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State as Shared,
    http::HeaderMap,
    response::sse::{Event, Sse},
};
use contract::{ArticleId, MemberId, PieceId, PolicyId, SourceId, TermId};
use futures_util::{Stream, stream};
use runtime::clock;
use schemars::JsonSchema;
use serde::Deserialize;
use tokio::sync::broadcast;

use self::{
    listener::Listener,
    news::Batch,
    present::{Looking, Present, Sight},
};
use crate::{api::route::Asked, board::List, problem::Problem, signed::Signed, state::State};

/// No page is told more often: it can be shown within a second all the same.
const PAUSE: Duration = Duration::from_millis(400);

/// So many goes of news wait for a listener that is slow; what it missed beyond that is looked up for it.
const WAITING: usize = 16;

/// So many pages are told by one desk: each costs a connection.
const LISTENERS_MOST: usize = 4_096;

/// With which a browser says up to where it was told, when it comes back by itself.
const LAST_EVENT_ID: &str = "last-event-id";

/// What a page shows. Without any of these, everything that moves is told.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Following {
    /// One piece: who has it, where it stands, and which revision its source has.
    pub(crate) piece: Option<PieceId>,
    /// One article and its pieces.
    pub(crate) article: Option<ArticleId>,
    /// What is in this list, comes into it or leaves it.
    pub(crate) list: Option<List>,
    /// One source: what is agreed about it, how reading it goes, and the articles that come from it.
    pub(crate) source: Option<SourceId>,
    /// One term.
    pub(crate) term: Option<TermId>,
    /// One policy of one language, also where it is not enacted yet.
    pub(crate) policy: Option<PolicyId>,
    /// One member: what they may do, and whether they are still one.
    pub(crate) member: Option<MemberId>,
    /// What moved up to this version is known: a `Dragoman-Version`, or the id of an event of this stream. A `Last-Event-ID`
    /// goes before it.
    pub(crate) after: Option<u64>,
    /// Whether to say to others that this member looks at the piece or the article, for as long as this is listened to.
    #[serde(default)]
    pub(crate) looking: bool,
}

/// What all listeners of this desk share.
#[derive(Clone)]
pub(crate) struct Telling {
    batches: broadcast::Sender<Arc<Batch>>,
    pub(crate) present: Present,
}

impl Default for Telling {
    fn default() -> Self {
        Self { batches: broadcast::Sender::new(WAITING), present: Present::default() }
    }
}

/// Keeps all who listen to this desk told.
pub(crate) async fn tell(state: State) -> anyhow::Result<()> {
    let present = state.telling.present.clone();
    tokio::try_join!(tell_news(&state), present.keep_current(state.client.clone()))?;
    Ok(())
}

/// Looks after what moves, once for all who listen, and tells them in goes.
async fn tell_news(state: &State) -> anyhow::Result<()> {
    let mut part = state.board.part();
    let mut told = state.board.read().applied;
    loop {
        part.changed().await?;
        let batch = Batch::since(&state.board.read(), told);
        told = batch.upto;
        if batch.is_news() {
            // Where nobody listens there is nobody to miss it.
            let _ = state.telling.batches.send(Arc::new(batch));
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Tells what moved since, if anything did, and then whenever something does.
pub(crate) async fn follow(
    Shared(state): Shared<State>,
    signed: Signed,
    headers: HeaderMap,
    Asked(following): Asked<Following>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let telling = &state.telling;
    if telling.batches.receiver_count() >= LISTENERS_MOST {
        return Err(Problem::unavailable("as many pages listen to this desk as it can tell"));
    }
    let last = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()?.parse().ok());
    let following = Following { after: last.or(following.after), ..following };
    let seen = Sight::of(&following);
    let looking = match &seen {
        Some(sight) if following.looking => Some(telling.present.enter(Looking {
            sight: sight.clone(),
            member: signed.actor.member.clone(),
            name: signed.actor.name.clone(),
            since: clock::now(),
        })),
        Some(_) | None => None,
    };
    if let Some(after) = following.after {
        // Another desk may be ahead of this one by a moment.
        state.board.seen(after).await;
    }
    let batches = telling.batches.subscribe();
    let present = seen.map(|sight| telling.present.beside(sight, signed.actor.member));
    let listener = Listener::new(Arc::clone(&state.board), following, batches, present, looking);
    let stopping = state.stopping.clone();
    let news = stream::unfold(listener, move |mut listener| {
        let stopping = stopping.clone();
        async move {
            let event = stopping.run_until_cancelled(listener.next()).await??;
            Some((Ok(event), listener))
        }
    });
    Ok(Sse::new(news))
}
