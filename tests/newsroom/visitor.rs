//! Somebody at the desk whom it need not know: with whatever cookie, from wherever, by whatever page.

use reqwest::{Client, RequestBuilder, Response, header, redirect::Policy};

use serde_json::json;

use crate::newsroom::Newsroom;

/// One that is long enough, and that nobody guesses first.
pub const PASSWORD: &str = "seven owls under the bridge";

/// A browser, as much as a test makes of one.
#[derive(Clone)]
pub struct Visitor {
    http: Client,
    pub address: String,
    /// `name=value` of every cookie that it keeps.
    pub cookies: Vec<String>,
    /// Where a proxy says that it comes from.
    pub from: Option<&'static str>,
}

/// What came of a request.
#[derive(Debug)]
pub struct Seen {
    pub status: u16,
    pub location: Option<String>,
    pub retry_after: Option<u64>,
    /// Whole `Set-Cookie` lines.
    pub set: Vec<String>,
    pub text: String,
}

impl Visitor {
    pub fn new(newsroom: &Newsroom) -> Self {
        Self::nowhere().at(&newsroom.address)
    }

    /// One who has not gone to any desk yet.
    pub fn nowhere() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().redirect(Policy::none()).pool_max_idle_per_host(0).build().unwrap();
        Self { http, address: String::new(), cookies: Vec::new(), from: None }
    }

    /// The same browser at another place.
    pub fn from(&self, from: &'static str) -> Self {
        Self { from: Some(from), ..self.clone() }
    }

    pub fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    pub fn with(&self, cookie: &str) -> Self {
        Self { cookies: vec![cookie.to_owned()], ..self.clone() }
    }

    /// A request with this browser's cookies, and with nothing that a page of the desk would add.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let address =
            if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.address) };
        let mut request = self.http.request(method.parse().unwrap(), address);
        if !self.cookies.is_empty() {
            request = request.header(header::COOKIE, self.cookies.join("; "));
        }
        if let Some(from) = self.from {
            request = request.header("x-forwarded-for", from);
        }
        request
    }

    pub async fn get(&self, path: &str) -> Seen {
        seen(self.request("GET", path).header("accept", "text/html").send().await.unwrap()).await
    }

    /// Posts a form as a page of the desk does.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Seen {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self.request("POST", path).header("sec-fetch-site", "same-origin");
        let request = request.header("accept", "text/html");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        seen(request.body(body).send().await.unwrap()).await
    }

    /// Signs in by name and password, and keeps the cookie where that succeeds.
    pub async fn sign_in(&mut self, name: &str, password: &str) -> Seen {
        let seen = self.post("/sign-in", &[("name", name), ("password", password)]).await;
        self.keep(&seen);
        seen
    }

    /// Keeps the cookies that an answer sets, and forgets those that it clears.
    pub fn keep(&mut self, seen: &Seen) {
        for line in &seen.set {
            let pair = line.split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|kept| !kept.starts_with(&format!("{name}=")));
            if !value.is_empty() {
                self.cookies.push(pair.to_owned());
            }
        }
    }

    /// Whether the desk knows who this is.
    pub async fn is_known(&self) -> bool {
        let answer = self.request("GET", "/api/newsroom").send().await.unwrap();
        assert!([200, 401].contains(&answer.status().as_u16()), "{answer:?}");
        answer.status() == 200
    }
}

/// The path of a link by which this member comes in; an account of this address is theirs too, where one is given.
pub async fn invited(newsroom: &Newsroom, member: &str, email: Option<&str>) -> String {
    let path = format!("/api/members/{member}/invitations");
    let made = newsroom.person("adam").ask("POST", &path, &json!({ "email": email })).await.done();
    let address = newsroom.access.public_address.as_ref().unwrap_or(&newsroom.address);
    made["link"].as_str().unwrap().strip_prefix(address).unwrap().to_owned()
}

pub async fn seen(response: Response) -> Seen {
    let text =
        |name| response.headers().get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let (location, retry) = (text(header::LOCATION), text(header::RETRY_AFTER));
    let set = response.headers().get_all(header::SET_COOKIE).iter();
    Seen {
        status: response.status().as_u16(),
        location: location.map(str::to_owned),
        retry_after: retry.and_then(|seconds| seconds.parse().ok()),
        set: set.map(|line| line.to_str().unwrap().to_owned()).collect(),
        text: response.text().await.unwrap(),
    }
}
