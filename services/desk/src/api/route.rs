//! One route: how it is served, and how it is described.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Path, Query, Request},
    handler::Handler,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::from_fn_with_state,
    routing::{MethodFilter, MethodRouter, on},
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::gate::{self, Gate};
use crate::{
    access::{Needs, Scope},
    problem::Problem,
    state::State,
};

pub(crate) type Describe = fn(&mut SchemaGenerator) -> Schema;

/// A method on a path, with its handler and what it takes and gives.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) query: Option<Describe>,
    pub(crate) takes: Option<Describe>,
    pub(crate) takes_bytes: Option<usize>,
    pub(crate) gives: Option<Describe>,
    pub(crate) gives_file: &'static [&'static str],
    /// Which scopes of a program's token are enough; None where nobody is asked who they are.
    pub(crate) needs: Option<Needs>,
    /// Whether an act is recorded as a fact of the newsroom.
    pub(crate) records: bool,
    handler: MethodRouter<State>,
}

fn route<H, T>(method: MethodFilter, name: &'static str, path: &'static str, handler: H) -> Route
where
    H: Handler<T, State>,
    T: 'static,
{
    let handler = on(method, handler);
    Route {
        method: name,
        path,
        summary: "",
        query: None,
        takes: None,
        takes_bytes: None,
        gives: None,
        gives_file: &[],
        needs: Some(Needs(&[])),
        records: name != "get",
        handler,
    }
}

/// What is only read is for tokens that may read; every other route says what it needs, or is closed to tokens.
pub(crate) fn get<H: Handler<T, State>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(MethodFilter::GET, "get", path, handler).needs(&[Scope::Read])
}

pub(crate) fn post<H: Handler<T, State>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(MethodFilter::POST, "post", path, handler)
}

pub(crate) fn put<H: Handler<T, State>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(MethodFilter::PUT, "put", path, handler)
}

pub(crate) fn delete<H: Handler<T, State>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(MethodFilter::DELETE, "delete", path, handler)
}

impl Route {
    pub(crate) fn says(self, summary: &'static str) -> Self {
        Self { summary, ..self }
    }

    /// What the query may hold.
    pub(crate) fn asks<T: JsonSchema>(self) -> Self {
        Self { query: Some(T::json_schema), ..self }
    }

    pub(crate) fn takes<T: JsonSchema>(self) -> Self {
        Self { takes: Some(SchemaGenerator::subschema_for::<T>), ..self }
    }

    /// A body that is no JSON, of at most so many bytes.
    pub(crate) fn takes_bytes(self, most: usize) -> Self {
        let handler = self.handler.layer(DefaultBodyLimit::max(most));
        Self { takes_bytes: Some(most), handler, ..self }
    }

    pub(crate) fn gives<T: JsonSchema>(self) -> Self {
        Self { gives: Some(SchemaGenerator::subschema_for::<T>), ..self }
    }

    /// A file, of one of these media types.
    pub(crate) fn gives_file(self, types: &'static [&'static str]) -> Self {
        Self { gives_file: types, ..self }
    }

    /// Which scopes of a program's token are enough: any of these.
    pub(crate) fn needs(self, any: &'static [Scope]) -> Self {
        Self { needs: Some(Needs(any)), ..self }
    }

    /// Nobody is asked who they are.
    pub(crate) fn asks_nobody(self) -> Self {
        Self { needs: None, ..self }
    }

    /// What it does is no fact of the newsroom: it stands beside the log.
    pub(crate) fn beside_the_log(self) -> Self {
        Self { records: false, ..self }
    }

    /// Whether it changes something, as far as whoever asks is concerned.
    pub(crate) fn acts(&self) -> bool {
        self.method != "get"
    }

    /// The names that a query may hold, apart from what every read can ask for.
    pub(crate) fn parameters(&self) -> BTreeSet<String> {
        let schema = self.query.map(|query| query(&mut SchemaGenerator::default()));
        let properties =
            schema.as_ref().and_then(|schema| schema.get("properties")).and_then(Value::as_object);
        properties.into_iter().flatten().map(|(name, _)| name.clone()).collect()
    }

    pub(crate) fn mount(router: Router<State>, route: Self) -> Router<State> {
        let needs = route.needs.unwrap_or(Needs(&[]));
        router.route(route.path, route.handler.layer(Extension(needs)))
    }

    /// A page: what it shows is for people, and the API has it for programs.
    pub(crate) fn for_people(self) -> Self {
        self.needs(&[])
    }

    /// The same behind the gate of the API.
    pub(crate) fn gated(self, state: &State) -> Self {
        let gate = Arc::new(Gate::of(&self));
        let handler = self.handler.layer(from_fn_with_state((state.clone(), gate), gate::pass));
        Self { handler, ..self }
    }
}

/// Adds to each path of these routes what it takes, for those who ask by `OPTIONS`.
pub(crate) fn with_options(router: Router<State>, all: &[Route]) -> Router<State> {
    let mut methods: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for route in all {
        methods.entry(route.path).or_default().push(route.method);
    }
    methods.into_iter().fold(router, |router, (path, methods)| {
        let allow = HeaderValue::from_str(&allowed(&methods)).expect("names of methods");
        let answer = move || std::future::ready((StatusCode::NO_CONTENT, [(header::ALLOW, allow)]));
        router.route(path, on(MethodFilter::OPTIONS, answer))
    })
}

/// What `Allow` says: whoever may read may also ask whether there is something to read.
fn allowed(methods: &[&'static str]) -> String {
    let spelled = methods.iter().flat_map(|method| match *method {
        "get" => vec!["GET".to_owned(), "HEAD".to_owned()],
        other => vec![other.to_uppercase()],
    });
    spelled.chain(["OPTIONS".to_owned()]).collect::<Vec<_>>().join(", ")
}

/// A request's body as JSON; what is not becomes a problem that says why.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<State> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let is_json = is_json(request.headers());
        let bytes = bytes::Bytes::from_request(request, state).await.map_err(|_| Problem::too_large())?;
        if !is_json {
            return Err(Problem::wrong_type("application/json"));
        }
        // serde would take a list for an object whose fields come in that order.
        if !bytes.trim_ascii_start().starts_with(b"{") {
            return Err(Problem::not_understood("the body must be a JSON object"));
        }
        let body = serde_json::from_slice(&bytes);
        body.map(Self).map_err(|error| Problem::not_understood(&error.to_string()))
    }
}

/// Whether a body says that it is JSON (RFC 9110, section 8.3).
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    essence.is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"))
}

/// A request's body as it is; more than can be taken becomes a problem that says so.
pub(crate) struct Bytes(pub(crate) bytes::Bytes);

impl FromRequest<State> for Bytes {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let bytes = bytes::Bytes::from_request(request, state).await;
        bytes.map(Self).map_err(|_| Problem::too_large())
    }
}

/// What stands in the path, as types; what is malformed names nothing that there is.
pub(crate) struct At<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<State> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let Path(at) =
            Path::<T>::from_request_parts(parts, state).await.map_err(|_| Problem::not_found("thing"))?;
        Ok(Self(at))
    }
}

/// What stands in the query.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<State> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|Query(asked)| Self(asked))
            .map_err(|rejection| Problem::not_understood(&rejection.body_text()))
    }
}
