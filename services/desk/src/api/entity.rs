//! Versions of things over HTTP: entity tags, and what is asked under the condition of one (RFC 9110, sections 8.8 and 13).
//!
//! The tag of one thing is `"<version>.<digest>"`: the version of the thing, which is the place in the log of the last fact about it,
//! and a digest of what was shown. `If-None-Match` compares all of it. `If-Match` on an act compares the version alone, so
//! `"<version>"` will do, such as the `Dragoman-Version` of the act before. Of lists and of what is worked out there are weak tags.
//!
//! An act is compared twice: here with the board, by all that belongs to the thing, and where it is decided with the stream of facts
//! that it is recorded on (`contract::Request::seen`), so that nothing comes in between. Where the board shows another version, and
//! the request was carried out before with the same `Idempotency-Key`, through whatever desk, it goes on all the same: what moved may
//! be its own doing, and the stream of facts knows that.

use axum::{
    body::{Body, HttpBody, to_bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::{Digest, Kind, Subject};

use super::once::Seen;
use crate::{board::Board, problem::Problem};

/// As many hexadecimal digits of a digest as tell apart whatever is shown.
const DIGITS: usize = 24;

/// What an address of the API names: the first that stands in braces in its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    kind: Kind,
    /// Which part of the path is its id; none where there is but one.
    at: Option<usize>,
    /// Whether the address is that of the thing as a whole.
    is_whole: bool,
}

impl Place {
    pub(crate) fn of(path: &str) -> Option<Self> {
        if path.starts_with("/api/newsroom") {
            return Some(Self { kind: Kind::Newsroom, at: None, is_whole: true });
        }
        let mut parts = path.split('/').enumerate();
        let (at, name) =
            parts.find_map(|(at, part)| Some((at, part.strip_prefix('{')?.strip_suffix('}')?)))?;
        let kind = match name {
            "piece" => Kind::Translation,
            "article" => Kind::Article,
            "source" => Kind::Source,
            "term" => Kind::Term,
            "memory" => Kind::Memory,
            "policy" => Kind::Policy,
            "member" => Kind::Member,
            _ => return None,
        };
        Some(Self { kind, at: Some(at), is_whole: parts.next().is_none() })
    }

    /// The thing that this address names, if it can be one.
    pub(crate) fn thing(self, path: &str) -> Option<Subject> {
        let Some(at) = self.at else { return Some(Subject::newsroom()) };
        Subject::of(self.kind, path.split('/').nth(at)?).ok()
    }

    /// The version to be named in the tag of what is shown there; none for what is only a part of the thing.
    pub(crate) fn shown(self, path: &str, board: &Board) -> Option<u64> {
        if self.is_whole { board.version_of(&self.thing(path)?) } else { None }
    }
}

/// What a request may rest on: the version of the thing, where `If-Match` names it.
pub(crate) fn unmoved(
    board: &Board,
    thing: Option<&Subject>,
    headers: &HeaderMap,
) -> Result<Option<Seen>, Problem> {
    if !headers.contains_key(header::IF_MATCH) {
        return Ok(None);
    }
    let version = thing.and_then(|thing| board.version_of(thing));
    let version = version.ok_or_else(Problem::nothing_to_match)?;
    let named = tags(headers, header::IF_MATCH).any(|tag| tag == "*" || version_named(tag) == Some(version));
    if named { Ok(Some(Seen(version))) } else { Err(Problem::moved_on(version)) }
}

/// The version that whoever asks names, if it is one that there can be: for what came before and is not compared here.
pub(crate) fn seen(headers: &HeaderMap) -> Option<Seen> {
    versions_named(headers).max().map(Seen)
}

/// The oldest version that whoever asks names: what rests on any of them was recorded later. 0 where none is named.
pub(crate) fn oldest_named(headers: &HeaderMap) -> u64 {
    versions_named(headers).min().unwrap_or(0)
}

/// The streams of facts on which an act on a thing may be recorded.
pub(crate) fn streams(thing: &Subject) -> Vec<Subject> {
    match thing.kind() {
        Kind::Translation | Kind::Edit | Kind::Publication => {
            let streams = thing.piece_id().map(|piece| {
                [Subject::translation(&piece), Subject::edit(&piece), Subject::publication(&piece)]
            });
            streams.into_iter().flatten().collect()
        }
        Kind::Source
        | Kind::Article
        | Kind::Term
        | Kind::Memory
        | Kind::Policy
        | Kind::Member
        | Kind::Newsroom => vec![thing.clone()],
    }
}

fn versions_named(headers: &HeaderMap) -> impl Iterator<Item = u64> {
    tags(headers, header::IF_MATCH).filter_map(version_named)
}

fn tags(headers: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

/// The version in a strong tag: a weak one does not promise what is asked for here.
fn version_named(tag: &str) -> Option<u64> {
    let tag = tag.strip_prefix('"')?.strip_suffix('"')?;
    tag.split('.').next()?.parse().ok()
}

/// Gives an answer to a read its tag; one that whoever asks has already is not given again.
pub(crate) async fn tagged(response: Response, version: Option<u64>, asked: &HeaderMap) -> Response {
    // What goes on for as long as somebody listens has no end that a digest could be made of.
    let is_whole = response.body().size_hint().exact().is_some();
    if response.status() != StatusCode::OK || !is_whole || response.headers().contains_key(header::ETAG) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return Problem::unavailable("the answer could not be written").into_response();
    };
    let digest = Digest::of(&bytes).to_string();
    let digest = &digest["sha256:".len()..][..DIGITS];
    let tag = match version {
        Some(version) => format!("\"{version}.{digest}\""),
        None => format!("W/\"{digest}\""),
    };
    let is_known =
        tags(asked, header::IF_NONE_MATCH).any(|known| known == "*" || weakly(known) == weakly(&tag));
    let value = HeaderValue::from_str(&tag).expect("digits and ASCII signs");
    parts.headers.insert(header::ETAG, value);
    // Members see what they may see, and a browser asks each time whether it is still so.
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// A tag as it is compared weakly.
fn weakly(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Piece, open_piece};

    fn asking(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn an_act_rests_on_the_version_that_it_names_and_on_no_other() {
        let mut board = Board::default();
        board.pieces.insert(Piece::requested(open_piece(7)));
        let piece = Subject::translation(&open_piece(7).id);
        let on = |value| unmoved(&board, Some(&piece), &asking(header::IF_MATCH, value));
        for good in ["\"7\"", "\"7.0a1b\"", "*", "\"6\", \"7.ff\""] {
            assert_eq!(on(good).unwrap(), Some(Seen(7)), "{good}");
        }
        for bad in ["\"6\"", "\"8\"", "7", "W/\"7\"", "", "\"\"", "\"7"] {
            assert_eq!(on(bad).unwrap_err().name(), "moved_on", "{bad}");
        }
        assert_eq!(unmoved(&board, Some(&piece), &HeaderMap::new()).unwrap(), None);
        let nothing = unmoved(&board, None, &asking(header::IF_MATCH, "*"));
        assert_eq!(nothing.unwrap_err().name(), "nothing_to_match");
    }

    #[test]
    fn a_repeat_is_looked_for_behind_every_version_that_it_may_have_rested_on() {
        let oldest = |value| oldest_named(&asking(header::IF_MATCH, value));
        assert_eq!([oldest("\"9.ff\", \"7\""), oldest("*"), oldest("W/\"7\"")], [7, 0, 0]);
        let piece = Subject::translation(&open_piece(7).id);
        assert_eq!(streams(&piece).len(), 3, "a piece is translated, edited and published");
        assert_eq!(streams(&Subject::newsroom()), [Subject::newsroom()]);
    }

    #[test]
    fn an_address_names_one_thing_or_none() {
        let place = |path| Place::of(path).map(|place| (place.kind, place.is_whole));
        assert_eq!(place("/api/pieces/{piece}"), Some((Kind::Translation, true)));
        assert_eq!(place("/api/pieces/{piece}/blocks/{block}"), Some((Kind::Translation, false)));
        assert_eq!(place("/api/policies/{policy}"), Some((Kind::Policy, true)));
        assert_eq!(place("/api/newsroom/styles/{language}"), Some((Kind::Newsroom, true)));
        assert_eq!(place("/api/pieces"), None);
        let piece = open_piece(7).id;
        let thing =
            Place::of("/api/pieces/{piece}/claim").unwrap().thing(&format!("/api/pieces/{piece}/claim"));
        assert_eq!(thing, Some(Subject::translation(&piece)));
        assert_eq!(Place::of("/api/pieces/{piece}").unwrap().thing("/api/pieces/x"), None);
    }
}
