//! A provider of accounts, by `OpenID` Connect Core 1.0: the authorization code flow with PKCE, state and nonce.
//!
//! A browser is sent there with what only it and this newsroom know, and comes back with a code, for which the provider gives a
//! signed statement of who that is. Which member it is, is decided in `entering.rs`.

mod http;
mod settings;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use journal::{Bucket, Fault, Purpose};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, TokenResponse,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
        CoreProviderMetadata,
    },
};
use runtime::clock;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{credentials::Account, secret::Secret};

use http::Http;
use settings::Settled;
pub use settings::{Claim, Misconfigured, ProviderSettings};

/// How long somebody may take at the provider.
const RETURNED_WITHIN: Duration = Duration::from_mins(10);

pub(super) const ENTRIES: Purpose = Purpose {
    name: "ENTRIES",
    description: "ways to the provider of accounts that have begun, by the SHA-256 of their states",
    kept_for: Some(RETURNED_WITHIN),
};

/// How long it is believed what the provider says of itself. A key that is not known is asked for earlier.
const BELIEVED_FOR: Duration = Duration::from_hours(1);

/// So long whoever comes is told that the provider gave no answer, and it is not asked again: they do not wait one by one.
const SILENT_FOR: Duration = Duration::from_secs(5);

/// So far apart may the clocks of newsroom and provider be.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(1);

/// Signatures with keys that the provider alone has. The one that both sides share a key for is not among them.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// One that is ready to send people to the provider and to ask for what it states.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Cheap to clone; all clones share what is known of the provider.
#[derive(Clone, Debug)]
pub struct Provider {
    settings: Arc<Settled>,
    http: Http,
    said: Arc<Mutex<Option<Heard>>>,
}

/// What the provider said of itself, or why it said nothing, and when.
#[derive(Debug)]
struct Heard {
    at: Instant,
    answer: Result<Arc<CoreProviderMetadata>, String>,
}

impl Heard {
    fn is_believed(&self, believed_for: Duration) -> bool {
        self.at.elapsed() < if self.answer.is_ok() { believed_for } else { SILENT_FOR }
    }
}

/// A way that has begun: what the statement must answer to, and where it leads.
#[derive(Serialize, Deserialize)]
pub(crate) struct Entry {
    nonce: String,
    verifier: String,
    pub(crate) next: String,
    /// The invitation that the account is to be bound by, by what its link is kept as.
    pub(crate) invitation: Option<String>,
}

/// What the browser brings back.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Returned {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    /// Why the provider sends somebody back without a code.
    error: Option<String>,
    /// The issuer (RFC 9207), where the provider gives it.
    iss: Option<String>,
}

/// Who somebody is to the provider.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) account: Account,
    /// Only one that the provider has verified.
    pub(crate) email: Option<String>,
}

/// Why nobody comes in by the provider. What is wrong with a statement is for the log.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotIdentified {
    #[error("the way was not begun in this browser, or is over")]
    NotBegunHere,
    #[error("the provider sends no one: {error}")]
    Denied { error: String },
    #[error("the provider's statement is not to be believed: {why}")]
    NotGenuine { why: String },
    #[error("the provider does not answer: {why}")]
    Away { why: String },
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Provider {
    /// What the button says, where the provider has a name.
    pub(crate) fn name(&self) -> Option<&str> {
        self.settings.name.as_deref()
    }

    pub(crate) fn claim(&self) -> Claim {
        self.settings.claim
    }

    /// Begins a way there: the address to send the browser to, and the state that it must bring back.
    pub(super) async fn begin(
        &self,
        entries: &Bucket,
        redirect: &RedirectUrl,
        next: &str,
        invitation: Option<String>,
    ) -> Result<(String, Secret), NotIdentified> {
        let metadata = self.metadata(BELIEVED_FOR).await?;
        let [state, nonce, verifier] = [(); 3].map(|()| Secret::drawn());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.text()));
        let client = self.client(&metadata, redirect);
        let (state_text, nonce_text) = (state.text(), nonce.text());
        let (address, ..) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state_text),
                move || Nonce::new(nonce_text),
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let entry =
            Entry { nonce: nonce.text(), verifier: verifier.text(), next: next.to_owned(), invitation };
        let entry = serde_json::to_vec(&entry).expect("an entry is strings");
        entries.put(&state.kept_as(), entry).await?;
        Ok((address.to_string(), state))
    }

    /// Who came back. The browser must have kept the state since it was sent there; a state leads in once.
    pub(super) async fn identify(
        &self,
        entries: &Bucket,
        redirect: &RedirectUrl,
        returned: Returned,
        kept: Option<&str>,
    ) -> Result<(Identity, Entry), NotIdentified> {
        let state = Secret::read(&returned.state).filter(|_| kept == Some(returned.state.as_str()));
        let key = state.ok_or(NotIdentified::NotBegunHere)?.kept_as();
        let held = entries.get(&key).await?.ok_or(NotIdentified::NotBegunHere)?;
        if !entries.take(&key, held.revision).await? {
            return Err(NotIdentified::NotBegunHere);
        }
        let entry: Entry = serde_json::from_slice(&held.bytes).map_err(|_| NotIdentified::NotBegunHere)?;
        if let Some(error) = returned.error {
            // Anybody could have written it: only its beginning is repeated.
            return Err(NotIdentified::Denied { error: error.chars().take(80).collect() });
        }
        if returned.iss.is_some_and(|issuer| issuer != self.settings.issuer.as_str()) {
            return Err(NotIdentified::NotGenuine { why: "another issuer answers".to_owned() });
        }
        let identity = self.exchange(redirect, &returned.code, &entry).await?;
        Ok((identity, entry))
    }

    /// Gives the code for the statement.
    async fn exchange(
        &self,
        redirect: &RedirectUrl,
        code: &str,
        entry: &Entry,
    ) -> Result<Identity, NotIdentified> {
        let metadata = self.metadata(BELIEVED_FOR).await?;
        let client = self.client(&metadata, redirect);
        let exchange = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| not_genuine("the provider names no token endpoint"))?;
        let exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(entry.verifier.clone()));
        let answer = exchange.request_async(&self.http).await.map_err(|error| {
            let why = chain(&error);
            match error {
                RequestTokenError::Request(_) => NotIdentified::Away { why },
                RequestTokenError::ServerResponse(_)
                | RequestTokenError::Parse(..)
                | RequestTokenError::Other(_) => not_genuine(why),
            }
        })?;
        let statement = answer.id_token().ok_or_else(|| not_genuine("there is no ID token"))?;
        let nonce = Nonce::new(entry.nonce.clone());
        match statement.claims(&verifier(&client), &nonce) {
            Ok(claims) => Ok(identity(claims)),
            // The provider may have taken new keys since it was asked.
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                let metadata = self.metadata(Duration::ZERO).await?;
                let client = self.client(&metadata, redirect);
                let claims = statement.claims(&verifier(&client), &nonce);
                claims.map(identity).map_err(|error| not_genuine(chain(&error)))
            }
            Err(error) => Err(not_genuine(chain(&error))),
        }
    }

    /// What the provider says of itself and its keys, asked for again when that is older than this. One asks for all who wait.
    async fn metadata(&self, believed_for: Duration) -> Result<Arc<CoreProviderMetadata>, NotIdentified> {
        let mut said = self.said.lock().await;
        let heard = match said.take().filter(|heard| heard.is_believed(believed_for)) {
            Some(heard) => heard,
            None => self.discover().await,
        };
        let answer = said.insert(heard).answer.clone();
        answer.map_err(|why| NotIdentified::Away { why })
    }

    async fn discover(&self) -> Heard {
        let discovered = CoreProviderMetadata::discover_async(self.settings.issuer.clone(), &self.http).await;
        Heard { answer: discovered.map(Arc::new).map_err(|error| chain(&error)), at: Instant::now() }
    }

    fn client(&self, metadata: &CoreProviderMetadata, redirect: &RedirectUrl) -> Client {
        let Settled { client_id, client_secret, .. } = self.settings.as_ref();
        CoreClient::from_provider_metadata(metadata.clone(), client_id.clone(), client_secret.clone())
            .set_redirect_uri(redirect.clone())
    }
}

/// Issuer, audience, nonce, signature and times are looked at, with a little patience for clocks.
fn verifier(client: &Client) -> CoreIdTokenVerifier<'_> {
    let not_from_the_future = |issued| {
        if issued <= clock::now() + CLOCKS_APART { Ok(()) } else { Err("issued in the future".to_owned()) }
    };
    client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(|| clock::now() - CLOCKS_APART)
        .set_issue_time_verifier_fn(not_from_the_future)
}

fn identity(claims: &CoreIdTokenClaims) -> Identity {
    let account = Account { issuer: claims.issuer().to_string(), subject: claims.subject().to_string() };
    let is_verified = claims.email_verified() == Some(true);
    let email = claims.email().filter(|_| is_verified).map(|email| email.to_string());
    Identity { account, email }
}

fn not_genuine(why: impl Into<String>) -> NotIdentified {
    NotIdentified::NotGenuine { why: why.into() }
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    runtime::commands::chain(error)
}
