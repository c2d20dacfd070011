//! What went wrong, for people and programs: problem details (RFC 9457).

mod access;
mod kinds;
mod memory;
mod plain;
mod refusals;

use std::num::{NonZeroU16, NonZeroU64};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use kinds::Kind;

use crate::{
    api::version::VERSION,
    reader::{Reader, Speech},
};

/// An answer that says why not, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// `urn:dragoman:problem:` and the kind and name of the refusal, such as `translation:claimed_by_another`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What kind of thing went wrong, in the language of `Content-Language`.
    pub title: String,
    pub status: u16,
    /// What happened and what to do, as a sentence for people in the same language.
    pub detail: String,
    /// The refusal of the service, with what belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Box<serde_json::Value>>,
    /// Whether words that could not be saved were kept for their author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// The version of the stream of facts that a refusal was decided on, or that a command has recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<NonZeroU64>,
    /// After how many seconds to ask again, as `Retry-After` says.
    #[serde(skip)]
    pub retry_after: Option<NonZeroU16>,
    /// The id of the form's field that it is about, where its kind does not say so.
    #[serde(skip)]
    pub field: Option<String>,
}

/// What stands before the kind of each problem in its type.
const KINDS: &str = "urn:dragoman:problem:";

/// By what whoever is refused for want of it can sign in (RFC 9110, section 11.6.1).
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"dragoman\"");

/// After how many seconds to ask again where a part of the newsroom is away or behind.
const RETRY_AFTER_SECONDS: NonZeroU16 = NonZeroU16::MIN;

impl Problem {
    pub(crate) fn plain(status: StatusCode, kind: Kind, detail: &str) -> Self {
        Self::named(status, kind.name(), detail)
    }

    fn named(status: StatusCode, name: &str, detail: &str) -> Self {
        Self {
            kind: format!("{KINDS}{name}"),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            detail: detail.to_owned(),
            refusal: None,
            kept: None,
            version: None,
            retry_after: None,
            field: None,
        }
    }

    /// The same refusal, with the version of the stream of facts that it was decided on; 0 where there is none.
    pub(crate) fn on_version(self, version: u64) -> Self {
        Self { version: NonZeroU64::new(version), ..self }
    }

    fn refused(kind: &str, status: StatusCode, detail: &str, refusal: serde_json::Value) -> Self {
        let name = refusal.get("type").and_then(serde_json::Value::as_str).unwrap_or_default();
        let problem = Self::named(status, &format!("{kind}:{name}"), detail);
        Self { refusal: Some(Box::new(refusal)), ..problem }
    }

    /// The same, to be asked again after so many seconds.
    pub(crate) fn after(self, seconds: u16) -> Self {
        Self { retry_after: NonZeroU16::new(seconds), ..self }
    }

    /// The same, about the field of this id.
    pub(crate) fn about(self, field: &str) -> Self {
        Self { field: Some(field.to_owned()), ..self }
    }

    /// After how many seconds to ask again, where that helps.
    pub(crate) fn again_in(&self) -> Option<NonZeroU16> {
        let is_away = self.status == StatusCode::SERVICE_UNAVAILABLE.as_u16();
        self.retry_after.or(is_away.then_some(RETRY_AFTER_SECONDS))
    }

    /// An answer with this problem in the language of whoever reads it: title and detail are for people, all else is for
    /// programs too.
    pub(crate) fn told(self, reader: Reader, mut response: Response) -> Response {
        let told = match reader.speech {
            Speech::English => self,
            Speech::Arabic => {
                Self { title: reader.problem_title(&self), detail: reader.problem(&self), ..self }
            }
        };
        *response.body_mut() = axum::Json(&told).into_response().into_body();
        let language = HeaderValue::from_static(reader.speech.tag());
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
        response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        response
    }

    /// The kind and name of the refusal, such as `translation:claimed_by_another`.
    pub(crate) fn full_name(&self) -> &str {
        self.kind.strip_prefix(KINDS).unwrap_or(&self.kind)
    }

    /// The name of the refusal, such as `claimed_by_another`.
    pub fn name(&self) -> &str {
        self.kind.rsplit(':').next().unwrap_or(&self.kind)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&self)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, CHALLENGE);
        }
        if let Some(seconds) = self.again_in() {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.get().into());
        }
        if let Some(version) = self.version {
            response.headers_mut().insert(VERSION, version.get().into());
        }
        // Browsers are answered with a page instead.
        response.extensions_mut().insert(self);
        response
    }
}

fn value<R: Serialize>(refusal: &R) -> serde_json::Value {
    serde_json::to_value(refusal).expect("a refusal is strings and numbers")
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use contract::{Credit, translation};

    use super::*;
    use crate::reader::tests::{in_arabic, in_english};

    async fn told(problem: &Problem, reader: Reader) -> (String, Problem) {
        let answer = problem.clone().told(reader, problem.clone().into_response());
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
        let language = answer.headers()[header::CONTENT_LANGUAGE].to_str().unwrap().to_owned();
        let body = to_bytes(answer.into_body(), 10_000).await.unwrap();
        (language, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn a_program_is_told_in_the_language_that_it_names() {
        let by = Credit { member: "mariam".parse().unwrap(), name: "مريم".to_owned() };
        let until = "2024-11-03T12:30:00Z".parse().unwrap();
        let problem = Problem::from(translation::Refusal::ClaimedByAnother { by, until });
        assert_eq!(told(&problem, in_english()).await, ("en".to_owned(), problem.clone()));
        let (language, arabic) = told(&problem, in_arabic()).await;
        assert_eq!((language.as_str(), arabic.title.as_str()), ("ar", "سبقك غيرك"));
        assert_eq!(arabic.detail, "المادة مع \u{2068}مريم\u{2069} حتى ٣ نوفمبر ٢٠٢٤ ١٢:٣٠.");
        assert_eq!((arabic.kind, arabic.refusal), (problem.kind, problem.refusal));
    }

    #[test]
    fn whoever_is_not_signed_in_is_told_by_what_they_can_be() {
        let answer = Problem::not_signed_in().into_response();
        assert_eq!(answer.headers()[header::WWW_AUTHENTICATE], "Bearer realm=\"dragoman\"");
        let forbidden = Problem::from_elsewhere().into_response();
        assert!(!forbidden.headers().contains_key(header::WWW_AUTHENTICATE));
    }

    #[test]
    fn what_is_lacking_is_named_in_the_readers_words() {
        let told = |refusal: translation::Refusal| in_arabic().problem(&refusal.into());
        let blocks = vec![contract::BlockId(0), contract::BlockId(3)];
        assert_eq!(
            told(translation::Refusal::BlocksMissing { blocks }),
            "بقي ما لم يُترجم: العنوان والفقرة ٣."
        );
        let role = contract::Role::Translator;
        assert_eq!(told(translation::Refusal::NeedsRole { role }), "هذا من شأن من له دور مترجم.");
        let behind = Problem::from(contract::edit::Refusal::BehindSource { revision: 1, newest: 12 });
        assert!(in_arabic().problem(&behind).contains("وقد صارت ١٢"));
    }
}
