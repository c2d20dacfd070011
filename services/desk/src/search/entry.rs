//! What can be found of one article, or of one piece: a pure fold of its facts. The index keeps each entry beside its words,
//! so that folding goes on from there.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::{
    ArticleId, BlockId, Credit, Document, Event, Language, Origin, PieceId, Recorded, SourceId, article,
    edit, publication, translation,
};
use serde::{Deserialize, Serialize};

/// What an entry is of: an article in its own language, or a translation of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Of {
    Article(ArticleId),
    Piece(PieceId),
}

impl Of {
    pub(crate) const fn article(&self) -> ArticleId {
        match self {
            Self::Article(id) => *id,
            Self::Piece(id) => id.article,
        }
    }

    /// Its name in the index: no article is called as a piece is.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Article(id) => id.to_string(),
            Self::Piece(id) => id.to_string(),
        }
    }
}

/// The words, and what one can ask for beside them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) of: Of,
    pub(crate) language: Language,
    pub(crate) source: SourceId,
    pub(crate) source_name: String,
    /// When the article came in, or when work was last done on the piece.
    pub(crate) at: DateTime<Utc>,
    /// The block that is the headline, whether it has words or not.
    headline: Option<BlockId>,
    /// The source's newest text; of a piece, what was submitted, approved or published last.
    text: Vec<(BlockId, String)>,
    /// Words that were written since.
    drafts: BTreeMap<BlockId, String>,
    /// Who wrote the article, or worked on the piece: members by their ids, authors by their names.
    people: BTreeMap<String, String>,
}

/// What a fact says of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) of: Of,
    pub(crate) at: DateTime<Utc>,
    pub(crate) change: Change,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    /// It is there from now on, or the source has another text.
    Text { origin: Box<Origin>, document: Document },
    /// A translation is wanted.
    Wanted { origin: Box<Origin>, headline: Option<BlockId> },
    /// Words were written; a block may be taken out by that.
    Written { words: Vec<(BlockId, String)>, out: Option<BlockId> },
    /// The whole text went on to the next hands.
    Settled { document: Document, people: Vec<Credit> },
    /// Somebody took part.
    By(Credit),
}

impl Seen {
    /// What is to be found by this fact; nothing where it changes none of that.
    pub(crate) fn of(recorded: Recorded<Event>) -> Option<Self> {
        let Recorded { subject, at, event, .. } = recorded;
        let of = match subject.piece_id() {
            Some(piece) => Of::Piece(piece),
            None => Of::Article(subject.article_id()?),
        };
        let change = match event {
            Event::Article(event) => of_article(event),
            Event::Translation(event) => of_translation(event),
            Event::Edit(event) => of_edit(event),
            Event::Publication(event) => of_publication(event),
            Event::Source(_)
            | Event::Term(_)
            | Event::Memory(_)
            | Event::Policy(_)
            | Event::Member(_)
            | Event::Newsroom(_) => None,
        };
        Some(Self { of, at, change: change? })
    }
}

fn of_article(event: article::Event) -> Option<Change> {
    match event {
        article::Event::Received(received) => {
            let article::Received { origin, document, .. } = *received;
            Some(Change::Text { origin: Box::new(origin), document })
        }
        article::Event::Revised(revised) => {
            let article::Revised { origin, document, .. } = *revised;
            Some(Change::Text { origin: Box::new(origin), document })
        }
        article::Event::Commissioned(_) => None,
    }
}

fn of_translation(event: translation::Event) -> Option<Change> {
    let words: Vec<_> =
        event.words().into_iter().map(|(block, words)| (block, words.text.to_owned())).collect();
    let out = event.takes_out();
    if !words.is_empty() || out.is_some() {
        return Some(Change::Written { words, out });
    }
    if let translation::Event::Requested(requested) = event {
        let headline = headline(&requested.document);
        Some(Change::Wanted { origin: Box::new(requested.origin), headline })
    } else if let translation::Event::Claimed(lease) | translation::Event::Assigned { lease, .. } = event {
        Some(Change::By(lease.holder))
    } else if let translation::Event::Submitted(submission) = event {
        let translation::Submission { document, translators, .. } = *submission;
        Some(Change::Settled { document, people: translators.into_iter().collect() })
    } else {
        None
    }
}

fn of_edit(event: edit::Event) -> Option<Change> {
    match event {
        edit::Event::Approved(approval) => {
            let edit::Approval { document, editor, .. } = *approval;
            Some(Change::Settled { document, people: vec![editor] })
        }
        edit::Event::ChangesRequested { editor, .. } => Some(Change::By(editor)),
        edit::Event::Opened(_) | edit::Event::Waived(_) | edit::Event::Judged { .. } => None,
    }
}

fn of_publication(event: publication::Event) -> Option<Change> {
    match event {
        publication::Event::Published(edition) => {
            let publication::Edition { document, .. } = *edition;
            Some(Change::Settled { document, people: Vec::new() })
        }
        publication::Event::Prepared(_) => None,
    }
}

impl Entry {
    /// The entry after this; nothing where the fact is about a piece that nobody has asked for.
    pub(crate) fn after(before: Option<Self>, seen: Seen) -> Option<Self> {
        let Seen { of, at, change } = seen;
        match (change, before) {
            (Change::Text { origin, document }, before) => {
                let at = before.map_or(at, |before| before.at);
                let mut entry = Self::of(of, *origin, at);
                entry.headline = headline(&document);
                entry.text = texts(document);
                Some(entry)
            }
            (Change::Wanted { origin, headline }, None) => {
                let mut entry = Self::of(of, *origin, at);
                entry.people.clear();
                Some(Self { headline, ..entry })
            }
            // No decision asks for a piece again.
            (Change::Wanted { .. }, before) => before,
            (change, before) => before.map(|before| before.changed(change, at)),
        }
    }

    fn of(of: Of, origin: Origin, at: DateTime<Utc>) -> Self {
        let language = match &of {
            Of::Article(_) => origin.language,
            Of::Piece(piece) => piece.language.clone(),
        };
        Self {
            of,
            language,
            source: origin.source,
            source_name: origin.source_name,
            at,
            headline: None,
            text: Vec::new(),
            drafts: BTreeMap::new(),
            people: origin.authors.into_iter().map(|name| (name.clone(), name)).collect(),
        }
    }

    fn changed(mut self, change: Change, at: DateTime<Utc>) -> Self {
        self.at = at;
        match change {
            Change::Text { .. } | Change::Wanted { .. } => {}
            Change::Written { words, out } => {
                self.drafts.extend(words);
                if let Some(block) = out {
                    self.drafts.remove(&block);
                }
            }
            Change::Settled { document, people } => {
                self.drafts.clear();
                self.text = texts(document);
                for credit in people {
                    self.took_part(credit);
                }
            }
            Change::By(credit) => self.took_part(credit),
        }
        self
    }

    fn took_part(&mut self, Credit { member, name }: Credit) {
        self.people.insert(member.to_string(), name);
    }

    /// The words of the headline.
    pub(crate) fn headline(&self) -> Option<&str> {
        let headline = self.headline?;
        let settled = || self.text.iter().find(|(block, _)| *block == headline).map(|(_, text)| text);
        self.drafts.get(&headline).or_else(settled).map(String::as_str)
    }

    /// All texts, block by block: what was written since, and what stands beside or behind it. A block that was written
    /// anew has two.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (BlockId, &str)> {
        let written = self.drafts.iter().filter(|(_, text)| !text.is_empty());
        let written = written.map(|(block, text)| (*block, text.as_str()));
        let is_new = |(block, text): &&(BlockId, String)| self.drafts.get(block) != Some(text);
        written.chain(self.text.iter().filter(is_new).map(|(block, text)| (*block, text.as_str())))
    }

    /// The ids and names of those who wrote or worked.
    pub(crate) fn people(&self) -> impl Iterator<Item = &str> {
        self.people.iter().flat_map(|(id, name)| [id.as_str(), name.as_str()])
    }

    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        let settled = self.text.iter().map(|(_, text)| text.len() + size_of::<(BlockId, String)>());
        let drafts = self.drafts.values().map(|text| text.len() + size_of::<(BlockId, String)>());
        size_of::<Self>() + settled.chain(drafts).sum::<usize>()
    }
}

fn headline(document: &Document) -> Option<BlockId> {
    let first = document.blocks.first()?;
    (first.kind == contract::BlockKind::Headline).then_some(first.id)
}

fn texts(document: Document) -> Vec<(BlockId, String)> {
    let blocks = document.blocks.into_iter().map(|block| (block.id, block.text));
    blocks.filter(|(_, text)| !text.trim().is_empty()).collect()
}

#[cfg(test)]
pub(super) mod tests;
