//! What programs say in English, and facts keep so, told in the reader's language: each sentence is known by what it says
//! around its gaps.

use super::{Reader, Said, Speech};

impl Reader {
    /// The same in the reader's language; none where that is the one in which it was said, or where nobody is known to say it.
    pub(crate) fn told(self, said: &str) -> Option<String> {
        match self.speech {
            Speech::English => None,
            Speech::Arabic => self.told_by(SENTENCES, said, Said::of_a_gap),
        }
    }

    /// Why something could not be read, in one sentence of the reader's language. What a newer program says stands in its log.
    pub(crate) fn fault(self, recorded: &str) -> String {
        self.told_by(SENTENCES, recorded, Said::of_a_gap).unwrap_or_else(|| self.say("sources-fault-other"))
    }

    /// The message of the first sentence that this is. `$first`, `$second` and `$third` are what stands in its gaps.
    pub(crate) fn told_by<'t>(
        self,
        sentences: &[(&str, &str)],
        said: &'t str,
        gap: impl Fn(&'t str) -> Said<'t>,
    ) -> Option<String> {
        let (id, gaps) = sentences.iter().find_map(|(sentence, id)| Some((*id, gaps(sentence, said)?)))?;
        let with = ["first", "second", "third"].into_iter().zip(gaps.into_iter().map(gap));
        Some(self.say_with(id, &with.collect::<Vec<_>>()))
    }
}

impl<'a> Said<'a> {
    /// What stands in a gap: a number, by which a message may choose its form, or somebody else's words.
    pub(crate) fn of_a_gap(words: &'a str) -> Self {
        words.parse::<usize>().map_or_else(|_| words.into(), Self::from)
    }
}

/// What stands in the gaps of a sentence, if it is the one that was said.
fn gaps<'t>(sentence: &str, said: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = sentence.split("{}");
    let mut rest = said.strip_prefix(parts.next()?)?;
    let mut gaps = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        // The last part ends the sentence; one before ends where it stands first.
        let at = match parts.peek() {
            None => rest.strip_suffix(part)?.len(),
            Some(_) => rest.find(part)?,
        };
        gaps.push(&rest[..at]);
        rest = &rest[at + part.len()..];
    }
    rest.is_empty().then_some(gaps)
}

/// What is said of feeds and their items, and on health, with gaps where something is put in, each with the id of its message.
/// Of two that fit, the first is meant.
#[rustfmt::skip]
const SENTENCES: &[(&str, &str)] = &[
    ("`{}` is not a web address: it has to begin with https:// or http://", "sources-fault-address"),
    ("the server {} cannot be reached: check the name in the address, and whether the site is up", "sources-fault-reached"),
    ("the server cannot be reached ({}): check the name in the address, and whether the site is up", "sources-fault-away"),
    ("the server answered {}: it does not let us in; ask the source for access", "sources-fault-not-let-in"),
    ("the server answered {}: there is no feed at this address; ask the source for the new one", "sources-fault-moved"),
    ("the server answered {}: it is asked too often; look at the feed less often", "sources-fault-too-often"),
    ("the server answered {}: it has a fault of its own; if it stays so, tell the source", "sources-fault-of-its-own"),
    ("the server answered {}: check the address of the feed", "sources-fault-status"),
    ("the server sent more than {} bytes: check that the address is that of a feed", "sources-fault-endless"),
    ("the server had not sent everything after {} seconds: it may be overloaded, or never end", "sources-fault-slow"),
    ("the address leads on more than {} times: open it in a browser and use the address where it ends", "sources-fault-leads-on"),
    ("the answer broke off or is not HTTP: if it stays so, tell the source", "sources-fault-broke-off"),
    ("the answer broke off or is not HTTP ({}): if it stays so, tell the source", "sources-fault-broke-off"),
    ("the feed is empty: look at its address in a browser, and ask the source if it is empty there too", "sources-fault-empty"),
    ("this is a web page, not a feed: look on it for the address of the feed, which often ends in /feed or /rss", "sources-fault-page"),
    ("this is neither RSS nor Atom nor JSON Feed (it begins `{}`): check the address of the feed", "sources-fault-neither"),
    ("the feed is damaged, and no item could be read: tell the source", "sources-fault-damaged"),
    ("the feed is damaged, and no item could be read ({}): tell the source", "sources-fault-damaged"),
    ("the feed has {} bytes, and at most {} are read: ask the source for a shorter feed", "sources-fault-large"),
    ("the feed has more than {} items: ask the source for a shorter feed", "sources-fault-long"),
    ("the feed is nested deeper than any feed is: check that its address is right and its source to be trusted", "sources-fault-nested"),
    ("the letters of the feed fit no known encoding: ask the source to send it in UTF-8", "sources-fault-letters"),
    ("the item has neither title nor text", "sources-fault-no-text"),
    ("the item is marked up deeper than any article is: submit its text by hand", "sources-fault-tangled"),
    ("another item of the feed has the same id: ask the source to give each its own, or submit it by hand", "sources-fault-same-id"),
    ("the item is damaged: tell the source, or submit it by hand", "sources-fault-item"),
    ("the item has no address: tell the source, or submit it by hand", "sources-fault-no-address"),
    ("what was taken of the item before cannot be read: have the log verified, and submit it by hand", "sources-fault-unread"),
    ("the item is damaged ({}): tell the source, or submit it by hand", "sources-fault-item"),
    ("the article has neither headline nor text", "sources-fault-nothing-to-read"),
    ("the article takes {} bytes; at most {} can be taken: submit it in parts", "sources-fault-article"),
    ("it takes {} bytes, more than the {} that can be kept at once", "sources-fault-kept"),
    ("the event {} on {} cannot be read", "sources-fault-event"),
    ("the event {} is missing from {}", "sources-fault-missing"),
    ("not an event of a known type", "health-stopped-unknown"),
    ("`{}` in version {} was written by a newer program; this one does not know the type", "health-stopped-new-type"),
    ("`{}` in version {} was written by a newer program; this one reads up to version {}", "health-stopped-newer"),
    ("on a subject that is not one", "health-stopped-subject"),
    ("the place of the reaction {} in the log is set up otherwise than it must be: {}; if no newer program set it up, delete it with `{}`: every event is then answered anew, which changes nothing", "health-stopped-otherwise"),
    ("the search index cannot be read or written", "health-stopped-index"),
    ("the search index is not there at this moment", "health-stopped-no-index"),
    ("a memory in use cannot be read: `dragoman memory list` says which, and why", "health-stopped-memory"),
    ("the server's monitoring page {} does not answer; is `http` set in its configuration?", "health-weaker-unseen"),
    ("{} is no monitoring page of a NATS server; give its address, such as http://host:8222", "health-weaker-no-server"),
    ("the server {} has no JetStream; set `jetstream` in its configuration", "health-weaker-no-jetstream"),
    ("the server {} writes to disk only every {} s, so a power cut loses acknowledged work; set `jetstream { sync_interval: always }` in its configuration", "health-weaker-not-synced"),
    ("the server {} has version {}; the log needs 2.12 or newer, and 2.15 or newer is advised", "health-weaker-too-old"),
    ("the log is kept on {}, which nobody has looked at; give --nats-monitor with the monitoring address of every server of the cluster, separated by commas", "health-weaker-not-looked-at"),
    ("nobody has looked whether the servers keep what they acknowledge: --nats-monitor was not given", "health-weaker-no-monitor"),
];

#[cfg(test)]
mod tests;
