//! Who looks at what at this moment. That is no fact: desks say it to each other over NATS, again and again for as long as a
//! page is open, and forget it when it is said no more.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_nats::{Client, Message};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use contract::{ArticleId, MemberId, PieceId};
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use tokio::{
    sync::{Notify, watch},
    time::{Instant, MissedTickBehavior},
};

use super::Following;

/// How often it is said that somebody looks.
const SAID_EVERY: Duration = Duration::from_secs(2);

/// Who was not said to look for so long looks no more: two sayings may be lost on the way.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(5);

/// So many are known at one time, over all pieces. Whoever comes on top of them is not told of.
const KNOWN_MOST: usize = 10_000;

/// What is said of one: a name and a time. More is not read.
const SAID_BYTES_MOST: usize = 1_024;

/// Before the name of what is looked at.
const SUBJECT: &str = "looking.";

/// What somebody looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sight {
    Article(ArticleId),
    Piece(PieceId),
}

/// One member who looks at something.
#[derive(Clone, Debug)]
pub(crate) struct Looking {
    pub(crate) sight: Sight,
    pub(crate) member: MemberId,
    pub(crate) name: String,
    pub(crate) since: DateTime<Utc>,
}

/// The same, as desks and pages are told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Looker {
    member: MemberId,
    name: String,
    since: DateTime<Utc>,
}

type Known = BTreeMap<(Sight, MemberId), Heard>;

#[derive(Clone, Debug)]
struct Heard {
    looker: Looker,
    at: Instant,
}

/// Who looks, as all desks say it, and who looks through this one.
#[derive(Clone, Default)]
pub(crate) struct Present {
    own: Arc<Own>,
    known: Arc<watch::Sender<Known>>,
}

#[derive(Default)]
struct Own {
    pages: Mutex<(u64, HashMap<u64, Looking>)>,
    /// Somebody has just begun to look: that is said at once.
    entered: Notify,
}

impl Sight {
    pub(crate) fn of(following: &Following) -> Option<Self> {
        let piece = following.piece.clone().map(Self::Piece);
        piece.or_else(|| following.article.map(Self::Article))
    }

    fn subject(&self) -> String {
        match self {
            Self::Article(id) => format!("{SUBJECT}{id}"),
            Self::Piece(id) => format!("{SUBJECT}{id}"),
        }
    }

    fn named(subject: &str) -> Option<Self> {
        let name = subject.strip_prefix(SUBJECT)?;
        let piece = name.parse().ok().map(Self::Piece);
        piece.or_else(|| name.parse().ok().map(Self::Article))
    }

    /// Whether who looks at this is seen by who looks at that: at an article all who look at its pieces are.
    fn is_seen_from(&self, other: &Self) -> bool {
        match (other, self) {
            (Self::Article(article), Self::Piece(piece)) => piece.article == *article,
            (Self::Article(_), Self::Article(_)) | (Self::Piece(_), Self::Article(_) | Self::Piece(_)) => {
                self == other
            }
        }
    }
}

/// One page that is open: it looks for as long as this is held.
pub(crate) struct Entered {
    own: Arc<Own>,
    page: u64,
}

impl Drop for Entered {
    fn drop(&mut self) {
        self.own.pages.lock().unwrap_or_else(PoisonError::into_inner).1.remove(&self.page);
    }
}

impl Present {
    pub(crate) fn enter(&self, looking: Looking) -> Entered {
        let mut pages = self.own.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.0 += 1;
        let page = pages.0;
        pages.1.insert(page, looking);
        self.own.entered.notify_one();
        Entered { own: Arc::clone(&self.own), page }
    }

    /// Who looks at this besides this member.
    pub(crate) fn beside(&self, sight: Sight, me: MemberId) -> Beside {
        Beside { known: self.known.subscribe(), sight, me, told: None }
    }

    /// Says who looks through this desk, and hears who looks through any.
    pub(crate) async fn keep_current(&self, client: Client) -> anyhow::Result<()> {
        let mut heard = client.subscribe(format!("{SUBJECT}*")).await?;
        let mut again = tokio::time::interval(SAID_EVERY);
        again.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                message = heard.next() => match message {
                    Some(message) => self.hear(&message),
                    None => anyhow::bail!("the connection is closed"),
                },
                () = self.own.entered.notified() => self.say(&client).await?,
                _ = again.tick() => {
                    self.forget();
                    self.say(&client).await?;
                }
            }
        }
    }

    async fn say(&self, client: &Client) -> anyhow::Result<()> {
        for (subject, looker) in self.said() {
            client.publish(subject, Bytes::from(serde_json::to_vec(&looker)?)).await?;
        }
        Ok(())
    }

    /// Each member once for each thing, however many pages there are.
    fn said(&self) -> Vec<(String, Looker)> {
        let pages = self.own.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let mut said = BTreeMap::new();
        for Looking { sight, member, name, since } in pages.1.values() {
            let looker = Looker { member: member.clone(), name: name.clone(), since: *since };
            said.entry((sight.subject(), member.clone())).or_insert(looker);
        }
        said.into_iter().map(|((subject, _), looker)| (subject, looker)).collect()
    }

    fn hear(&self, message: &Message) {
        let looker = (message.payload.len() <= SAID_BYTES_MOST)
            .then(|| serde_json::from_slice::<Looker>(&message.payload).ok())
            .flatten();
        // What is no such thing is no desk's.
        let (Some(sight), Some(looker)) = (Sight::named(&message.subject), looker) else { return };
        let at = Instant::now();
        self.known.send_if_modified(|known| {
            let full = known.len() >= KNOWN_MOST;
            match known.get_mut(&(sight.clone(), looker.member.clone())) {
                Some(heard) => {
                    heard.at = at;
                    false
                }
                None if full => false,
                None => {
                    known.insert((sight, looker.member.clone()), Heard { looker, at });
                    true
                }
            }
        });
    }

    fn forget(&self) {
        let now = Instant::now();
        self.known.send_if_modified(|known| {
            let before = known.len();
            known.retain(|_, heard| now - heard.at < FORGOTTEN_AFTER);
            known.len() != before
        });
    }
}

/// Those who look at one thing besides one member, as they come and go.
pub(crate) struct Beside {
    known: watch::Receiver<Known>,
    sight: Sight,
    me: MemberId,
    /// Nothing before the first time: a page that comes back may show others than there are.
    told: Option<Vec<Looker>>,
}

impl Beside {
    /// Waits until they are not those who were told last; gives them, who came first in front.
    pub(super) async fn changed(&mut self) -> Vec<Looker> {
        loop {
            let now = self.others();
            if self.told.as_ref() != Some(&now) {
                self.told = Some(now.clone());
                return now;
            }
            if self.known.changed().await.is_err() {
                return std::future::pending().await;
            }
        }
    }

    fn others(&mut self) -> Vec<Looker> {
        let known = self.known.borrow_and_update();
        let seen =
            known.iter().filter(|((sight, member), _)| sight.is_seen_from(&self.sight) && *member != self.me);
        let mut others: Vec<Looker> = seen.map(|(_, heard)| heard.looker.clone()).collect();
        others.sort_by(|one, other| (&one.member, one.since).cmp(&(&other.member, other.since)));
        others.dedup_by(|one, other| one.member == other.member);
        others.sort_by_key(|looker| looker.since);
        others
    }
}
