//! Coming in: by a password, an invitation, the provider, a token of the command line, or one click. Each that comes in and each
//! that does not is logged, without secrets.

use contract::MemberId;
use openidconnect::RedirectUrl;
use runtime::clock;

use super::{
    Access, Session,
    attempts::TooMany,
    caller::Caller,
    credentials::Credential,
    hashing::Busy,
    password::{Password, Weakness},
    provider::{Claim, Entry, Identity, NotIdentified, Provider, Returned},
    secret::Secret,
    session::Way,
};
use crate::{problem::Problem, state::State};

/// Why somebody does not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(
        "there is no member of this name with this password; check both, or ask an administrator for an invitation"
    )]
    Wrong,
    #[error("there were too many attempts; wait {seconds} seconds, then try again")]
    TooManyAttempts { seconds: u16 },
    #[error("too many people are signing in at this moment; try again in a few seconds")]
    Busy,
    #[error("{0}")]
    Weak(Weakness),
    #[error("this invitation was used, or is over; ask an administrator for another one")]
    InvitationOver,
    #[error(
        "this newsroom has no member with that account; ask an administrator for an invitation, and come in by it"
    )]
    UnknownAccount,
    #[error("the sign-in was not begun in this browser, or took too long; begin it again here")]
    NotBegunHere,
    #[error("the provider sent you back without an account; sign in there first, or choose another way")]
    NotSent,
    #[error("what the provider says of you cannot be believed; tell whoever runs this newsroom")]
    NotBelieved,
    #[error("the provider does not answer; try again in a moment, or choose another way")]
    ProviderAway,
    #[error("this newsroom has no such way to sign in")]
    NoSuchWay,
    #[error("this token signs in nobody: it is none of the command line's, or has run out")]
    NoToken,
}

/// Somebody who has just come in: what their browser keeps.
pub(crate) struct Entered {
    pub(crate) secret: Secret,
}

/// By name and password. Whether there is such a member is told by nothing: neither by the words nor by the time they take.
pub(crate) async fn by_password(
    state: &State,
    name: &str,
    password: &str,
    caller: &Caller,
) -> Result<Entered, Problem> {
    let access = &state.access;
    let named = name.trim().to_lowercase().parse::<MemberId>().ok();
    let account = named.as_ref().map_or(name.trim(), |member| member.as_str());
    // Asked for also where nobody of this name is a member: the answer takes the same ways.
    let credential = match &named {
        Some(named) => access.credentials().of(named).await?,
        None => Credential::default(),
    };
    let member = named.clone().filter(|member| is_member(state, member));
    let is_known = credential.is_known_from(&caller.network);
    let begun = access.0.attempts.begin(account, &caller.network, is_known, clock::now()).await?;
    let attempt = begun.map_err(|TooMany { seconds }| {
        refused(Refusal::TooManyAttempts { seconds }, Way::Password, member.as_ref(), caller)
    })?;
    let verified = access.0.hashing.verify(Password::typed(password), credential.password).await;
    match (verified, member) {
        (Ok(true), Some(member)) => {
            access.0.attempts.succeeded(attempt).await?;
            enter(state, member, Way::Password, caller).await
        }
        (Ok(_), member) => Err(refused(Refusal::Wrong, Way::Password, member.as_ref(), caller)),
        (Err(Busy), member) => {
            access.0.attempts.abandon(attempt).await?;
            Err(refused(Refusal::Busy, Way::Password, member.as_ref(), caller))
        }
    }
}

/// By an invitation, with the password that is chosen there. Sessions from before end: whoever sets a password anew may have
/// lost it to somebody.
pub(crate) async fn by_invitation(
    state: &State,
    link: &str,
    password: &str,
    caller: &Caller,
) -> Result<Entered, Problem> {
    let access = &state.access;
    let refuse = |refusal, member: Option<&MemberId>| refused(refusal, Way::Invitation, member, caller);
    let invited = access.invitations().find(link, clock::now()).await?;
    let invited = invited.filter(|invitation| is_member(state, &invitation.member));
    let member = invited.ok_or_else(|| refuse(Refusal::InvitationOver, None))?.member;
    let chosen = choose(state, &member, password);
    let chosen = chosen.map_err(|weakness| refuse(Refusal::Weak(weakness), Some(&member)))?;
    let hash = access.0.hashing.hash(chosen).await.map_err(|Busy| refuse(Refusal::Busy, Some(&member)))?;
    // Used up first: of two who follow one link at one time, one sets the password.
    let taken = access.invitations().take(link, clock::now()).await?;
    if taken.as_ref() != Some(&member) {
        return Err(refuse(Refusal::InvitationOver, Some(&member)));
    }
    access.credentials().set_password(&member, hash, clock::now()).await?;
    end_all(access, &member, None).await?;
    enter(state, member, Way::Invitation, caller).await
}

/// Another password, for whoever knows the one they have. Their other sessions end, and this browser gets a new secret.
pub(crate) async fn change_password(
    state: &State,
    member: &MemberId,
    (old, new): (&str, &str),
    caller: &Caller,
) -> Result<Entered, Problem> {
    let access = &state.access;
    let refuse = |refusal| refused(refusal, Way::Password, Some(member), caller);
    let credential = access.credentials().of(member).await?;
    let is_known = credential.is_known_from(&caller.network);
    let begun = access.0.attempts.begin(member.as_str(), &caller.network, is_known, clock::now()).await?;
    let attempt = begun.map_err(|TooMany { seconds }| refuse(Refusal::TooManyAttempts { seconds }))?;
    let verified = access.0.hashing.verify(Password::typed(old), credential.password).await;
    match verified {
        Ok(true) => access.0.attempts.succeeded(attempt).await?,
        Ok(false) => return Err(refuse(Refusal::Wrong)),
        Err(Busy) => {
            access.0.attempts.abandon(attempt).await?;
            return Err(refuse(Refusal::Busy));
        }
    }
    let chosen = choose(state, member, new).map_err(|weakness| refuse(Refusal::Weak(weakness)))?;
    let hash = access.0.hashing.hash(chosen).await.map_err(|Busy| refuse(Refusal::Busy))?;
    access.credentials().set_password(member, hash, clock::now()).await?;
    tracing::info!(target: "access", { member.id = %member, address.network = %caller.network }, "a password was changed");
    end_all(access, member, None).await?;
    enter(state, member.clone(), Way::Password, caller).await
}

/// By choosing a name, where that is how it is, and in a browser that calls this machine by its own name.
pub(crate) async fn by_one_click(
    state: &State,
    member: &str,
    is_here: bool,
    caller: &Caller,
) -> Result<Entered, Problem> {
    let member = member.parse().ok().filter(|member| is_member(state, member));
    match member {
        Some(member) if state.access.one_click() && is_here => {
            enter(state, member, Way::OneClick, caller).await
        }
        member => Err(refused(Refusal::NoSuchWay, Way::OneClick, member.as_ref(), caller)),
    }
}

/// By a token that the command line has signed with the newsroom's key.
pub(crate) async fn by_key(state: &State, token: &str, caller: &Caller) -> Result<Entered, Problem> {
    let member = state.access.key().member(token.trim(), clock::now());
    match member.filter(|member| is_member(state, member)) {
        Some(member) => enter(state, member, Way::Key, caller).await,
        None => Err(refused(Refusal::NoToken, Way::Key, None, caller)),
    }
}

/// Begins the way to the provider: where to send the browser, and what it has to keep.
pub(crate) async fn to_provider(
    state: &State,
    next: &str,
    invitation: Option<&str>,
    caller: &Caller,
) -> Result<(String, Secret), Problem> {
    let (provider, redirect) = provider(state, caller)?;
    let begun = provider.begin(&state.access.0.entries, &redirect, next, invitation).await;
    begun.map_err(|why| not_identified(why, caller))
}

/// Comes in by what the provider states; gives also where the way leads.
pub(crate) async fn by_provider(
    state: &State,
    returned: Returned,
    kept: Option<&str>,
    caller: &Caller,
) -> Result<(Entered, String), Problem> {
    let (provider, redirect) = provider(state, caller)?;
    let identified = provider.identify(&state.access.0.entries, &redirect, returned, kept).await;
    let (identity, entry) = identified.map_err(|why| not_identified(why, caller))?;
    let found = whose(state, provider.claim(), &identity, &entry).await?;
    let Some(member) = found.filter(|member| is_member(state, member)) else {
        return Err(refused(Refusal::UnknownAccount, Way::Provider, None, caller));
    };
    let entered = enter(state, member, Way::Provider, caller).await?;
    Ok((entered, entry.next))
}

/// Whose account it is: of the member that it is bound to, or that is invited, or that has its address. The latter two bind it.
async fn whose(
    state: &State,
    claim: Claim,
    identity: &Identity,
    entry: &Entry,
) -> Result<Option<MemberId>, Problem> {
    let (access, reading) =
        (&state.access, || Problem::unavailable("the desk is still reading who may come in"));
    let credentials = access.credentials();
    let bound = credentials.with_account(&identity.account).await.ok_or_else(reading)?;
    if let Some(link) = entry.invitation.as_ref().filter(|_| bound.is_none()) {
        let Some(member) = access.invitations().take(link, clock::now()).await? else { return Ok(None) };
        credentials.bind(&member, &identity.account).await?;
        tracing::info!(target: "access", { member.id = %member }, "an account of the provider was bound by an invitation");
        return Ok(Some(member));
    }
    if bound.is_some() {
        return Ok(bound);
    }
    let (Claim::Email, Some(email)) = (claim, &identity.email) else { return Ok(None) };
    let Some(member) = credentials.with_email(email).await.ok_or_else(reading)? else { return Ok(None) };
    // An address can go to another person one day; an account cannot.
    if credentials.of(&member).await?.account.is_some() {
        return Ok(None);
    }
    credentials.bind(&member, &identity.account).await?;
    tracing::info!(target: "access", { member.id = %member }, "an account of the provider was bound by its address");
    Ok(Some(member))
}

/// Ends every session of a member but one.
pub(crate) async fn end_all(access: &Access, member: &MemberId, but: Option<&str>) -> Result<usize, Problem> {
    let theirs = access.sessions().of(member).await;
    let theirs: Vec<(String, Session)> = theirs
        .ok_or_else(|| Problem::unavailable("the desk is still reading who is signed in"))?
        .into_iter()
        .filter(|(name, _)| Some(name.as_str()) != but)
        .collect();
    for (name, _) in &theirs {
        access.sessions().end(name).await?;
    }
    tracing::info!(target: "access", { member.id = %member, sessions = theirs.len() }, "sessions were ended");
    Ok(theirs.len())
}

async fn enter(state: &State, member: MemberId, way: Way, caller: &Caller) -> Result<Entered, Problem> {
    let access = &state.access;
    let secret = access.sessions().begin(&member, way, caller, clock::now()).await?;
    if matches!(way, Way::Password | Way::Invitation | Way::Provider) {
        access.credentials().seen_from(&member, &caller.network).await?;
    }
    let way = way.name();
    tracing::info!(target: "access", { member.id = %member, way, address.network = %caller.network }, "signed in");
    Ok(Entered { secret })
}

fn choose(state: &State, member: &MemberId, password: &str) -> Result<Password, Weakness> {
    let name = state.board.read().members.get(member).map(|row| row.membership.name.clone());
    Password::choose(password, &[member.as_str(), name.as_deref().unwrap_or_default()])
}

fn is_member(state: &State, member: &MemberId) -> bool {
    state.board.read().members.contains_key(member)
}

fn provider<'a>(state: &'a State, caller: &Caller) -> Result<(&'a Provider, RedirectUrl), Problem> {
    let none = || refused(Refusal::NoSuchWay, Way::Provider, None, caller);
    let (provider, address) = state.access.provider().zip(state.access.public_address()).ok_or_else(none)?;
    let redirect = RedirectUrl::new(format!("{address}/sign-in/provider/return"));
    Ok((provider, redirect.map_err(|_| none())?))
}

fn not_identified(why: NotIdentified, caller: &Caller) -> Problem {
    let refusal = match &why {
        NotIdentified::NotBegunHere => Refusal::NotBegunHere,
        NotIdentified::Denied { .. } => Refusal::NotSent,
        NotIdentified::NotGenuine { .. } => Refusal::NotBelieved,
        NotIdentified::Away { .. } => Refusal::ProviderAway,
        NotIdentified::Fault(_) => {
            tracing::warn!(cause = %runtime::commands::chain(&why), "nobody can sign in by the provider");
            return Problem::unavailable("the newsroom's server does not answer");
        }
    };
    let (way, network) = (Way::Provider.name(), &caller.network);
    // Others have written some of it: spelled out so that it can begin no line of its own.
    let why = why.to_string();
    tracing::warn!(target: "access", { way, address.network = %network, why = ?why }, "a sign-in was refused");
    refusal.into()
}

fn refused(refusal: Refusal, way: Way, member: Option<&MemberId>, caller: &Caller) -> Problem {
    let member = member.map(tracing::field::display);
    let why = refusal.name();
    tracing::warn!(target: "access", { member.id = member, way = way.name(), address.network = %caller.network, why }, "a sign-in was refused");
    refusal.into()
}
