//! The desk's HTTP API, as a client sees it.

use std::time::Duration;

use chrono::TimeDelta;
use contract::MemberId;
use desk::{Key, Problem};
use reqwest::{Client, Method, RequestBuilder, StatusCode, header::CONTENT_TYPE};
use runtime::clock;
use serde::{Serialize, de::DeserializeOwned};

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
pub(super) struct Answer(String);

impl Answer {
    /// What is no JSON.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn json(&self) -> &str {
        &self.0
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_str(&self.0).map_err(Failure::Unreadable)
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
        let text = response.text().await.map_err(unreachable)?;
        if status.is_success() { Ok(Answer(text)) } else { Err(self.refused(status, text)) }
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
