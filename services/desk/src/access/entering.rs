//! Coming in: by a password, an invitation, the provider, a token of the command line, or one click. Each that comes in and each
//! that does not is logged, without secrets.

use contract::MemberId;
use openidconnect::RedirectUrl;
use runtime::clock;

use super::{
    Invitation,
    attempts::TooMany,
    caller::Caller,
    credentials::Credential,
    ending::end_all,
    hashing::Busy,
    owner::Owner,
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
    #[error(
        "this is not your present password, and nothing was changed; type it again, or ask an administrator for an invitation"
    )]
    NotThePassword,
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
    // The server is asked whoever is named, also where nobody of this name is a member: the answer takes the same ways.
    let there = match &named {
        Some(named) => access.credentials().fetch(named).await?,
        None => Credential::default(),
    };
    let owner = named.as_ref().and_then(|named| owner(state, named));
    let credential = owner.as_ref().map(|owner| there.held_by(owner)).unwrap_or_default();
    let member = owner.as_ref().map(|owner| &owner.member);
    let is_known = credential.is_known_from(&caller.network);
    let begun = access.0.attempts.begin(account, &caller.network, is_known, clock::now()).await?;
    let attempt = begun.map_err(|TooMany { seconds }| {
        refused(Refusal::TooManyAttempts { seconds }, Way::Password, member, caller)
    })?;
    let verified = access.0.hashing.verify(Password::typed(password), credential.password.clone()).await;
    match (verified, &owner) {
        (Ok(true), Some(owner)) => {
            access.0.attempts.succeeded(attempt).await?;
            let is_still_the_password = |now: &Credential| now.password == credential.password;
            let entered = enter(state, owner, Way::Password, caller, is_still_the_password).await?;
            entered.ok_or_else(|| refused(Refusal::Wrong, Way::Password, member, caller))
        }
        (Ok(_), _) => Err(refused(Refusal::Wrong, Way::Password, member, caller)),
        (Err(Busy), _) => {
            access.0.attempts.abandon(attempt).await?;
            Err(refused(Refusal::Busy, Way::Password, member, caller))
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
    let invited = invited.filter(|(_, invitation)| belongs(state, &invitation.owner));
    let (key, Invitation { owner, .. }) = invited.ok_or_else(|| refuse(Refusal::InvitationOver, None))?;
    let member = Some(&owner.member);
    let chosen = choose(state, &owner.member, password);
    let chosen = chosen.map_err(|weakness| refuse(Refusal::Weak(weakness), member))?;
    let hash = access.0.hashing.hash(chosen).await.map_err(|Busy| refuse(Refusal::Busy, member))?;
    // Used up first: of two who follow one link at one time, one sets the password.
    let taken = access.invitations().take(&key, clock::now()).await?;
    let over = || refuse(Refusal::InvitationOver, member);
    if taken.as_ref() != Some(&owner)
        || !access.credentials().set_password(&owner, hash.clone(), clock::now()).await?
    {
        return Err(over());
    }
    end_all(access, &owner, None).await?;
    let is_still_the_password = |now: &Credential| now.password.as_ref() == Some(&hash);
    enter(state, &owner, Way::Invitation, caller, is_still_the_password).await?.ok_or_else(over)
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
    let owner = owner(state, member).ok_or_else(Problem::not_signed_in)?;
    let credential = access.credentials().fetch(member).await?.held_by(&owner);
    let is_known = credential.is_known_from(&caller.network);
    let begun = access.0.attempts.begin(member.as_str(), &caller.network, is_known, clock::now()).await?;
    let attempt = begun.map_err(|TooMany { seconds }| refuse(Refusal::TooManyAttempts { seconds }))?;
    let verified = access.0.hashing.verify(Password::typed(old), credential.password.clone()).await;
    let old = match (verified, credential.password) {
        (Ok(true), Some(old)) => old,
        (Ok(_), _) => return Err(refuse(Refusal::NotThePassword)),
        (Err(Busy), _) => {
            access.0.attempts.abandon(attempt).await?;
            return Err(refuse(Refusal::Busy));
        }
    };
    access.0.attempts.succeeded(attempt).await?;
    let chosen = choose(state, member, new).map_err(|weakness| refuse(Refusal::Weak(weakness)))?;
    let hash = access.0.hashing.hash(chosen).await.map_err(|Busy| refuse(Refusal::Busy))?;
    // In place of the one that was verified: whoever knows an old password does not overwrite what was set meanwhile.
    if !access.credentials().change_password(&owner, (&old, hash.clone()), clock::now()).await? {
        return Err(refuse(Refusal::NotThePassword));
    }
    tracing::info!(target: "access", { member.id = %member, address.network = %caller.network }, "a password was changed");
    end_all(access, &owner, None).await?;
    let is_still_the_password = |now: &Credential| now.password.as_ref() == Some(&hash);
    let entered = enter(state, &owner, Way::Password, caller, is_still_the_password).await?;
    entered.ok_or_else(|| refuse(Refusal::NotThePassword))
}

/// By choosing a name, where that is how it is, and in a browser that calls this machine by its own name.
pub(crate) async fn by_one_click(
    state: &State,
    member: &str,
    is_here: bool,
    caller: &Caller,
) -> Result<Entered, Problem> {
    let owner = member.parse().ok().and_then(|member| owner(state, &member));
    match &owner {
        Some(owner) if state.access.one_click() && is_here => {
            begin(state, owner, Way::OneClick, caller).await
        }
        Some(Owner { member, .. }) => Err(refused(Refusal::NoSuchWay, Way::OneClick, Some(member), caller)),
        None => Err(refused(Refusal::NoSuchWay, Way::OneClick, None, caller)),
    }
}

/// By a token that the command line has signed with the newsroom's key.
pub(crate) async fn by_key(state: &State, token: &str, caller: &Caller) -> Result<Entered, Problem> {
    let member = state.access.key().member(token.trim(), clock::now());
    match member.and_then(|member| owner(state, &member)) {
        Some(owner) => begin(state, &owner, Way::Key, caller).await,
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
    let invitation = invitation.and_then(Secret::read).map(|link| link.kept_as());
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
    let unknown = || refused(Refusal::UnknownAccount, Way::Provider, None, caller);
    let found = whose(state, provider.claim(), &identity, &entry).await?;
    let owner = found.filter(|owner| belongs(state, owner)).ok_or_else(unknown)?;
    let is_still_bound = |now: &Credential| now.account.as_ref() == Some(&identity.account);
    let entered = enter(state, &owner, Way::Provider, caller, is_still_bound).await?;
    Ok((entered.ok_or_else(unknown)?, entry.next))
}

/// Whose account it is: of the member that it is bound to, or that is invited, or that has its address. The latter two bind it.
async fn whose(
    state: &State,
    claim: Claim,
    identity: &Identity,
    entry: &Entry,
) -> Result<Option<Owner>, Problem> {
    let (access, reading) =
        (&state.access, || Problem::unavailable("the desk is still reading who may come in"));
    let (credentials, belongs) = (access.credentials(), |owner: &Owner| belongs(state, owner));
    let bound = credentials.with_account(&identity.account, belongs).await.ok_or_else(reading)?;
    if let Some(invitation) = entry.invitation.as_ref().filter(|_| bound.is_none()) {
        let taken = access.invitations().take(invitation, clock::now()).await?;
        let Some(owner) = taken.filter(belongs) else { return Ok(None) };
        credentials.bind(&owner, &identity.account).await?;
        let member = &owner.member;
        tracing::info!(target: "access", { member.id = %member }, "an account of the provider was bound by an invitation");
        return Ok(Some(owner));
    }
    if bound.is_some() {
        return Ok(bound);
    }
    let (Claim::Email, Some(email)) = (claim, &identity.email) else { return Ok(None) };
    let with = credentials.with_email(email, belongs).await.ok_or_else(reading)?;
    // What two claim is nobody's.
    let [owner] = with.as_slice() else { return Ok(None) };
    if !credentials.bind_by_address(owner, email, &identity.account).await? {
        return Ok(None);
    }
    let member = &owner.member;
    tracing::info!(target: "access", { member.id = %member }, "an account of the provider was bound by its address");
    Ok(Some(owner.clone()))
}

/// Begins a session, and looks again at what it rests on, once it stands. Whoever changes that ends the sessions that stand
/// afterwards; so this one is ended by them or here, and then there is none.
async fn enter(
    state: &State,
    owner: &Owner,
    way: Way,
    caller: &Caller,
    rests_on: impl Fn(&Credential) -> bool,
) -> Result<Option<Entered>, Problem> {
    let access = &state.access;
    let entered = begin(state, owner, way, caller).await?;
    let credential = access.credentials().fetch(&owner.member).await?.held_by(owner);
    if !rests_on(&credential) {
        access.sessions().end(&entered.secret.kept_as()).await?;
        return Ok(None);
    }
    access.credentials().seen_from(owner, &caller.network).await?;
    Ok(Some(entered))
}

async fn begin(state: &State, owner: &Owner, way: Way, caller: &Caller) -> Result<Entered, Problem> {
    let secret = state.access.sessions().begin(owner, way, caller, clock::now()).await?;
    let (member, way) = (&owner.member, way.name());
    tracing::info!(target: "access", { member.id = %member, way, address.network = %caller.network }, "signed in");
    Ok(Entered { secret })
}

fn choose(state: &State, member: &MemberId, password: &str) -> Result<Password, Weakness> {
    let name = state.board.read().members.get(member).map(|row| row.membership.name.clone());
    Password::choose(password, &[member.as_str(), name.as_deref().unwrap_or_default()])
}

fn owner(state: &State, member: &MemberId) -> Option<Owner> {
    Owner::now(&state.board.read(), member)
}

fn belongs(state: &State, owner: &Owner) -> bool {
    owner.belongs(&state.board.read())
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
