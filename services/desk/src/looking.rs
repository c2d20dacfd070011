//! Looking at the words of a piece beside the source that they answer.

mod gathered;

use std::sync::Arc;

use contract::{
    Arrangement, BlockId, Document, FINDINGS_MOST, Finding, FindingId, Language, Level, Looked, Style,
    Written,
};

use crate::{api::bodies::PieceText, board::Board, problem::Problem, state::State};
use gathered::Gathered;

/// Words that were looked at beside their source, and all that was found.
pub(crate) struct Seen {
    pub(crate) source: Document,
    pub(crate) target: Document,
    pub(crate) findings: Vec<Finding>,
}

/// The words so far, as they would be submitted.
pub(crate) async fn drafted(state: &State, text: &PieceText) -> Result<Seen, Problem> {
    let target = translation(text, &text.row.id.language);
    look(state, text.document.clone(), target, text.arrangement.clone()).await
}

/// What was submitted, looked at again. Where nothing was, the words so far are.
pub(crate) async fn submitted(state: &State, text: &PieceText) -> Result<Seen, Problem> {
    match &text.submission {
        Some(submission) => {
            let (target, arrangement) = (submission.document.clone(), submission.arrangement.clone());
            look(state, text.document.clone(), target, arrangement).await
        }
        None => drafted(state, text).await,
    }
}

impl Seen {
    /// What goes with a command: all that warns or blocks, what blocks first, as much as a fact carries.
    pub(crate) fn looked(&self) -> Looked {
        let (blocks, others): (Vec<_>, Vec<_>) =
            self.findings.iter().partition(|finding| finding.level == Level::Blocks);
        let warns = others.into_iter().filter(|finding| finding.level == Level::Warns);
        let findings = blocks.into_iter().chain(warns).take(FINDINGS_MOST).cloned().collect();
        Looked { source: self.source.digest(), target: self.target.digest(), findings }
    }

    pub(crate) fn finding(&self, id: FindingId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }

    /// The words of the translation that a finding is about.
    pub(crate) fn text(&self, block: BlockId) -> &str {
        self.target.block(block).map_or("", |block| block.text.as_str())
    }
}

fn translation(text: &PieceText, language: &Language) -> Document {
    let written = |block: BlockId| {
        let draft = text.drafts.iter().find(|draft| draft.block == block);
        draft.map_or_else(Written::default, |draft| Written { text: &draft.text, marks: &draft.marks })
    };
    text.arrangement.compose(&text.document, language, written)
}

/// The checks go through every word, and terms may have to be made ready: other requests do not wait for that.
async fn look(
    state: &State,
    source: Document,
    target: Document,
    arrangement: Arrangement,
) -> Result<Seen, Problem> {
    let (board, matchers) = (Arc::clone(&state.board), state.matchers.clone());
    let looking = move || {
        let style = style(&board.read(), &target.language);
        let gathered = Gathered::new(&arrangement, &source, &target);
        let expected = matchers.expected(&board, &gathered.source, &target.language);
        let found = checks::look(&gathered.source, &gathered.target, &style, &expected);
        let findings = gathered.apart(found, &style);
        Seen { source, target, findings }
    };
    let seen = tokio::task::spawn_blocking(looking).await;
    seen.map_err(|_| Problem::unavailable("the text could not be looked at"))
}

/// What the newsroom wants looked at in texts of a language: what it decided for just this one, else for the language that
/// it is a kind of; as the checks have it where it decided nothing.
pub(crate) fn style(board: &Board, language: &Language) -> Style {
    let tags = std::iter::successors(Some(language.as_str()), |tag| Some(tag.rsplit_once('-')?.0));
    let mut decided = tags.filter_map(|tag| board.styles.get(&tag.parse().ok()?));
    decided.next().cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use contract::Check;

    use super::*;

    #[test]
    fn a_style_is_that_of_the_language_or_of_the_one_that_it_is_a_kind_of() {
        let most = |most| Style { headline_characters_most: Some(most), ..Style::default() };
        let mut board = Board::default();
        let of = |board: &mut Board, tag: &str, style| board.styles.insert(tag.parse().unwrap(), style);
        of(&mut board, "en", most(70));
        of(&mut board, "en-gb", most(60));
        let found = |tag: &str| style(&board, &tag.parse().unwrap()).headline_characters_most;
        assert_eq!(["en-gb", "en-us", "en", "fr"].map(found), [Some(60), Some(70), Some(70), None]);
    }

    #[test]
    fn what_blocks_is_told_first_and_what_only_informs_is_left_out() {
        let document = Document { blocks: Vec::new(), language: "en".parse().unwrap() };
        let finding = |level, nth| Finding {
            id: FindingId::of(Check::Number, BlockId(0), "", nth),
            check: Check::Number,
            level,
            block: BlockId(0),
            target: None,
            source: None,
            explanation: String::new(),
        };
        let mut findings: Vec<_> = (0..FINDINGS_MOST).map(|nth| finding(Level::Warns, nth)).collect();
        findings.push(finding(Level::Informs, FINDINGS_MOST));
        findings.push(finding(Level::Blocks, FINDINGS_MOST + 1));
        let looked = Seen { source: document.clone(), target: document, findings }.looked();
        assert_eq!((looked.findings.len(), looked.findings[0].level), (FINDINGS_MOST, Level::Blocks));
        assert!(looked.findings[1..].iter().all(|finding| finding.level == Level::Warns));
    }
}
