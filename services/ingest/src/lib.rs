//! Sources and articles: what comes in, and how it becomes a text in blocks.

pub mod encoding;
pub mod extract;
pub mod feed;
pub mod fetch;
mod tags;
