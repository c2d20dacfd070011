//! The desk's HTTP API, as a client sees it.

use std::time::Duration;

use chrono::TimeDelta;
use contract::MemberId;
use desk::{Key, Problem, api::bodies::Page};
use reqwest::{Client, Method, RequestBuilder, StatusCode, header::CONTENT_TYPE};
use runtime::clock;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::failure::Failure;

/// Longer than the desk takes to read the largest feed.
const ANSWERED_WITHIN: Duration = Duration::from_secs(130);

/// How long a token lives that is made for one request: the clocks of desk and command line are the same one.
const TOKEN: TimeDelta = TimeDelta::minutes(5);

/// Who acts.
pub(super) enum Who {
    Member { member: MemberId, key: Key },
    Bearer(String),
    Nobody,
}

pub(super) struct Desk {
    http: Client,
    address: String,
    who: Who,
}

/// What the desk answered, word for word.
pub(super) struct Answer {
    text: String,
    recorded: bool,
}

impl Answer {
    /// What is no JSON.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether an act has recorded anything; not where things were so before.
    pub(super) fn is_recorded(&self) -> bool {
        self.recorded
    }

    pub(super) fn json(&self) -> &str {
        &self.text
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_str(&self.text).map_err(Failure::Unreadable)
    }
}

impl Desk {
    pub(super) fn new(address: &str, who: Who) -> Result<Self, Failure> {
        let is_web = reqwest::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if !is_web {
            return Err(Failure::NotAnAddress { given: address.to_owned() });
        }
        // One provider of cryptography for the process; whoever was first has set the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().timeout(ANSWERED_WITHIN).build().map_err(Failure::NoClient)?;
        Ok(Self { http, address: address.trim_end_matches('/').to_owned(), who })
    }

    pub(super) async fn get(&self, path: &str) -> Result<Answer, Failure> {
        let request = self.request(Method::GET, path);
        self.send(self.signed(request)?).await
    }

    /// A list with all its pages, as one answer.
    pub(super) async fn get_all(&self, path: &str) -> Result<Answer, Failure> {
        let (mut rows, mut address) = (Vec::<Box<RawValue>>::new(), format!("{path}?limit=200"));
        loop {
            let page: Page<Box<RawValue>> = self.get(&address).await?.read()?;
            rows.extend(page.rows);
            // What leads on in these lists is an id or a number.
            let Some(next) = page.next else { break };
            address = format!("{path}?limit=200&after={next}");
        }
        let whole = Page { rows, next: None };
        let text = serde_json::to_string(&whole).expect("it was read from JSON");
        Ok(Answer { text, recorded: false })
    }

    /// What everybody may see.
    pub(super) async fn get_openly(&self, path: &str) -> Result<Answer, Failure> {
        self.send(self.request(Method::GET, path)).await
    }

    pub(super) async fn post<B: Serialize>(&self, path: &str, body: &B) -> Result<Answer, Failure> {
        self.act(self.request(Method::POST, path).json(body)).await
    }

    pub(super) async fn put<B: Serialize>(&self, path: &str, body: &B) -> Result<Answer, Failure> {
        self.act(self.request(Method::PUT, path).json(body)).await
    }

    pub(super) async fn delete(&self, path: &str) -> Result<Answer, Failure> {
        self.act(self.request(Method::DELETE, path)).await
    }

    pub(super) async fn post_bytes(
        &self,
        path: &str,
        bytes: Vec<u8>,
        content_type: Option<&str>,
    ) -> Result<Answer, Failure> {
        let request = self.request(Method::POST, path).body(bytes);
        match content_type {
            Some(content_type) => self.act(request.header(CONTENT_TYPE, content_type)).await,
            None => self.act(request).await,
        }
    }

    /// A token for who acts, good for so long.
    pub(super) fn token(&self, life: TimeDelta) -> Option<String> {
        match &self.who {
            Who::Member { member, key } => Some(key.token(member, clock::now() + life)),
            Who::Bearer(token) => Some(token.clone()),
            Who::Nobody => None,
        }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.address))
    }

    fn signed(&self, request: RequestBuilder) -> Result<RequestBuilder, Failure> {
        let token = self.token(TOKEN).ok_or(Failure::Nobody)?;
        Ok(request.bearer_auth(token))
    }

    /// Where the answer is lost, the same command is sent once more; by its id it is carried out once.
    async fn act(&self, request: RequestBuilder) -> Result<Answer, Failure> {
        let request = self.signed(request)?.header("idempotency-key", clock::command_id().to_string());
        let again = request.try_clone();
        match (self.send(request).await, again) {
            (Err(Failure::Unreachable { source, .. }), Some(again))
                if !source.is_connect() && !source.is_timeout() =>
            {
                self.send(again).await
            }
            (answered, _) => answered,
        }
    }

    async fn send(&self, request: RequestBuilder) -> Result<Answer, Failure> {
        let unreachable = |source| Failure::Unreachable { address: self.address.clone(), source };
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        let recorded = response.headers().get("dragoman-recorded").is_some_and(|value| value == "true");
        let text = response.text().await.map_err(unreachable)?;
        if status.is_success() { Ok(Answer { text, recorded }) } else { Err(self.refused(status, text)) }
    }

    fn refused(&self, status: StatusCode, json: String) -> Failure {
        match (serde_json::from_str::<Problem>(&json), &self.who) {
            (Err(_), _) => Failure::Unknown { status: status.as_u16() },
            (Ok(_), Who::Member { member, .. }) if status == StatusCode::UNAUTHORIZED => {
                Failure::NotAMember { member: member.clone() }
            }
            (Ok(problem), _) => Failure::Refused { problem: Box::new(problem), json },
        }
    }
}
