//! The first piece: where a newcomer to the demonstration stands with it. It has no state of its own; what stands on the board
//! decides which step comes next, and who can take it.

use axum::http::request::Parts;
use contract::{ArticleId, MemberId, PieceId, Role, SourceId};
use runtime::clock;

use crate::{
    access::kept,
    board::{Board, MemberRow, Stage},
};

/// The source of the demonstration that has nothing but this article.
pub const SOURCE: &str = "first-piece";

/// The article, as its source names it.
pub const ITEM: &str = "library-opens-again";

/// Into which language a newcomer translates it.
pub const INTO: &str = "en";

/// Words that answer its blocks, to be typed.
pub const WORDS: [&str; 3] = [
    "Town library opens again",
    "The town library opened its doors again on Monday after two years of repairs.",
    "“We missed the readers,” said the librarian, Huda Mansour.",
];

/// The cookie by which a browser keeps that the guide was put away.
pub(crate) const AWAY: &str = "dragoman-first-piece";

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Commission,
    Claim,
    Translate,
    Approve,
    Publish,
    See,
}

impl Step {
    pub(crate) const ALL: [Self; 6] =
        [Self::Commission, Self::Claim, Self::Translate, Self::Approve, Self::Publish, Self::See];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Commission => "commission",
            Self::Claim => "claim",
            Self::Translate => "translate",
            Self::Approve => "approve",
            Self::Publish => "publish",
            Self::See => "see",
        }
    }

    /// The id of what is said where somebody else takes it.
    pub(crate) const fn turn(self) -> &'static str {
        match self {
            Self::Commission | Self::Publish | Self::See => "guide-turn-editor",
            Self::Claim => "guide-turn-translator",
            Self::Translate => "guide-turn-holder",
            Self::Approve => "guide-turn-second",
        }
    }

    /// The id of what is said of the button by which it is taken, and the keys that stand on that.
    pub(crate) const fn press(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Commission => Some(("guide-press-commission", "Ctrl ↵")),
            Self::Claim => Some(("guide-press-claim", "C")),
            Self::Translate => Some(("guide-press-translate", "Ctrl ↵")),
            Self::Approve => Some(("guide-press-approve", "Ctrl ↵")),
            Self::Publish => Some(("guide-press-publish", "Ctrl ↵")),
            Self::See => None,
        }
    }

    /// Counted from 1.
    pub(crate) fn number(self) -> usize {
        Self::ALL.iter().take_while(|step| **step != self).count() + 1
    }
}

/// What one person is told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Guide {
    pub(crate) step: Step,
    pub(crate) piece: PieceId,
    /// Who can take the step, with the name, where that is not who is signed in.
    pub(crate) person: Option<(MemberId, String)>,
    /// Whether the step is taken on this page.
    pub(crate) is_here: bool,
    /// Whether this browser has put it away.
    pub(crate) away: bool,
}

impl Guide {
    /// None where the newsroom has no such piece.
    pub(crate) fn of(board: &Board, me: &MemberId, parts: &Parts) -> Option<Self> {
        let (step, piece) = next(board)?;
        let away = kept(&parts.headers, AWAY).is_some_and(|value| !value.is_empty());
        let person = person(board, me, step, &piece);
        let guide = Self { step, piece, person, is_here: false, away };
        let is_here = guide.is_at(parts.uri.path(), parts.uri.query().unwrap_or_default());
        Some(Self { is_here, ..guide })
    }

    /// Whether the step is taken on this page, or on the one that answers a form of it. A piece can be claimed on its own page
    /// as well as in the queue.
    fn is_at(&self, path: &str, query: &str) -> bool {
        let address = self.address();
        let (there, asked) = address.split_once('?').unwrap_or((&address, ""));
        let below = path.strip_prefix(there);
        below.is_some_and(|below| below.is_empty() || below.starts_with('/')) && query.contains(asked)
            || self.step == Step::Claim && path == format!("/pieces/{}", self.piece)
    }

    /// Whether nothing is left to be done but to see what went out, which leaves no trace: all pages say the same of it.
    pub(crate) fn is_over(&self) -> bool {
        self.step == Step::See
    }

    /// Where somebody stays who puts it away.
    pub(crate) fn stay(&self) -> String {
        if self.is_here && self.person.is_none() { self.address() } else { "/day".to_owned() }
    }

    /// Where the step is taken.
    pub(crate) fn address(&self) -> String {
        let PieceId { article, .. } = &self.piece;
        match self.step {
            Step::Commission => format!("/inbox?article={article}"),
            Step::Claim => format!("/queue?piece={}", self.piece),
            Step::Translate => format!("/pieces/{}", self.piece),
            Step::Approve | Step::Publish => format!("/review/{}", self.piece),
            Step::See => format!("/published/{}", self.piece),
        }
    }
}

fn next(board: &Board) -> Option<(Step, PieceId)> {
    let source: SourceId = SOURCE.parse().ok()?;
    let article = ArticleId::of(&source, ITEM);
    let language = INTO.parse().ok()?;
    board.articles.get(&article)?;
    let piece = PieceId { article, language };
    let step = match board.pieces.get(&piece).map(|piece| &piece.row.stage) {
        None => Step::Commission,
        Some(Stage::Open) => Step::Claim,
        Some(Stage::Claimed { lease }) if lease.holds(clock::now()) => Step::Translate,
        Some(Stage::Claimed { .. }) => Step::Claim,
        Some(Stage::Submitted { .. }) => Step::Approve,
        Some(Stage::Approved { .. }) => Step::Publish,
        Some(Stage::Published { .. }) => Step::See,
    };
    Some((step, piece))
}

/// Somebody else who can take the step, where this member cannot: one who can do more is named first, so that two people
/// are enough for the whole way.
fn person(board: &Board, me: &MemberId, step: Step, piece: &PieceId) -> Option<(MemberId, String)> {
    let can = |row: &&MemberRow| may(board, row, step, piece);
    if board.members.get(me).is_some_and(|row| can(&row)) {
        return None;
    }
    let somebody = board.members.values().filter(can).max_by_key(|row| {
        let roles = &row.membership.roles;
        (roles.contains(&Role::Translator), !roles.contains(&Role::Administrator))
    });
    somebody.map(|row| (row.id.clone(), row.membership.name.clone()))
}

fn may(board: &Board, row: &MemberRow, step: Step, piece: &PieceId) -> bool {
    let has = |role| row.membership.roles.contains(&role);
    let piece = board.pieces.get(piece);
    match step {
        Step::Commission | Step::Publish => has(Role::Editor),
        Step::Claim => has(Role::Translator),
        Step::Translate => piece.is_some_and(|piece| match &piece.row.stage {
            Stage::Claimed { lease } => lease.holder.member == row.id,
            Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => false,
        }),
        // Nobody approves what they translated.
        Step::Approve => has(Role::Editor) && piece.is_some_and(|piece| !piece.translators.contains(&row.id)),
        Step::See => true,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{DateTime, TimeDelta};
    use contract::{
        Credit, Digest,
        member::{Membership, Preferences},
        translation::Lease,
    };

    use super::*;
    use crate::board::{Article, ArticleRow, Piece, PieceRow, open_piece};

    /// A newsroom of two: one who does everything, and one who edits.
    fn newsroom(stage: Option<Stage>) -> Board {
        let mut board = Board::default();
        for (id, roles) in [("omar", &[Role::Editor, Role::Translator][..]), ("edith", &[Role::Editor])] {
            let id: MemberId = id.parse().unwrap();
            let roles = roles.iter().copied().collect();
            let membership = Membership { name: id.to_string(), roles, languages: BTreeSet::new() };
            let (joined, preferences) = (1, Preferences::default());
            board.members.insert(id.clone(), MemberRow { id, membership, joined, preferences });
        }
        let source: SourceId = SOURCE.parse().unwrap();
        let id = ArticleId::of(&source, ITEM);
        let piece = open_piece(1);
        let row = ArticleRow {
            id,
            source,
            source_name: String::new(),
            headline: String::new(),
            language: "ar".parse().unwrap(),
            address: None,
            authors: Vec::new(),
            section: piece.section.clone(),
            received_at: DateTime::UNIX_EPOCH,
            published_at: None,
            revision: 1,
            words: 20,
            commissioned: BTreeSet::new(),
            position: 1,
        };
        board.articles.insert(id, Article { row, version: 1, text: 1, history: vec![1] });
        if let Some(stage) = stage {
            let id = PieceId { article: id, language: INTO.parse().unwrap() };
            let translators = vec!["omar".parse().unwrap()];
            board.pieces.insert(Piece { translators, ..Piece::requested(PieceRow { id, stage, ..piece }) });
        }
        board
    }

    /// The step, and who is named to take it instead of Omar and instead of Edith.
    fn told(stage: Option<Stage>) -> (Step, [Option<String>; 2]) {
        let board = newsroom(stage);
        let (step, piece) = next(&board).unwrap();
        let named = ["omar", "edith"].map(|me| person(&board, &me.parse().unwrap(), step, &piece));
        (step, named.map(|person| person.map(|(_, name)| name)))
    }

    #[test]
    fn what_stands_on_the_board_decides_which_step_comes_next_and_who_takes_it() {
        let (digest, editor) =
            (Digest::of(b"words"), Credit { member: "edith".parse().unwrap(), name: "Edith".to_owned() });
        let omar = Credit { member: "omar".parse().unwrap(), name: "Omar".to_owned() };
        let lease = |until| Lease { holder: omar.clone(), epoch: 1, until, minutes: 60 };
        let named = |name: &str| Some(name.to_owned());
        let claimed = |until| Some(Stage::Claimed { lease: lease(until) });
        assert_eq!(told(None), (Step::Commission, [None, None]));
        assert_eq!(told(Some(Stage::Open)), (Step::Claim, [None, named("omar")]));
        let later = clock::now() + TimeDelta::hours(1);
        assert_eq!(told(claimed(later)), (Step::Translate, [None, named("omar")]));
        // A claim that is over is given back as well as one that was.
        assert_eq!(told(claimed(DateTime::UNIX_EPOCH)), (Step::Claim, [None, named("omar")]));
        let submitted = Stage::Submitted { digest, translators: [omar.clone()].into() };
        assert_eq!(told(Some(submitted)), (Step::Approve, [named("edith"), None]));
        assert_eq!(told(Some(Stage::Approved { digest, editor })), (Step::Publish, [None, None]));
        let published = Stage::Published { digest, edition: 1, at: later };
        assert_eq!(told(Some(published)), (Step::See, [None, None]));
        assert_eq!(next(&Board::default()), None);
    }

    #[test]
    fn a_step_is_taken_on_its_own_page() {
        let (step, piece) = next(&newsroom(Some(Stage::Open))).unwrap();
        let guide = Guide { step, person: None, is_here: false, away: false, piece: piece.clone() };
        let asked = format!("piece={piece}");
        assert!(guide.is_at("/queue", &asked) && guide.is_at("/queue", &format!("only=all&{asked}")));
        assert!(guide.is_at(&format!("/pieces/{piece}"), "done=released"));
        assert!(!guide.is_at("/queue", "") && !guide.is_at("/inbox", &format!("article={}", piece.article)));
        let guide = Guide { step: Step::Translate, ..guide };
        assert!(
            guide.is_at(&format!("/pieces/{piece}/submission"), "")
                && !guide.is_at(&format!("/pieces/{piece}x"), "")
        );
        // What is on the wire ends it, on whichever page.
        let seen = Guide { step: Step::See, is_here: true, ..guide.clone() };
        assert!(seen.is_over() && Guide { is_here: false, ..seen }.is_over());
        assert!(!Guide { away: true, ..guide }.is_over());
    }

    #[test]
    fn steps_are_counted_and_each_block_has_words() {
        assert_eq!(Step::ALL.map(Step::number), [1, 2, 3, 4, 5, 6]);
        assert!(WORDS.iter().all(|words| !words.is_empty()));
        assert!(SOURCE.parse::<SourceId>().is_ok());
    }
}
