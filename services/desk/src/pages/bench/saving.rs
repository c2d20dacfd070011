//! Saving what was typed on the workbench: block by block, and what is neither saved nor kept stays in hand.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use contract::{BlockId, Digest, PieceId};
use runtime::clock;

use crate::{
    api::{bodies::Words, pieces},
    pages::form::Fields,
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

/// Words by block.
pub(super) type Texts = BTreeMap<BlockId, String>;

/// Why a form was not carried out, and those of its words that are neither saved nor kept.
pub(in crate::pages) struct Unsaved {
    pub(super) problem: Problem,
    pub(super) words: Texts,
}

impl From<Problem> for Unsaved {
    fn from(problem: Problem) -> Self {
        Self { problem, words: Texts::new() }
    }
}

/// Saves the blocks that were changed, one by one.
pub(in crate::pages) async fn store(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
) -> Result<(), Unsaved> {
    let epoch = fields.parsed("epoch")?;
    let mut changed = changed(fields);
    let mut over = known(fields);
    if let Some((block, text)) = taken(state, signed, id, fields).await? {
        // Whoever takes these has chosen between them and what is saved.
        over.remove(&block);
        changed.insert(block, text);
    }
    let mut unsaved: Option<Unsaved> = None;
    while let Some((block, text)) = changed.pop_first() {
        // Whether words are new is seen by the words: each save is a command of its own.
        let each = signed.with(clock::command_id());
        let over = over.get(&block).copied();
        let words = Words { epoch, text: text.clone(), marks: None, over };
        let Err(problem) = pieces::save(state, &each, id, block, words).await else { continue };
        let is_away = problem.status == StatusCode::SERVICE_UNAVAILABLE.as_u16();
        let lost = problem.kept != Some(true) && !text.trim().is_empty();
        let unsaved = unsaved.get_or_insert_with(|| problem.into());
        unsaved.words.extend(lost.then_some((block, text)));
        if is_away {
            // Asking once more for each block would only take longer.
            unsaved.words.append(&mut changed);
        }
    }
    unsaved.map_or(Ok(()), Err)
}

/// What was typed since the page was shown. Blocks that somebody else changed meanwhile are left as they are.
fn changed(fields: &Fields) -> Texts {
    let was: Texts = fields.by_block("was").collect();
    fields.by_block("text").filter(|(block, text)| was.get(block) != Some(text)).collect()
}

/// What was saved when the page was shown, by digest.
fn known(fields: &Fields) -> BTreeMap<BlockId, Digest> {
    let digests = fields.by_block("over");
    digests.filter_map(|(block, digest)| Some((block, digest.parse().ok()?))).collect()
}

/// Words that were kept for me and that I take up again.
async fn taken(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
) -> Result<Option<(BlockId, String)>, Problem> {
    let Some(number) = fields.get("take") else { return Ok(None) };
    let text = reading::piece(state, pieces::known(state, id)?).await?;
    let rescue = number.parse().ok().and_then(|number: usize| text.rescued.into_iter().nth(number));
    let mine = rescue.filter(|rescue| rescue.by == signed.actor.member);
    mine.map(|rescue| Some((rescue.block, rescue.text)))
        .ok_or_else(|| Problem::not_found("text that was kept"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_typed_is_saved() {
        let fields = Fields::read(
            b"text-0=same&was-0=same&text-1=a%0D%0Ab&was-1=a%0Ab&text-2=new&was-2=old&text-3=new",
        );
        let expected = [(BlockId(2), "new".to_owned()), (BlockId(3), "new".to_owned())];
        assert_eq!(changed(&fields), expected.into());
    }
}
