//! What browsers need that programs do not: problems as pages, forms that can be sent again, and strict headers.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State as Shared},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    FORM_BYTES_MOST,
    form::Fields,
    frame::{Frame, Here, refused},
};
use crate::{
    api::version::VERSION,
    problem::Problem,
    reader::Reader,
    signed::{self, Signed, Who},
    state::State,
};

const HEADERS: [(header::HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Browsers hide even our own origin from us under stricter ones, and `same_site` needs it.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Answers a browser with pages also where something went wrong.
pub(crate) async fn answer(Shared(state): Shared<State>, mut request: Request, next: Next) -> Response {
    let (asked, who) = (Asked::of(&request), Who::default());
    request.extensions_mut().insert(who.clone());
    let mut response = next.run(request).await;
    let Typed(typed) = response.extensions_mut().remove().unwrap_or_default();
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        // Whoever has signed in reads of problems as of everything else; a program, in the language that its request names.
        let signed = signed::at_hand_for_problem(&state, &who, &asked.headers);
        let reader =
            signed.as_ref().map_or_else(|| Reader::of_browser(&asked.headers), |signed| signed.reader);
        response = if asked.page {
            on_version(&response, asked.explained(&problem, &typed, reader, signed.as_ref()))
        } else {
            problem.told(reader, response)
        };
    }
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// The page, with the version that the answer in its place told.
fn on_version(instead_of: &Response, mut page: Response) -> Response {
    if let Some(version) = instead_of.headers().get(VERSION) {
        page.headers_mut().insert(VERSION, version.clone());
    }
    page
}

/// The fields that hold what nobody but their author is to see.
const SECRET: [&str; 3] = ["password", "new-password", "token"];

/// What was asked for, and how.
struct Asked {
    address: String,
    method: Method,
    /// Whether a page is wanted.
    page: bool,
    same_site: bool,
    headers: HeaderMap,
}

impl Asked {
    fn of(request: &Request) -> Self {
        Self {
            address: request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned(),
            method: request.method().clone(),
            page: wants_page(request.headers()),
            same_site: signed::same_site(request.headers()),
            headers: request.headers().clone(),
        }
    }

    /// Where the page is that this was asked for, or whose form this was.
    fn page_address(&self) -> &str {
        if self.method == Method::GET { &self.address } else { above(&self.address) }
    }

    fn explained(
        &self,
        problem: &Problem,
        typed: &Bytes,
        reader: Reader,
        signed: Option<&Signed>,
    ) -> Response {
        let not_signed_in = problem.status == StatusCode::UNAUTHORIZED.as_u16();
        if not_signed_in && self.method == Method::GET {
            return Redirect::to(&sign_in(&self.address)).into_response();
        }
        // Where a form is posted to, there is no page: somebody reloaded its answer by hand.
        if problem.status == StatusCode::METHOD_NOT_ALLOWED.as_u16() && self.method == Method::GET {
            return Redirect::to(above(&self.address)).into_response();
        }
        let fields = Fields::read(typed).0;
        let holds_secret = fields.iter().any(|(name, _)| SECRET.contains(&name.as_str()));
        // What another site's page posted is not put into our own forms, and no page shows a password.
        let again = (self.same_site && !fields.is_empty() && !holds_secret)
            .then(|| Again { to: self.address.clone(), fields });
        let title = reader.problem_title(problem);
        let words = reader.problem(problem);
        let frame = match signed {
            Some(signed) if !not_signed_in => Frame::new(&title, Here::Elsewhere, signed),
            Some(_) | None => Frame::for_anyone(&title, reader).standing_at(self.page_address().to_owned()),
        };
        let page = ProblemPage { frame, title, words, not_signed_in, again };
        refused(problem, &page)
    }
}

/// The page that a form stands on: `/pieces/1` of `/pieces/1/claim`.
fn above(address: &str) -> &str {
    let path = address.split('?').next().unwrap_or_default();
    path.rsplit_once('/').map(|(above, _)| above).filter(|above| !above.is_empty()).unwrap_or("/")
}

/// Where to sign in, and where to go after that.
pub(super) fn sign_in(then: &str) -> String {
    if then == "/" {
        return "/sign-in".to_owned();
    }
    let then: String = then.bytes().map(escaped).collect();
    format!("/sign-in?next={then}")
}

fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// What a form held: it goes back with the answer.
#[derive(Clone, Default)]
struct Typed(Bytes);

/// Keeps what a form holds, so that what people typed is at hand however the request ends.
pub(crate) async fn keep(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(typed) = to_bytes(body, FORM_BYTES_MOST).await else {
        return Problem::too_large().into_response();
    };
    let request = Request::from_parts(parts, Body::from(typed.clone()));
    let mut response = next.run(request).await;
    response.extensions_mut().insert(Typed(typed));
    response
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

#[derive(askama::Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    title: String,
    words: String,
    not_signed_in: bool,
    again: Option<Again>,
}

/// A form to be sent once more as it was.
struct Again {
    to: String,
    fields: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_part_of_the_address() {
        assert_eq!(sign_in("/"), "/sign-in");
        assert_eq!(sign_in("/inbox?article=1&before=2"), "/sign-in?next=/inbox%3Farticle%3D1%26before%3D2");
    }

    #[test]
    fn a_form_stands_on_the_page_above_it() {
        assert_eq!(above("/pieces/1/claim?x=/"), "/pieces/1");
        assert_eq!(above("/sign-out"), "/");
    }

    #[test]
    fn a_browser_says_that_it_wants_a_page() {
        let accept = |value| HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(value))]);
        assert!(wants_page(&accept("text/html,application/xhtml+xml,*/*;q=0.8")));
        assert!(!wants_page(&accept("*/*")));
        assert!(!wants_page(&HeaderMap::new()));
    }
}
