//! Tokens for programs, and how the newsroom is doing.

use chrono::TimeDelta;
use desk::api::bodies::Health;

use super::{failure::Failure, session::Session};

pub(super) fn token(session: &Session, days: u16) -> Result<(), Failure> {
    let token = session.desk.token(TimeDelta::days(days.into())).ok_or(Failure::Nobody)?;
    session.print_either(|| token.clone(), || serde_json::json!({ "token": token }).to_string())
}

pub(super) async fn health(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get_openly("/api/health").await?;
    session.print(&answer, |health: Health| {
        let reading = if health.rebuilt { "up to date" } else { "still reading the log" };
        let mut lines = vec![format!("board        {reading}, at event {}", health.applied)];
        for name in ["ingest", "translation", "editing", "publishing", "desk"] {
            lines.push(match health.services.get(name) {
                Some(1) => format!("{name:<11}  answers"),
                Some(replicas) => format!("{name:<11}  {replicas} answer"),
                None => format!("{name:<11}  does not answer"),
            });
        }
        lines.join("\n")
    })
}
