//! The workbench: source and translation side by side, for whoever has the piece.

mod field;
mod saving;
mod wanting;

use axum::{
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use contract::{PieceId, translation};
use runtime::clock;

pub(super) use self::saving::{Unsaved, store};
use self::{
    field::Field,
    saving::Texts,
    wanting::{Wanting, why},
};
use super::{
    arranged::to_write,
    done::{Done, onward},
    form::Fields,
    found::{self, Found},
    frame::{Frame, Here, page, refused},
    piece::{self, About, Kept, kept_elsewhere},
    text::Tongue,
    times::Pill,
};
use crate::{
    api::{
        bodies::PieceText,
        findings,
        pieces::{self, submit_looked_at, translate},
        route::At,
    },
    board::Stage,
    listing::is_mine,
    problem::{Kind, Problem},
    reader::Said,
    reading,
    signed::Signed,
    state::State,
};

pub(super) async fn save(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    match store(&state, &signed, &id, &fields).await {
        Ok(()) => Ok(onward(&format!("/pieces/{id}"), Done::Saved)),
        Err(unsaved) => again(&state, &signed, &id, &fields, unsaved).await,
    }
}

pub(super) async fn submit(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let signed = fields.named(signed);
    match store_and_submit(&state, &signed, &id, &fields).await {
        Ok(()) => Ok(onward(&format!("/pieces/{id}"), Done::Submitted)),
        Err(unsaved) => again(&state, &signed, &id, &fields, unsaved).await,
    }
}

pub(super) async fn release(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let epoch = fields.parsed("epoch")?;
    match store_and(&state, &signed, &id, &fields, translation::Command::Release { epoch }).await {
        Ok(()) => Ok(onward(&format!("/queue?piece={id}"), Done::Released)),
        Err(unsaved) => again(&state, &signed, &id, &fields, unsaved).await,
    }
}

async fn store_and_submit(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
) -> Result<(), Unsaved> {
    store(state, signed, id, fields).await?;
    // A block that got its first words after the source changed it is not open: the page has shown the former text.
    if pieces::known(state, id)?.source.newest.revision > fields.parsed("revision")? {
        let why = "the source changed while you wrote: look at what it says now, then submit";
        return Err(Problem::lacks(Kind::LookAgain, why).into());
    }
    let epoch = fields.parsed("epoch")?;
    submit_looked_at(state, signed, id, epoch).await?;
    Ok(())
}

async fn store_and(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
    then: translation::Command,
) -> Result<(), Unsaved> {
    store(state, signed, id, fields).await?;
    translate(state, signed, id, then).await?;
    Ok(())
}

/// The page once more, with what was typed.
pub(super) async fn again(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
    unsaved: Unsaved,
) -> Result<Response, Problem> {
    let Unsaved { problem, words } = unsaved;
    let text = reading::piece(state, pieces::known(state, id)?).await?;
    let mine = is_mine(&text.row.stage, &signed.actor.member, clock::now());
    if let (Stage::Submitted { .. }, true) = (&text.row.stage, words.is_empty() && problem.kept.is_none()) {
        // It was posted twice: what was wanted is so.
        return Ok(Redirect::to(&format!("/pieces/{id}")).into_response());
    }
    if !mine && words.is_empty() {
        return Ok(piece::not_done(state, signed, text, &problem));
    }
    let epoch = fields.parsed("epoch")?;
    let mut wanting = Wanting::of(&problem, fields, signed.reader);
    let message = why(signed.reader, &problem, &wanting);
    let leads_on = wanting.first().is_some();
    let is_of_findings = fields.get("waive").is_some() || found::reasons(fields).next().is_some();
    if wanting.mend.is_empty() && is_of_findings {
        // Whatever else is wrong: reasons that were typed stay where they were typed.
        wanting.mend = Wanting::left(&findings::of(state, &text).await?, fields, signed.reader).mend;
    }
    let bench = view(state, signed, text, &Shown { words, wanting, epoch }, clock::now());
    let frame = bench.frame.saying(Some(message));
    let first_wanting = bench.first_wanting.filter(|_| leads_on);
    Ok(refused(&problem, &BenchPage { frame, first_wanting, ..bench }))
}

/// After one finding was let stand: the page once more while a reason for another is typed, so that it is not lost.
pub(super) async fn let_stand(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
) -> Result<Response, Problem> {
    let text = reading::piece(state, pieces::known(state, id)?).await?;
    let wanting = Wanting::left(&findings::of(state, &text).await?, fields, signed.reader);
    if wanting.mend.iter().all(|found| found.why.trim().is_empty()) {
        return Ok(onward(&format!("/pieces/{id}"), Done::Waived));
    }
    let shown = Shown { wanting, epoch: fields.parsed("epoch")?, ..Shown::default() };
    let bench = view(state, signed, text, &shown, clock::now());
    let frame = bench.frame.having(Some(Done::Waived));
    Ok(page(&BenchPage { frame, ..bench }))
}

/// What the page shows beside what is saved.
#[derive(Default)]
struct Shown {
    /// Words that are only on the page.
    words: Texts,
    wanting: Wanting,
    /// Under which claim the page saves.
    epoch: u32,
}

/// The workbench of a piece that this member has.
pub(super) fn workbench(state: &State, signed: &Signed, text: PieceText, done: Option<Done>) -> Response {
    let epoch = match &text.row.stage {
        Stage::Claimed { lease } => lease.epoch,
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => 0,
    };
    let bench = view(state, signed, text, &Shown { epoch, ..Shown::default() }, clock::now());
    let frame = bench.frame.having(done);
    page(&BenchPage { frame, ..bench })
}

fn view(state: &State, signed: &Signed, text: PieceText, shown: &Shown, now: DateTime<Utc>) -> BenchPage {
    let row = &text.row;
    let lease = match &row.stage {
        Stage::Claimed { lease } if lease.holder.member == signed.actor.member => Some(lease),
        Stage::Claimed { .. }
        | Stage::Open
        | Stage::Submitted { .. }
        | Stage::Approved { .. }
        | Stage::Published { .. } => None,
    };
    let places = to_write(&text, signed.reader);
    let elsewhere = kept_elsewhere(&text, &places, signed, now);
    let field = |place| Field::new(&text, place, shown, signed, now);
    let blocks: Vec<Field> = places.into_iter().map(field).collect();
    let wanted = blocks.iter().filter(|block| block.is_wanted());
    BenchPage {
        frame: Frame::new(&row.headline, Here::Queue, signed),
        about: About::of(state, &text, signed, now),
        source: signed.reader.tongue(&row.source_language),
        target: signed.reader.tongue(&row.id.language),
        minutes: lease.map_or(0, |lease| lease.minutes),
        left: lease.map_or(0, |lease| (lease.until - now).num_milliseconds()),
        lease: lease.map(|lease| signed.reader.yours(lease, now)),
        epoch: shown.epoch,
        command: clock::command_id().to_string(),
        done: wanted.clone().filter(|block| !block.words.trim().is_empty()).count(),
        wanted: wanted.count(),
        first_wanting: shown.wanting.first().map(|number| anchor(&blocks, number)),
        lacks_words: !shown.wanting.words.is_empty(),
        mend: shown.wanting.mend.clone(),
        revision: text.source_change.as_ref().map_or(row.revision, |change| change.revision),
        elsewhere,
        blocks,
        checks: signed.reader.checks(),
    }
}

impl BenchPage {
    /// How many of the blocks that want words have some.
    fn progress(&self) -> String {
        let with = [("number", self.done.into()), ("count", self.wanted.into())];
        self.frame.reader.say_with("bench-done", &with)
    }

    /// The message of this id about a block, which is called so.
    fn about_block(&self, id: &str, called: &str) -> String {
        self.frame.reader.say_with(id, &[("block", Said::own(called.to_owned()))])
    }

    /// What the field of a block is called aloud.
    fn field_of(&self, called: &str) -> String {
        let with =
            [("language", Said::own(self.target.name.clone())), ("block", Said::own(called.to_owned()))];
        self.frame.reader.say_with("bench-field", &with)
    }
}

/// The field of a block, or the block where it has none.
fn anchor(blocks: &[Field], number: u32) -> String {
    let is_field = blocks.iter().any(|field| field.source.number == number && field.is_written_in());
    if is_field { format!("text-{number}") } else { format!("block-{number}") }
}

#[derive(askama::Template)]
#[template(path = "workbench.html")]
struct BenchPage {
    frame: Frame,
    about: About,
    source: Tongue,
    target: Tongue,
    lease: Option<Pill>,
    /// The length of the lease.
    minutes: u32,
    /// For how many milliseconds from now it holds.
    left: i64,
    epoch: u32,
    /// The id of the submission that this page may lead to.
    command: String,
    blocks: Vec<Field>,
    /// How many blocks have words, of those that want some.
    done: usize,
    wanted: usize,
    first_wanting: Option<String>,
    /// Whether that is words.
    lacks_words: bool,
    /// What was found and must be mended, or waived, before it is submitted.
    mend: Vec<Found>,
    /// The newest revision that the page shows.
    revision: u32,
    /// Words that were kept for blocks that left the text.
    elsewhere: Vec<Kept>,
    /// What the checks are called, as JSON.
    checks: String,
}
