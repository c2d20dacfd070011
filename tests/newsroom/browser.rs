//! A browser without script: pages as they come, and forms as they are posted.

use reqwest::{
    Client, Response,
    header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE},
    redirect::Policy,
};
use tokio::sync::OnceCell;

use crate::newsroom::until;

/// One member who is signed in.
pub struct Browser {
    http: Client,
    address: String,
    token: String,
    cookie: OnceCell<String>,
}

impl Browser {
    /// A browser that signs in when it is used first, by this token of the command line.
    pub fn new(address: &str, token: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { http, address: address.to_owned(), token: token.to_owned(), cookie: OnceCell::new() }
    }

    /// What the browser sends with each request: the cookie of its session.
    pub async fn cookie(&self) -> &str {
        let signed_in = async || {
            let form =
                self.http.post(format!("{}/sign-in", self.address)).header("sec-fetch-site", "same-origin");
            let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = form.body(format!("token={}", self.token)).send().await.ok()?;
            let cookie = answer.headers().get(SET_COOKIE)?.to_str().ok()?;
            // A desk that has not folded the members yet knows nobody.
            (answer.status() == 303).then(|| cookie.split(';').next().unwrap().to_owned())
        };
        self.cookie.get_or_init(|| until(signed_in)).await
    }

    /// The page at this path.
    pub async fn page(&self, path: &str) -> String {
        let request = self.http.get(format!("{}{path}", self.address));
        let response = request.header(COOKIE, self.cookie().await).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        seen(&response.text().await.unwrap())
    }

    /// Posts a form with a file in it, as browsers do (RFC 7578).
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str)) -> (u16, String) {
        const BETWEEN: &str = "----between-the-parts";
        let mut body = String::new();
        for (name, value) in fields {
            let part =
                format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.push_str(&part);
        }
        let (name, text) = file;
        let head =
            format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
        let last = format!("Content-Type: application/octet-stream\r\n\r\n{text}\r\n--{BETWEEN}--\r\n");
        body.extend([head, last]);
        self.send(path, &format!("multipart/form-data; boundary={BETWEEN}"), body).await
    }

    /// The status at this path, and where it leads on to or else the page.
    pub async fn ask(&self, path: &str) -> (u16, String) {
        let request = self.http.get(format!("{}{path}", self.address)).header(COOKIE, self.cookie().await);
        let response = request.header("accept", "text/html").send().await.unwrap();
        let status = response.status().as_u16();
        match onward(&response) {
            Some(place) => (status, place),
            None => (status, response.text().await.unwrap()),
        }
    }

    /// Posts a form; gives the status, and where it leads on to or else the page.
    pub async fn post(&self, path: &str, form: &str) -> (u16, String) {
        self.send(path, "application/x-www-form-urlencoded", form.to_owned()).await
    }

    async fn send(&self, path: &str, kind: &str, body: String) -> (u16, String) {
        let request = self.http.post(format!("{}{path}", self.address)).header(COOKIE, self.cookie().await);
        let request = request.header(ORIGIN, &self.address).header("sec-fetch-site", "same-origin");
        let request = request.header(CONTENT_TYPE, kind);
        let response = request.header("accept", "text/html").body(body).send().await.unwrap();
        let status = response.status().as_u16();
        match onward(&response) {
            Some(place) => (status, place),
            None => (status, seen(&response.text().await.unwrap())),
        }
    }
}

/// Whether the page says that it is by the field of this id that a form was not carried out, gives it the focus, and names what
/// stands beside it.
pub fn is_flawed(page: &str, field: &str) -> bool {
    let tag = page.split('<').find(|tag| tag.contains(&format!(" id=\"{field}\""))).unwrap_or_default();
    let says = [" aria-invalid=\"true\"", " autofocus", &format!(" aria-describedby=\"{field}-flaw")];
    says.iter().all(|part| tag.contains(part)) && page.contains(&format!(" id=\"{field}-flaw\""))
}

/// The page without the marks that isolate what others said from the sentence around it: nobody sees them.
fn seen(page: &str) -> String {
    page.replace(['\u{2068}', '\u{2069}'], "")
}

fn onward(response: &Response) -> Option<String> {
    response.headers().get(LOCATION)?.to_str().ok().map(str::to_owned)
}
