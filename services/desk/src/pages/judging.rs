//! What is said of findings in forms: by an editor on the review, by the holder on the workbench.

use axum::{extract::State as Shared, response::Response};
use contract::{FindingId, PieceId, Verdict};

use super::{
    bench::{self, Unsaved},
    form::{Fields, typed},
    found, reviewing,
};
use crate::{
    api::{
        findings::{judge, waive_drafted, waive_submitted},
        route::At,
    },
    problem::Problem,
    signed::Signed,
    state::State,
};

/// An editor says whether a finding is a fault.
pub(super) async fn verdict(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (finding, verdict) = match fields.get("fault") {
        Some(_) => (named(&fields, "fault")?, Verdict::Fault),
        None => (named(&fields, "not_a_fault")?, Verdict::NotAFault),
    };
    let said = match verdict {
        Verdict::Fault => "found-recorded-fault",
        Verdict::NotAFault => "found-recorded-no-fault",
    };
    match judge(&state, &signed, &id, finding, verdict).await {
        Ok(_) => reviewing::going_on(&state, &signed, &id, &fields, said).await,
        Err(problem) => reviewing::again(&state, &signed, &id, &fields, &problem).await,
    }
}

/// An editor lets a finding stand.
pub(super) async fn waive_on_review(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let finding = named(&fields, "waive")?;
    match waive_submitted(&state, &signed, &id, finding, why(&fields, finding)).await {
        Ok(_) => reviewing::going_on(&state, &signed, &id, &fields, "found-recorded-waived").await,
        Err(problem) => {
            let about = problem.about(&found::field(finding));
            reviewing::again(&state, &signed, &id, &fields, &about).await
        }
    }
}

/// The holder lets a finding stand; what was typed is saved first.
pub(super) async fn waive_on_bench(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    match store_and_waive(&state, &signed, &id, &fields).await {
        Ok(()) => bench::let_stand(&state, &signed, &id, &fields).await,
        Err(unsaved) => bench::again(&state, &signed, &id, &fields, unsaved).await,
    }
}

async fn store_and_waive(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
) -> Result<(), Unsaved> {
    bench::store(state, signed, id, fields).await?;
    let (epoch, finding) = (fields.parsed("epoch")?, named(fields, "waive")?);
    waive_drafted(state, signed, id, finding, why(fields, finding), epoch).await?;
    Ok(())
}

fn named(fields: &Fields, name: &str) -> Result<FindingId, Problem> {
    fields.parsed(name).map(FindingId)
}

fn why(fields: &Fields, finding: FindingId) -> String {
    typed(fields.get(&found::field(finding)).unwrap_or_default())
}
