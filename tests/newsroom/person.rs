//! A person at the desk's HTTP API.

use std::time::Duration;

use contract::Digest;
use futures_util::{StreamExt, stream::BoxStream};
use serde_json::{Value, json};

use crate::newsroom::until;

/// After this time an answer is taken for lost, and the same is asked again.
const ATTEMPT: Duration = Duration::from_secs(3);

/// One member with a token.
#[derive(Clone)]
pub struct Person {
    http: reqwest::Client,
    pub address: String,
    token: String,
    /// What else each request says.
    also: Vec<(&'static str, String)>,
}

/// What the API answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    /// Which version of the log it is about.
    pub version: Option<u64>,
    /// After how many seconds to ask again.
    pub retry_after: Option<u64>,
    pub body: Value,
    /// The body as it came, where it is no JSON.
    pub text: String,
    headers: reqwest::header::HeaderMap,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The media type, without what else is said of it.
    pub fn kind(&self) -> &str {
        self.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default()
    }

    /// The body of an answer that must be a yes.
    #[track_caller]
    pub fn done(self) -> Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        self.body
    }

    /// The name of the refusal of an answer that must be a no.
    #[track_caller]
    pub fn refused(&self) -> String {
        assert!(self.status >= 400, "{self:?}");
        let detail = self.body["detail"].as_str().unwrap_or_default();
        assert!(detail.len() > 10, "a refusal says what to do: {self:?}");
        self.body["type"].as_str().unwrap().trim_start_matches("urn:dragoman:problem:").to_owned()
    }
}

impl Person {
    pub fn new(address: &str, token: String) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().timeout(Duration::from_secs(40)).build().unwrap();
        Self { http, address: address.to_owned(), token, also: Vec::new() }
    }

    /// The same person, whose requests say this besides.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut also = self.also.clone();
        also.push((name, value.to_owned()));
        Self { also, ..self.clone() }
    }

    /// Asks without a body.
    pub async fn bare(&self, method: &str, path: &str) -> Answer {
        let request = self.http.request(method.parse().unwrap(), format!("{}{path}", self.address));
        self.send(request).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.http.get(format!("{}{path}", self.address))).await.unwrap()
    }

    /// What comes in on an answer that does not end; for who comes back, after the event that was heard last.
    pub async fn listen(&self, path: &str, last: Option<u64>) -> BoxStream<'static, bytes::Bytes> {
        let mut request = self.http.get(format!("{}{path}", self.address)).bearer_auth(&self.token);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer = request.send().await.unwrap().error_for_status().unwrap();
        answer.bytes_stream().map(|chunk| chunk.unwrap()).boxed()
    }

    pub async fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.try_ask(method, path, body).await.unwrap()
    }

    /// The same, where the desk itself may be away.
    pub async fn try_ask(&self, method: &str, path: &str, body: &Value) -> Option<Answer> {
        let method = method.parse().unwrap();
        let request = self.http.request(method, format!("{}{path}", self.address));
        self.send(request.header("content-type", "application/json").body(body.to_string())).await
    }

    pub async fn post_bytes(&self, path: &str, kind: &str, bytes: Vec<u8>) -> Answer {
        // A desk that refuses a large body does not read it to its end: whoever still sends may see the connection go
        // before the answer, and asks again.
        until(async || {
            let request = self.http.post(format!("{}{path}", self.address));
            self.send(request.header("content-type", kind.to_owned()).body(bytes.clone())).await
        })
        .await
    }

    /// Asks again, under the same key, while services are away.
    pub async fn until_done(&self, method: &str, path: &str, body: &Value) -> Value {
        let key = runtime::clock::command_id().to_string();
        let answer = until(async || {
            let method = method.parse().unwrap();
            let request = self.http.request(method, format!("{}{path}", self.address));
            let request = request.header("content-type", "application/json").header("idempotency-key", &key);
            let request = request.timeout(ATTEMPT);
            // Away, or not signed in because the desk has not folded the members yet: both pass.
            self.send(request.body(body.to_string()))
                .await
                .filter(|answer| ![401, 503].contains(&answer.status))
        });
        answer.await.done()
    }

    /// Hands over a feed, again while the service is away.
    pub async fn until_taken(&self, source: &str, feed: &[u8]) -> Value {
        until(async || {
            let request =
                self.http.post(format!("{}/api/sources/{source}/feed", self.address)).timeout(ATTEMPT);
            let answer = self.send(request.body(feed.to_vec())).await?;
            (![401, 503].contains(&answer.status)).then(|| answer.done())
        })
        .await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Option<Answer> {
        let request =
            self.also.iter().fold(request, |request, (name, value)| request.header(*name, value.as_str()));
        let response = request.bearer_auth(&self.token).send().await.ok()?;
        let headers = response.headers().clone();
        let status = response.status().as_u16();
        let number = |name: &str| response.headers().get(name)?.to_str().ok()?.parse().ok();
        let (version, retry_after) = (number("dragoman-version"), number("retry-after"));
        let bytes = response.bytes().await.ok()?;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let text = if body.is_null() { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
        Some(Answer { status, version, retry_after, body, text, headers })
    }

    /// What is given as it is, and is no JSON.
    pub async fn text(&self, path: &str) -> String {
        let request = self.http.get(format!("{}{path}", self.address)).bearer_auth(&self.token);
        request.send().await.unwrap().error_for_status().unwrap().text().await.unwrap()
    }

    /// Every piece at this stage, by id.
    pub async fn pieces(&self, stage: &str) -> Vec<Value> {
        let (mut rows, mut before) = (Vec::new(), u64::MAX);
        loop {
            let page = self.get(&format!("/api/pieces?stage={stage}&limit=200&before={before}")).await.done();
            let page = page["rows"].as_array().unwrap().clone();
            let Some(last) = page.last() else { return rows };
            before = last["position"].as_u64().unwrap();
            rows.extend(page);
        }
    }

    /// A piece with its words, once it is there and the desk can be reached.
    pub async fn piece(&self, piece: &str) -> Value {
        let path = format!("/api/pieces/{piece}");
        until(async || {
            let request = self.http.get(format!("{}{path}", self.address)).timeout(ATTEMPT);
            Some(self.send(request).await.filter(|answer| answer.status == 200)?.body)
        })
        .await
    }

    /// Claims a piece and gives the epoch.
    pub async fn claim(&self, piece: &str) -> u64 {
        let row = self.until_done("POST", &format!("/api/pieces/{piece}/claim"), &json!({})).await;
        row["lease"]["epoch"].as_u64().unwrap()
    }

    /// Claims, translates every block by `english` (number of the block → words) and submits.
    pub async fn translate(&self, piece: &str, english: impl Fn(usize, &Value) -> String) {
        let epoch = self.claim(piece).await;
        let blocks = self.piece(piece).await["document"]["blocks"].as_array().unwrap().clone();
        for (number, block) in blocks.iter().enumerate() {
            let words = json!({ "epoch": epoch, "text": english(number, block) });
            let path = format!("/api/pieces/{piece}/blocks/{}", block["id"]);
            self.until_done("PUT", &path, &words).await;
        }
        self.until_done("POST", &format!("/api/pieces/{piece}/submission"), &json!({ "epoch": epoch })).await;
    }

    /// Approves what was submitted; waits for the edit to be opened.
    pub async fn approve(&self, piece: &str) -> Digest {
        let digest = self.piece(piece).await["submission"]["digest"].clone();
        let body = json!({ "digest": digest });
        let path = format!("/api/pieces/{piece}/approval");
        until(async || {
            let answer = self.try_ask("POST", &path, &body).await?;
            let waiting =
                answer.status == 503 || answer.body["type"] == "urn:dragoman:problem:edit:not_submitted";
            (!waiting).then(|| answer.done())
        })
        .await;
        serde_json::from_value(digest).unwrap()
    }

    /// Publishes approved words; waits for the publication to be prepared.
    pub async fn publish(&self, piece: &str, digest: Digest) {
        let body = json!({ "digest": digest });
        let path = format!("/api/pieces/{piece}/publication");
        until(async || {
            let answer = self.try_ask("POST", &path, &body).await?;
            let waiting = answer.status == 503
                || answer.body["type"] == "urn:dragoman:problem:publication:not_approved";
            (!waiting).then(|| answer.done())
        })
        .await;
    }
}
