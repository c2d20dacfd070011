//! Who is named in what people wrote to each other: notes of editors, reasons of assignments, briefs of commissions.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, Utc};
use contract::{Event, MemberId, PieceId, Recorded, article, edit, translation};
use language::{
    arabic::is_invisible,
    search::{Stem, Taken, Word, stems_of, words},
};
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
        let texts: Vec<Text<'_>> = texts.into_iter().map(Text::of).collect();
        for row in members.values().filter(|row| row.id != recorded.by) {
            if !texts.iter().any(|text| text.names(&row.id, &row.membership.name)) {
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
    Text::of(text).names(id, name)
}

/// A text that may name members: each name is looked for among its words, so that spellings that writers exchange are one.
struct Text<'t> {
    text: &'t str,
    words: Vec<Word>,
}

impl<'t> Text<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, words: words(text) }
    }

    fn names(&self, id: &MemberId, name: &str) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let first = name.split_whitespace().next().unwrap_or_default();
        let short = || [id.as_str(), first].into_iter().map(Text::of).any(|short| self.calls(&short));
        self.holds(&Text::of(name)) || (self.text.contains('@') && short())
    }

    /// Whether a name stands here. What Arabic and Hebrew write together with its first word is no part of that; of a name that
    /// is one word this cannot be told, for لبنان is not بنان.
    fn holds(&self, name: &Text<'_>) -> bool {
        self.stands(name, |word, first| {
            word.form == first.form || (name.words.len() > 1 && is_attached_to(word, first))
        })
    }

    /// Whether a name stands here behind an `@` that is no part of an address.
    fn calls(&self, name: &Text<'_>) -> bool {
        self.stands(name, |word, first| {
            let before = self.text[..word.place.start].trim_end_matches(is_invisible);
            let before = before.strip_suffix('@').map(|before| before.chars().next_back());
            word.form == first.form && before.is_some_and(|before| !before.is_some_and(char::is_alphanumeric))
        })
    }

    /// Whether the words of a name follow each other here, where the first of them is one that `begins` takes for it.
    fn stands(&self, name: &Text<'_>, begins: impl Fn(&Word, &Word) -> bool) -> bool {
        let Some(first) = name.words.first() else { return false };
        let follow = |words: &[Word]| {
            let same = words[1..].iter().zip(&name.words[1..]).all(|(word, wanted)| word.form == wanted.form);
            same && self
                .between(words)
                .zip(name.between(&name.words))
                .all(|(here, wanted)| here.is_empty() || here == wanted)
        };
        self.words.windows(name.words.len()).any(|words| begins(&words[0], first) && follow(words))
    }

    /// The signs between each two of these words: most have none.
    fn between(&self, words: &[Word]) -> impl Iterator<Item = String> {
        words.windows(2).map(|pair| {
            let between = self.text[pair[0].place.end..pair[1].place.start].chars();
            between.filter(|letter| !letter.is_whitespace() && !is_invisible(*letter)).collect()
        })
    }
}

/// Whether a word is this one behind a conjunction or a preposition.
fn is_attached_to(word: &Word, first: &Word) -> bool {
    let is_first = |stem: &Stem| stem.taken == Taken::Attached && stem.form == first.form;
    word.form.ends_with(&first.form) && stems_of(&word.form).iter().any(is_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_named_by_the_whole_name_or_behind_a_sign() {
        let edith: MemberId = "edith".parse().unwrap();
        let named = |text: &str| names(text, &edith, "Edith Brandt");
        for text in [
            "@edith?",
            "ask @Edith, please",
            "Edith Brandt knows",
            "(edith brandt)",
            "@edith brandt",
            "Édith\nBrandt’s text",
        ] {
            assert!(named(text), "{text}");
        }
        for text in [
            "",
            "Edith",
            "@ed",
            "@edithson",
            "meredith brandt",
            "Edith Brandtner",
            "Ediths Brandt",
            "Edith, Brandt",
            "mail a@edith",
            "@ edith",
        ] {
            assert!(!named(text), "{text}");
        }
        assert!(names("ask J Smith-Jones", &edith, "J. Smith-Jones"));
        assert!(!names("anything", &edith, ""));
    }

    #[test]
    fn an_arabic_name_is_found_as_arabic_is_written() {
        let named = |text: &str, name: &str| names(text, &"member".parse().unwrap(), name);
        for text in
            ["اسألوا سلمى حداد عن الجسر", "وسلمى حداد", "فسلمى حداد", "بسلمى حداد", "لسلمى حداد", "سلمي حدّاد"]
        {
            assert!(named(text, "سلمى حداد"), "{text}");
        }
        for text in ["احمد الخطيب", "أحمد الخطيب", "وأحمد الخطيب", "@احمد"]
        {
            assert!(named(text, "أحمد الخطيب"), "{text}");
        }
        for text in ["سلمى", "سلمى الحداد", "سلمى وحداد", "وسلمى حدادي", "السلمى حداد"]
        {
            assert!(!named(text, "سلمى حداد"), "{text}");
        }
        assert!(named("زارنا بنان", "بنان") && !named("زار لبنان", "بنان"));
    }
}
