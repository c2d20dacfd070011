//! What moved last in the newsroom, for pages that are open: which things, and in which lists. Never what about them.

use std::collections::VecDeque;

use contract::{
    ArticleId, Event, MemberId, MemoryId, PieceId, PolicyId, SourceId, Subject, TermId, edit, publication,
    translation,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// So many are kept: at ten a second, what a page may miss for seven minutes. Who was away for longer asks for everything.
const KEPT: usize = 4_096;

/// What moved, in the order of the log, as far back as is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// Everything that moved by a later event than this is still here.
    since: u64,
    kept: VecDeque<Moved>,
}

/// One thing that is not as it was before this event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    pub sequence: u64,
    pub what: Thing,
    /// The lists that it was in before, or is in since.
    pub lists: Lists,
}

/// Something that pages show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    Article(ArticleId),
    Piece(PieceId),
    Source(SourceId),
    Term(TermId),
    Memory(MemoryId),
    Policy(PolicyId),
    Member(MemberId),
    Newsroom,
}

/// A list of articles or pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum List {
    Inbox,
    Queue,
    Review,
    Published,
}

/// Some of the lists, one bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lists(u8);

impl List {
    pub const ALL: [Self; 4] = [Self::Inbox, Self::Queue, Self::Review, Self::Published];
}

impl Lists {
    pub fn one(list: List) -> Self {
        Self(1 << list as u8)
    }

    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    pub fn holds(self, list: List) -> bool {
        self.0 & Self::one(list).0 != 0
    }
}

impl News {
    /// What moved after this event; nothing where that is further back than is kept.
    pub fn since(&self, after: u64) -> Option<impl Iterator<Item = &Moved>> {
        let begins = self.kept.partition_point(|moved| moved.sequence <= after);
        (after >= self.since).then(|| self.kept.range(begins..))
    }

    pub(super) fn tell(&mut self, moved: Moved) {
        self.kept.push_back(moved);
        if self.kept.len() > KEPT
            && let Some(forgotten) = self.kept.pop_front()
        {
            self.since = forgotten.sequence;
        }
    }
}

/// What this event is about, where pages show it otherwise after it. Words that are written, and a claim that goes on, are
/// told to nobody: they come many times a minute, and are read where they are written.
pub(super) fn moved_by(subject: &Subject, event: &Event) -> Option<Thing> {
    match event {
        Event::Article(_) => subject.article_id().map(Thing::Article),
        // Which revision a piece answers is told with it.
        Event::Translation(translation::Event::SourceAccepted { .. }) => subject.piece_id().map(Thing::Piece),
        Event::Translation(event) if event.renews_until().is_some() => None,
        // What a service makes of the act before it, by itself: nothing looks otherwise.
        Event::Edit(edit::Event::Opened(_)) | Event::Publication(publication::Event::Prepared(_)) => None,
        Event::Translation(_) | Event::Edit(_) | Event::Publication(_) => {
            subject.piece_id().map(Thing::Piece)
        }
        Event::Source(_) => subject.id().parse().ok().map(Thing::Source),
        Event::Term(_) => subject.id().parse().ok().map(Thing::Term),
        Event::Memory(_) => subject.id().parse().ok().map(Thing::Memory),
        Event::Policy(_) => subject.id().parse().ok().map(Thing::Policy),
        Event::Member(_) => subject.id().parse().ok().map(Thing::Member),
        Event::Newsroom(_) => Some(Thing::Newsroom),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::{BlockId, CommandId, Recorded};
    use decider::Fold;

    use super::*;
    use crate::board::{Board, Piece, open_piece};

    fn term(sequence: u64) -> Moved {
        let what = Thing::Newsroom;
        Moved { sequence, what, lists: Lists::default() }
    }

    #[test]
    fn what_moved_since_is_told_as_far_back_as_it_is_kept() {
        let mut news = News::default();
        let since =
            |news: &News, after| Some(news.since(after)?.map(|moved| moved.sequence).collect::<Vec<_>>());
        assert_eq!(since(&news, 0), Some(vec![]));
        for sequence in [3, 3, 8] {
            news.tell(term(sequence));
        }
        assert_eq!(since(&news, 0), Some(vec![3, 3, 8]));
        assert_eq!((since(&news, 3), since(&news, 8)), (Some(vec![8]), Some(vec![])));
        for sequence in 0..KEPT as u64 {
            news.tell(term(100 + sequence));
        }
        assert_eq!(news.kept.len(), KEPT);
        assert_eq!((since(&news, 7), since(&news, 8).map(|told| told.len())), (None, Some(KEPT)));
    }

    #[test]
    fn a_list_is_one_of_some() {
        let some = Lists::one(List::Queue).and(Lists::one(List::Review));
        assert_eq!(List::ALL.map(|list| some.holds(list)), [false, true, true, false]);
    }

    #[test]
    fn lists_are_told_of_an_answered_source_and_not_of_words() {
        let (piece, until) = (open_piece(1).id, DateTime::UNIX_EPOCH);
        let mut board = Board::default();
        board.pieces.insert(Piece::requested(open_piece(1)));
        let mut sequence = 0;
        let mut moved = |event| {
            sequence += 1;
            let id = "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().map(CommandId).unwrap();
            let (subject, by) = (Subject::translation(&piece), "salma".parse().unwrap());
            let event = Event::Translation(event);
            board.apply(Recorded { sequence, subject, id, cause: None, by, at: until, event });
            let told = board.news.since(sequence - 1).unwrap().cloned().collect::<Vec<_>>();
            told.first().is_some_and(|moved| {
                moved.what == Thing::Piece(piece.clone()) && moved.lists == Lists::one(List::Queue)
            })
        };
        let block = BlockId(1);
        assert!(!moved(translation::Event::Renewed { epoch: 1, until }));
        assert!(!moved(translation::Event::TakenUp { epoch: 1, block, until }));
        assert!(moved(translation::Event::SourceAccepted { epoch: 1, block, revision: 2, until }));
    }
}
