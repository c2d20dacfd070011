//! The review of one piece: exact words beside their source, approved or sent back.

mod known;
mod pairs;
mod unplaced;

use axum::{
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use contract::{Credit, Digest, Note, PieceId, Role, edit};
use runtime::clock;

use self::{
    known::Check,
    pairs::{Pair, pairs},
    unplaced::{Unplaced, unplaced},
};
use super::{
    done::{After, Done, onward},
    facts::follows,
    form::{Fields, typed},
    found::Found,
    frame::{Frame, Here, Message, page, refused},
    piece::About,
    text::Tongue,
};
use crate::{
    api::{
        bodies::{Findings, PieceText},
        findings,
        pieces::{approve_looked_at, known, put_out, review},
        route::{Asked, At},
    },
    board::{PieceRow, Stage},
    problem::{Kind, Problem},
    reader::{Reader, Said},
    reading,
    signed::Signed,
    state::State,
};

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Asked(After { done }): Asked<After>,
) -> Result<Response, Problem> {
    let piece = known(&state, &id)?;
    if !matches!(piece.row.stage, Stage::Submitted { .. } | Stage::Approved { .. }) {
        return Ok(Redirect::to(&format!("/pieces/{id}")).into_response());
    }
    let text = reading::piece(&state, piece).await?;
    let found = findings::of(&state, &text).await?;
    let shown = view(&state, &signed, &text, &found, &Fields::default(), clock::now());
    let frame = shown.frame.having(done);
    Ok(page(&ReviewingPage { frame, ..shown }))
}

pub(super) async fn approve(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, digest) = (fields.named(signed), fields.parsed("digest")?);
    if !notes(&fields).is_empty() {
        let why = "you wrote notes: ask for changes with them, or take them out before you approve";
        return again(&state, &signed, &id, &fields, &Problem::lacks(Kind::NotesWritten, why)).await;
    }
    match approve_looked_at(&state, &signed, &id, digest, behind(&fields)).await {
        Ok(_) => Ok(onward(&format!("/review/{id}"), Done::Approved)),
        Err(problem) => again(&state, &signed, &id, &fields, &problem).await,
    }
}

pub(super) async fn request_changes(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let command = edit::Command::RequestChanges { notes: notes(&fields) };
    if let Err(problem) = review(&state, &signed, &id, command).await {
        return again(&state, &signed, &id, &fields, &problem).await;
    }
    let with_editors = |row: &PieceRow| matches!(row.stage, Stage::Submitted { .. });
    follows(&state, |board| board.pieces.get(&id).is_some_and(|piece| !with_editors(&piece.row))).await;
    Ok(onward("/review", Done::Returned))
}

pub(super) async fn publish(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, digest) = (fields.named(signed), fields.parsed("digest")?);
    match put_out(&state, &signed, &id, digest, behind(&fields)).await {
        Ok(_) => Ok(onward(&format!("/published/{id}"), Done::Published)),
        Err(problem) => again(&state, &signed, &id, &fields, &problem).await,
    }
}

/// Why the words go on though their source has a newer revision.
fn behind(fields: &Fields) -> Option<String> {
    fields.get("behind").map(|why| typed(why).trim().to_owned()).filter(|why| !why.is_empty())
}

/// The notes that were written, each on its block or on the whole.
fn notes(fields: &Fields) -> Vec<Note> {
    let general = typed(fields.get("note").unwrap_or_default());
    let on_blocks = fields.by_block("note").map(|(block, text)| Note { block: Some(block), text });
    let all = on_blocks.chain([Note { block: None, text: general }]);
    all.map(|note| Note { text: note.text.trim().to_owned(), ..note })
        .filter(|note| !note.text.is_empty())
        .collect()
}

/// The page once more, with what was typed, after something was said of a finding: `said` is the id of what came of it.
pub(super) async fn going_on(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
    said: &str,
) -> Result<Response, Problem> {
    let text = reading::piece(state, known(state, id)?).await?;
    let found = findings::of(state, &text).await?;
    let shown = view(state, signed, &text, &found, fields, clock::now());
    let message = Message { class: "done", words: signed.reader.say(said) };
    let frame = shown.frame.saying(Some(message));
    Ok(page(&ReviewingPage { frame, ..shown }))
}

/// The page once more, with the notes that were typed.
pub(super) async fn again(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
    problem: &Problem,
) -> Result<Response, Problem> {
    let text = reading::piece(state, known(state, id)?).await?;
    let found = findings::of(state, &text).await?;
    let shown = view(state, signed, &text, &found, fields, clock::now());
    let frame = shown.frame.refusing(problem);
    Ok(refused(problem, &ReviewingPage { frame, ..shown }))
}

fn view(
    state: &State,
    signed: &Signed,
    text: &PieceText,
    found: &Findings,
    fields: &Fields,
    now: DateTime<Utc>,
) -> ReviewingPage {
    let (row, reader) = (&text.row, signed.reader);
    let submitted = text.submission.as_ref();
    let own = submitted.is_some_and(|submitted| is_among(signed, submitted.translators.iter()));
    let round = submitted.map_or(0, |submitted| submitted.round);
    let editor = signed.actor.roles.contains(&Role::Editor);
    let act = match &row.stage {
        Stage::Submitted { .. } if editor && !own => Act::Decide,
        Stage::Approved { .. } if editor => Act::Publish,
        Stage::Submitted { .. } | Stage::Approved { .. } if !editor => Act::Nothing("reviewing-needs-role"),
        Stage::Submitted { .. } => Act::Nothing("reviewing-own"),
        Stage::Open | Stage::Claimed { .. } | Stage::Approved { .. } | Stage::Published { .. } => {
            Act::Nothing("reviewing-nothing")
        }
    };
    let (pairs, elsewhere) = pairs(text, Found::all(found, fields, reader), fields, reader);
    let target = reader.tongue(&row.id.language);
    ReviewingPage {
        frame: Frame::new(&row.headline, Here::Review, signed),
        about: About::of(state, text, signed, now),
        source: reader.tongue(&row.source_language),
        round,
        submitted: as_submitted(&target, round, reader),
        target,
        words: reader.words(submitted.map_or(0, |submitted| submitted.document.words())),
        digest: submitted.map(|submitted| submitted.digest),
        checks: Check::all(state, text, found, own, reader),
        asked: text.notes.iter().filter(|note| note.block.is_none()).map(|note| note.text.clone()).collect(),
        unplaced: unplaced(fields, &act, &pairs, row, reader),
        pairs,
        elsewhere,
        asks_behind: matches!(act, Act::Decide | Act::Publish),
        behind: behind(fields).unwrap_or_default(),
        note: typed(fields.get("note").unwrap_or_default()),
        command: clock::command_id().to_string(),
        act,
    }
}

/// What stands over the translation: its language, and which submission it is where there were several.
fn as_submitted(target: &Tongue, round: u32, reader: Reader) -> String {
    let language = ("language", Said::own(target.name.clone()));
    match round {
        ..=1 => reader.say_with("reviewing-as-submitted", &[language]),
        round => reader.say_with("reviewing-round", &[language, ("number", round.into())]),
    }
}

fn is_among<'a>(signed: &Signed, mut credits: impl Iterator<Item = &'a Credit>) -> bool {
    credits.any(|credit| credit.member == signed.actor.member)
}

#[derive(askama::Template)]
#[template(path = "reviewing.html")]
struct ReviewingPage {
    frame: Frame,
    about: About,
    source: Tongue,
    target: Tongue,
    /// Which submission it is.
    round: u32,
    /// What stands over the translation.
    submitted: String,
    words: String,
    /// Of the words that are shown: what would be approved.
    digest: Option<Digest>,
    checks: Vec<Check>,
    /// What was asked for last about the whole.
    asked: Vec<String>,
    /// What was typed and has no field here.
    unplaced: Vec<Unplaced>,
    pairs: Vec<Pair>,
    /// What was found in blocks that the source does not have.
    elsewhere: Vec<Found>,
    /// Whether a reason is asked for where the source is newer.
    asks_behind: bool,
    behind: String,
    note: String,
    command: String,
    act: Act,
}

/// What this member can do here now.
enum Act {
    Decide,
    Publish,
    /// With the id of why.
    Nothing(&'static str),
}

#[cfg(test)]
mod tests {
    use contract::BlockId;

    use super::*;

    #[test]
    fn notes_are_on_blocks_or_on_the_whole_and_empty_ones_are_none() {
        let fields = Fields::read(b"note-0=+&note-3=too+long&note=all%0D%0Afine+&digest=x");
        let note = |block, text: &str| Note { block, text: text.to_owned() };
        assert_eq!(notes(&fields), [note(Some(BlockId(3)), "too long"), note(None, "all\nfine")]);
        assert_eq!(notes(&Fields::default()), []);
    }
}
