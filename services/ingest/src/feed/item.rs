//! One entry of a parsed feed → an item, or why not.

use ammonia::Url;
use contract::{Digest, article::Unnumbered};
use feed_rs::model::{self, Feed, FeedType, Link, Person, Text};

use super::{Entry, Item, KEY_BYTES_MOST, Unusable, unusable};
use crate::extract::{self, Tangled};

/// What the parser calls authors whose name it does not know: of RSS, and of Atom.
const NAMELESS: [&str; 2] = ["author", "unknown"];

pub(super) fn entries(feed: Feed, base: Option<&Url>) -> Vec<Entry> {
    let Feed { entries, feed_type, authors, .. } = feed;
    entries.into_iter().map(|entry| read(entry, &feed_type, &authors, base)).collect()
}

fn read(raw: model::Entry, kind: &FeedType, feed_authors: &[Person], base: Option<&Url>) -> Entry {
    let headline = raw.title.as_ref().map(|title| headline(title, kind)).unwrap_or_default();
    let address = address(&raw.links, &raw.id, base);
    let key = key(&raw, address.as_deref());
    let start = raw.base.as_deref().and_then(|given| resolve(given, base)).or_else(|| address.clone());
    let body = match body(&raw, kind, start.as_deref().or(base.map(Url::as_str))) {
        Ok(body) => body,
        Err(Tangled) => return unusable(key, &headline, Unusable::Tangled),
    };
    if headline.is_empty() && body.iter().all(|block| block.text.is_empty()) {
        return unusable(key, &headline, Unusable::NoText);
    }
    // An Atom entry without author has those of its feed (RFC 4287, section 4.2.1).
    let inherited = if *kind == FeedType::Atom && raw.authors.is_empty() { feed_authors } else { &[] };
    let authors = authors(raw.authors.iter().chain(inherited));
    Entry::Item(Item { key, address, authors, published_at: raw.published.or(raw.updated), headline, body })
}

fn key(raw: &model::Entry, address: Option<&str>) -> String {
    let words = || {
        let text = |text: Option<&Text>| text.map_or("", |text| text.content.as_str()).to_owned();
        let content = raw.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
        let parts = [text(raw.title.as_ref()), text(raw.summary.as_ref()), content.to_owned()];
        Digest::of(parts.join("\n").as_bytes()).to_string()
    };
    let own = Some(raw.id.trim()).filter(|id| !id.is_empty()).or(address);
    match own {
        Some(own) if own.len() <= KEY_BYTES_MOST => own.to_owned(),
        Some(own) => Digest::of(own.as_bytes()).to_string(),
        None => words(),
    }
}

/// Titles of RSS are HTML in practice, whatever the specification leaves open; those of the others say what they are.
fn headline(title: &Text, kind: &FeedType) -> String {
    if is_html(title.content_type.as_str(), kind)
        && let Ok(blocks) = extract::blocks(&title.content, None)
        && !blocks.is_empty()
    {
        let texts: Vec<String> = blocks.into_iter().map(|block| block.text).collect();
        return extract::line(&texts.join(" "));
    }
    extract::line(&title.content)
}

fn body(raw: &model::Entry, kind: &FeedType, base: Option<&str>) -> Result<Vec<Unnumbered>, Tangled> {
    let content = raw
        .content
        .as_ref()
        .and_then(|content| Some((content.body.as_deref()?, content.content_type.as_str())));
    let summary =
        raw.summary.as_ref().map(|summary| (summary.content.as_str(), summary.content_type.as_str()));
    for (text, media_type) in content.into_iter().chain(summary) {
        let blocks = match media_type {
            _ if is_html(media_type, kind) => extract::blocks(text, base)?,
            "text/plain" => extract::paragraphs(text),
            // Pictures, sound and other documents are no text.
            _ => Vec::new(),
        };
        if !blocks.is_empty() {
            return Ok(blocks);
        }
    }
    Ok(Vec::new())
}

fn is_html(media_type: &str, kind: &FeedType) -> bool {
    let rss = matches!(kind, FeedType::RSS0 | FeedType::RSS1 | FeedType::RSS2);
    matches!(media_type, "text/html" | "application/xhtml+xml") || rss && media_type == "text/plain"
}

/// The article's page among the links: not the feed itself, nor what is attached. Where there is none, an id that is an
/// address (RSS 2.0, "guid": a permalink unless it says otherwise).
fn address(links: &[Link], id: &str, base: Option<&Url>) -> Option<String> {
    let alternate = links.iter().filter(|link| link.rel.as_deref() == Some("alternate"));
    let plain = links.iter().filter(|link| link.rel.is_none() && link.media_type.is_none());
    let mut found = alternate.chain(plain).filter_map(|link| resolve(&link.href, base));
    found.next().or_else(|| extract::web_address(id).map(String::from))
}

fn resolve(address: &str, base: Option<&Url>) -> Option<String> {
    let joined = base.and_then(|base| base.join(address.trim()).ok());
    let address = joined.map_or_else(|| address.to_owned(), String::from);
    extract::web_address(&address).map(String::from)
}

/// The names of the authors. RSS 2.0 has addresses as `author`, in the form `a@b.example (Name)`, and names as
/// `dc:creator`; the parser gives the first as the electronic mail address of somebody called "author".
fn authors<'a>(people: impl Iterator<Item = &'a Person>) -> Vec<String> {
    let (unknown, known): (Vec<_>, Vec<_>) =
        people.partition(|person| NAMELESS.contains(&person.name.trim()));
    let mut names: Vec<String> = known.into_iter().filter_map(|person| name(&person.name)).collect();
    if names.is_empty() {
        names = unknown.into_iter().filter_map(|person| name(person.email.as_deref()?)).collect();
    }
    let mut once = Vec::with_capacity(names.len());
    for author in names {
        if !once.contains(&author) {
            once.push(author);
        }
    }
    once
}

/// The name in `Name`, `Name <a@b.example>` or `a@b.example (Name)`; a mere address is nobody's name.
fn name(written: &str) -> Option<String> {
    let written = extract::line(written);
    let name = match written.split_once(['(', '<']) {
        _ if !written.contains('@') => written.as_str(),
        Some((before, _)) if !before.contains('@') => before.trim(),
        Some((_, within)) => within.trim_end_matches([')', '>']).trim(),
        None => "",
    };
    Some(name).filter(|name| !name.is_empty() && !name.contains('@')).map(str::to_owned)
}
