//! What the checks found, over HTTP: waivers, verdicts, and how the checks do.

use axum::{Json, extract::State as Shared};
use contract::{Event, Finding, FindingId, Level, PieceId, Verdict, Waived, Waiver, edit, translation};

use super::{
    bodies::{
        CheckFigures, Findings, FoundHere, InBlock, Judged, LookedAt, NewVerdict, NewWaiver, Rows, Under,
        WordsAt,
    },
    pieces::{known, known_by_now, review, translate},
    route::{Asked, At, Body},
    version::Shown,
};
use crate::{
    api::bodies::PieceText,
    board::{Known, PieceRow},
    looking::{self, Seen},
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Asked(InBlock { block }): Asked<InBlock>,
) -> Result<Json<Findings>, Problem> {
    let text = reading::piece(&state, known(&state, &id)?).await?;
    let mut found = of(&state, &text).await?;
    found.findings.retain(|found| block.is_none_or(|block| found.finding.block == block));
    for found in &mut found.findings {
        found.told = Some(signed.reader.explained(&found.finding));
    }
    Ok(Json(found))
}

pub(super) async fn waive(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, finding)): At<(PieceId, FindingId)>,
    Body(NewWaiver { reason, epoch }): Body<NewWaiver>,
) -> Result<Shown<PieceRow>, Problem> {
    match epoch {
        Some(epoch) => waive_drafted(&state, &signed, &id, finding, reason, epoch).await,
        None => waive_submitted(&state, &signed, &id, finding, reason).await,
    }
}

pub(super) async fn unwaive(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, finding)): At<(PieceId, FindingId)>,
    Asked(Under { epoch }): Asked<Under>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, translation::Command::Unwaive { epoch, finding }).await
}

pub(super) async fn verdict(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(NewVerdict { finding, verdict }): Body<NewVerdict>,
) -> Result<Shown<PieceRow>, Problem> {
    judge(&state, &signed, &id, finding, verdict).await
}

pub(super) async fn figures(Shared(state): Shared<State>, _: Signed) -> Json<Rows<CheckFigures>> {
    Json(Rows { rows: state.board.read().checks.figures() })
}

/// The holder lets a finding in the words so far stand.
pub(crate) async fn waive_drafted(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    finding: FindingId,
    reason: String,
    epoch: u32,
) -> Result<Shown<PieceRow>, Problem> {
    let text = reading::piece(state, known_by_now(state, id).await?).await?;
    let waiver = waiver(&looking::drafted(state, &text).await?, finding, reason)?;
    translate(state, signed, id, translation::Command::Waive { epoch, waiver }).await
}

/// An editor lets a finding in what was submitted stand.
pub(crate) async fn waive_submitted(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    finding: FindingId,
    reason: String,
) -> Result<Shown<PieceRow>, Problem> {
    let text = reading::piece(state, known_by_now(state, id).await?).await?;
    let waiver = waiver(&looking::submitted(state, &text).await?, finding, reason)?;
    review(state, signed, id, edit::Command::Waive(waiver)).await
}

/// An editor says of a finding in what was submitted whether it is a fault.
pub(crate) async fn judge(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    finding: FindingId,
    verdict: Verdict,
) -> Result<Shown<PieceRow>, Problem> {
    let text = reading::piece(state, known_by_now(state, id).await?).await?;
    let seen = looking::submitted(state, &text).await?;
    let Finding { check, block, .. } = *found(&seen, finding)?;
    review(state, signed, id, edit::Command::Judge { finding, check, block, verdict }).await
}

/// What is found in the words of a piece that count now, with what was said of it.
pub(crate) async fn of(state: &State, text: &PieceText) -> Result<Findings, Problem> {
    let (words, seen) = match text.submitted() {
        None => (LookedAt::Drafted, looking::drafted(state, text).await?),
        Some(_) => (LookedAt::Submitted, looking::submitted(state, text).await?),
    };
    let said = state.board.read().checks.of(&text.row.id).cloned().unwrap_or_default();
    let sequences: Vec<u64> =
        said.values().flat_map(|known| [known.waived, known.waived_by_editor]).flatten().collect();
    let waivers: Vec<Waived> =
        reading::events(state, &sequences).await?.into_iter().filter_map(|fact| waived(fact.event)).collect();
    let here = |finding: &Finding| {
        let waived = waivers.iter().filter(|waived| waived.waiver.covers(finding)).cloned().collect();
        FoundHere {
            at: stretch(&seen, finding),
            holds_up: holds_up(finding, said.get(&finding.id), words),
            judged: said
                .get(&finding.id)
                .and_then(|known| known.verdict.clone())
                .map(|(verdict, editor)| Judged { verdict, editor }),
            waived,
            told: None,
            finding: finding.clone(),
        }
    };
    let findings = seen.findings.iter().map(here).collect();
    Ok(Findings { words, source: seen.source.digest(), target: seen.target.digest(), findings, waivers })
}

/// Whether the rules would refuse the words for it. Editors speak of what was submitted: what is still written is its
/// translators' to answer for.
fn holds_up(finding: &Finding, known: Option<&Known>, words: LookedAt) -> bool {
    let stands = known.is_some_and(|known| match words {
        LookedAt::Drafted => known.waived.is_some(),
        LookedAt::Submitted => {
            let no_fault = matches!(known.verdict, Some((Verdict::NotAFault, _)));
            known.waived.is_some() || known.waived_by_editor.is_some() || no_fault
        }
    });
    finding.level == Level::Blocks && !stands
}

fn stretch(seen: &Seen, finding: &Finding) -> Option<WordsAt> {
    let (place, text) = (finding.target?, seen.text(finding.block));
    let range = place.utf16(text)?;
    Some(WordsAt { words: place.words(text)?.to_owned(), start: range.start, end: range.end })
}

fn waived(event: Event) -> Option<Waived> {
    if let Event::Translation(translation::Event::Waived { waived, .. }) = event {
        Some(waived)
    } else if let Event::Edit(edit::Event::Waived(waived)) = event {
        Some(waived)
    } else {
        None
    }
}

fn waiver(seen: &Seen, id: FindingId, reason: String) -> Result<Waiver, Problem> {
    let Finding { check, block, .. } = *found(seen, id)?;
    Ok(Waiver { finding: id, check, block, reason })
}

fn found(seen: &Seen, id: FindingId) -> Result<&Finding, Problem> {
    seen.finding(id).ok_or_else(Problem::not_found_any_more)
}
