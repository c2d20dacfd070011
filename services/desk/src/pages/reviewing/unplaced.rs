//! What was typed where the page has no field for it any more, because somebody else was faster: nobody loses words.

use contract::BlockId;

use super::{Act, behind, notes, pairs::Pair};
use crate::{
    board::PieceRow,
    pages::{
        form::{Fields, typed},
        found,
    },
    reader::{Reader, Said},
};

/// Words of one field, and what that was for.
#[derive(Clone)]
pub(super) struct Unplaced {
    pub(super) about: String,
    pub(super) words: String,
}

pub(super) fn unplaced(
    fields: &Fields,
    act: &Act,
    pairs: &[Pair],
    row: &PieceRow,
    reader: Reader,
) -> Vec<Unplaced> {
    match act {
        Act::Decide => {
            let is_shown = |block: BlockId| pairs.iter().any(|pair| pair.place.block.id == block);
            noted(fields, |block| block.is_some_and(|block| !is_shown(block)), reader)
        }
        Act::Publish => [noted(fields, |_| true, reader), reasons(fields, reader)].concat(),
        Act::Nothing(_) => {
            let about = || reader.say_with("reviewing-behind", &[("number", row.newest_revision.into())]);
            let behind = behind(fields).map(|words| Unplaced { about: about(), words });
            let behind = behind.into_iter().collect();
            [noted(fields, |_| true, reader), reasons(fields, reader), behind].concat()
        }
    }
}

/// The notes on these blocks; the one on the whole is on none.
fn noted(fields: &Fields, on: impl Fn(Option<BlockId>) -> bool, reader: Reader) -> Vec<Unplaced> {
    let about = |block: Option<BlockId>| match block {
        Some(block) => reader.say_with("reviewing-note-on", &[("what", Said::own(reader.block(block)))]),
        None => reader.say("reviewing-whole"),
    };
    let notes = notes(fields).into_iter().filter(|note| on(note.block));
    notes.map(|note| Unplaced { about: about(note.block), words: note.text }).collect()
}

/// Why findings were to stand.
fn reasons(fields: &Fields, reader: Reader) -> Vec<Unplaced> {
    let about = || reader.say("found-why");
    found::reasons(fields).map(|why| Unplaced { about: about(), words: typed(why) }).collect()
}
