//! One route: how it is served, and how it is described.

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Path, Query, Request},
    handler::Handler,
    http::request::Parts,
    routing::{MethodRouter, on},
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

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
    /// Which scopes of a program's token are enough; None where nobody is asked who they are.
    pub(crate) needs: Option<Needs>,
    handler: MethodRouter<State>,
}

fn route<H, T>(
    method: axum::routing::MethodFilter,
    name: &'static str,
    path: &'static str,
    handler: H,
) -> Route
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
        needs: Some(Needs(&[])),
        handler,
    }
}

/// What is only read is for tokens that may read; every other route says what it needs, or is closed to tokens.
pub(crate) fn get<H: Handler<T, State>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(axum::routing::MethodFilter::GET, "get", path, handler).needs(&[Scope::Read])
}

pub(crate) fn post<H: Handler<T, State>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(axum::routing::MethodFilter::POST, "post", path, handler)
}

pub(crate) fn put<H: Handler<T, State>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(axum::routing::MethodFilter::PUT, "put", path, handler)
}

pub(crate) fn delete<H: Handler<T, State>, T: 'static>(path: &'static str, handler: H) -> Route {
    route(axum::routing::MethodFilter::DELETE, "delete", path, handler)
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

    /// Which scopes of a program's token are enough: any of these.
    pub(crate) fn needs(self, any: &'static [Scope]) -> Self {
        Self { needs: Some(Needs(any)), ..self }
    }

    /// Nobody is asked who they are.
    pub(crate) fn asks_nobody(self) -> Self {
        Self { needs: None, ..self }
    }

    pub(crate) fn mount(router: Router<State>, route: Self) -> Router<State> {
        let needs = route.needs.unwrap_or(Needs(&[]));
        router.route(route.path, route.handler.layer(Extension(needs)))
    }

    /// A page: what it shows is for people, and the API has it for programs.
    pub(crate) fn for_people(self) -> Self {
        self.needs(&[])
    }
}

/// A request's body as JSON; what is not becomes a problem that says why.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<State> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let bytes = bytes::Bytes::from_request(request, state).await.map_err(|_| Problem::too_large())?;
        // serde would take a list for an object whose fields come in that order.
        if !bytes.trim_ascii_start().starts_with(b"{") {
            return Err(Problem::not_understood("the body must be a JSON object"));
        }
        let body = serde_json::from_slice(&bytes);
        body.map(Self).map_err(|error| Problem::not_understood(&error.to_string()))
    }
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
