//! Headlines over the newsroom's length.

use contract::{BlockKind, Check, Level};

use crate::{Style, found::Found, pair::Pair};

pub(crate) fn look(pair: &Pair<'_>, style: &Style) -> Vec<Found> {
    let length = pair.target.text().trim().chars().count();
    let over = style.headline_characters_most.filter(|most| {
        *pair.kind == BlockKind::Headline && usize::try_from(*most).is_ok_and(|most| length > most)
    });
    let found = over.map(|most| {
        let explanation = format!("the headline has {length} characters; at most {most} fit");
        let fits = usize::try_from(most).unwrap_or(usize::MAX);
        let text = pair.target.text();
        let start = text.char_indices().nth(fits).map_or(text.len(), |(at, _)| at);
        Found::in_block(Check::HeadlineLength, Level::Warns, "", explanation).at(start..text.len())
    });
    found.into_iter().collect()
}
