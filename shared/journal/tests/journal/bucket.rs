//! Buckets beside the log: who writes under an old revision is told, what was removed stays so, and replicas hear of both.

use std::time::Duration;

use futures_util::future::join_all;
use journal::{Bucket, BucketWatch, Held, Purpose, Written};

use crate::ground::{log, server};

const PURPOSE: Purpose = Purpose { name: "TEST", description: "a test", kept_for: None };

async fn bucket(server: &natsd::Server) -> Bucket {
    log(server).await.bucket(PURPOSE).await.unwrap()
}

/// What is heard next, within a bound of time.
async fn heard(watch: &mut BucketWatch) -> Written {
    tokio::time::timeout(Duration::from_secs(20), watch.next()).await.unwrap()
}

fn held(bytes: &'static str, revision: u64) -> Held {
    Held { bytes: bytes.into(), revision }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_under_an_old_revision_is_not_written() {
    let server = server("bucket-revisions").await;
    let (bucket, other) = (bucket(&server).await, bucket(&server).await);
    let first = bucket.replace("a.b", "one", 0).await.unwrap().unwrap();
    assert_eq!(other.replace("a.b", "two", 0).await.unwrap(), None);
    let second = other.replace("a.b", "two", first).await.unwrap().unwrap();
    assert_eq!(bucket.replace("a.b", "three", first).await.unwrap(), None);
    assert_eq!(bucket.get("a.b").await.unwrap(), Some(held("two", second)));

    // What was removed is not brought back by whoever read it before.
    bucket.remove("a.b").await.unwrap();
    assert_eq!(other.replace("a.b", "late", second).await.unwrap(), None);
    assert_eq!(other.get("a.b").await.unwrap(), None);
    assert_eq!(other.all().await.unwrap(), []);
    assert_eq!(other.replace("a.b", "anew", 0).await.unwrap(), None);
    let anew = other.put("a.b", "anew").await.unwrap();
    assert_eq!(bucket.all().await.unwrap(), [("a.b".to_owned(), held("anew", anew))]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_there_once_is_taken_once() {
    let server = server("bucket-take").await;
    let bucket = bucket(&server).await;
    let revision = bucket.put("once", "x").await.unwrap();
    let takers = join_all((0..16).map(|_| bucket.take("once", revision))).await;
    assert_eq!(takers.into_iter().filter(|taken| *taken.as_ref().unwrap()).count(), 1);
    assert_eq!(bucket.get("once").await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_watch_of_an_empty_bucket_is_current_at_once() {
    let server = server("bucket-empty").await;
    let bucket = bucket(&server).await;
    let mut watch = bucket.watch();
    assert_eq!(heard(&mut watch).await, Written::Current);
    let first = bucket.put("first", "1").await.unwrap();
    let held = held("1", first);
    assert_eq!(heard(&mut watch).await, Written::Put { key: "first".to_owned(), held });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_watch_begins_with_what_is_there_and_goes_on_after_the_server_was_away() {
    let mut server = server("bucket-watch").await;
    let (bucket, other) = (bucket(&server).await, bucket(&server).await);
    let kept = bucket.put("kept", "1").await.unwrap();
    bucket.put("gone", "2").await.unwrap();
    bucket.remove("gone").await.unwrap();
    let mut watch = other.watch();
    let put = |key: &str, held| Written::Put { key: key.to_owned(), held };
    assert_eq!(heard(&mut watch).await, put("kept", held("1", kept)));
    assert!(matches!(heard(&mut watch).await, Written::Removed { key, .. } if key == "gone"));
    assert_eq!(heard(&mut watch).await, Written::Current);

    let now = bucket.put("now", "3").await.unwrap();
    assert_eq!(heard(&mut watch).await, put("now", held("3", now)));
    bucket.remove("now").await.unwrap();
    assert!(matches!(heard(&mut watch).await, Written::Removed { key, .. } if key == "now"));

    server.restart().await.unwrap();
    let later = bucket.put("later", "4").await.unwrap();
    while heard(&mut watch).await != put("later", held("4", later)) {}
}
