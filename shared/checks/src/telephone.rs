//! Figures that are written together or apart: `0800 555 111`.

use std::{collections::HashSet, ops::Range};

use language::TokenKind;

use crate::pair::Side;

/// Figures of fewer digits are no telephone numbers.
const DIGITS_LEAST: usize = 5;

/// Figures in more parts are none either.
const PARTS_MOST: usize = 8;

/// The runs of figures in a text that may be telephone numbers: their tokens, and their digits.
pub(crate) struct Telephones(Vec<(Range<usize>, String)>);

impl Telephones {
    pub fn of(side: &Side<'_>) -> Self {
        let reading = &side.reading;
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in (0..reading.tokens.len()).filter(|at| reading.tokens[*at].kind == TokenKind::Digits) {
            match runs.last_mut() {
                Some(run) if run.end == at => run.end = at + 1,
                Some(_) | None => runs.push(at..at + 1),
            }
        }
        let digits = |run: &Range<usize>| reading.folded[run.clone()].concat();
        let runs =
            runs.into_iter().filter(|run| run.len() <= PARTS_MOST).map(|run| (run.clone(), digits(&run)));
        let plain = |digits: &String| {
            digits.len() >= DIGITS_LEAST && digits.bytes().all(|digit| digit.is_ascii_digit())
        };
        Self(runs.filter(|(_, digits)| plain(digits)).collect())
    }

    /// The tokens of those that another text has too, together or apart.
    pub fn shared(self, by: &Side<'_>) -> Vec<Range<usize>> {
        let others: HashSet<String> = Self::of(by).0.into_iter().map(|(_, digits)| digits).collect();
        self.0.into_iter().filter(|(_, digits)| others.contains(digits)).map(|(run, _)| run).collect()
    }
}
