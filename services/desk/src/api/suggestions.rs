//! Suggestions of a machine over HTTP: for one block, and only for whoever has the piece.

use axum::{extract::State as Shared, http::StatusCode};
use contract::{
    BlockId, Event, PieceId, Role,
    translation::{self, Command, Refusal, Suggestion},
};
use runtime::clock;

use super::{
    bodies::{BlockName, PieceText, Suggested, Under},
    pieces::{known, translate},
    route::{At, Body},
    version::Shown,
};
use crate::{
    board::{PieceRow, Stage},
    problem::{Kind, Problem},
    reading,
    signed::Signed,
    state::State,
};

/// Asks the machine about the block as the source has it by now, and records what it says.
pub(super) async fn suggest(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Shown<Suggested>, Problem> {
    let machine = state.machine.clone().ok_or_else(no_machine)?;
    let piece = known(&state, &id)?;
    // A text goes out only for somebody whose work it is; the rules say the same when it is recorded.
    held(&piece.row, &signed, epoch)?;
    let text = reading::piece(&state, piece).await?;
    let (words, from) = (source(&text, block)?, &text.row.source_language);
    let said = machine.translate(&words, from, &id.language).await?;
    let suggestion = Suggestion { engine: machine.name().to_owned(), text: said };
    let suggest = Command::Suggest { epoch, block, suggestion: suggestion.clone() };
    let version = translate(&state, &signed, &id, suggest).await?.version;
    let Suggestion { engine, text } = recorded(&state, version.number, block).await?.unwrap_or(suggestion);
    Ok(Shown { version, row: Suggested { block, engine, text } })
}

/// Records that the holder works with what the machine said last of the block.
pub(super) async fn take_up(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::TakeUp { epoch, block }).await
}

fn no_machine() -> Problem {
    let detail =
        "this newsroom asks no machine; translate by hand, or have whoever runs the newsroom name one";
    Problem::plain(StatusCode::NOT_FOUND, Kind::NoMachine, detail)
}

fn held(row: &PieceRow, signed: &Signed, epoch: u32) -> Result<(), Refusal> {
    if !signed.actor.roles.contains(&Role::Translator) {
        return Err(Refusal::NeedsRole { role: Role::Translator });
    }
    match &row.stage {
        Stage::Open => Err(Refusal::NotClaimed),
        Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {
            Err(Refusal::AlreadySubmitted)
        }
        Stage::Claimed { lease } if lease.holder.member != signed.actor.member => {
            Err(Refusal::ClaimedByAnother { by: lease.holder.clone(), until: lease.until })
        }
        Stage::Claimed { lease } if lease.epoch != epoch => {
            Err(Refusal::OldEpoch { given: epoch, current: lease.epoch })
        }
        Stage::Claimed { lease } if !lease.holds(clock::now()) => {
            Err(Refusal::LeaseEnded { until: lease.until })
        }
        Stage::Claimed { .. } => Ok(()),
    }
}

/// The words of the block: those that the source has by now, where they await the translator.
fn source(text: &PieceText, block: BlockId) -> Result<String, Problem> {
    let mut waiting = text.source_change.iter().flat_map(|change| &change.blocks);
    let words = match waiting.find(|waiting| waiting.block == block) {
        Some(waiting) => waiting.now.as_ref().ok_or(Refusal::BlockGone { block })?,
        None => text.document.block(block).ok_or(Refusal::NoSuchBlock { block })?,
    };
    if words.text.trim().is_empty() {
        return Err(Problem::lacks(
            Kind::NothingToTranslate,
            "this block has no words that a machine could translate",
        ));
    }
    Ok(words.text.clone())
}

/// What was recorded: where the same was asked for before, the first answer stands.
async fn recorded(state: &State, version: u64, block: BlockId) -> Result<Option<Suggestion>, Problem> {
    let event = reading::event(state, version).await?.event;
    if let Event::Translation(translation::Event::Suggested { block: of, suggestion, .. }) = event
        && of == block
    {
        return Ok(Some(suggestion));
    }
    Ok(None)
}
