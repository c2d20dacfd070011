//! What has to be said of a provider before anybody is sent there.

use std::sync::Arc;

use openidconnect::{ClientId, ClientSecret, IssuerUrl};

use super::{Provider, http::Http};

/// By what of the provider's statement a member is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Claim {
    /// An address that the provider has verified and an administrator has given for the member; and from then on, as with
    /// `Subject`, the account.
    #[default]
    Email,
    /// The account that was bound to the member when they followed their invitation.
    Subject,
}

/// A provider as it is described by whoever runs the newsroom.
#[derive(Clone, Debug, Default)]
pub struct ProviderSettings {
    pub issuer: String,
    pub client_id: String,
    /// None for a public client, which PKCE alone protects.
    pub client_secret: Option<String>,
    /// What people call it; none where that need not be said.
    pub name: Option<String>,
    pub claim: Claim,
}

/// What is wrong with a description.
#[derive(Debug, thiserror::Error)]
pub enum Misconfigured {
    #[error(
        "the issuer is no address of a provider: give one such as https://accounts.example, without a query"
    )]
    Issuer,
    #[error("the issuer must be reached by https, unless it is on this machine")]
    NotEncrypted,
    #[error("the client id is empty")]
    ClientId,
    #[error("no connection to a provider can be made")]
    Http(#[source] reqwest::Error),
}

/// The same, looked at.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) issuer: IssuerUrl,
    pub(super) client_id: ClientId,
    pub(super) client_secret: Option<ClientSecret>,
    pub(super) name: Option<String>,
    pub(super) claim: Claim,
}

impl Provider {
    /// Looks at the description. The provider itself is asked when somebody goes there: it may be away when the desk starts.
    pub fn new(described: ProviderSettings) -> Result<Self, Misconfigured> {
        let ProviderSettings { issuer, client_id, client_secret, name, claim } = described;
        if client_id.is_empty() {
            return Err(Misconfigured::ClientId);
        }
        let issuer = IssuerUrl::new(issuer).map_err(|_| Misconfigured::Issuer)?;
        let url = issuer.url();
        if url.query().is_some() || url.fragment().is_some() || !url.has_host() {
            return Err(Misconfigured::Issuer);
        }
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        match (url.scheme(), is_here) {
            ("https", _) | ("http", true) => {}
            ("http", false) => return Err(Misconfigured::NotEncrypted),
            _ => return Err(Misconfigured::Issuer),
        }
        let http = Http::new().map_err(Misconfigured::Http)?;
        let settled = Settled {
            issuer,
            client_id: ClientId::new(client_id),
            client_secret: client_secret.map(ClientSecret::new),
            name,
            claim,
        };
        Ok(Self { settings: Arc::new(settled), http, said: Arc::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(issuer: &str) -> ProviderSettings {
        let (issuer, client_id) = (issuer.to_owned(), "desk".to_owned());
        let client_secret = Some("not to be shown".to_owned());
        ProviderSettings { issuer, client_id, client_secret, ..ProviderSettings::default() }
    }

    #[test]
    fn a_provider_is_reached_by_https_or_on_this_machine() {
        for good in ["https://accounts.example", "https://a.example/realms/news", "http://127.0.0.1:8080/x"] {
            assert!(Provider::new(described(good)).is_ok(), "{good}");
        }
        for bad in ["", "accounts.example", "ftp://a.example", "https://a.example?x=1", "mailto:a@b"] {
            assert!(matches!(Provider::new(described(bad)), Err(Misconfigured::Issuer)), "{bad}");
        }
        assert!(matches!(Provider::new(described("http://a.example")), Err(Misconfigured::NotEncrypted)));
        let nameless = ProviderSettings { client_id: String::new(), ..described("https://a.example") };
        assert!(matches!(Provider::new(nameless), Err(Misconfigured::ClientId)));
    }

    #[test]
    fn a_secret_is_shown_to_no_log() {
        let provider = Provider::new(described("https://a.example")).unwrap();
        assert!(!format!("{provider:?}").contains("not to be shown"));
    }
}
