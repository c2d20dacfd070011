//! Who is named in what people wrote to each other: notes of editors, reasons of assignments, briefs of commissions.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, Utc};
use contract::{Event, MemberId, PieceId, Recorded, article, edit, translation};
use serde::{Deserialize, Serialize};

use super::MemberRow;

/// The newest mentions that are kept of each member.
const KEPT: usize = 50;

/// The mentions of each member, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mentions(BTreeMap<MemberId, VecDeque<Mention>>);

/// One place at which somebody is named. The words stand in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The fact that holds the words.
    pub sequence: u64,
    pub at: DateTime<Utc>,
    pub by: MemberId,
    pub piece: PieceId,
    pub place: Where,
}

/// In what somebody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    /// An editor's notes to the translators.
    Notes,
    /// Why a piece was given to somebody, or taken.
    Assignment,
    /// What the desk wants of a piece.
    Brief,
}

impl Mentions {
    /// Those of this member, the newest first.
    pub fn of(&self, member: &MemberId) -> impl Iterator<Item = &Mention> {
        self.0.get(member).into_iter().flatten().rev()
    }

    /// Takes in who is named by this fact, of the members that there are. Nobody mentions themselves.
    pub(super) fn record(&mut self, recorded: &Recorded<Event>, members: &BTreeMap<MemberId, MemberRow>) {
        let (place, texts) = written(&recorded.event);
        let Some(piece) = about(recorded) else { return };
        for row in members.values().filter(|row| row.id != recorded.by) {
            if !texts.iter().any(|text| names(text, &row.id, &row.membership.name)) {
                continue;
            }
            let mention = Mention {
                sequence: recorded.sequence,
                at: recorded.at,
                by: recorded.by.clone(),
                piece: piece.clone(),
                place,
            };
            let kept = self.0.entry(row.id.clone()).or_default();
            kept.push_back(mention);
            if kept.len() > KEPT {
                kept.pop_front();
            }
        }
    }
}

/// The piece that a fact is about: of a commission, the one that it makes.
fn about(recorded: &Recorded<Event>) -> Option<PieceId> {
    if let Event::Article(article::Event::Commissioned(commissioned)) = &recorded.event {
        let article = recorded.subject.article_id()?;
        return Some(PieceId { article, language: commissioned.language.clone() });
    }
    recorded.subject.piece_id()
}

/// What of a fact is written by one person to others, apart from the texts themselves.
pub(crate) fn written(event: &Event) -> (Where, Vec<&str>) {
    match event {
        Event::Article(article::Event::Commissioned(commissioned)) => {
            (Where::Brief, vec![&commissioned.brief.note])
        }
        Event::Edit(edit::Event::ChangesRequested { notes, .. }) => {
            (Where::Notes, notes.iter().map(|note| note.text.as_str()).collect())
        }
        Event::Translation(
            translation::Event::Assigned { reason, .. } | translation::Event::Unassigned { reason, .. },
        ) => (Where::Assignment, vec![reason]),
        Event::Article(_)
        | Event::Edit(_)
        | Event::Translation(_)
        | Event::Source(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => (Where::Notes, Vec::new()),
    }
}

/// Whether a text names a member: by the whole name, or behind an `@` by the short or the first name too.
pub(crate) fn names(text: &str, id: &MemberId, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let first = name.split_whitespace().next().unwrap_or_default();
    holds(&text, &name) || [id.as_str(), first].iter().any(|short| holds(&text, &format!("@{short}")))
}

/// Whether these words stand in a text, and not as a part of others.
fn holds(text: &str, words: &str) -> bool {
    let goes_on = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
    words.chars().any(char::is_alphanumeric)
        && text.match_indices(words).any(|(at, _)| {
            let behind = text[at + words.len()..].chars().next();
            !goes_on(text[..at].chars().next_back()) && !goes_on(behind)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_named_by_the_whole_name_or_behind_a_sign() {
        let edith: MemberId = "edith".parse().unwrap();
        let named = |text: &str| names(text, &edith, "Edith Brandt");
        for text in ["@edith?", "ask @Edith, please", "Edith Brandt knows", "(edith brandt)", "@edith brandt"]
        {
            assert!(named(text), "{text}");
        }
        for text in ["", "Edith", "@ed", "@edithson", "meredith brandt", "Edith Brandtner", "mail a@edith"] {
            assert!(!named(text), "{text}");
        }
        assert!(names("اسألوا سلمى حداد عن الجسر", &"salma".parse().unwrap(), "سلمى حداد"));
        assert!(!names("anything", &"salma".parse().unwrap(), ""));
    }
}
