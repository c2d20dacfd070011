//! Fetches a feed over HTTP: conditionally, and bounded in every way in which a server can go on for ever.

use std::{error::Error as _, time::Duration};

use reqwest::{
    Client, Response, StatusCode, Url,
    header::{ACCEPT, CONTENT_TYPE, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED},
    redirect::Policy,
};
use serde::{Deserialize, Serialize};

use crate::{cause::Cause, extract, feed::FEED_BYTES_MOST};

/// A server that does not take a connection in this time is down or drops us; the next look at the feed tries again.
const CONNECT_MOST: Duration = Duration::from_secs(10);

/// From the first byte sent to the last received, redirects included: the largest feed at 600 kB per second, and the end
/// of a body that never ends.
const WHOLE_MOST: Duration = Duration::from_secs(30);

/// Real feeds move once or twice; a browser gives up at twenty.
const REDIRECTS_MOST: usize = 5;

/// What is fetched with preference; some servers send a page to whoever does not ask for a feed.
const ACCEPTED: &str = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, \
    text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";

/// How long and how much a fetch may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub connect: Duration,
    pub whole: Duration,
    /// Of the body, decompressed.
    pub bytes: usize,
    pub redirects: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { connect: CONNECT_MOST, whole: WHOLE_MOST, bytes: FEED_BYTES_MOST, redirects: REDIRECTS_MOST }
    }
}

/// What a server calls the state of a feed that it sent (RFC 9110, section 8.8): sent back, it answers whether that has
/// changed. Empty at the first fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The same as when the validators were given.
    Unchanged,
    Body {
        bytes: Vec<u8>,
        content_type: Option<String>,
        /// For the next fetch.
        validators: Validators,
        /// Where the body was in the end: relative addresses in it start here.
        address_after_redirects: String,
    },
}

/// Why nothing was fetched, and what to do. Every one may be gone at the next attempt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Failure {
    #[error("`{given}` is not a web address: it has to begin with https:// or http://")]
    NotAnAddress { given: String },
    #[error("the server {host} cannot be reached: check the name in the address, and whether the site is up")]
    Unreachable { host: String, source: Cause },
    #[error("the server answered {code}: {}", advice(*code))]
    Status { code: u16 },
    #[error("the server sent more than {most} bytes: check that the address is that of a feed")]
    TooLarge { most: usize },
    #[error("the server had not sent everything after {seconds} seconds: it may be overloaded, or never end")]
    TookTooLong { seconds: u64 },
    #[error(
        "the address leads on more than {most} times: open it in a browser and use the address where it ends"
    )]
    RedirectsForEver { most: usize },
    #[error("the answer broke off or is not HTTP: if it stays so, tell the source")]
    Unreadable { source: Cause },
}

fn advice(code: u16) -> &'static str {
    match code {
        401 | 403 => "it does not let us in; ask the source for access",
        404 | 410 => "there is no feed at this address; ask the source for the new one",
        429 => "it is asked too often; look at the feed less often",
        500.. => "it has a fault of its own; if it stays so, tell the source",
        _ => "check the address of the feed",
    }
}

/// Fetches feeds; one for the whole process, so that connections are used again.
#[derive(Clone, Debug)]
pub struct Fetcher {
    client: Client,
    bounds: Bounds,
}

impl Fetcher {
    /// Fails where the machine's certificate roots cannot be read.
    pub fn new(bounds: Bounds) -> reqwest::Result<Self> {
        // One provider of cryptography for the process; whoever was first has set the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(concat!("dragoman/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(bounds.connect)
            .timeout(bounds.whole)
            .redirect(Policy::limited(bounds.redirects))
            .build()?;
        Ok(Self { client, bounds })
    }

    /// Fetches what is at the address, if it has changed since the validators were given.
    pub async fn fetch(&self, address: &str, since: &Validators) -> Result<Fetched, Failure> {
        let url = extract::web_address(address)
            .ok_or_else(|| Failure::NotAnAddress { given: address.chars().take(200).collect() })?;
        let mut request = self.client.get(url).header(ACCEPT, ACCEPTED);
        for (name, value) in [(IF_NONE_MATCH, &since.etag), (IF_MODIFIED_SINCE, &since.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let response = request.send().await.map_err(|e| self.failure(&e))?;
        match response.status() {
            StatusCode::NOT_MODIFIED => Ok(Fetched::Unchanged),
            status if status.is_success() => self.body(response).await,
            status => Err(Failure::Status { code: status.as_u16() }),
        }
    }

    async fn body(&self, mut response: Response) -> Result<Fetched, Failure> {
        let header =
            |name: HeaderName| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let content_type = header(CONTENT_TYPE);
        let validators = Validators { etag: header(ETAG), last_modified: header(LAST_MODIFIED) };
        let address_after_redirects = response.url().to_string();
        let mut bytes = Vec::new();
        // Counted as it comes, decompressed: neither a length that lies nor a small body that unpacks to a large one helps.
        while let Some(chunk) = response.chunk().await.map_err(|e| self.failure(&e))? {
            if bytes.len() + chunk.len() > self.bounds.bytes {
                return Err(Failure::TooLarge { most: self.bounds.bytes });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Fetched::Body { bytes, content_type, validators, address_after_redirects })
    }

    fn failure(&self, error: &reqwest::Error) -> Failure {
        if error.is_redirect() {
            Failure::RedirectsForEver { most: self.bounds.redirects }
        } else if error.is_connect() {
            // Not always that of the address: it may have led on.
            let host = error.url().and_then(Url::host_str).unwrap_or_default().to_owned();
            Failure::Unreachable { host, source: innermost(error) }
        } else if error.is_timeout() {
            Failure::TookTooLong { seconds: self.bounds.whole.as_secs() }
        } else {
            Failure::Unreadable { source: innermost(error) }
        }
    }
}

/// The innermost cause: the outer ones repeat the address.
fn innermost(error: &reqwest::Error) -> Cause {
    let mut innermost = error.source();
    while let Some(deeper) = innermost.and_then(std::error::Error::source) {
        innermost = Some(deeper);
    }
    innermost.map_or_else(|| Cause::of(error), Cause::of)
}

#[cfg(test)]
mod tests;
