//! What those of whom the desk knows nothing can make it do: less than it costs to count them.

use std::{num::NonZeroU32, time::Duration};

use async_nats::Subscriber;
use desk::limits::Limits;
use futures_util::StreamExt;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    newsroom::{Newsroom, until},
    person::Person,
    visitor::Visitor,
};

/// Where a desk asks the server about a token.
const ASKED: &str = "$JS.API.STREAM.MSG.GET.KV_TOKENS";

/// Whoever waits for a body that never comes does not answer at all.
const ANSWERED_WITHIN: Duration = Duration::from_secs(10);

/// A desk without services, at which a stranger may ask so often in a minute.
async fn desk(name: &str, stranger: NonZeroU32) -> Newsroom {
    let mut newsroom = Newsroom::closed(name).await;
    newsroom.limits = Limits { stranger, ..Limits::NONE };
    newsroom.open_desk().await;
    let anybody = Visitor::new(&newsroom);
    until(async || anybody.request("GET", "/assets/none").send().await.ok()).await;
    newsroom
}

/// A program with a token that nobody was given.
fn forged(newsroom: &Newsroom, letter: &str) -> Person {
    Person::new(&newsroom.address, format!("dgm_{letter}{}", "A".repeat(42)))
}

/// How often a desk has asked the server about a token since it was looked last.
async fn asked(newsroom: &Newsroom, watch: &mut Subscriber) -> usize {
    // What was answered before this is sent was asked before it.
    newsroom.client.publish(ASKED, "looked at".into()).await.unwrap();
    let mut count = 0;
    while watch.next().await.unwrap().payload != "looked at" {
        count += 1;
    }
    count
}

/// The first line of the answer to a request that says it has a body of so many bytes, and sends none of them.
async fn answer_without_body(newsroom: &Newsroom, head: &str, bytes: usize) -> String {
    let host = newsroom.address.strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(host).await.unwrap();
    let request = format!("{head}\r\nhost: {host}\r\ncontent-length: {bytes}\r\n\r\n");
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = vec![0; 1024];
    let read = tokio::time::timeout(ANSWERED_WITHIN, connection.read(&mut answer)).await;
    let read = read.expect("an answer that waits for no body").unwrap();
    String::from_utf8_lossy(&answer[..read]).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_read_of_what_a_stranger_sends() {
    let newsroom = desk("strangers-bodies", NonZeroU32::MAX).await;
    let key = "idempotency-key: 0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7";
    let head = format!("POST /api/memories?name=x HTTP/1.1\r\n{key}");
    let said = answer_without_body(&newsroom, &head, 60_000_000).await;
    assert!(said.contains("401"), "{said}");

    // A form is kept for whoever has typed it, but not before it is counted.
    let newsroom = desk("strangers-forms", NonZeroU32::MIN).await;
    assert_eq!(Visitor::new(&newsroom).get("/sign-in").await.status, 200);
    let head = "POST /sign-in HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded";
    let said = answer_without_body(&newsroom, head, 4_000_000).await;
    assert!(said.contains("429"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_is_asked_about_a_secret_once_where_it_matters_and_never_for_what_is_refused() {
    let newsroom = desk("strangers-secrets", NonZeroU32::MAX).await;
    let mut watch = newsroom.client.subscribe(ASKED).await.unwrap();
    newsroom.client.flush().await.unwrap();
    let stranger = forged(&newsroom, "A");
    assert_eq!(stranger.get("/api/health").await.status, 200);
    assert_eq!(stranger.get("/sign-in").await.status, 200);
    assert_eq!(asked(&newsroom, &mut watch).await, 0, "who comes in there may be anybody");
    assert_eq!(stranger.get("/api/newsroom").await.status, 401);
    assert_eq!(asked(&newsroom, &mut watch).await, 1, "its problem is told without asking again");
    assert_eq!(stranger.ask("POST", "/api/terms", &json!({})).await.status, 401);
    assert_eq!(asked(&newsroom, &mut watch).await, 1, "as is what an act rests on");

    let newsroom = desk("strangers-limits", NonZeroU32::MIN).await;
    let mut watch = newsroom.client.subscribe(ASKED).await.unwrap();
    newsroom.client.flush().await.unwrap();
    let statuses = ["A", "B", "C", "D", "E"].map(|letter| forged(&newsroom, letter));
    let mut refused = 0;
    for stranger in statuses {
        refused += usize::from(stranger.get("/api/newsroom").await.status == 429);
    }
    // A slow machine may take longer than the minute after which one more is let through.
    assert!(refused >= 3, "{refused}");
    assert_eq!(asked(&newsroom, &mut watch).await, 5 - refused);
}
