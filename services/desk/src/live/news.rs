//! What a page is told of the news of the board: names of things by kind, and the lists that are not as they were.

use contract::{ArticleId, MemberId, MemoryId, PieceId, PolicyId, SourceId, TermId};
use serde::Serialize;

use super::Following;
use crate::board::{Board, List, Moved, Thing};

/// What moved between two looks at the board.
pub(super) struct Batch {
    /// The version of the board at the second look.
    pub(super) upto: u64,
    /// Nothing where it was further back than is kept.
    pub(super) moved: Option<Vec<Moved>>,
}

impl Batch {
    pub(super) fn since(board: &Board, after: u64) -> Self {
        // A page that knows more than this log has knew another log.
        let known = (after <= board.applied).then_some(after);
        let moved = known.and_then(|after| Some(board.news.since(after)?.cloned().collect()));
        Self { upto: board.applied, moved }
    }

    pub(super) fn is_news(&self) -> bool {
        self.moved.as_ref().is_none_or(|moved| !moved.is_empty())
    }
}

/// The data of an event `moved`.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct News {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    articles: Vec<ArticleId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pieces: Vec<PieceId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<SourceId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    terms: Vec<TermId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    memories: Vec<MemoryId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    policies: Vec<PolicyId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<MemberId>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    newsroom: bool,
    lists: Vec<List>,
}

impl News {
    /// What a page that follows this is told; nothing where nothing of it moved.
    pub(super) fn of<'a>(moved: impl Iterator<Item = &'a Moved>, following: &Following) -> Option<Self> {
        let mut news = None;
        for moved in moved.filter(|moved| following.wants(moved)) {
            news.get_or_insert_with(Self::default).add(moved);
        }
        news
    }

    fn add(&mut self, Moved { what, lists, .. }: &Moved) {
        match what {
            Thing::Article(id) => once(&mut self.articles, id),
            Thing::Piece(id) => once(&mut self.pieces, id),
            Thing::Source(id) => once(&mut self.sources, id),
            Thing::Term(id) => once(&mut self.terms, id),
            Thing::Memory(id) => once(&mut self.memories, id),
            Thing::Policy(id) => once(&mut self.policies, id),
            Thing::Member(id) => once(&mut self.members, id),
            Thing::Newsroom => self.newsroom = true,
        }
        for list in List::ALL.into_iter().filter(|list| lists.holds(*list)) {
            once(&mut self.lists, &list);
        }
    }
}

fn once<T: Clone + PartialEq>(names: &mut Vec<T>, name: &T) {
    if !names.contains(name) {
        names.push(name.clone());
    }
}

impl Following {
    fn wants(&self, moved: &Moved) -> bool {
        let Self { piece, article, list, source, term, policy, member, after: _, looking: _ } = self;
        let named = match &moved.what {
            Thing::Article(id) => *article == Some(*id),
            Thing::Piece(id) => piece.as_ref() == Some(id) || *article == Some(id.article),
            Thing::Source(id) => source.as_ref() == Some(id),
            Thing::Term(id) => *term == Some(*id),
            Thing::Member(id) => member.as_ref() == Some(id),
            Thing::Policy(id) => policy.as_ref() == Some(id),
            Thing::Memory(_) | Thing::Newsroom => false,
        };
        self.wants_everything() || named || list.is_some_and(|list| moved.lists.holds(list))
    }

    fn wants_everything(&self) -> bool {
        let Self { piece, article, list, source, term, policy, member, after: _, looking: _ } = self;
        let of_texts = piece.is_none() && article.is_none() && list.is_none();
        of_texts && source.is_none() && term.is_none() && policy.is_none() && member.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Lists, open_piece};

    fn moved(sequence: u64, number: u32, lists: &[List]) -> Moved {
        let lists = lists.iter().fold(Lists::default(), |all, list| all.and(Lists::one(*list)));
        Moved { sequence, what: Thing::Piece(open_piece(number.into()).id), lists }
    }

    #[test]
    fn a_page_is_told_of_what_it_shows_and_of_nothing_else() {
        let all = [
            moved(1, 1, &[List::Queue]),
            moved(2, 2, &[List::Queue, List::Review]),
            moved(3, 1, &[List::Queue]),
        ];
        let [one, two] = [1, 2].map(|number| open_piece(number).id);
        let told = |following| News::of(all.iter(), &following).map(|news| (news.pieces, news.lists));
        let queue = Following { list: Some(List::Queue), ..Following::default() };
        assert_eq!(told(queue), Some((vec![one.clone(), two.clone()], vec![List::Queue, List::Review])));
        let review = Following { list: Some(List::Review), ..Following::default() };
        assert_eq!(told(review), Some((vec![two.clone()], vec![List::Queue, List::Review])));
        let bench = Following { piece: Some(one.clone()), ..Following::default() };
        assert_eq!(told(bench), Some((vec![one.clone()], vec![List::Queue])));
        let article = Following { article: Some(two.article), ..Following::default() };
        assert_eq!(told(article).map(|(pieces, _)| pieces), Some(vec![two]));
        assert_eq!(told(Following { list: Some(List::Published), ..Following::default() }), None);
        assert!(told(Following::default()).is_some());
    }

    #[test]
    fn the_page_of_a_thing_is_told_of_this_one_alone() {
        let things = ["wadi", "sham"].map(|name| Thing::Source(name.parse().unwrap()));
        let member = Thing::Member("salma".parse().unwrap());
        let all = things.into_iter().chain([member]).zip(1..);
        let all: Vec<_> =
            all.map(|(what, sequence)| Moved { sequence, what, lists: Lists::default() }).collect();
        let told = |following| News::of(all.iter(), &following).map(|news| (news.sources, news.members));
        let source = Following { source: "sham".parse().ok(), ..Following::default() };
        assert_eq!(told(source), Some((vec!["sham".parse().unwrap()], vec![])));
        let member = Following { member: "salma".parse().ok(), ..Following::default() };
        assert_eq!(told(member), Some((vec![], vec!["salma".parse().unwrap()])));
        assert_eq!(told(Following { member: "omar".parse().ok(), ..Following::default() }), None);
    }
}
