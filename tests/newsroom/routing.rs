//! Routing rules: what a source's articles are commissioned into as they come.

use serde_json::json;

use crate::{
    claims::feed,
    newsroom::{Newsroom, until},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_is_commissioned_into_every_language_of_its_sources_rules() {
    let newsroom = Newsroom::start("routing").await;
    let adam = newsroom.person("adam");
    let source = json!({
        "id": "delta", "name": "Delta", "feed": null, "language": "ar", "section": "world", "rights": "none",
        "routes": [{ "language": "en" }, { "language": "fr", "brief": { "priority": "urgent" } }, { "language": "he" }],
        "every_minutes": 15
    });
    adam.until_done("POST", "/api/sources", &source).await;
    adam.post_bytes("/api/sources/delta/feed", "application/rss+xml", feed(2)).await.done();
    let open = until(async || Some(adam.pieces("open").await).filter(|open| open.len() == 6)).await;
    let urgent: Vec<_> = open.iter().filter(|piece| piece["brief"]["priority"] == "urgent").collect();
    assert!(
        urgent.len() == 2 && urgent.iter().all(|piece| piece["id"].as_str().unwrap().ends_with("_fr")),
        "{open:?}"
    );
}
