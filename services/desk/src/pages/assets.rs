//! Style sheet and scripts: part of the program, under an address that changes with them.

use std::sync::LazyLock;

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::Digest;

use crate::{api::route::At, problem::Problem};

struct Asset {
    name: &'static str,
    content_type: &'static str,
    text: &'static str,
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

const ASSETS: &[Asset] = &[
    Asset { name: "desk.css", content_type: STYLE, text: include_str!("../../assets/desk.css") },
    Asset { name: "texts.css", content_type: STYLE, text: include_str!("../../assets/texts.css") },
    Asset { name: "desk.js", content_type: SCRIPT, text: include_str!("../../assets/desk.js") },
    Asset { name: "bench.js", content_type: SCRIPT, text: include_str!("../../assets/bench.js") },
    Asset { name: "accept.js", content_type: SCRIPT, text: include_str!("../../assets/accept.js") },
    Asset { name: "marks.js", content_type: SCRIPT, text: include_str!("../../assets/marks.js") },
    Asset { name: "beside.js", content_type: SCRIPT, text: include_str!("../../assets/beside.js") },
    Asset { name: "findings.js", content_type: SCRIPT, text: include_str!("../../assets/findings.js") },
    Asset { name: "findings.css", content_type: STYLE, text: include_str!("../../assets/findings.css") },
    Asset { name: "moving.js", content_type: SCRIPT, text: include_str!("../../assets/moving.js") },
    Asset { name: "arranging.js", content_type: SCRIPT, text: include_str!("../../assets/arranging.js") },
    Asset { name: "choosing.js", content_type: SCRIPT, text: include_str!("../../assets/choosing.js") },
    Asset { name: "machine.js", content_type: SCRIPT, text: include_str!("../../assets/machine.js") },
    Asset { name: "memory.js", content_type: SCRIPT, text: include_str!("../../assets/memory.js") },
    Asset { name: "terms.js", content_type: SCRIPT, text: include_str!("../../assets/terms.js") },
    Asset { name: "memory.css", content_type: STYLE, text: include_str!("../../assets/memory.css") },
    Asset { name: "lists.js", content_type: SCRIPT, text: include_str!("../../assets/lists.js") },
    Asset { name: "live.js", content_type: SCRIPT, text: include_str!("../../assets/live.js") },
    Asset { name: "reference.css", content_type: STYLE, text: include_str!("../../assets/reference.css") },
    Asset { name: "icon.svg", content_type: PICTURE, text: include_str!("../../assets/icon.svg") },
    Asset { name: "xliff.js", content_type: SCRIPT, text: include_str!("../../assets/xliff.js") },
];

/// Of all of them together: the address says which version of the desk a page belongs to.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let all: String = ASSETS.iter().map(|asset| asset.text).collect();
    Digest::of(all.as_bytes()).to_string()["sha256:".len()..][..16].to_owned()
});

pub(super) fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// A page from before a restart may ask for an older version: it gets the present one, and nothing keeps it.
pub(super) async fn show(
    At((version, name)): At<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or_else(|| Problem::not_found("page"))?;
    let kept = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-store" };
    let tag = HeaderValue::from_str(&format!("\"{}\"", *VERSION)).expect("hexadecimal digits");
    let known = asked.get(header::IF_NONE_MATCH) == Some(&tag);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(kept)),
        (header::ETAG, tag),
    ];
    let body = if known { "" } else { asset.text };
    let status = if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    Ok((status, headers, body).into_response())
}
