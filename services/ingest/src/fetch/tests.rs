use std::{io::Write as _, sync::Arc};

use flate2::{Compression, write::GzEncoder};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::*;

/// What a server does when it has given its answer.
#[derive(Clone, Copy)]
enum Then {
    HangsUp,
    SaysNothing,
    GoesOn,
}

/// A server that answers every request, whose head it may look at.
struct Server {
    address: String,
}

impl Server {
    async fn answering(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static, then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/feed", listener.local_addr().unwrap());
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&answer), then));
            }
        });
        Self { address }
    }

    async fn with(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::answering(move |_| answer.clone(), Then::HangsUp).await
    }

    async fn fetch(&self, bounds: Bounds) -> Result<Fetched, Failure> {
        Fetcher::new(bounds).unwrap().fetch(&self.address, &Validators::default()).await
    }
}

async fn serve(mut stream: TcpStream, answer: Arc<impl Fn(&str) -> Vec<u8>>, then: Then) {
    let mut head = vec![0; 8192];
    let length = stream.read(&mut head).await.unwrap_or_default();
    let answer = answer(&String::from_utf8_lossy(&head[..length]));
    // A client that has enough hangs up; that is its right.
    if stream.write_all(&answer).await.is_err() {
        return;
    }
    match then {
        Then::HangsUp => {}
        Then::SaysNothing => std::future::pending().await,
        Then::GoesOn => while stream.write_all("<item>نص</item>".repeat(1000).as_bytes()).await.is_ok() {},
    }
}

fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 200 OK\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn short() -> Bounds {
    Bounds { connect: Duration::from_millis(500), whole: Duration::from_millis(500), ..Bounds::default() }
}

#[tokio::test]
async fn a_feed_is_fetched_with_what_its_server_says_of_it() {
    let headers = "content-type: application/rss+xml\r\netag: \"7\"\r\nlast-modified: Sun, 01 Nov 2026 06:00:00 GMT\r\n";
    let server = Server::with(ok(headers, b"<rss/>")).await;
    let expected = Fetched::Body {
        bytes: b"<rss/>".to_vec(),
        content_type: Some("application/rss+xml".to_owned()),
        validators: Validators {
            etag: Some("\"7\"".to_owned()),
            last_modified: Some("Sun, 01 Nov 2026 06:00:00 GMT".to_owned()),
        },
        address_after_redirects: server.address.clone(),
    };
    assert_eq!(server.fetch(Bounds::default()).await, Ok(expected));
}

#[tokio::test]
async fn an_unchanged_feed_is_not_fetched_again() {
    let server = Server::answering(
        |head| {
            let known = head.contains("if-none-match: \"7\"") && head.contains("if-modified-since: Sun");
            if known { b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec() } else { ok("", b"<rss/>") }
        },
        Then::HangsUp,
    )
    .await;
    let since =
        Validators { etag: Some("\"7\"".to_owned()), last_modified: Some("Sun, 01 Nov 2026".to_owned()) };
    let fetcher = Fetcher::new(Bounds::default()).unwrap();
    assert_eq!(fetcher.fetch(&server.address, &since).await, Ok(Fetched::Unchanged));
    assert!(matches!(fetcher.fetch(&server.address, &Validators::default()).await, Ok(Fetched::Body { .. })));
}

#[tokio::test]
async fn redirects_are_followed_and_end() {
    let redirect = |to: &str| {
        format!("HTTP/1.1 301 Moved\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    };
    let there = Server::with(ok("", b"<rss/>")).await;
    let here = Server::with(redirect(&there.address)).await;
    let fetched = here.fetch(Bounds::default()).await.unwrap();
    assert!(
        matches!(fetched, Fetched::Body { address_after_redirects, .. } if address_after_redirects == there.address)
    );
    let circle = Server::with(redirect("/feed")).await;
    assert_eq!(
        circle.fetch(Bounds::default()).await,
        Err(Failure::RedirectsForEver { most: REDIRECTS_MOST })
    );
    let elsewhere = Server::with(redirect("file:///etc/passwd")).await;
    assert_eq!(elsewhere.fetch(Bounds::default()).await, Err(Failure::Status { code: 301 }));
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let begins = |_: &str| b"HTTP/1.1 200 OK\r\n\r\n<rss>".to_vec();
    let stalled = Server::answering(begins, Then::SaysNothing).await;
    assert_eq!(stalled.fetch(short()).await, Err(Failure::TookTooLong { seconds: 0 }));
    let mute = Server::answering(|_| Vec::new(), Then::SaysNothing).await;
    assert_eq!(mute.fetch(short()).await, Err(Failure::TookTooLong { seconds: 0 }));
    let endless = Server::answering(begins, Then::GoesOn).await;
    let bounds = Bounds { bytes: 1_000_000, ..Bounds::default() };
    assert_eq!(endless.fetch(bounds).await, Err(Failure::TooLarge { most: 1_000_000 }));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_feed() {
    let server = Server::with(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n<rss>".to_vec()).await;
    assert!(matches!(server.fetch(short()).await, Err(Failure::Unreadable { .. })));
}

#[tokio::test]
async fn a_body_of_50_megabytes_is_too_large_also_when_it_comes_packed() {
    let large = vec![b' '; 50_000_000];
    let too_large = Err(Failure::TooLarge { most: FEED_BYTES_MOST });
    assert_eq!(Server::with(ok("", &large)).await.fetch(Bounds::default()).await, too_large);
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&large).unwrap();
    let body = packer.finish().unwrap();
    assert!(body.len() < 1_000_000);
    assert_eq!(
        Server::with(ok("content-encoding: gzip\r\n", &body)).await.fetch(Bounds::default()).await,
        too_large
    );
}

#[tokio::test]
async fn a_packed_feed_is_unpacked() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(b"<rss/>").unwrap();
    let server = Server::with(ok("content-encoding: gzip\r\n", &packer.finish().unwrap())).await;
    assert!(
        matches!(server.fetch(Bounds::default()).await, Ok(Fetched::Body { bytes, .. }) if bytes == b"<rss/>")
    );
    let broken = Server::with(ok("content-encoding: gzip\r\n", b"<rss/>")).await;
    assert!(matches!(broken.fetch(Bounds::default()).await, Err(Failure::Unreadable { .. })));
}

#[tokio::test]
async fn what_is_no_answer_is_a_failure_that_says_so() {
    let gone = Server::with("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
    let failure = gone.fetch(Bounds::default()).await.unwrap_err();
    assert_eq!(failure, Failure::Status { code: 404 });
    assert!(failure.to_string().contains("there is no feed at this address"), "{failure}");
    let talk = Server::with("220 mail.wadi.example ESMTP\r\n").await;
    assert!(matches!(talk.fetch(Bounds::default()).await, Err(Failure::Unreadable { .. })));
    let fetcher = Fetcher::new(short()).unwrap();
    for given in ["", "wadi.example/feed", "file:///etc/passwd", "ftp://wadi.example"] {
        let failure = fetcher.fetch(given, &Validators::default()).await.unwrap_err();
        assert_eq!(failure, Failure::NotAnAddress { given: given.to_owned() });
    }
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let failure = fetcher.fetch(&format!("http://{closed}"), &Validators::default()).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreachable { .. }), "{failure}");
    // What the machine says of it is for the log.
    let told =
        "the server 127.0.0.1 cannot be reached: check the name in the address, and whether the site is up";
    assert_eq!(failure.to_string(), told);
    assert!(std::error::Error::source(&failure).is_some());
}

#[tokio::test]
async fn validators_that_are_no_headers_are_a_failure_and_no_panic() {
    let server = Server::with(ok("", b"<rss/>")).await;
    let since = Validators { etag: Some("\n".to_owned()), last_modified: None };
    let fetched = Fetcher::new(Bounds::default()).unwrap().fetch(&server.address, &since).await;
    assert!(matches!(fetched, Err(Failure::Unreadable { .. })));
}
