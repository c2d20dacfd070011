//! Sessions, tokens of programs, and invitations over HTTP.

use axum::{
    Json,
    extract::State as Shared,
    http::{HeaderMap, header},
};
use chrono::TimeDelta;
use contract::{MemberId, Role};
use runtime::clock;

use super::{
    bodies::{
        Ended, ListedSession, ListedToken, MadeInvitation, MadeToken, NewInvitation, NewToken, OfMember, Rows,
    },
    route::{Asked, At, Body, Route, delete, get, post},
};
use crate::{
    access::{self, DAYS_MOST, Invitation, NAME_MOST, Session, Token, scopes::ADMINISTER},
    problem::Problem,
    signed::{By, Signed},
    state::State,
};

/// The most letters of an address (RFC 5321, section 4.5.3.1.3).
const EMAIL_MOST: usize = 254;

/// What is looked after here: a part of the table of routes.
pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/members/{member}/invitations", invite).needs(ADMINISTER).beside_the_log()
            .says("Makes a link, shown once, with which a member comes in and sets a password; it lasts seven days")
            .takes::<NewInvitation>()
            .gives::<MadeInvitation>(),
        get("/api/sessions", sessions)
            .says("The browsers in which a member is signed in: oneself, or for administrators anybody")
            .asks::<OfMember>()
            .gives::<Rows<ListedSession>>(),
        delete("/api/sessions", end_sessions).needs(ADMINISTER).beside_the_log()
            .says("Ends every session of a member but that of this request")
            .asks::<OfMember>()
            .gives::<Ended>(),
        delete("/api/sessions/{session}", end_session).needs(ADMINISTER).beside_the_log()
            .says("Ends a session: at every desk its next request is refused")
            .gives::<Ended>(),
        get("/api/tokens", tokens)
            .says("The tokens of a member's programs: one's own, or for administrators anybody's")
            .asks::<OfMember>()
            .gives::<Rows<ListedToken>>(),
        post("/api/tokens", make_token).needs(ADMINISTER).beside_the_log()
            .says("Makes a token for a program, which is shown this once")
            .takes::<NewToken>()
            .gives::<MadeToken>(),
        delete("/api/tokens/{token}", revoke_token).needs(ADMINISTER).beside_the_log()
            .says("Revokes a token: at every desk its next request is refused")
            .gives::<Ended>(),
    ]
}

async fn sessions(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(OfMember { member }): Asked<OfMember>,
) -> Result<Json<Rows<ListedSession>>, Problem> {
    let member = allowed(&signed, member)?;
    Ok(Json(Rows { rows: sessions_of(&state, &signed, &member).await? }))
}

async fn end_sessions(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(OfMember { member }): Asked<OfMember>,
) -> Result<Json<Ended>, Problem> {
    let member = allowed(&signed, member)?;
    let ended = access::end_all(&state.access, &member, signed.session()).await?;
    Ok(Json(Ended { ended }))
}

async fn end_session(
    Shared(state): Shared<State>,
    signed: Signed,
    At(name): At<String>,
) -> Result<Json<Ended>, Problem> {
    end(&state, &signed, &name).await.map(Json)
}

async fn tokens(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(OfMember { member }): Asked<OfMember>,
) -> Result<Json<Rows<ListedToken>>, Problem> {
    let member = allowed(&signed, member)?;
    Ok(Json(Rows { rows: tokens_of(&state, &member).await? }))
}

async fn make_token(
    Shared(state): Shared<State>,
    signed: Signed,
    Body(new): Body<NewToken>,
) -> Result<Json<MadeToken>, Problem> {
    make(&state, &signed, new).await.map(Json)
}

async fn revoke_token(
    Shared(state): Shared<State>,
    signed: Signed,
    At(name): At<String>,
) -> Result<Json<Ended>, Problem> {
    revoke(&state, &signed, &name).await.map(Json)
}

async fn invite(
    Shared(state): Shared<State>,
    signed: Signed,
    headers: HeaderMap,
    At(member): At<MemberId>,
    Body(NewInvitation { email }): Body<NewInvitation>,
) -> Result<Json<MadeInvitation>, Problem> {
    make_invitation(&state, &signed, &headers, member, email).await.map(Json)
}

/// Makes a link by which a member comes in.
pub(crate) async fn make_invitation(
    state: &State,
    signed: &Signed,
    headers: &HeaderMap,
    member: MemberId,
    email: Option<String>,
) -> Result<MadeInvitation, Problem> {
    if !signed.actor.roles.contains(&Role::Administrator) {
        return Err(Problem::not_an_administrator());
    }
    if !state.board.read().members.contains_key(&member) {
        return Err(state.lacks("member"));
    }
    if let Some(email) = email.as_deref().map(str::trim) {
        let is_address = email.len() <= EMAIL_MOST
            && email.split_once('@').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
        if !is_address {
            return Err(Problem::incomplete("an address of e-mail has a name, an @ and a host"));
        }
        state.access.credentials().set_email(&member, email).await?;
    }
    let invitation = Invitation { member: member.clone(), until: clock::now() + access::INVITED_FOR };
    let secret = state.access.invitations().make(state.access.key(), signed.command.id, &invitation).await?;
    tracing::info!(target: "access", { member.id = %member, by = %signed.actor.member }, "a member was invited");
    let link = format!("{}/invitation/{}", address(state, headers), secret.text());
    Ok(MadeInvitation { member, link, until: invitation.until })
}

/// The address that people know the desk by; without one, that by which it was asked.
fn address(state: &State, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    state.access.public_address().map_or_else(|| format!("http://{host}"), str::to_owned)
}

/// Oneself, or for an administrator anybody.
fn allowed(signed: &Signed, member: Option<MemberId>) -> Result<MemberId, Problem> {
    match member {
        Some(member) if member != signed.actor.member => {
            if signed.actor.roles.contains(&Role::Administrator) {
                Ok(member)
            } else {
                Err(Problem::not_an_administrator())
            }
        }
        Some(_) | None => Ok(signed.actor.member.clone()),
    }
}

pub(crate) async fn sessions_of(
    state: &State,
    signed: &Signed,
    member: &MemberId,
) -> Result<Vec<ListedSession>, Problem> {
    let theirs = state.access.sessions().of(member).await.ok_or_else(reading)?;
    let listed = |(id, session): (String, Session)| {
        let Session { member, made, seen, until, agent, way } = session;
        let is_this = signed.session() == Some(&id);
        ListedSession { id, member, agent, way, made, seen, until, is_this }
    };
    Ok(theirs.into_iter().map(listed).collect())
}

/// Ends a session of one's own, or for an administrator anybody's. One that has ended is not found.
pub(crate) async fn end(state: &State, signed: &Signed, name: &str) -> Result<Ended, Problem> {
    let session = state.access.sessions().named(name).await?.ok_or_else(|| Problem::not_found("session"))?;
    // That there is such a session of another is told to nobody who may not end it.
    allowed(signed, Some(session.member.clone())).map_err(|_| Problem::not_found("session"))?;
    state.access.sessions().end(name).await?;
    tracing::info!(target: "access", { member.id = %session.member, by = %signed.actor.member }, "a session was ended");
    Ok(Ended { ended: 1 })
}

pub(crate) async fn tokens_of(state: &State, member: &MemberId) -> Result<Vec<ListedToken>, Problem> {
    let theirs = state.access.tokens().of(member).await.ok_or_else(reading)?;
    Ok(theirs.into_iter().map(|(id, token)| listed(id, token)).collect())
}

/// Makes a token. A program's own token makes none that may do more than itself.
pub(crate) async fn make(state: &State, signed: &Signed, new: NewToken) -> Result<MadeToken, Problem> {
    let NewToken { name, scopes, days, member } = new;
    let member = allowed(signed, member)?;
    if !state.board.read().members.contains_key(&member) {
        return Err(state.lacks("member"));
    }
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_MOST {
        return Err(Problem::incomplete(
            "a token needs a name of at most 80 letters, which says what it is for",
        ));
    }
    if scopes.is_empty() {
        return Err(Problem::incomplete(
            "a token needs a scope: read, translate, edit, publish or administer",
        ));
    }
    if days == 0 || days > DAYS_MOST {
        return Err(Problem::incomplete("a token lasts for 1 to 366 days; make another one then"));
    }
    if let By::Token(own) = &signed.by
        && !scopes.is_subset(own)
    {
        return Err(Problem::incomplete("a token makes none with scopes that it has not itself"));
    }
    let now = clock::now();
    let token =
        Token { name, member, scopes, made: now, until: now + TimeDelta::days(days.into()), used: None };
    let made = state.access.tokens().make(state.access.key(), signed.command.id, token).await?;
    let (id, token, shown) = made.ok_or_else(|| Problem::not_found("token: it was revoked"))?;
    tracing::info!(target: "access", { member.id = %token.member, by = %signed.actor.member }, "a token was made");
    Ok(MadeToken { token: shown, listed: listed(id, token) })
}

pub(crate) async fn revoke(state: &State, signed: &Signed, name: &str) -> Result<Ended, Problem> {
    let token = state.access.tokens().named(name).await?.ok_or_else(|| Problem::not_found("token"))?;
    allowed(signed, Some(token.member.clone())).map_err(|_| Problem::not_found("token"))?;
    state.access.tokens().revoke(name).await?;
    tracing::info!(target: "access", { member.id = %token.member, by = %signed.actor.member }, "a token was revoked");
    Ok(Ended { ended: 1 })
}

fn listed(id: String, token: Token) -> ListedToken {
    let Token { name, member, scopes, made, until, used } = token;
    ListedToken { id, name, member, scopes, made, until, used }
}

fn reading() -> Problem {
    Problem::unavailable("the desk is still reading who may come in")
}
