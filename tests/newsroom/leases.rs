//! Leases that are over: what cannot be recorded about one holds up neither the others nor the service.

use std::time::Duration;

use async_nats::Client;
use chrono::TimeDelta;
use contract::{
    ArticleId, Brief, Credit, Event, PieceId, Reply, Subject,
    health::{Durability, PartState},
    translation::{Event as Fact, Lease, Requested},
};
use journal::Log;
use runtime::{Health, Shutdown, clock};
use tokio::task::JoinHandle;

use crate::{
    claims::claim,
    newsroom::until,
    planted::{Planted, origin, source},
};

/// The translation service on a planted log.
struct Running {
    client: Client,
    log: Log,
    health: Health,
    shutdown: Shutdown,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    async fn on(planted: &Planted) -> Self {
        let client = async_nats::connect(planted.server.client_url()).await.unwrap();
        let log = Log::open_existing(client.clone()).await.unwrap();
        let (health, shutdown) = (Health::new(Durability::OnDisk), Shutdown::new());
        let service = translation::run(client.clone(), log.clone(), health.clone(), shutdown.clone());
        Self { client, log, health, shutdown, task: tokio::spawn(service) }
    }

    fn leases(&self) -> Option<PartState> {
        let leases = self.health.now().parts.into_iter().find(|part| part.name == "leases");
        leases.map(|part| part.state)
    }

    async fn end(self) {
        self.shutdown.cancel();
        self.task.await.unwrap().unwrap();
    }
}

/// So many pieces, in the order of their ids.
fn pieces(count: usize) -> Vec<PieceId> {
    let id = |number| ArticleId::of(&"wadi".parse().unwrap(), &format!("guid-{number}"));
    let piece = |number| PieceId { article: id(number), language: "en".parse().unwrap() };
    let mut pieces: Vec<_> = (0..count).map(piece).collect();
    pieces.sort();
    pieces
}

fn requested(piece: &PieceId) -> (Subject, Event) {
    let (language, brief) = (piece.language.clone(), Brief::default());
    let requested = Requested { language, origin: origin(), document: source(), brief };
    (Subject::translation(piece), Event::Translation(Fact::Requested(requested.into())))
}

/// A claim that ended a minute ago.
fn claimed(piece: &PieceId) -> (Subject, Event) {
    let holder = Credit { member: "salma".parse().unwrap(), name: "Salma".to_owned() };
    let until = clock::now() - TimeDelta::minutes(1);
    let lease = Lease { holder, epoch: 1, until, minutes: 1 };
    (Subject::translation(piece), Event::Translation(Fact::Claimed(lease)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_from_the_future_on_a_claimed_piece_does_not_end_the_service() {
    let pieces = pieces(2);
    let facts = [requested(&pieces[0]), requested(&pieces[1]), claimed(&pieces[0])];
    let planted = Planted::with("leases-future", facts).await;
    let (subject, event) = claimed(&pieces[0]);
    let today = String::from_utf8(planted.envelope(&subject, &event)).unwrap();
    let tomorrow = today.replace("\"schemaversion\":1", "\"schemaversion\":99");
    let at = planted.raw_append(&subject.to_string(), Some(3), tomorrow.into_bytes()).await;

    let running = Running::on(&planted).await;
    let stopped =
        || matches!(running.leases(), Some(PartState::Stopped { at: stopped, .. }) if stopped == at);
    until(async || stopped().then_some(())).await;
    // Leases that are over are looked for each second.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let reply = claim(running.client.clone(), pieces[1].clone(), 1).await;
    assert!(matches!(reply, Reply::Recorded { .. }), "{reply:?}");
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_whose_end_cannot_be_recorded_holds_up_no_other() {
    let pieces = pieces(2);
    let facts = pieces.iter().flat_map(|piece| [requested(piece), claimed(piece)]);
    let planted = Planted::with("leases-damaged", facts).await;
    // The fold reads the first piece's claim all the same; its stream can no longer be read back.
    planted.events.delete_message(1).await.unwrap();

    let running = Running::on(&planted).await;
    let subject = Subject::translation(&pieces[1]);
    until(async || {
        let last = running.log.last(&subject).await.unwrap().unwrap().read().unwrap();
        matches!(last.event, Event::Translation(Fact::Lapsed { epoch: 1 })).then_some(())
    })
    .await;
    let reply = claim(running.client.clone(), pieces[1].clone(), 1).await;
    assert!(matches!(reply, Reply::Recorded { .. }), "{reply:?}");
    running.end().await;
}
