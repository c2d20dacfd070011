//! A browser without script: pages as they come, and forms as they are posted.

use reqwest::{
    Client, Response,
    header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN},
    redirect::Policy,
};

/// One member who is signed in.
pub struct Browser {
    http: Client,
    address: String,
    cookie: String,
}

impl Browser {
    pub fn new(address: &str, token: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { http, address: address.to_owned(), cookie: format!("dragoman={token}") }
    }

    /// The page at this path.
    pub async fn page(&self, path: &str) -> String {
        let request = self.http.get(format!("{}{path}", self.address));
        let response = request.header(COOKIE, &self.cookie).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.unwrap()
    }

    /// The status at this path, and where it leads on to or else the page.
    pub async fn ask(&self, path: &str) -> (u16, String) {
        let request = self.http.get(format!("{}{path}", self.address)).header(COOKIE, &self.cookie);
        let response = request.header("accept", "text/html").send().await.unwrap();
        let status = response.status().as_u16();
        match onward(&response) {
            Some(place) => (status, place),
            None => (status, response.text().await.unwrap()),
        }
    }

    /// Posts a form; gives the status, and where it leads on to or else the page.
    pub async fn post(&self, path: &str, form: &str) -> (u16, String) {
        let request = self.http.post(format!("{}{path}", self.address)).header(COOKIE, &self.cookie);
        let request = request.header(ORIGIN, &self.address).header("sec-fetch-site", "same-origin");
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let response = request.header("accept", "text/html").body(form.to_owned()).send().await.unwrap();
        let status = response.status().as_u16();
        match onward(&response) {
            Some(place) => (status, place),
            None => (status, response.text().await.unwrap()),
        }
    }
}

fn onward(response: &Response) -> Option<String> {
    response.headers().get(LOCATION)?.to_str().ok().map(str::to_owned)
}
