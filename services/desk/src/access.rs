//! Who comes in, and by what: sessions of browsers, passwords, a provider of accounts, invitations, and tokens of programs.
//!
//! None of it is a fact of the newsroom: it stands in buckets beside the log, which each desk keeps in memory. So whoever asks is
//! recognised without a way to the server, and what is revoked at one desk is refused at all of them.

mod agent;
mod attempts;
mod caller;
mod cookie;
mod credentials;
mod ending;
mod entering;
mod hashing;
mod invitation;
mod key;
mod owner;
mod password;
mod provider;
mod scope;
mod secret;
mod session;
mod shelf;
mod token;
pub(crate) mod turned_away;

use std::{net::IpAddr, sync::Arc};

use journal::{Fault, Log};
use runtime::Tasks;

use attempts::Attempts;
use cookie::Cookie;
use credentials::Credentials;
use hashing::Hashing;
use invitation::Invitations;
use session::Sessions;
use shelf::{Kept, Shelf};
use token::MachineTokens;

pub use agent::Agent;
pub use caller::is_of_this_machine;
pub(crate) use caller::{Caller, address, is_on_this_machine};
pub(crate) use cookie::kept;
pub(crate) use credentials::{Credential, WayIn};
pub(crate) use ending::{end_all, forget};
pub(crate) use entering::{
    Entered, Refusal, by_invitation, by_key, by_one_click, by_password, by_provider, change_password,
    to_provider,
};
pub(crate) use invitation::{Invitation, LASTS as INVITED_FOR};
pub use key::Key;
pub(crate) use owner::Owner;
pub(crate) use password::{CHARACTERS_LEAST, CHARACTERS_MOST, Weakness};
pub(crate) use provider::Returned;
pub use provider::{Claim, Misconfigured, Provider, ProviderSettings};
pub(crate) use scope::{Needs, scopes};
pub use scope::{NoScope, Scope, Scopes};
pub(crate) use secret::Secret;
pub use session::Way;
pub(crate) use session::{LASTS as SIGNED_IN_FOR, Session};
pub(crate) use shelf::Known;
pub(crate) use token::{DAYS_MOST, NAME_MOST, Token};

/// How people reach the desk, and by what they may come in.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether anybody may sign in as any member: for a demonstration on one's own machine.
    pub one_click: bool,
    /// The address that people know the desk by, such as `https://desk.example`. Where it is https, cookies are for encrypted
    /// connections alone.
    pub public_address: Option<String>,
    /// Proxies of our own, which say for whom they ask.
    pub proxies: Vec<IpAddr>,
    /// Where members have accounts, if they do.
    pub provider: Option<Provider>,
}

/// Cheap to clone; all clones share what is known of who may come in.
#[derive(Clone)]
pub(crate) struct Access(Arc<Rooms>);

struct Rooms {
    key: Key,
    one_click: bool,
    public_address: Option<String>,
    proxies: Vec<IpAddr>,
    provider: Option<Provider>,
    cookie: Cookie,
    entry_cookie: Cookie,
    hashing: Hashing,
    sessions: Sessions,
    credentials: Credentials,
    invitations: Invitations,
    tokens: MachineTokens,
    attempts: Attempts,
    entries: journal::Bucket,
}

impl Access {
    /// Opens the buckets, and keeps this desk's memory of them current for as long as it runs.
    pub(crate) async fn open(
        log: &Log,
        key: Key,
        settings: Settings,
        tasks: &mut Tasks,
    ) -> Result<Self, Fault> {
        let Settings { one_click, public_address, proxies, provider } = settings;
        let is_secure = public_address.as_ref().is_some_and(|address| address.starts_with("https://"));
        let rooms = Rooms {
            cookie: Cookie::new(&key, "", is_secure),
            entry_cookie: Cookie::new(&key, "-entry", is_secure),
            key,
            one_click,
            public_address,
            proxies,
            provider,
            hashing: Hashing::new(),
            sessions: Sessions::new(shelf(log, session::PURPOSE, tasks).await?, one_click),
            credentials: Credentials(shelf(log, credentials::PURPOSE, tasks).await?),
            invitations: Invitations(shelf(log, invitation::PURPOSE, tasks).await?),
            tokens: MachineTokens(shelf(log, token::PURPOSE, tasks).await?),
            attempts: Attempts { bucket: log.bucket(attempts::PURPOSE).await? },
            entries: log.bucket(provider::ENTRIES).await?,
        };
        Ok(Self(Arc::new(rooms)))
    }

    pub(crate) fn key(&self) -> &Key {
        &self.0.key
    }

    pub(crate) fn one_click(&self) -> bool {
        self.0.one_click
    }

    pub(crate) fn public_address(&self) -> Option<&str> {
        self.0.public_address.as_deref()
    }

    fn proxies(&self) -> &[IpAddr] {
        &self.0.proxies
    }

    pub(crate) fn cookie(&self) -> &Cookie {
        &self.0.cookie
    }

    /// Of the way to the provider and back.
    pub(crate) fn entry_cookie(&self) -> &Cookie {
        &self.0.entry_cookie
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    pub(crate) fn invitations(&self) -> &Invitations {
        &self.0.invitations
    }

    pub(crate) fn tokens(&self) -> &MachineTokens {
        &self.0.tokens
    }

    pub(crate) fn provider(&self) -> Option<&Provider> {
        self.0.provider.as_ref()
    }
}

async fn shelf<T: Kept>(log: &Log, purpose: journal::Purpose, tasks: &mut Tasks) -> Result<Shelf<T>, Fault> {
    let shelf = Shelf::new(log.bucket(purpose).await?);
    let kept = shelf.clone().keep_current();
    tasks.spawn_until_shutdown(purpose.name, async move { match kept.await {} });
    Ok(shelf)
}

/// Whether any member has a password or an account by which they come in.
pub async fn somebody_can_sign_in(log: &Log) -> Result<bool, Fault> {
    let all = log.bucket(credentials::PURPOSE).await?.all().await?;
    let has_a_way = |credential: Credential| {
        credential.password.is_some() || credential.account.is_some() || credential.email.is_some()
    };
    Ok(all.iter().any(|(_, held)| serde_json::from_slice(&held.bytes).is_ok_and(has_a_way)))
}
