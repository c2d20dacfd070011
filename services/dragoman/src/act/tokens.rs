//! Tokens: for programs, and for a browser on the newsroom's own machine.

use chrono::TimeDelta;
use clap::Args;
use desk::{
    access::Scope,
    api::bodies::{MadeToken, NewToken},
};

use super::{failure::Failure, given, session::Session};

/// Somebody copies it from the terminal to the browser.
const SIGN_IN: TimeDelta = TimeDelta::minutes(10);

#[derive(Args)]
pub(crate) struct Make {
    /// What it is for, in a few words
    name: String,
    /// What it may be used for, of what you may do: read, translate, edit, publish, administer; several are separated by commas
    #[arg(long = "scope", value_name = "SCOPE", value_delimiter = ',', default_value = "read")]
    scopes: Vec<Scope>,
    /// For how many days it is good
    #[arg(long, default_value_t = 30, value_parser = given::between(1_u16, 366))]
    days: u16,
}

pub(super) async fn make(session: &Session, make: Make) -> Result<(), Failure> {
    let Make { name, scopes, days } = make;
    let new = NewToken { name, scopes: scopes.into_iter().collect(), days, member: None };
    let answer = session.desk.post("/api/tokens", &new).await?;
    session.print(&answer, |made: MadeToken| made.token)
}

pub(super) async fn sign_in(session: &Session) -> Result<(), Failure> {
    // A token can be made for anybody, and while the desk is away: only the desk knows whom it lets in.
    if let Err(unknown @ Failure::NotAMember { .. }) = session.desk.get("/api/newsroom").await {
        return Err(unknown);
    }
    let token = session.desk.token(SIGN_IN).ok_or(Failure::Nobody)?;
    session.print_either(|| token.clone(), || serde_json::json!({ "token": token }).to_string())
}
