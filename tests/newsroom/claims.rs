//! One claim, however many ask at once, on however many replicas.

use contract::{Actor, PieceId, Reply, Request, Role, Subject, translation};
use runtime::clock;
use serde_json::json;

use crate::newsroom::{Newsroom, Service, until};

const CLIENTS: usize = 32;
const ROUNDS: usize = 100;

/// An RSS feed of so many short items.
pub fn feed(items: usize) -> Vec<u8> {
    let item = |number: usize| {
        format!(
            "<item><title>خبر {number}</title><guid>item-{number}</guid><link>https://wadi.example/{number}</link>\
             <description>أعيد فتح الجسر رقم {number} صباح اليوم.</description></item>"
        )
    };
    let items: String = (0..items).map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>الوادي</title>{items}</channel></rss>").into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_thirty_two_who_claim_at_once_on_three_replicas_one_gets_it() {
    let mut newsroom = Newsroom::start("claims").await;
    newsroom.open(&[Service::Translation, Service::Translation]).await;
    let adam = newsroom.person("adam");
    let health = || async { adam.get("/api/health").await.done()["services"]["translation"].clone() };
    until(async || (health().await == json!(3)).then_some(())).await;
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(ROUNDS)).await.done();
    until(async || (adam.pieces("open").await.len() == ROUNDS).then_some(())).await;

    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(async_nats::connect(newsroom.server.client_url()).await.unwrap());
    }
    for piece in adam.pieces("open").await {
        let piece: PieceId = serde_json::from_value(piece["id"].clone()).unwrap();
        let mut asking = tokio::task::JoinSet::new();
        for (number, client) in clients.iter().enumerate() {
            asking.spawn(claim(client.clone(), piece.clone(), number));
        }
        let replies = asking.join_all().await;
        check(&replies);
    }
}

pub async fn claim(client: async_nats::Client, piece: PieceId, number: usize) -> Reply<translation::Refusal> {
    let name = format!("translator-{number}");
    let actor = Actor { member: name.parse().unwrap(), name, roles: [Role::Translator].into() };
    let command = translation::Command::Claim { minutes: 60 };
    let request = Request {
        id: clock::command_id(),
        stream: piece.to_string(),
        actor,
        cause: None,
        seen: None,
        command,
    };
    let subject = Subject::translation(&piece).kind().command_subject();
    let answer = client.request(subject, serde_json::to_vec(&request).unwrap().into()).await.unwrap();
    serde_json::from_slice(&answer.payload).unwrap()
}

/// One has it; all the others are told the same: who, and until when.
fn check(replies: &[Reply<translation::Refusal>]) {
    let holders = replies.iter().filter(|reply| matches!(reply, Reply::Recorded { .. })).count();
    assert_eq!(holders, 1, "{replies:?}");
    let told: std::collections::BTreeSet<_> = replies
        .iter()
        .filter_map(|reply| match reply {
            Reply::Refused { refusal: translation::Refusal::ClaimedByAnother { by, until }, .. } => {
                Some((by, until))
            }
            Reply::Recorded { .. }
            | Reply::Unchanged { .. }
            | Reply::Refused { .. }
            | Reply::Moved { .. }
            | Reply::NotUnderstood { .. }
            | Reply::Unavailable { .. }
            | Reply::Blocked { .. } => None,
        })
        .collect();
    let refused = replies.iter().filter(|reply| matches!(reply, Reply::Refused { .. })).count();
    assert_eq!((refused, told.len()), (CLIENTS - 1, 1), "{replies:?}");
}
