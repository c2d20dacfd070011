//! Open pages are told that something moved, within a second, and of nothing that they do not show.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::json;

use crate::{
    assigning::open,
    newsroom::{Newsroom, PATIENCE},
    person::Person,
};

/// What a page hears.
struct Page {
    chunks: futures_util::stream::BoxStream<'static, bytes::Bytes>,
    heard: String,
}

impl Page {
    async fn open(person: &Person, path: &str) -> Self {
        let mut page = Self { chunks: person.listen(path).await, heard: String::new() };
        page.moved(PATIENCE).await;
        page
    }

    /// The version with which the page is told next.
    async fn moved(&mut self, within: Duration) -> u64 {
        let told = async {
            loop {
                if let Some(end) = self.heard.find("\n\n") {
                    let message: String = self.heard.drain(..end + 2).collect();
                    if let Some(version) = message.strip_prefix("event: moved\ndata: ") {
                        return version.trim_end().parse().unwrap();
                    }
                    continue;
                }
                let chunk = self.chunks.next().await.expect("the desk goes on telling");
                self.heard.push_str(std::str::from_utf8(&chunk).unwrap());
            }
        };
        tokio::time::timeout(within, told).await.expect("the page is told in time")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_told_within_a_second_that_something_moved() {
    let newsroom = Newsroom::start("live").await;
    let pieces = open(&newsroom, 2).await;
    let [salma, yusuf] = ["salma", "yusuf"].map(|name| newsroom.person(name));
    let mut queue = Page::open(&yusuf, "/api/live").await;
    let mut bench = Page::open(&yusuf, &format!("/api/live?piece={}", pieces[1])).await;

    let claimed = salma.claim(&pieces[0]).await;
    assert!(queue.moved(Duration::from_secs(1)).await > 0);
    // Words move nothing in a list, and another piece is not on this bench.
    let words = json!({ "epoch": claimed, "text": "Old bridge reopens" });
    salma.ask("PUT", &format!("/api/pieces/{}/blocks/0", pieces[0]), &words).await.done();
    let now = salma.get("/api/pieces").await.version.unwrap();
    salma.claim(&pieces[1]).await;
    assert!(queue.moved(Duration::from_secs(1)).await > now, "words moved nothing");
    assert!(bench.moved(Duration::from_secs(1)).await > now, "another piece is not on this bench");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_not_signed_in_or_follows_nothing_that_there_is_hears_why() {
    let newsroom = Newsroom::start("live-wrong").await;
    let nobody = Person::new(&newsroom.address, "none".to_owned());
    assert_eq!(nobody.get("/api/live").await.status, 401);
    assert_eq!(newsroom.person("salma").get("/api/live?piece=none").await.status, 400);
}
