//! Blocks without a translation.

use contract::{Check, Level};
use language::Script;

use crate::{found::Found, pair::Pair};

pub(crate) fn look(pair: &Pair<'_>) -> Option<Found> {
    let (source, target) = (pair.source.text().trim(), pair.target.text().trim());
    let words = pair.source.letters() > 0;
    if target.is_empty() {
        return (!source.is_empty()).then(|| {
            Found::in_block(Check::Untranslated, Level::Blocks, "empty", "this block has no translation yet")
        });
    }
    let explanation = if words && source == target && !may_stay(pair) {
        "the translation is the source text: translate it"
    } else if is_in_source_script(pair) {
        "most of the translation is in the script of the source: translate it"
    } else {
        return None;
    };
    Some(
        Found::in_block(Check::Untranslated, Level::Blocks, "source", explanation)
            .at(0..pair.target.text().len()),
    )
}

/// Whether a text may be the same in both languages: a name or an address in letters that both share.
fn may_stay(pair: &Pair<'_>) -> bool {
    pair.source.script == pair.target.script && pair.source.reading.tokens.len() <= 3
        || pair.source.text().chars().filter_map(Script::of).all(|script| script == pair.target.script)
            && pair.source.script != pair.target.script
}

fn is_in_source_script(pair: &Pair<'_>) -> bool {
    if pair.source.script == pair.target.script {
        return false;
    }
    let scripts = || pair.target.text().chars().filter_map(Script::of);
    let foreign = scripts().filter(|script| *script == pair.source.script).count();
    foreign > 0 && foreign * 2 > scripts().count()
}
