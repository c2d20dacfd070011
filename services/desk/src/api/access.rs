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
    access::{self, DAYS_MOST, Invitation, NAME_MOST, Owner, Refusal, Session, Token, scopes::ADMINISTER},
    problem::{Kind, Problem},
    signed::Signed,
    state::State,
};

/// The most letters of an address (RFC 5321, section 4.5.3.1.3).
const EMAIL_MOST: usize = 254;

/// What is looked after here: a part of the table of routes. New ways in are made by people alone: a program's token, which is
/// for some things and for a while, would else make itself one without such bounds.
pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/members/{member}/invitations", invite).beside_the_log()
            .says("Makes a link, shown once, with which a member comes in and sets a password; it lasts seven days")
            .takes::<NewInvitation>()
            .gives::<MadeInvitation>(),
        delete("/api/members/{member}/account", unbind).needs(ADMINISTER).beside_the_log()
            .says("Forgets the account and the address by which a member comes in from the provider, and ends their sessions")
            .gives::<Ended>(),
        get("/api/sessions", sessions)
            .says("The browsers in which a member is signed in: oneself, or for administrators anybody")
            .asks::<OfMember>()
            .gives::<Rows<ListedSession>>(),
        delete("/api/sessions", end_sessions).needs(ADMINISTER).beside_the_log()
            .says("Ends every session of a member but that of this request")
            .asks::<OfMember>()
            .gives::<Ended>(),
        delete("/api/sessions/{session}", end_session).needs(ADMINISTER).beside_the_log()
            .says("Ends a session: at every desk its next request is refused. None is ended where it has ended before, or is not one's own")
            .gives::<Ended>(),
        get("/api/tokens", tokens)
            .says("The tokens of a member's programs: one's own, or for administrators anybody's")
            .asks::<OfMember>()
            .gives::<Rows<ListedToken>>(),
        post("/api/tokens", make_token).beside_the_log()
            .says("Makes a token for a program, which is shown this once")
            .takes::<NewToken>()
            .gives::<MadeToken>(),
        delete("/api/tokens/{token}", revoke_token).needs(ADMINISTER).beside_the_log()
            .says("Revokes a token: at every desk its next request is refused. None is where it was before, or is not one's own")
            .gives::<Ended>(),
    ]
}

async fn sessions(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(OfMember { member }): Asked<OfMember>,
) -> Result<Json<Rows<ListedSession>>, Problem> {
    let owner = owner(&state, &allowed(&signed, member)?)?;
    Ok(Json(Rows { rows: sessions_of(&state, &signed, &owner).await? }))
}

async fn end_sessions(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(OfMember { member }): Asked<OfMember>,
) -> Result<Json<Ended>, Problem> {
    let owner = owner(&state, &allowed(&signed, member)?)?;
    let ended = access::end_all(&state.access, &owner, signed.session()).await?;
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
    let owner = owner(&state, &allowed(&signed, member)?)?;
    Ok(Json(Rows { rows: tokens_of(&state, &owner).await? }))
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

async fn unbind(
    Shared(state): Shared<State>,
    signed: Signed,
    At(member): At<MemberId>,
) -> Result<Json<Ended>, Problem> {
    unbind_account(&state, &signed, &member).await.map(Json)
}

/// Makes a link by which a member comes in.
pub(crate) async fn make_invitation(
    state: &State,
    signed: &Signed,
    headers: &HeaderMap,
    member: MemberId,
    email: Option<String>,
) -> Result<MadeInvitation, Problem> {
    for_administrators(signed)?;
    let owner = owner(state, &member)?;
    if let Some(email) = email.as_deref().map(str::trim) {
        give_address(state, &owner, email).await?;
    }
    let invitation = Invitation { owner, until: clock::now() + access::INVITED_FOR };
    let made = state.access.invitations().make(state.access.key(), signed.command.id, invitation).await?;
    let (secret, Invitation { owner, until }) = made.ok_or(Refusal::InvitationOver)?;
    state.access.credentials().invite(&owner, until).await?;
    tracing::info!(target: "access", { member.id = %member, by = %signed.actor.member }, "a member was invited");
    let link = format!("{}/invitation/{}", address(state, headers), secret.text());
    Ok(MadeInvitation { member, link, until })
}

/// From now on whoever has an account with this address is the member. Of two members with one address neither would come in; two
/// who are given one within one moment could still get past this, until one of them is unbound.
async fn give_address(state: &State, owner: &Owner, email: &str) -> Result<(), Problem> {
    let is_address = email.len() <= EMAIL_MOST
        && email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    if !is_address {
        let detail = "an address of e-mail has a name, an @ and a host";
        return Err(Problem::lacks(Kind::NotAnAddress, detail));
    }
    let belongs = |owner: &Owner| owner.belongs(&state.board.read());
    let with = state.access.credentials().with_email(email, belongs).await.ok_or_else(reading)?;
    if let Some(other) = with.iter().find(|with| with.member != owner.member) {
        return Err(Problem::address_taken(&other.member));
    }
    let is_given = state.access.credentials().set_email(owner, email).await?;
    if is_given { Ok(()) } else { Err(state.lacks("member")) }
}

/// Forgets by which account a member comes in from the provider, and whoever came in by it is signed out.
pub(crate) async fn unbind_account(
    state: &State,
    signed: &Signed,
    member: &MemberId,
) -> Result<Ended, Problem> {
    for_administrators(signed)?;
    let owner = owner(state, member)?;
    state.access.credentials().unbind(&owner).await?;
    tracing::info!(target: "access", { member.id = %member, by = %signed.actor.member }, "an account of the provider was unbound");
    let ended = access::end_all(&state.access, &owner, signed.session()).await?;
    Ok(Ended { ended })
}

/// The address that people know the desk by; without one, that by which it was asked.
fn address(state: &State, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    state.access.public_address().map_or_else(|| format!("http://{host}"), str::to_owned)
}

/// Oneself, or for an administrator anybody.
fn allowed(signed: &Signed, member: Option<MemberId>) -> Result<MemberId, Problem> {
    match member {
        Some(member) if member != signed.actor.member => for_administrators(signed).map(|()| member),
        Some(_) | None => Ok(signed.actor.member.clone()),
    }
}

fn for_administrators(signed: &Signed) -> Result<(), Problem> {
    if signed.actor.roles.contains(&Role::Administrator) {
        Ok(())
    } else {
        Err(Problem::not_an_administrator())
    }
}

/// A member as they belong to the newsroom now.
pub(crate) fn owner(state: &State, member: &MemberId) -> Result<Owner, Problem> {
    Owner::now(&state.board.read(), member).ok_or_else(|| state.lacks("member"))
}

pub(crate) async fn sessions_of(
    state: &State,
    signed: &Signed,
    owner: &Owner,
) -> Result<Vec<ListedSession>, Problem> {
    let theirs = state.access.sessions().of(owner).await.ok_or_else(reading)?;
    let listed = |(id, session): (String, Session)| {
        let Session { owner: Owner { member, .. }, made, seen, until, agent, way } = session;
        let is_this = signed.session() == Some(&id);
        ListedSession { id, member, agent, way, made, seen, until, is_this }
    };
    Ok(theirs.into_iter().map(listed).collect())
}

/// Ends a session of one's own, or for an administrator anybody's. To end what has ended is no mistake, and that there is a
/// session of another is told to nobody who may not end it: both are told that none has ended.
pub(crate) async fn end(state: &State, signed: &Signed, name: &str) -> Result<Ended, Problem> {
    let session = state.access.sessions().named(name).await?;
    let Some(owner) = session.map(|session| session.owner).filter(|owner| may_end(signed, owner)) else {
        return Ok(Ended { ended: 0 });
    };
    state.access.sessions().end(name).await?;
    tracing::info!(target: "access", { member.id = %owner.member, by = %signed.actor.member }, "a session was ended");
    Ok(Ended { ended: 1 })
}

fn may_end(signed: &Signed, owner: &Owner) -> bool {
    allowed(signed, Some(owner.member.clone())).is_ok()
}

pub(crate) async fn tokens_of(state: &State, owner: &Owner) -> Result<Vec<ListedToken>, Problem> {
    let theirs = state.access.tokens().of(owner).await.ok_or_else(reading)?;
    Ok(theirs.into_iter().map(|(id, token)| listed(id, token)).collect())
}

/// Makes a token.
pub(crate) async fn make(state: &State, signed: &Signed, new: NewToken) -> Result<MadeToken, Problem> {
    let NewToken { name, scopes, days, member } = new;
    let owner = owner(state, &allowed(signed, member)?)?;
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_MOST {
        let detail = "a token needs a name of at most 80 letters, which says what it is for";
        return Err(Problem::lacks(Kind::TokenUnnamed, detail));
    }
    if scopes.is_empty() {
        let detail = "a token needs a scope: read, translate, edit, publish or administer";
        return Err(Problem::lacks(Kind::NoScopeChosen, detail));
    }
    if days == 0 || days > DAYS_MOST {
        let detail = "a token lasts for 1 to 366 days; make another one then";
        return Err(Problem::lacks(Kind::NotDays, detail));
    }
    let now = clock::now();
    let until = now + TimeDelta::days(days.into());
    let token = Token { name, owner, scopes, made: now, until, used: None };
    let made = state.access.tokens().make(state.access.key(), signed.command.id, token).await?;
    let (id, token, shown) = made.ok_or_else(|| Problem::not_found("token: it was revoked"))?;
    tracing::info!(target: "access", { member.id = %token.owner.member, by = %signed.actor.member }, "a token was made");
    Ok(MadeToken { token: shown, listed: listed(id, token) })
}

/// Revokes a token, as a session is ended.
pub(crate) async fn revoke(state: &State, signed: &Signed, name: &str) -> Result<Ended, Problem> {
    let token = state.access.tokens().named(name).await?;
    let Some(owner) = token.map(|token| token.owner).filter(|owner| may_end(signed, owner)) else {
        return Ok(Ended { ended: 0 });
    };
    state.access.tokens().revoke(name).await?;
    tracing::info!(target: "access", { member.id = %owner.member, by = %signed.actor.member }, "a token was revoked");
    Ok(Ended { ended: 1 })
}

fn listed(id: String, token: Token) -> ListedToken {
    let Token { name, owner: Owner { member, .. }, scopes, made, until, used } = token;
    ListedToken { id, name, member, scopes, made, until, used }
}

fn reading() -> Problem {
    Problem::unavailable("the desk is still reading who may come in")
}
