//! A feed's bytes → its items: RSS 0.9x, 1 and 2, Atom, JSON Feed. One bad item never loses the others.

mod item;
mod parse;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::article::Unnumbered;
use serde::{Deserialize, Serialize};

use crate::{cause::Cause, encoding, extract};

/// The most bytes of a feed: thirty times a large full-text feed of a daily paper.
pub const FEED_BYTES_MOST: usize = 16 * 1024 * 1024;

/// The most items of a feed: a hundred times what outlets put into one.
pub const ITEMS_MOST: usize = 10_000;

/// The longest key that is kept as it is: longer than any address. A longer one is replaced by its digest.
const KEY_BYTES_MOST: usize = 2048;

/// The most characters of a title that names an item that cannot be taken.
pub(crate) const TITLE_CHARACTERS_MOST: usize = 200;

/// One item of a feed, as far as it can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Item(Item),
    /// The item is lost, the others are not. `title` is there so that people find it at the source; it may be empty.
    Unusable {
        key: String,
        title: String,
        why: Unusable,
    },
}

/// One article as its feed has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The item's own name in its feed: its guid or id, else its address, else the digest of its words. No two items of
    /// one reading share it.
    pub key: String,
    /// The article's own page: absolute, http or https.
    pub address: Option<String>,
    /// In the order of the feed, each once.
    pub authors: Vec<String>,
    /// When the source says that it published the article; where it says only when it changed, that.
    pub published_at: Option<DateTime<Utc>>,
    /// One line; empty where the feed has none.
    pub headline: String,
    /// The full text where the feed has it, else its summary. Empty only where there is a headline.
    pub body: Vec<Unnumbered>,
}

/// Why nothing of a feed could be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Unreadable {
    #[error(
        "the feed is empty: look at its address in a browser, and ask the source if it is empty there too"
    )]
    Empty,
    #[error(
        "this is a web page, not a feed: look on it for the address of the feed, which often ends in /feed or /rss"
    )]
    Html,
    #[error(
        "this is neither RSS nor Atom nor JSON Feed (it begins `{found}`): check the address of the feed"
    )]
    NotAFeed { found: String },
    #[error("the feed is damaged, and no item could be read: tell the source")]
    Broken { source: Cause },
    #[error("the feed has {bytes} bytes, and at most {most} are read: ask the source for a shorter feed")]
    TooLarge { bytes: usize, most: usize },
    #[error("the feed has more than {most} items: ask the source for a shorter feed")]
    TooManyItems { most: usize },
    #[error(
        "the feed is nested deeper than any feed is: check that its address is right and its source to be trusted"
    )]
    Tangled,
    #[error("the letters of the feed fit no known encoding: ask the source to send it in UTF-8")]
    Encoding,
}

/// Why one item of a feed cannot be used, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Unusable {
    #[error("the item has neither title nor text")]
    NoText,
    #[error("the item is marked up deeper than any article is: submit its text by hand")]
    Tangled,
    #[error(
        "another item of the feed has the same id: ask the source to give each its own, or submit it by hand"
    )]
    KeyTaken,
    #[error("the item is damaged: tell the source, or submit it by hand")]
    Broken { source: Cause },
    #[error("the item has no address: tell the source, or submit it by hand")]
    NoAddress,
    /// The log does not give back what was taken of it before.
    #[error("what was taken of the item before cannot be read: have the log verified, and submit it by hand")]
    Unread { source: Cause },
}

impl From<extract::Tangled> for Unusable {
    fn from(extract::Tangled: extract::Tangled) -> Self {
        Self::Tangled
    }
}

/// Reads a feed: its items in the feed's order.
///
/// `content_type` is what HTTP said of the bytes, where they came by HTTP; `address` is where they came from: relative
/// addresses in the feed start there.
pub fn read(
    bytes: &[u8],
    content_type: Option<&str>,
    address: Option<&str>,
) -> Result<Vec<Entry>, Unreadable> {
    if bytes.len() > FEED_BYTES_MOST {
        return Err(Unreadable::TooLarge { bytes: bytes.len(), most: FEED_BYTES_MOST });
    }
    let text = encoding::decode(bytes, content_type).map_err(|encoding::Undecodable| Unreadable::Encoding)?;
    let text = encoding::without_declaration(&text);
    let base = address.and_then(extract::web_address);
    let entries = match text.chars().next() {
        None => Err(Unreadable::Empty),
        Some('{') => parse::json(text, base.as_ref()),
        Some('<') => parse::xml(text, content_type, base.as_ref()),
        Some(_) => Err(not_a_feed(text)),
    }?;
    Ok(with_own_keys(entries))
}

fn not_a_feed(text: &str) -> Unreadable {
    let beginning: String = text.chars().take(80).collect();
    Unreadable::NotAFeed { found: extract::line(&beginning) }
}

/// Each key once: a repeated item is one item, and of different items with one key the first has it. Otherwise they
/// would be taken for revisions of each other, at every reading again.
fn with_own_keys(entries: Vec<Entry>) -> Vec<Entry> {
    let mut kept = Vec::<Entry>::with_capacity(entries.len());
    let mut keys = HashMap::<String, usize>::new();
    for entry in entries {
        let Entry::Item(item) = entry else {
            kept.push(entry);
            continue;
        };
        match keys.get(&item.key) {
            None => {
                keys.insert(item.key.clone(), kept.len());
                kept.push(Entry::Item(item));
            }
            Some(&first) if kept[first] == Entry::Item(item.clone()) => {}
            Some(_) => kept.push(unusable(item.key, &item.headline, Unusable::KeyTaken)),
        }
    }
    kept
}

fn unusable(key: String, title: &str, why: Unusable) -> Entry {
    Entry::Unusable { key, title: title.chars().take(TITLE_CHARACTERS_MOST).collect(), why }
}

#[cfg(test)]
mod tests;
