//! Lists page by page: `after` is the `next` of the page before, `limit` bounds a page, and `Link` leads on (RFC 8288).

use std::str::FromStr;

use axum::{
    Json,
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::bodies::Page;
use crate::problem::Problem;

/// How many at most: from 1 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u64")]
pub struct Limit<const MOST: usize = 200>(usize);

impl<const MOST: usize> Limit<MOST> {
    pub(crate) const fn get(self) -> usize {
        self.0
    }
}

impl<const MOST: usize> TryFrom<u64> for Limit<MOST> {
    type Error = String;

    fn try_from(given: u64) -> Result<Self, String> {
        let limit = usize::try_from(given).ok().filter(|limit| (1..=MOST).contains(limit));
        limit.map(Self).ok_or_else(|| format!("limit is a number from 1 to {MOST}"))
    }
}

impl<const MOST: usize> JsonSchema for Limit<MOST> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Limit{MOST}").into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": MOST })
    }
}

/// A part of a list, with where it goes on.
pub(crate) struct Paged<T> {
    pub(crate) body: T,
    pub(crate) next: Option<String>,
}

/// Where the list goes on, beside an answer.
#[derive(Clone)]
struct Next(String);

impl<T: Serialize> IntoResponse for Paged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.body).into_response();
        if let Some(next) = self.next {
            response.extensions_mut().insert(Next(next));
        }
        response
    }
}

impl<T> Paged<Page<T>> {
    /// The first of these rows, at most so many, and where the rest begins by the place of the last one.
    pub(crate) fn of(rows: impl Iterator<Item = T>, limit: usize, place: impl Fn(&T) -> String) -> Self {
        let mut rows: Vec<T> = rows.take(limit + 1).collect();
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(place);
        Self { body: Page { rows, next: next.clone() }, next }
    }
}

/// What `after` holds, as the place that it is.
pub(crate) fn place<T: FromStr>(after: Option<&str>) -> Result<Option<T>, Problem> {
    let Some(given) = after else { return Ok(None) };
    let malformed =
        || Problem::not_understood("after is the `next` of an earlier page; leave it out for the first");
    given.parse().map(Some).map_err(|_| malformed())
}

/// The answer with a link to the page that follows, if there is one.
pub(crate) fn linked(mut response: Response, asked: &Uri) -> Response {
    let Some(Next(next)) = response.extensions_mut().remove() else { return response };
    let given = form_urlencoded::parse(asked.query().unwrap_or_default().as_bytes());
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(given.filter(|(name, _)| name != "after")).append_pair("after", &next);
    let link = format!("<{}?{}>; rel=\"next\"", asked.path(), query.finish());
    if let Ok(link) = HeaderValue::from_str(&link) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_bounded() {
        for (given, limit) in [(0, None), (1, Some(1)), (200, Some(200)), (201, None), (u64::MAX, None)] {
            assert_eq!(Limit::<200>::try_from(given).ok().map(Limit::get), limit);
        }
    }

    #[test]
    fn a_page_leads_to_the_next_and_the_last_one_nowhere() {
        let page = |after: usize| Paged::of((1..=5_usize).skip(after), 2, ToString::to_string).body;
        assert_eq!((page(0).rows, page(0).next), (vec![1, 2], Some("2".to_owned())));
        assert_eq!((page(3).rows, page(3).next), (vec![4, 5], None));
        let paged = Paged { body: (), next: Some("a b&c".to_owned()) };
        let asked = "/api/x?limit=2&after=1&q=%D8%A8".parse().unwrap();
        let response = linked(paged.into_response(), &asked);
        let link = response.headers()[header::LINK].to_str().unwrap();
        assert_eq!(link, "</api/x?limit=2&q=%D8%A8&after=a+b%26c>; rel=\"next\"");
    }
}
