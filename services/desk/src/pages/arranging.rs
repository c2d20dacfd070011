//! Leaving blocks out, joining, splitting and adding them on the workbench, one at a time.

use std::str::FromStr;

use axum::{
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
};
use contract::{BlockId, Digest, PieceId, translation::Command};

use super::{
    bench::{self, Unsaved},
    form::Fields,
    piece::written,
};
use crate::{
    api::{
        pieces::{known, translate},
        route::At,
    },
    problem::{Kind, Problem},
    reading,
    signed::Signed,
    state::State,
};

/// What is done with which block, as buttons say it: `omit-3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    act: Act,
    block: BlockId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Omit,
    Join,
    Split,
    AddNote,
    Restore,
    Remove,
}

/// The form said nothing of the kind.
struct NotAnAct;

impl FromStr for Asked {
    type Err = NotAnAct;

    fn from_str(given: &str) -> Result<Self, NotAnAct> {
        let (act, block) = given.split_once('-').ok_or(NotAnAct)?;
        let act = match act {
            "omit" => Act::Omit,
            "join" => Act::Join,
            "split" => Act::Split,
            "note" => Act::AddNote,
            "restore" => Act::Restore,
            "remove" => Act::Remove,
            _ => return Err(NotAnAct),
        };
        Ok(Self { act, block: BlockId(block.parse().map_err(|_| NotAnAct)?) })
    }
}

/// Saves what was typed, does it, and goes on where the reader was.
pub(super) async fn arrange(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    match store_and_arrange(&state, &signed, &id, &fields).await {
        Ok(place) => Ok(Redirect::to(&format!("/pieces/{id}?done=arranged#{place}")).into_response()),
        Err(unsaved) => bench::again(&state, &signed, &id, &fields, unsaved).await,
    }
}

/// Gives the place on the page to go on from: a field, where there is one, so that the caret is in it.
async fn store_and_arrange(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
) -> Result<String, Unsaved> {
    let Asked { act, block } = fields.parsed("act")?;
    let epoch = fields.parsed("epoch")?;
    bench::store(state, signed, id, fields).await?;
    let command = match act {
        Act::Omit => {
            let reason = fields.by_block("reason").find(|(of, _)| *of == block);
            Command::Omit { epoch, block, reason: reason.map(|(_, reason)| reason).unwrap_or_default() }
        }
        Act::Join => {
            translate(state, signed, id, Command::Join { epoch, block, text: None }).await?;
            return Ok(format!("text-{}", joined_to(state, id, block)?.0));
        }
        Act::Split => {
            let text = reading::piece(state, known(state, id)?).await?;
            let at = fields.get("at").and_then(|at| at.parse().ok());
            let words = written(&text, block);
            let (head, tail) = halves(words, at).ok_or_else(no_place)?;
            Command::Split { epoch, block, head, tail, over: Some(Digest::of(words.as_bytes())) }
        }
        Act::AddNote => Command::AddNote { epoch, after: block, text: String::new() },
        Act::Restore => Command::Restore { epoch, block },
        Act::Remove => Command::Remove { epoch, block },
    };
    translate(state, signed, id, command).await?;
    let arrangement = known(state, id)?.arrangement;
    Ok(match act {
        Act::Split | Act::AddNote => {
            let added = arrangement.added.last_key_value().map_or(block, |(added, _)| *added);
            format!("text-{}", added.0)
        }
        Act::Remove => {
            let before = arrangement.added.get(&block).map_or(block, |added| added.after);
            format!("block-{}", before.0)
        }
        Act::Join | Act::Restore => format!("text-{}", block.0),
        Act::Omit => format!("block-{}", block.0),
    })
}

/// Where the words of a block that was joined stand: a part that was joined is no block any more.
fn joined_to(state: &State, id: &PieceId, block: BlockId) -> Result<BlockId, Problem> {
    let arrangement = known(state, id)?.arrangement;
    let part_of = || arrangement.root(block);
    Ok(arrangement.joined.get(&block).copied().unwrap_or_else(part_of))
}

/// The text up to so many letters, and from there; at its first empty line where nobody says a place. None where one of
/// the two would be empty.
fn halves(text: &str, at: Option<usize>) -> Option<(String, String)> {
    let at = match at {
        Some(letters) => text.char_indices().nth(letters).map(|(byte, _)| byte)?,
        None => text.find("\n\n")?,
    };
    let (head, tail) = text.split_at(at);
    let [head, tail] = [head, tail].map(|half| half.trim().to_owned());
    (!head.is_empty() && !tail.is_empty()).then_some((head, tail))
}

fn no_place() -> Problem {
    Problem::lacks(Kind::NoPlaceToSplit, "put the caret, or an empty line, where the block is to be split")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_say_what_is_done_with_which_block() {
        let asked = |given: &str| given.parse::<Asked>().ok().map(|Asked { act, block }| (act, block.0));
        assert_eq!(asked("omit-3"), Some((Act::Omit, 3)));
        assert_eq!(asked("note-0"), Some((Act::AddNote, 0)));
        for nothing in ["", "omit", "omit-", "omit-x", "burn-3"] {
            assert_eq!(asked(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_text_is_split_at_the_caret_or_at_its_first_empty_line() {
        let halves = |text: &str, at| halves(text, at);
        let two = |head: &str, tail: &str| Some((head.to_owned(), tail.to_owned()));
        assert_eq!(halves("فتح الجسر", Some(3)), two("فتح", "الجسر"));
        assert_eq!(halves("One.\n\nTwo.\n\nThree.", None), two("One.", "Two.\n\nThree."));
        for (text, at) in
            [("One.", None), ("One.", Some(0)), ("One.", Some(4)), ("One. ", Some(4)), ("", Some(9))]
        {
            assert_eq!(halves(text, at), None, "{text} {at:?}");
        }
    }
}
