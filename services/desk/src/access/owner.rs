//! Whose a way in is. Nobody has to end anything for it to be over when its member leaves: each is bound to the fact by which
//! they joined, so whoever joins later under the same name comes in by nothing that was given out before.

use contract::MemberId;
use serde::{Deserialize, Serialize};

use crate::board::Board;

/// A member, as they joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Owner {
    pub(crate) member: MemberId,
    /// The sequence of the fact by which they did.
    pub(crate) joined: u64,
}

impl Owner {
    /// A member as they belong to the newsroom now; none where they do not.
    pub(crate) fn now(board: &Board, member: &MemberId) -> Option<Self> {
        let row = board.members.get(member)?;
        Some(Self { member: member.clone(), joined: row.joined })
    }

    /// Whether they have belonged to the newsroom ever since.
    pub(crate) fn belongs(&self, board: &Board) -> bool {
        board.members.get(&self.member).is_some_and(|row| row.joined == self.joined)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::DateTime;
    use contract::{
        CommandId, Event, Recorded, Subject,
        member::{self, Membership},
    };
    use decider::Fold;

    use super::*;

    fn happens(board: &mut Board, sequence: u64, event: member::Event) {
        board.apply(Recorded {
            sequence,
            subject: Subject::member(&"salma".parse().unwrap()),
            id: "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().map(CommandId).unwrap(),
            cause: None,
            by: "adam".parse().unwrap(),
            at: DateTime::UNIX_EPOCH,
            event: Event::Member(event),
        });
    }

    #[test]
    fn who_leaves_and_joins_again_is_another_owner() {
        let (mut board, salma) = (Board::default(), "salma".parse().unwrap());
        let (roles, languages) = (BTreeSet::new(), BTreeSet::new());
        let joined =
            || Membership { name: "Salma".to_owned(), roles: BTreeSet::new(), languages: BTreeSet::new() };
        happens(&mut board, 3, member::Event::Joined(joined()));
        let first = Owner::now(&board, &salma).unwrap();
        happens(&mut board, 4, member::Event::RolesSet { roles });
        happens(&mut board, 5, member::Event::LanguagesSet { languages });
        assert!(first.belongs(&board));
        happens(&mut board, 6, member::Event::Left {});
        assert!(!first.belongs(&board) && Owner::now(&board, &salma).is_none());
        happens(&mut board, 7, member::Event::Joined(joined()));
        assert!(!first.belongs(&board) && Owner::now(&board, &salma).unwrap().belongs(&board));
    }
}
