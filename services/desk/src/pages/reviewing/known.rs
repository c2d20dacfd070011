//! What an editor should know of the words before saying yes to them.

use contract::Language;

use crate::{
    api::bodies::{Findings, PieceText, Submitted},
    board::Stage,
    pages::policies,
    reader::{Reader, Said},
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
    pub(super) fn all(
        state: &State,
        text: &PieceText,
        found: &Findings,
        own: bool,
        reader: Reader,
    ) -> Vec<Self> {
        let mut checks = checks(state, text, own, reader);
        checks.push(holding_up(found, reader));
        checks
    }
}

/// Whether the checks hold the words up.
fn holding_up(found: &Findings, reader: Reader) -> Check {
    let holding = found.findings.iter().filter(|found| found.holds_up).count();
    let words = match holding {
        0 => reader.say("reviewing-holds-nothing"),
        holding => reader.count("reviewing-holds", holding),
    };
    Check { good: holding == 0, words, more: reader.count("reviewing-findings", found.findings.len()) }
}

/// Whose words they are, what they answer, and what must stand with them.
fn checks(state: &State, text: &PieceText, own: bool, reader: Reader) -> Vec<Check> {
    let row = &text.row;
    let translators =
        text.submission.as_ref().map(|submitted| reader.names(&submitted.translators)).unwrap_or_default();
    let by = if own { "reviewing-by-you" } else { "reviewing-by-another" };
    let newest = row.newest_revision == row.revision;
    let source = if newest { "reviewing-newest" } else { "reviewing-older" };
    let (answered, latest) = (("number", row.revision.into()), ("newest", row.newest_revision.into()));
    let revisions = if newest {
        reader.say_with("reviewing-revision", &[answered])
    } else {
        reader.say_with("reviewing-revision-of", &[answered, latest])
    };
    let approved = match &row.stage {
        Stage::Approved { editor, .. } => {
            Some(Check { good: true, words: reader.say("reviewing-approved"), more: editor.name.clone() })
        }
        Stage::Open | Stage::Claimed { .. } | Stage::Submitted { .. } | Stage::Published { .. } => None,
    };
    let mut checks = vec![
        Check { good: !own, words: reader.say(by), more: translators },
        Check { good: newest, words: reader.say(source), more: revisions },
        notices(state, &row.id.language, reader),
    ];
    checks.extend(text.submission.iter().flat_map(|submitted| machine(submitted, reader)));
    checks.extend(approved);
    checks
}

/// Where machines helped: an editor reads those words with that in mind.
fn machine(submitted: &Submitted, reader: Reader) -> Vec<Check> {
    let help = reader.machine_help(&submitted.machine, &submitted.document).into_iter();
    help.map(|more| Check { good: true, words: reader.say("reviewing-machine"), more }).collect()
}

/// Whether what must stand under a piece is set for its language.
fn notices(state: &State, language: &Language, reader: Reader) -> Check {
    let lacking = policies::missing_in(&state.board.read(), language);
    let language = reader.language(language);
    if lacking.is_empty() {
        return Check { good: true, words: reader.say("reviewing-notices"), more: language };
    }
    let lacking = reader.listed(lacking.into_iter().map(|kind| policies::named(kind, reader)));
    let with = [("what", Said::own(lacking)), ("language", Said::own(language))];
    let words = reader.say_with("reviewing-lacking", &with);
    Check { good: false, words, more: reader.say("reviewing-administrator") }
}
