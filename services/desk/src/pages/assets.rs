//! Style sheet and scripts: part of the program, under an address that changes with them.

use std::sync::LazyLock;

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use contract::Digest;

use crate::{api::route::At, problem::Problem, reader::Speech};

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
    Asset { name: "day.css", content_type: STYLE, text: include_str!("../../assets/day.css") },
    Asset { name: "desk.js", content_type: SCRIPT, text: include_str!("../../assets/desk.js") },
    Asset { name: "acting.js", content_type: SCRIPT, text: include_str!("../../assets/acting.js") },
    Asset { name: "block.js", content_type: SCRIPT, text: include_str!("../../assets/block.js") },
    Asset { name: "blocks.js", content_type: SCRIPT, text: include_str!("../../assets/blocks.js") },
    Asset { name: "connection.js", content_type: SCRIPT, text: include_str!("../../assets/connection.js") },
    Asset { name: "telling.js", content_type: SCRIPT, text: include_str!("../../assets/telling.js") },
    Asset { name: "elements.js", content_type: SCRIPT, text: include_str!("../../assets/elements.js") },
    Asset { name: "inserting.js", content_type: SCRIPT, text: include_str!("../../assets/inserting.js") },
    Asset { name: "notes.js", content_type: SCRIPT, text: include_str!("../../assets/notes.js") },
    Asset { name: "source.js", content_type: SCRIPT, text: include_str!("../../assets/source.js") },
    Asset { name: "bench.js", content_type: SCRIPT, text: include_str!("../../assets/bench.js") },
    Asset { name: "access.css", content_type: STYLE, text: include_str!("../../assets/access.css") },
    Asset { name: "accept.js", content_type: SCRIPT, text: include_str!("../../assets/accept.js") },
    Asset { name: "marks.js", content_type: SCRIPT, text: include_str!("../../assets/marks.js") },
    Asset { name: "beside.js", content_type: SCRIPT, text: include_str!("../../assets/beside.js") },
    Asset { name: "findings.js", content_type: SCRIPT, text: include_str!("../../assets/findings.js") },
    Asset { name: "findings.css", content_type: STYLE, text: include_str!("../../assets/findings.css") },
    Asset { name: "moving.js", content_type: SCRIPT, text: include_str!("../../assets/moving.js") },
    Asset { name: "arranging.js", content_type: SCRIPT, text: include_str!("../../assets/arranging.js") },
    Asset { name: "copying.js", content_type: SCRIPT, text: include_str!("../../assets/copying.js") },
    Asset { name: "choosing.js", content_type: SCRIPT, text: include_str!("../../assets/choosing.js") },
    Asset { name: "machine.js", content_type: SCRIPT, text: include_str!("../../assets/machine.js") },
    Asset { name: "memory.js", content_type: SCRIPT, text: include_str!("../../assets/memory.js") },
    Asset { name: "terms.js", content_type: SCRIPT, text: include_str!("../../assets/terms.js") },
    Asset { name: "memory.css", content_type: STYLE, text: include_str!("../../assets/memory.css") },
    Asset { name: "lists.js", content_type: SCRIPT, text: include_str!("../../assets/lists.js") },
    Asset { name: "words.en.js", content_type: SCRIPT, text: include_str!("../../assets/words.en.js") },
    Asset { name: "words.ar.js", content_type: SCRIPT, text: include_str!("../../assets/words.ar.js") },
    Asset { name: "written.js", content_type: SCRIPT, text: include_str!("../../assets/written.js") },
    Asset { name: "live.js", content_type: SCRIPT, text: include_str!("../../assets/live.js") },
    Asset { name: "rooms.css", content_type: STYLE, text: include_str!("../../assets/rooms.css") },
    Asset { name: "rooms.js", content_type: SCRIPT, text: include_str!("../../assets/rooms.js") },
    Asset { name: "claim.js", content_type: SCRIPT, text: include_str!("../../assets/claim.js") },
    Asset { name: "keys.js", content_type: SCRIPT, text: include_str!("../../assets/keys.js") },
    Asset { name: "looking.js", content_type: SCRIPT, text: include_str!("../../assets/looking.js") },
    Asset { name: "meanwhile.js", content_type: SCRIPT, text: include_str!("../../assets/meanwhile.js") },
    Asset { name: "unsent.js", content_type: SCRIPT, text: include_str!("../../assets/unsent.js") },
    Asset { name: "waiting.js", content_type: SCRIPT, text: include_str!("../../assets/waiting.js") },
    Asset { name: "live.css", content_type: STYLE, text: include_str!("../../assets/live.css") },
    Asset { name: "reference.css", content_type: STYLE, text: include_str!("../../assets/reference.css") },
    Asset { name: "icon.svg", content_type: PICTURE, text: include_str!("../../assets/icon.svg") },
    Asset { name: "search.css", content_type: STYLE, text: include_str!("../../assets/search.css") },
    Asset { name: "xliff.js", content_type: SCRIPT, text: include_str!("../../assets/xliff.js") },
];

/// What scripts say: the one of the page's language answers to this name.
const WORDS: &str = "words.js";

/// Of all of them together: the address says which version of the desk a page belongs to.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let all: String = ASSETS.iter().map(|asset| asset.text).collect();
    Digest::of(all.as_bytes()).to_string()["sha256:".len()..][..16].to_owned()
});

/// Where the asset is, for a page in this language: the words of scripts stand beside them.
pub(super) fn address(name: &str, speech: Speech) -> String {
    format!("/assets/{}.{}/{name}", *VERSION, speech.tag())
}

/// A page from before a restart may ask for an older version: it gets the present one, and nothing keeps it.
pub(super) async fn show(
    At((version, name)): At<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let (version, tongue) = version.split_once('.').unwrap_or((&version, "en"));
    let name = if name == WORDS { format!("words.{tongue}.js") } else { name };
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or_else(|| Problem::not_found("page"))?;
    let kept = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-store" };
    let tag = HeaderValue::from_str(&format!("W/\"{}\"", *VERSION)).expect("hexadecimal digits");
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn scripts_say_the_same_in_each_language() {
        let said = |name: &str| {
            let asset = ASSETS.iter().find(|asset| asset.name == name).unwrap();
            let exports = asset.text.lines().filter_map(|line| line.strip_prefix("export "));
            let names = exports.filter_map(|line| line.split([' ', '(', ';']).nth(1));
            names.map(str::to_owned).collect::<BTreeSet<_>>()
        };
        assert!(!said("words.en.js").is_empty());
        assert_eq!(said("words.en.js"), said("words.ar.js"));
    }

    /// What a script has in quotation marks that is for machines though it reads like words: names of what a browser keeps, of keys and of looks.
    const NAMES: [&str; 6] =
        ["dragoman waiting ", "dragoman noting ", "xliff ", "not now", "Alt", "term name"];

    #[test]
    fn scripts_say_nothing_of_their_own() {
        for asset in ASSETS.iter().filter(|asset| asset.content_type == SCRIPT) {
            if asset.name.starts_with("words.") {
                continue;
            }
            for (before, quoted) in quoted(asset.text) {
                let is_name = NAMES.iter().any(|name| quoted.starts_with(name));
                assert!(is_name || !is_said(before, &quoted), "{} says “{quoted}”", asset.name);
            }
        }
        assert!(is_said("textContent: ", "Keep") && is_said("say(", "`… and more words`"));
        assert!(!is_said("className: ", "card warn") && !is_said("", "text-1"));
    }

    /// Each text of a script in quotation marks, without what is put in, and what stands before it in its line.
    fn quoted(script: &str) -> Vec<(&str, String)> {
        let mut found = Vec::new();
        for line in script.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let mut at = 0;
            while let Some(start) = line[at..].find(['"', '`']).map(|start| at + start) {
                let mark = &line[start..=start];
                let Some(end) = line[start + 1..].find(mark).map(|end| start + 1 + end) else { break };
                let parts = line[start + 1..end].split("${");
                let words = parts.map(|part| part.rsplit('}').next().unwrap_or_default());
                found.push((&line[..start], words.collect::<Vec<_>>().concat()));
                at = end + 1;
            }
        }
        found
    }

    /// Whether people see or hear it: two words in a row where nothing looks for elements, or any word of an element's text.
    fn is_said(before: &str, quoted: &str) -> bool {
        const LOOKS: [&str; 9] = [
            "className: ",
            "className = ",
            "classList",
            "querySelector(",
            "querySelectorAll(",
            "closest(",
            "matches(",
            "all(",
            "from ",
        ];
        const SHOWS: [&str; 5] = ["textContent: ", "textContent = ", "ariaLabel: ", "title: ", "title = "];
        if LOOKS.iter().any(|look| before.ends_with(look) || before.contains("classList.")) {
            return false;
        }
        let words: Vec<&str> = quoted.split(' ').collect();
        let is_word = |word: &str| {
            word.len() > 1
                && word.chars().all(|letter| letter.is_ascii_alphabetic() || ",.;:…!?".contains(letter))
        };
        let shows = SHOWS.iter().any(|shows| before.ends_with(shows));
        words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)))
            || shows && words.iter().any(|word| is_word(word))
    }
}
