//! Which terms of the register stand in a text.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use checks::Expected;
use contract::{BlockId, Document, Language, TermId, TermKind, term::Entry};
use journal::Live;
use language::terms::{Form, Manner, Matcher, Spelling};

use crate::{
    api::bodies::{FoundTerm, TermForm, TermsInBlock, TermsInText},
    board::{Board, TermRow, TermStanding},
    problem::Problem,
    state::State,
};

/// The most pairs of languages whose terms are kept ready: a newsroom has a dozen.
const PAIRS_MOST: usize = 64;

/// Matchers for the terms between two languages, made when they are first needed and again when the register has changed.
#[derive(Clone, Default)]
pub(crate) struct Matchers {
    ready: Arc<Mutex<HashMap<Pair, Arc<Ready>>>>,
}

type Pair = (Language, Language);

/// The terms between two languages as they stood after an event.
struct Ready {
    changed: u64,
    ids: Vec<TermId>,
    matcher: Matcher,
}

impl Matchers {
    /// The terms into some languages that stand in a document, block by block, as the register is now.
    pub(crate) async fn find(
        &self,
        state: &State,
        document: Document,
        into: Vec<Language>,
    ) -> Result<TermsInText, Problem> {
        let (matchers, board) = (self.clone(), Arc::clone(&state.board));
        // Thousands of terms take longer to make ready than other requests should wait.
        let search = move || {
            let from = &document.language;
            let ready = into.iter().map(|into| {
                let changed = board.read().terms.changed(from, into);
                let rows = || board.read().terms.between(from, into).cloned().collect();
                matchers.ready((from.clone(), into.clone()), changed, rows)
            });
            let blocks = blocks(&document, &ready.collect::<Vec<_>>());
            let board = board.read();
            let mut ids: Vec<TermId> =
                blocks.iter().flat_map(|block| block.found.iter().map(|found| found.term)).collect();
            ids.sort_unstable();
            ids.dedup();
            let terms = ids.into_iter().filter_map(|id| board.terms.get(id)).cloned().collect();
            TermsInText { terms, blocks }
        };
        let found = tokio::task::spawn_blocking(search).await;
        found.map_err(|_| Problem::unavailable("the text could not be searched"))
    }

    /// What the register has agreed for what stands in a document. Of what stands within a longer term, only that one counts.
    /// It takes long where thousands of terms have to be made ready.
    pub(crate) fn expected(
        &self,
        board: &Live<Board>,
        document: &Document,
        into: &Language,
    ) -> Vec<Expected> {
        let from = &document.language;
        let changed = board.read().terms.changed(from, into);
        let rows = || board.read().terms.between(from, into).cloned().collect();
        let ready = self.ready((from.clone(), into.clone()), changed, rows);
        // Nobody waits for the board while the text is read.
        let found: Vec<_> = document.blocks.iter().map(|block| (block.id, ready.find(&block.text))).collect();
        let board = board.read();
        let agreed = |found: &FoundTerm| {
            let row = board.terms.get(found.term)?;
            (row.standing == TermStanding::Agreed).then_some(&row.entry)
        };
        let blocks = found.into_iter().flat_map(|(block, mut found)| {
            found.retain(|found| agreed(found).is_some());
            let longer: Vec<_> = found.iter().map(FoundTerm::core).collect();
            found.retain(|one| !longer.iter().any(|other| one.lies_within(other)));
            found.sort_by_key(|found| (found.core_start, found.core_end));
            let same = |one: &FoundTerm, other: &FoundTerm| one.core() == other.core();
            let places = found.chunk_by(same);
            places.map(|place| expected(block, place, agreed)).collect::<Vec<_>>()
        });
        blocks.collect()
    }

    /// What is ready for a pair of languages, if nothing has changed since; else made of the rows.
    fn ready(&self, pair: Pair, changed: u64, rows: impl FnOnce() -> Vec<TermRow>) -> Arc<Ready> {
        // What is kept is whole at any time, so a lock that was left in a panic holds nothing broken.
        let kept = self.ready.lock().unwrap_or_else(PoisonError::into_inner).get(&pair).cloned();
        if let Some(kept) = kept.filter(|kept| kept.changed == changed) {
            return kept;
        }
        let made = Arc::new(Ready::of(&rows(), &pair.0, changed));
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if ready.len() >= PAIRS_MOST {
            ready.clear();
        }
        ready.insert(pair, Arc::clone(&made));
        made
    }
}

impl Ready {
    fn of(rows: &[TermRow], from: &Language, changed: u64) -> Self {
        let spellings = rows.iter().enumerate().flat_map(|(term, row)| {
            let manner = manner(row.entry.kind);
            row.entry.source_forms().map(move |text| Spelling { term, text, manner })
        });
        let matcher = Matcher::new(from, spellings);
        Self { changed, ids: rows.iter().map(|row| row.id).collect(), matcher }
    }

    fn find(&self, text: &str) -> Vec<FoundTerm> {
        let found = self.matcher.find(text);
        found
            .into_iter()
            .map(|found| FoundTerm {
                term: self.ids[found.term],
                words: text[found.place.clone()].to_owned(),
                start: found.place.start,
                end: found.place.end,
                core_start: found.core.start,
                core_end: found.core.end,
                form: match found.form {
                    Form::Written => TermForm::Written,
                    Form::Respelled => TermForm::Respelled,
                    Form::Inflected => TermForm::Inflected,
                },
            })
            .collect()
    }
}

/// One place, which several terms may name: each of their renderings will do.
fn expected<'b>(
    block: BlockId,
    place: &[FoundTerm],
    agreed: impl Fn(&FoundTerm) -> Option<&'b Entry>,
) -> Expected {
    let entries: Vec<&Entry> = place.iter().filter_map(agreed).collect();
    let renderings: Vec<String> =
        entries.iter().flat_map(|entry| entry.renderings()).map(str::to_owned).collect();
    let forbidden = entries.iter().flat_map(|entry| &entry.forbidden);
    let forbidden = forbidden.filter(|form| !renderings.contains(form)).cloned().collect();
    Expected { block, source: place[0].core(), renderings, forbidden }
}

impl FoundTerm {
    fn core(&self) -> Range<usize> {
        self.core_start..self.core_end
    }

    fn lies_within(&self, other: &Range<usize>) -> bool {
        self.core() != *other && other.start <= self.core_start && self.core_end <= other.end
    }
}

fn blocks(document: &Document, ready: &[Arc<Ready>]) -> Vec<TermsInBlock> {
    let blocks = document.blocks.iter().map(|block| {
        let mut found: Vec<FoundTerm> = ready.iter().flat_map(|ready| ready.find(&block.text)).collect();
        found.sort_by_key(|found| found.start);
        TermsInBlock { block: block.id, found }
    });
    blocks.filter(|block| !block.found.is_empty()).collect()
}

/// How terms of a kind live in texts.
fn manner(kind: TermKind) -> Manner {
    match kind {
        TermKind::Person | TermKind::Place | TermKind::Organisation => Manner::Name,
        TermKind::Title | TermKind::Expression | TermKind::Loaded => Manner::Expression,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::{CommandId, Event};
    use contract::{Credit, Recorded, Subject, term::Entry, term::Event as TermEvent};

    use super::*;
    use crate::board::Board;

    fn row(
        board: &mut Board,
        sequence: u64,
        source: &str,
        event: impl Fn(Box<Entry>, Credit) -> TermEvent,
    ) -> TermId {
        let (from, into): (Language, Language) = ("ar".parse().unwrap(), "en".parse().unwrap());
        let id = TermId::of(&from, &into, source);
        let entry = Entry {
            from,
            into,
            kind: TermKind::Place,
            source: source.to_owned(),
            alternatives: Vec::new(),
            rendering: "x".to_owned(),
            allowed: Vec::new(),
            forbidden: Vec::new(),
            note: String::new(),
        };
        let by = Credit { member: "edith".parse().unwrap(), name: "Edith".to_owned() };
        let command = "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().map(CommandId).unwrap();
        decider::Fold::apply(
            board,
            Recorded {
                sequence,
                subject: Subject::term(id),
                id: command,
                cause: None,
                by: "edith".parse().unwrap(),
                at: DateTime::UNIX_EPOCH,
                event: Event::Term(event(Box::new(entry), by)),
            },
        );
        id
    }

    #[test]
    fn what_is_found_follows_the_register() {
        let (mut board, matchers) = (Board::default(), Matchers::default());
        let (egypt, english): (Language, Language) = ("ar-eg".parse().unwrap(), "en-gb".parse().unwrap());
        let find = |board: &Board| {
            let rows = || board.terms.between(&egypt, &english).cloned().collect();
            let changed = board.terms.changed(&egypt, &english);
            let ready = matchers.ready((egypt.clone(), english.clone()), changed, rows);
            let found = ready.find("من دمشق وبيروت");
            found.into_iter().map(|found| (found.term, found.words)).collect::<Vec<_>>()
        };
        assert_eq!(find(&board), []);
        let damascus = row(&mut board, 1, "دمشق", |entry, by| TermEvent::Added { entry, by });
        let beirut = row(&mut board, 2, "بيروت", |entry, by| TermEvent::Proposed { entry, by });
        assert_eq!(find(&board), [(damascus, "دمشق".to_owned()), (beirut, "وبيروت".to_owned())]);
        row(&mut board, 3, "دمشق", |_, by| TermEvent::Retired { reason: "so".to_owned(), by });
        assert_eq!(find(&board), [(beirut, "وبيروت".to_owned())]);
    }
}
