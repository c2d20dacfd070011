//! What an editor should know of the words before saying yes to them.

use contract::{Language, PolicyId, PolicyKind};

use crate::{
    api::bodies::{Findings, PieceText, Submitted},
    board::Stage,
    pages::words,
    state::State,
};

/// One thing that speaks for the words, or against them.
pub(super) struct Check {
    pub(super) good: bool,
    pub(super) words: String,
    pub(super) more: String,
}

impl Check {
    /// Everything, in the order in which it is shown. `own` says whether the editor translated some of the words.
    pub(super) fn all(state: &State, text: &PieceText, found: &Findings, own: bool) -> Vec<Self> {
        let mut checks = checks(state, text, own);
        checks.push(holding_up(found));
        checks
    }
}

/// Whether the checks hold the words up.
fn holding_up(found: &Findings) -> Check {
    let holding = found.findings.iter().filter(|found| found.holds_up).count();
    let words = match holding {
        0 => "The checks hold nothing up".to_owned(),
        1 => "One finding holds it up".to_owned(),
        holding => format!("{holding} findings hold it up"),
    };
    let more = words::count(found.findings.len(), "finding", "findings");
    Check { good: holding == 0, words, more }
}

/// Whose words they are, what they answer, and what must stand with them.
fn checks(state: &State, text: &PieceText, own: bool) -> Vec<Check> {
    let row = &text.row;
    let translators =
        text.submission.as_ref().map(|submitted| words::names(&submitted.translators)).unwrap_or_default();
    let by = if own { "Translated by you" } else { "Translated by someone else" };
    let newest = row.newest_revision == row.revision;
    let source = if newest { "Answers the newest source" } else { "The source changed since" };
    let revisions = if newest {
        format!("revision {}", row.revision)
    } else {
        format!("{} of {}", row.revision, row.newest_revision)
    };
    let approved = match &row.stage {
        Stage::Approved { editor, .. } => {
            Some(Check { good: true, words: "Approved".to_owned(), more: editor.name.clone() })
        }
        Stage::Open | Stage::Claimed { .. } | Stage::Submitted { .. } | Stage::Published { .. } => None,
    };
    let mut checks = vec![
        Check { good: !own, words: by.to_owned(), more: translators },
        Check { good: newest, words: source.to_owned(), more: revisions },
        notices(state, &row.id.language),
    ];
    checks.extend(text.submission.iter().flat_map(machine));
    checks.extend(approved);
    checks
}

/// Where machines helped: an editor reads those words with that in mind.
fn machine(submitted: &Submitted) -> Vec<Check> {
    let help = words::machine_help(&submitted.machine, &submitted.document).into_iter();
    help.map(|more| Check { good: true, words: "Suggested by a machine".to_owned(), more }).collect()
}

/// Whether what must stand under a piece is set for its language.
fn notices(state: &State, language: &Language) -> Check {
    let board = state.board.read();
    let required = [PolicyKind::Outlet, PolicyKind::Attribution, PolicyKind::Disclaimer];
    let lacks = |kind: &PolicyKind| {
        !board.policies.contains_key(&PolicyId { kind: *kind, language: language.clone() })
    };
    let lacking = words::listed(required.into_iter().filter(lacks).map(|kind| kind.name().to_owned()));
    if lacking.is_empty() {
        let more = words::language(language);
        return Check { good: true, words: "Attribution and disclaimer are set".to_owned(), more };
    }
    let words = format!("No {lacking} for {} yet", words::language(language));
    Check { good: false, words, more: "an administrator sets it".to_owned() }
}
