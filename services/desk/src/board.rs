//! The board: what stands where in the newsroom. A pure fold of all events, which can be thrown away.
//!
//! It holds no texts: where words are wanted, it says at which place in the log they stand.

mod apply;
mod behind;
mod checks;
mod memories;
pub(crate) mod mentions;
mod news;
mod order;
mod pieces;
mod progress;
mod row;
mod shelves;
mod source;
mod terms;
mod trail;
mod traits;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use contract::{
    Arrangement, ArticleId, BlockId, Digest, Event, Kind, Language, MemberId, PolicyId, Recorded, SourceId,
    Style, Subject, Unreadable, newsroom::Settings,
};
use decider::Fold;
use language::search::SOURCES as WORDS;
use serde::{Deserialize, Serialize};

pub use behind::Behind;
pub use checks::{CheckFigures, Checks, Known};
pub use memories::Memories;
pub use mentions::{Mention, Mentions, Where};
pub use news::{List, Lists, Moved, News, Thing};
pub use order::{Cursor, Order, Rank};
pub use pieces::{Count, Pair, Pieces};
#[cfg(test)]
pub(crate) use row::tests::{open_piece, registered_source};
pub use row::{
    ArticleRow, Assignment, MemberRow, MemoryContents, MemoryRow, PieceRow, PolicyRow, Progress, SourceRow,
    Stage, StageName, TermRow, TermStanding,
};
pub use shelves::{Shelf, Spot};
pub use source::{SourceAt, SourceText};
pub use terms::Terms;
pub use trail::{Trail, Trails};
pub use traits::Wanted;

/// Everything that is known at one place in the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// The sequence of the last event that was applied.
    pub applied: u64,
    /// What moved last, for pages that are open.
    pub news: News,
    /// The last event about each source, term, memory, policy and member, and about the newsroom, by subject.
    pub versions: BTreeMap<String, u64>,
    pub sources: BTreeMap<SourceId, SourceRow>,
    /// What happened to them lately.
    pub trails: Trails,
    #[serde(serialize_with = "in_order")]
    pub articles: HashMap<ArticleId, Article>,
    pub pieces: Pieces,
    /// The articles by their position, for lists from the newest on.
    pub articles_by_position: BTreeMap<u64, ArticleId>,
    pub terms: Terms,
    pub memories: Memories,
    pub policies: BTreeMap<PolicyId, PolicyRow>,
    pub members: BTreeMap<MemberId, MemberRow>,
    pub settings: Settings,
    /// What is looked at in texts of a language, where the newsroom has decided about it.
    pub styles: BTreeMap<Language, Style>,
    /// What the checks found in texts that went on, and what people said of it.
    pub checks: Checks,
    /// Who is named in what people wrote to each other.
    pub mentions: Mentions,
}

/// An article, where its text stands, and where all that happened to it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    pub row: ArticleRow,
    /// The sequence of the last event about the article itself.
    pub version: u64,
    /// The sequence of the event that holds the newest text.
    pub text: u64,
    /// The sequences of all facts about it and its pieces, in order.
    pub history: Vec<u64>,
}

/// A piece and where its words stand, as sequences of events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    pub row: PieceRow,
    /// What is to be translated.
    pub source: SourceText,
    /// The newest words of each block.
    pub drafts: BTreeMap<BlockId, u64>,
    /// Those of them that were emptied.
    pub blank: BTreeSet<BlockId>,
    /// What the translation leaves out, takes together, and adds. What it says of blocks that left the source holds no more.
    pub arrangement: Arrangement,
    /// Words that were refused and are kept for their authors.
    pub rescued: Vec<u64>,
    /// What was submitted last.
    pub submission: Option<u64>,
    /// The changes that an editor asked for last.
    pub changes: Option<u64>,
    pub approval: Option<u64>,
    /// What stands on the wire.
    pub edition: Option<u64>,
    /// Who translated what was submitted last.
    pub translators: Vec<MemberId>,
    /// When it came where it stands.
    pub moved_at: DateTime<Utc>,
    /// What its source has changed that it does not answer.
    pub behind: Option<Behind>,
}

impl Piece {
    /// One that was just asked for.
    pub(crate) fn requested(row: PieceRow) -> Self {
        Self {
            source: SourceText::new(row.revision, row.position),
            moved_at: row.requested_at,
            row,
            drafts: BTreeMap::new(),
            blank: BTreeSet::new(),
            arrangement: Arrangement::default(),
            rescued: Vec::new(),
            submission: None,
            changes: None,
            approval: None,
            edition: None,
            translators: Vec::new(),
            behind: None,
        }
    }
}

impl Fold for Board {
    const NAME: &'static str = "board";
    const KINDS: &'static [Kind] = &Kind::ALL;
    const SOURCES: &'static [&'static str] = &[
        include_str!("board.rs"),
        include_str!("board/apply.rs"),
        include_str!("board/apply/piece.rs"),
        include_str!("board/behind.rs"),
        include_str!("board/checks.rs"),
        include_str!("board/memories.rs"),
        include_str!("board/mentions.rs"),
        include_str!("board/news.rs"),
        include_str!("board/order.rs"),
        include_str!("board/pieces.rs"),
        include_str!("board/progress.rs"),
        include_str!("board/row.rs"),
        include_str!("board/shelves.rs"),
        include_str!("board/source.rs"),
        include_str!("board/terms.rs"),
        include_str!("board/trail.rs"),
        include_str!("board/traits.rs"),
        // Mentions are looked for among words as these part them.
        WORDS[0],
        WORDS[1],
        WORDS[2],
        WORDS[3],
        WORDS[4],
        WORDS[5],
        WORDS[6],
    ];
    type Seen = Recorded<Event>;

    fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Self::Seen, Unreadable> {
        contract::read(subject, sequence, bytes)
    }

    fn apply(&mut self, seen: Self::Seen) {
        self.record(seen);
    }
}

impl Board {
    /// The version of the thing that this stream of facts is about: the sequence of the last event about it, for a piece
    /// about its translation, its edit or its publication. None where nothing is known of it.
    pub fn version_of(&self, thing: &Subject) -> Option<u64> {
        match thing.kind() {
            Kind::Translation | Kind::Edit | Kind::Publication => {
                self.pieces.get(&thing.piece_id()?).map(|piece| piece.row.version)
            }
            Kind::Article => self.articles.get(&thing.article_id()?).map(|article| article.version),
            // It holds from the beginning, before anything was decided about it.
            Kind::Newsroom => Some(self.versions.get(&thing.to_string()).copied().unwrap_or(0)),
            Kind::Source | Kind::Term | Kind::Memory | Kind::Policy | Kind::Member => {
                self.versions.get(&thing.to_string()).copied()
            }
        }
    }

    /// The SHA-256 of the whole board as JSON: equal for equal histories.
    pub fn digest(&self) -> Digest {
        Digest::of(&serde_json::to_vec(self).expect("a board is strings, numbers, lists and maps by name"))
    }
}

fn in_order<K: Ord + Serialize, V: Serialize, S: serde::Serializer>(
    map: &HashMap<K, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(map.iter().collect::<BTreeMap<_, _>>())
}
