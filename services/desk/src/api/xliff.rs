//! A piece as XLIFF over HTTP.

use axum::{
    extract::State as Shared,
    http::{HeaderName, StatusCode, header},
};
use contract::{CommandId, Digest, PieceId, translation};

use super::{
    bodies::{Brought, Came, PieceText, Under, UnitBrought},
    pieces::{known, save_draft},
    route::{Asked, At, Bytes},
    version::Shown,
};
use crate::{
    ask::Version,
    exchange::xliff::{self, CONTENT_TYPE, File, Given, New},
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

pub(super) use crate::exchange::xliff::XLIFF_BYTES_MOST as BYTES_MOST;

pub(super) async fn export(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<PieceId>,
) -> Result<([(HeaderName, String); 2], String), Problem> {
    let file = file(&state, &id).await?;
    let article: String = id.article.to_string().chars().take(8).collect();
    let name = format!("attachment; filename=\"{article}-{}-{}.xlf\"", file.source, file.target);
    let headers = [(header::CONTENT_TYPE, CONTENT_TYPE.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, xliff::write(&file)))
}

/// Saves the words of a file, block by block, as a page saves them: words that are refused because the claim is over are kept.
/// Each block is a command of its own whose id follows from the request's, so that a file that is sent again changes nothing.
pub(super) async fn import(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Asked(Under { epoch }): Asked<Under>,
    Bytes(bytes): Bytes,
) -> Result<Shown<Brought>, Problem> {
    let file = file(&state, &id).await?;
    let read = tokio::task::spawn_blocking(move || xliff::fit(&bytes, &file)).await;
    let given = match read {
        Ok(given) => given.map_err(|why| Problem::not_understood(&why.to_string()))?,
        Err(_) => return Err(Problem::not_understood("the file could not be read")),
    };
    let mut units = Vec::with_capacity(given.len());
    for each in given {
        units.push(bring(&state, &signed, &id, epoch, each).await?);
    }
    let number = state.board.read().applied;
    let is_recorded = units.iter().any(|unit| unit.came == Came::Saved || unit.kept);
    Ok(Shown { version: Version { number, is_recorded }, row: summed(units) })
}

/// The piece as a file, as it stands now.
async fn file(state: &State, id: &PieceId) -> Result<File, Problem> {
    let text: PieceText = reading::piece(state, known(state, id)?).await?;
    let address = {
        let board = state.board.read();
        board.articles.get(&id.article).and_then(|article| article.row.address.clone())
    };
    let terms = state.matchers.find(state, text.document.clone(), vec![id.language.clone()]).await?;
    Ok(xliff::file(&text, address, &terms))
}

async fn bring(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    epoch: u32,
    Given { unit, block, words }: Given,
) -> Result<UnitBrought, Problem> {
    let command = CommandId::caused_by(signed.command.id, &format!("{id} {unit}"));
    let came = |came| UnitBrought { unit, block, came, why: None, replaced: None, kept: false };
    let (block, words) = match (block, words) {
        (Some(block), Ok(xliff::Words::New(words))) => (block, words),
        (_, Ok(xliff::Words::Same)) => return Ok(came(Came::Unchanged)),
        (_, Ok(xliff::Words::New(_) | xliff::Words::None)) => return Ok(came(Came::Empty)),
        (_, Err(unfit)) => {
            return Ok(UnitBrought { why: Some(unfit.to_string()), ..came(Came::Refused) });
        }
    };
    let each = signed.with(command);
    let New { text, marks, over, is_newer } = words;
    let replaced = is_newer.then(|| over.clone());
    // Words that are saved while the file is taken in are not replaced: nobody has seen them.
    let (marks, over) = (Some(marks), Some(Digest::of(over.as_bytes())));
    let draft = translation::Command::Draft { epoch, block, text: text.clone(), marks, over };
    match save_draft(state, &each, id, block, text, draft).await {
        Ok(_) => Ok(UnitBrought { replaced, ..came(Came::Saved) }),
        // The rest would fare no better: sent again, the file goes on where it stopped.
        Err(problem) if problem.status >= StatusCode::INTERNAL_SERVER_ERROR.as_u16() => Err(problem),
        Err(problem) => {
            let (why, kept) = (Some(signed.reader.detail(&problem)), problem.kept == Some(true));
            Ok(UnitBrought { why, kept, ..came(Came::Refused) })
        }
    }
}

fn summed(units: Vec<UnitBrought>) -> Brought {
    let count = |came| units.iter().filter(|unit| unit.came == came).count();
    let (saved, unchanged) = (count(Came::Saved), count(Came::Unchanged));
    let (empty, refused) = (count(Came::Empty), count(Came::Refused));
    Brought { saved, unchanged, empty, refused, units }
}
