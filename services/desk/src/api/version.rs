//! Read your own write: every answer says which version of the log it shows, and every read may ask for one.

use axum::{
    extract::{Request, State as Shared},
    http::{HeaderName, HeaderValue, Method, Uri, uri::PathAndQuery},
    middleware::Next,
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{ask::Version, problem::Problem, state::State};

/// The version that an answer is about: the one that a command recorded, or the one up to which a read shows the log.
pub(crate) const VERSION: HeaderName = HeaderName::from_static("dragoman-version");

/// Whether a command has recorded a fact: `false` where things were as it wants them.
pub(crate) const RECORDED: HeaderName = HeaderName::from_static("dragoman-recorded");

/// What every read can ask for, beside what else it takes.
#[derive(Deserialize, JsonSchema)]
pub(super) struct AtLeast {
    /// The answer must show the log at least up to this version, such as the `Dragoman-Version` of a command's answer.
    /// It is waited for a moment; if the desk does not see it by then, the answer is 503 and never an older state.
    #[expect(dead_code, reason = "only described: it is taken out of the query before that is read")]
    at_least: Option<u64>,
}

/// The version that a read asked for. The board shows it; whoever reads something else waits for that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Awaited(pub(crate) u64);

/// What the board shows once a command is carried out, and the version of the stream of facts.
pub(crate) struct Shown<T> {
    pub(crate) version: Version,
    pub(crate) row: T,
}

impl<T: serde::Serialize> IntoResponse for Shown<T> {
    fn into_response(self) -> Response {
        let Version { number, is_recorded } = self.version;
        let recorded = HeaderValue::from_static(if is_recorded { "true" } else { "false" });
        ([(VERSION, HeaderValue::from(number)), (RECORDED, recorded)], axum::Json(self.row)).into_response()
    }
}

/// Waits until the board shows what a read asks for, and says on each answer which version it is about.
///
/// This comes before anybody is recognised: a member who has just joined is known only by what is waited for.
pub(crate) async fn answer(Shared(state): Shared<State>, mut request: Request, next: Next) -> Response {
    let waited = match asked(request.uri()) {
        Ok((Some(version), rest)) if reads(request.method()) => {
            *request.uri_mut() = rest;
            request.extensions_mut().insert(Awaited(version));
            state.await_version(version).await
        }
        Ok(_) => Ok(()),
        Err(problem) => Err(problem),
    };
    // Taken before the answer is made: what the answer shows is at least this.
    let applied = state.board.read().applied;
    let mut response = match waited {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    response.headers_mut().entry(VERSION).or_insert(HeaderValue::from(applied));
    response
}

impl State {
    /// Waits a moment until the board shows this version. If it does not, the problem says why and what to do.
    pub(crate) async fn await_version(&self, version: u64) -> Result<(), Problem> {
        if self.board.seen(version).await {
            return Ok(());
        }
        let applied = self.board.read().applied;
        match self.log.end().await? {
            end if end < version => Err(Problem::not_recorded(version, end)),
            _ => Err(Problem::behind(version, applied)),
        }
    }
}

fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// The version that the query asks for, and the address without that. Where several are given, all of them hold.
fn asked(uri: &Uri) -> Result<(Option<u64>, Uri), Problem> {
    let query = uri.query().unwrap_or_default();
    let (asked, rest): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|pair| pair.split('=').next() == Some("at_least"));
    let mut versions = Vec::with_capacity(asked.len());
    for pair in asked {
        let given = pair.strip_prefix("at_least=").unwrap_or_default();
        versions.push(given.parse().map_err(|_| {
            Problem::not_understood(
                "at_least is a version of the log, a whole number such as the Dragoman-Version of an earlier answer",
            )
        })?);
    }
    let Some(version) = versions.into_iter().max() else { return Ok((None, uri.clone())) };
    Ok((Some(version), with_query(uri, &rest.join("&"))))
}

fn with_query(uri: &Uri, query: &str) -> Uri {
    let path = uri.path();
    let whole = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(whole).ok().or(parts.path_and_query);
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(address: &str) -> Option<(Option<u64>, String)> {
        let (version, rest) = asked(&address.parse().unwrap()).ok()?;
        Some((version, rest.to_string()))
    }

    #[test]
    fn what_is_asked_for_is_taken_out_of_the_query() {
        let rest = |rest: &str| rest.to_owned();
        assert_eq!(asks("/api/pieces"), Some((None, rest("/api/pieces"))));
        assert_eq!(asks("/api/pieces?at_least=7"), Some((Some(7), rest("/api/pieces"))));
        assert_eq!(asks("/a?x=1&at_least=0&y=%20"), Some((Some(0), rest("/a?x=1&y=%20"))));
        assert_eq!(asks("/a?at_least=3&at_least=9&at_least=4"), Some((Some(9), rest("/a"))));
    }

    #[test]
    fn what_is_no_version_is_not_understood() {
        for garbage in
            ["at_least", "at_least=", "at_least=-1", "at_least=1.5", "at_least=18446744073709551616"]
        {
            assert_eq!(asks(&format!("/a?{garbage}")), None, "{garbage}");
        }
    }
}
