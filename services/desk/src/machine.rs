//! A machine that translates: a server that speaks the `LibreTranslate` API, asked for one block at a time and only when a
//! person asks. What it answers is data of a stranger, and bounded in every way.

use std::{fmt, time::Duration};

use axum::http::StatusCode;
use contract::{Language, translation::BLOCK_BYTES_MOST};
use reqwest::{Client, Response, Url, header::CONTENT_TYPE, redirect::Policy};
use serde::{Deserialize, Serialize};

use crate::problem::{Kind, Problem};

/// A server that does not take a connection in this time is down or drops us; a person waits.
const CONNECT_MOST: Duration = Duration::from_secs(5);

/// From the first byte sent to the last received: a long paragraph on a small machine takes some seconds.
const WHOLE_MOST: Duration = Duration::from_secs(30);

/// JSON can spell each byte of a text with six.
const BYTES_MOST: usize = 6 * BLOCK_BYTES_MOST + 1024;

/// As much of a server's own words as a person is told.
const SAID_MOST: usize = 200;

/// The most bytes of UTF-8 that a machine's name takes: it stands in facts with each block.
const NAME_BYTES_MOST: usize = 80;

/// How long and how much an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub connect: Duration,
    pub whole: Duration,
    /// Of the body, decompressed.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { connect: CONNECT_MOST, whole: WHOLE_MOST, bytes: BYTES_MOST }
    }
}

/// Why the machine gave nothing, and what to do. A person can always translate without it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error(
        "the address of the machine has to begin with https:// or http:// and to hold no name and no password"
    )]
    NotAnAddress,
    #[error("a machine is called by 1 to {NAME_BYTES_MOST} bytes")]
    NotAName,
    #[error("the machine cannot be reached; translate by hand, or ask again later")]
    Unreachable,
    #[error("the machine took longer than {seconds} seconds; ask again, or translate by hand")]
    TookTooLong { seconds: u64 },
    #[error("the machine sent more than a block can hold; translate by hand")]
    TooLarge,
    #[error(
        "the machine's address leads elsewhere, and a text is sent only where it was meant to go; tell whoever runs this \
         newsroom"
    )]
    LeadsElsewhere,
    #[error("the machine refused ({status}): {said}")]
    Refused { status: u16, said: String },
    #[error(
        "the machine's answer is not one of the LibreTranslate API; tell whoever runs this newsroom if it stays so"
    )]
    NotUnderstood,
    #[error("the machine answered without words; translate by hand")]
    NoWords,
}

/// The machine that this newsroom may ask.
#[derive(Clone)]
pub struct Machine {
    client: Client,
    address: Url,
    key: Option<String>,
    bounds: Bounds,
    name: String,
}

impl fmt::Debug for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Machine").field("name", &self.name).finish_non_exhaustive()
    }
}

/// `POST {address}/translate`.
#[derive(Serialize)]
struct Question<'a> {
    q: &'a str,
    source: &'a str,
    target: &'a str,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<&'a str>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "translatedText")]
    translated_text: String,
}

#[derive(Deserialize)]
struct Complaint {
    error: String,
}

impl Machine {
    /// The machine at this address, under the name by which its help is told. Fails where the address or the name is none, or where
    /// the roots of certificates of this computer cannot be read.
    pub fn new(name: &str, address: &str, key: Option<String>, bounds: Bounds) -> Result<Self, Failure> {
        let address = translate_under(address).ok_or(Failure::NotAnAddress)?;
        let name = name.trim();
        if !(1..=NAME_BYTES_MOST).contains(&name.len()) || name.chars().any(char::is_control) {
            return Err(Failure::NotAName);
        }
        // One provider of cryptography for the process; whoever was first has set the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(concat!("dragoman/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(bounds.connect)
            .timeout(bounds.whole)
            .redirect(Policy::none())
            .build()
            .map_err(|_| Failure::Unreachable)?;
        Ok(Self { client, address, key, bounds, name: name.to_owned() })
    }

    /// What its help is called, in facts and on what is published.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the machine makes of a text: at most as long as a block may be, without control characters but line breaks.
    pub async fn translate(&self, text: &str, from: &Language, into: &Language) -> Result<String, Failure> {
        let question = Question {
            q: text,
            // Servers of this API know languages, hardly ever their regions.
            source: from.primary(),
            target: into.primary(),
            format: "text",
            api_key: self.key.as_deref(),
        };
        let body = serde_json::to_vec(&question).map_err(|_| Failure::NotUnderstood)?;
        let request = self.client.post(self.address.clone()).header(CONTENT_TYPE, "application/json");
        let response = request.body(body).send().await.map_err(|error| self.failure(&error))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(Failure::LeadsElsewhere);
        }
        let bytes = self.body(response).await?;
        if status != StatusCode::OK {
            return Err(Failure::Refused { status: status.as_u16(), said: said(&bytes) });
        }
        let Answer { translated_text } =
            serde_json::from_slice(&bytes).map_err(|_| Failure::NotUnderstood)?;
        let text = plain(&translated_text).trim().to_owned();
        match text.len() {
            0 => Err(Failure::NoWords),
            1..=BLOCK_BYTES_MOST => Ok(text),
            _ => Err(Failure::TooLarge),
        }
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        // Counted as it comes, decompressed: neither a length that lies nor a small body that unpacks to a large one helps.
        while let Some(chunk) = response.chunk().await.map_err(|error| self.failure(&error))? {
            if bytes.len() + chunk.len() > self.bounds.bytes {
                return Err(Failure::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    fn failure(&self, error: &reqwest::Error) -> Failure {
        if error.is_connect() {
            Failure::Unreachable
        } else if error.is_timeout() {
            Failure::TookTooLong { seconds: self.bounds.whole.as_secs() }
        } else {
            Failure::NotUnderstood
        }
    }
}

/// Where the machine at this address translates. An address with a name and a password would stand in logs.
fn translate_under(address: &str) -> Option<Url> {
    let mut url = Url::parse(address.trim()).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    let is_plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    if !is_web || !is_plain || url.fragment().is_some() {
        return None;
    }
    url.path_segments_mut().ok()?.pop_if_empty().push("translate");
    Some(url)
}

/// The server's own words about what it refuses, on one line and cut.
fn said(bytes: &[u8]) -> String {
    let said = serde_json::from_slice(bytes).map(|Complaint { error }| error).unwrap_or_default();
    let line = plain(&said).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "it says nothing more".to_owned() } else { line.chars().take(SAID_MOST).collect() }
}

/// Without control characters, which no words of a person would hold. What a tab keeps apart, a space does.
fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if c == '\t' { ' ' } else { c });
    spaced.filter(|c| !c.is_control() || *c == '\n').collect()
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let (status, kind) = match &failure {
            Failure::TookTooLong { .. } => (StatusCode::GATEWAY_TIMEOUT, Kind::MachineTookTooLong),
            Failure::Unreachable => (StatusCode::BAD_GATEWAY, Kind::MachineUnreachable),
            Failure::NotAnAddress => (StatusCode::BAD_GATEWAY, Kind::MachineNotAnAddress),
            Failure::NotAName => (StatusCode::BAD_GATEWAY, Kind::MachineNotAName),
            Failure::TooLarge => (StatusCode::BAD_GATEWAY, Kind::MachineTooLarge),
            Failure::LeadsElsewhere => (StatusCode::BAD_GATEWAY, Kind::MachineLeadsElsewhere),
            Failure::Refused { .. } => (StatusCode::BAD_GATEWAY, Kind::MachineRefused),
            Failure::NotUnderstood => (StatusCode::BAD_GATEWAY, Kind::MachineNotUnderstood),
            Failure::NoWords => (StatusCode::BAD_GATEWAY, Kind::MachineNoWords),
        };
        Self::plain(status, kind, &failure.to_string())
    }
}

#[cfg(test)]
mod tests;
