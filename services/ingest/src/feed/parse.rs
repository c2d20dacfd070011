//! Text → entries: the parser, kept from what hurts it, and the items of feeds that it does not parse, one by one.

use std::{ops::Range, panic::catch_unwind};

use ammonia::Url;
use contract::Digest;
use feed_rs::{model::Feed, parser::Builder};
use runtime::commands::chain;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Entry, ITEMS_MOST, Unreadable, Unusable, item, not_a_feed, unusable};
use crate::{
    cause::Cause,
    extract,
    tags::{self, Tag, TagKind},
};

/// The longest beginning that is repeated before each single item.
const OPENING_BYTES_MOST: usize = 16 * 1024;

pub(super) fn xml(
    text: &str,
    content_type: Option<&str>,
    base: Option<&Url>,
) -> Result<Vec<Entry>, Unreadable> {
    let root = tags::of_xml(text).next();
    match root.as_ref().map(Tag::local_name) {
        Some("rss" | "RDF" | "feed" | "entry") => {}
        Some(name) if name.eq_ignore_ascii_case("html") => return Err(Unreadable::Html),
        _ if content_type.is_some_and(|kind| kind.contains("html")) => return Err(Unreadable::Html),
        _ => return Err(not_a_feed(text)),
    }
    tags::check_xml(text).map_err(|tags::Tangled| Unreadable::Tangled)?;
    let outline = Outline::of(text);
    if outline.items.len() > ITEMS_MOST {
        return Err(Unreadable::TooManyItems { most: ITEMS_MOST });
    }
    let known = root.and_then(|root| {
        let tag = with_known_version(&text[root.at.clone()])?;
        Some([&text[..root.at.start], &tag, &text[root.at.end..]].concat())
    });
    match parse(known.as_deref().unwrap_or(text), base) {
        // The parser passes over items of RSS 1 without link; none is to be lost without a word.
        Ok(feed) if feed.entries.len() >= outline.items.len() => Ok(item::entries(feed, base)),
        Ok(_) => one_by_one(outline.documents(text), base, &Unusable::NoAddress),
        Err(why) => one_by_one(outline.documents(text), base, &why),
    }
}

pub(super) fn json(text: &str, base: Option<&Url>) -> Result<Vec<Entry>, Unreadable> {
    #[derive(Deserialize)]
    struct Outline<'a> {
        version: Option<String>,
        #[serde(borrow)]
        items: Option<Vec<&'a RawValue>>,
    }
    let broken = |e: serde_json::Error| Unreadable::Broken { source: Cause::of(e) };
    let outline: Outline<'_> = serde_json::from_str(text).map_err(broken)?;
    let (Some(version), Some(items)) = (outline.version, outline.items) else { return Err(not_a_feed(text)) };
    if !version.contains("jsonfeed.org") {
        return Err(not_a_feed(text));
    }
    if items.len() > ITEMS_MOST {
        return Err(Unreadable::TooManyItems { most: ITEMS_MOST });
    }
    match parse(text, base) {
        Ok(feed) => Ok(item::entries(feed, base)),
        Err(why) => one_by_one(items.into_iter().map(|item| alone(item.get())), base, &why),
    }
}

/// A JSON Feed of this one item. A number for an id is read as its digits (JSON Feed 1.1, "id").
fn alone(item: &str) -> String {
    // What is nested too deeply for a value becomes null, and so an item that is damaged.
    let mut item: serde_json::Value = serde_json::from_str(item).unwrap_or_default();
    if let Some(id) = item.get_mut("id").filter(|id| id.is_number()) {
        *id = id.to_string().into();
    }
    serde_json::json!({ "version": "https://jsonfeed.org/version/1.1", "title": "", "items": [item] })
        .to_string()
}

/// The parser is of others and has panicked on feeds of others: that is a feed not read, not our end.
fn parse(text: &str, base: Option<&Url>) -> Result<Feed, Unusable> {
    let base = base.map(Url::as_str);
    let parsed = catch_unwind(|| {
        // Without an id the key is ours to find: the parser's own would change with the title, or by chance.
        let parser = Builder::new().base_uri(base).id_generator(|_, _, _| String::new()).build();
        parser.parse(text.as_bytes()).map_err(|e| Unusable::Broken { source: Cause::of(e) })
    });
    parsed.unwrap_or_else(|_| Err(Unusable::Broken { source: Cause::of("the parser gave it up") }))
}

/// Each item as a feed of its own, so that the damaged ones are known and the others read.
fn one_by_one(
    documents: impl Iterator<Item = String>,
    base: Option<&Url>,
    why_not_whole: &Unusable,
) -> Result<Vec<Entry>, Unreadable> {
    let entries: Vec<Entry> = documents
        .flat_map(|document| match parse(&document, base) {
            Ok(feed) if !feed.entries.is_empty() => item::entries(feed, base),
            Ok(_) => vec![damaged(&document, why_not_whole.clone())],
            Err(why) => vec![damaged(&document, why)],
        })
        .collect();
    if entries.iter().any(|entry| matches!(entry, Entry::Item(_))) {
        Ok(entries)
    } else {
        Err(Unreadable::Broken { source: Cause::of(chain(why_not_whole)) })
    }
}

fn damaged(document: &str, why: Unusable) -> Entry {
    let title = tags::of_xml(document).find(|tag| tag.local_name() == "title").map_or("", |tag| {
        let text = document[tag.at.end..].trim_start();
        let text = text.strip_prefix("<![CDATA[").unwrap_or(text);
        text.split(['<', ']']).next().unwrap_or_default()
    });
    let key = Digest::of(document.as_bytes()).to_string();
    unusable(key, &extract::line(title), why)
}

/// Where the items of an XML feed stand, and what is open around them.
struct Outline {
    opening: String,
    closing: String,
    items: Vec<Range<usize>>,
}

impl Outline {
    fn of(text: &str) -> Self {
        let mut open: Vec<Tag<'_>> = Vec::new();
        let mut around: Option<Vec<Tag<'_>>> = None;
        let mut items = Vec::new();
        let mut begun: Option<Tag<'_>> = None;
        for tag in tags::of_xml(text) {
            let is_item = matches!(tag.local_name(), "item" | "entry");
            match (tag.kind, &begun) {
                (TagKind::Start | TagKind::Empty, None) if is_item => {
                    around.get_or_insert_with(|| open.clone());
                    if tag.kind == TagKind::Empty {
                        items.push(tag.at);
                    } else {
                        begun = Some(tag);
                    }
                }
                (TagKind::Start, None) => open.push(tag),
                (TagKind::End, None) => {
                    if let Some(at) = open.iter().rposition(|start| start.name == tag.name) {
                        open.truncate(at);
                    }
                }
                (TagKind::End, Some(start)) if start.name == tag.name => {
                    items.push(start.at.start..tag.at.end);
                    begun = None;
                }
                // An item that begins within an item: the end of the first is missing.
                (TagKind::Start, Some(start)) if start.name == tag.name => {
                    items.push(start.at.start..tag.at.start);
                    begun = Some(tag);
                }
                (TagKind::Start | TagKind::Empty | TagKind::End, _) => {}
            }
        }
        items.extend(begun.map(|start| start.at.start..text.len()));
        let around = around.unwrap_or_default();
        let start = |tag: &Tag<'_>| {
            let tag = &text[tag.at.clone()];
            with_known_version(tag).unwrap_or_else(|| tag.to_owned())
        };
        Self {
            opening: around.iter().map(start).collect(),
            closing: around.iter().rev().flat_map(|tag| ["</", tag.name, ">"]).collect(),
            items,
        }
    }

    /// Each item with nothing but the tags around it; no documents where these are longer than those of feeds.
    fn documents<'a>(&'a self, text: &'a str) -> impl Iterator<Item = String> + 'a {
        let sane = self.opening.len() <= OPENING_BYTES_MOST;
        let items = self.items.iter().filter(move |_| sane);
        items.map(move |item| format!("{}{}{}", self.opening, &text[item.clone()], self.closing))
    }
}

/// An `rss` tag with version 2.0, where it has none or one that the parser does not know (0.93, 0.94, 2): all versions of
/// this branch of RSS are read alike.
fn with_known_version(tag: &str) -> Option<String> {
    let rest = tag.strip_prefix("<rss")?;
    let Some((before, after)) = rest.split_once("version=") else {
        return Some(format!("<rss version=\"2.0\"{rest}"));
    };
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (version, after) = after[1..].split_once(quote)?;
    (!["2.0", "0.91", "0.92"].contains(&version)).then(|| format!("<rss{before}version=\"2.0\"{after}"))
}
