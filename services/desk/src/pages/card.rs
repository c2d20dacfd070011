//! A piece as one line of a list, wherever it stands: what it is, what is said of it, and the one thing to do with it.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{BlockId, MemberId, Priority};

use super::{
    text::Headline,
    times::{Pill, When},
};
use crate::{
    board::{Behind, Piece, PieceRow, Stage},
    reader::{Reader, Said},
};

/// What lists take from the board: a piece without its words.
pub(super) struct Card {
    pub(super) row: PieceRow,
    /// The fact with the changes that an editor asked for last.
    pub(super) changes: Option<u64>,
    pub(super) behind: Option<Behind>,
    pub(super) moved_at: DateTime<Utc>,
    /// The blocks whose change at the source awaits the translator.
    open: BTreeSet<BlockId>,
}

impl Card {
    pub(super) fn of(piece: &Piece) -> Self {
        Self {
            row: piece.row.clone(),
            changes: piece.changes,
            behind: piece.behind.clone(),
            moved_at: piece.moved_at,
            open: piece.source.open.clone(),
        }
    }
}

/// A line of a table.
pub(super) struct Line {
    pub(super) address: String,
    pub(super) headline: Headline,
    /// That of the source, where the line shows the translation's.
    pub(super) original: Option<Headline>,
    pub(super) about: String,
    pub(super) notes: Vec<Note>,
    pub(super) pills: Vec<Pill>,
    pub(super) act: Act,
}

/// What somebody wrote.
pub(super) struct Note {
    pub(super) said: String,
    pub(super) words: String,
}

/// What there is to do, and what it is called.
pub(super) enum Act {
    Go { address: String, name: String },
    Claim { piece: String, name: String },
    Nothing,
}

/// Whose list it is, and when.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) reader: Reader,
    pub(super) me: &'a MemberId,
    pub(super) now: DateTime<Utc>,
    pub(super) warning: TimeDelta,
}

impl Look<'_> {
    /// The piece with nothing to do about it; under its translation's headline once it has one.
    pub(super) fn line(&self, card: &Card) -> Line {
        let (row, reader) = (&card.row, self.reader);
        let original = reader.headline(&row.source_language, &row.headline);
        let translated = row.translated_headline.as_deref();
        let headline = translated.map(|words| reader.headline(&row.id.language, words));
        let urgent = (row.brief.priority == Priority::Urgent).then(|| reader.priority(Priority::Urgent));
        let about = [Some(self.about(row)), urgent, reader.returned(row.returns)];
        Line {
            address: format!("/pieces/{}", row.id),
            original: headline.is_some().then(|| original.clone()),
            headline: headline.unwrap_or(original),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            notes: Vec::new(),
            pills: row
                .brief
                .deadline
                .map(|due| reader.due(due, self.now, self.warning))
                .into_iter()
                .collect(),
            act: Act::Nothing,
        }
    }

    fn about(&self, row: &PieceRow) -> String {
        let language = |language| Said::own(self.reader.language(language));
        let with = [
            ("source", (&row.source_name).into()),
            ("from", language(&row.source_language)),
            ("into", language(&row.id.language)),
            ("count", row.words.into()),
        ];
        self.reader.say_with("card-about", &with)
    }

    /// That the source changed under the translator's hands.
    pub(super) fn source_changed(&self, card: &Card) -> Option<Pill> {
        (!card.open.is_empty()).then(|| pill("soon", self.reader.count("card-changed", card.open.len())))
    }

    /// For how long the piece does not answer its source, and in how many blocks.
    pub(super) fn behind(&self, behind: &Behind) -> Vec<Pill> {
        let time = Said::own(self.reader.length(self.now - behind.at));
        let for_long = self.reader.say_with("card-behind", &[("time", time)]);
        vec![
            Pill { iso: self.reader.when(behind.at, self.now).iso, ..pill("late", for_long) },
            pill("", self.reader.count("card-changed", behind.blocks.len())),
        ]
    }

    /// A time with what happened then.
    pub(super) fn happened(&self, id: &str, at: DateTime<Utc>) -> Pill {
        let When { iso, words } = self.reader.when(at, self.now);
        Pill { class: "", words: self.reader.say_with(id, &[("when", Said::own(words))]), iso }
    }

    /// Where a piece stands, as a sentence without an end.
    pub(super) fn stands(&self, stage: &Stage) -> String {
        let reader = self.reader;
        match stage {
            Stage::Open => reader.say("card-open"),
            Stage::Claimed { lease } => reader.holder(lease, self.me, self.now).words,
            Stage::Submitted { translators, .. } => {
                reader.say_with("card-submitted", &[("names", Said::own(reader.names(translators)))])
            }
            Stage::Approved { editor, .. } => reader.of("card-approved", &editor.name),
            Stage::Published { edition, at, .. } => {
                let when = Said::own(reader.when(*at, self.now).words);
                reader.say_with("card-published", &[("when", when), ("version", (*edition).into())])
            }
        }
    }

    /// Leads there, under the name that this message has.
    pub(super) fn go(&self, address: String, id: &str) -> Act {
        Act::Go { address, name: self.reader.say(id) }
    }

    /// To what the source changed since the piece answered it.
    pub(super) fn compare(&self, card: &Card) -> Act {
        let Some(behind) = &card.behind else { return Act::Nothing };
        let before = behind.since.saturating_sub(1);
        let article = &card.row.id.article;
        self.go(format!("/articles/{article}/differences?from={before}&to=now#source"), "card-compare")
    }
}

/// Words on a label, which are about no instant.
pub(super) fn pill(class: &'static str, words: String) -> Pill {
    Pill { class, words, iso: String::new() }
}
