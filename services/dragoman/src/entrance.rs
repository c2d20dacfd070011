//! How people reach the desk, and by what they come in, besides the passwords that the newsroom keeps itself.

use std::{net::IpAddr, path::PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use desk::access::{Claim, Misconfigured, Provider, ProviderSettings, Settings, is_of_this_machine};

#[derive(Args)]
#[command(next_help_heading = "Who comes in")]
pub(crate) struct Entrance {
    /// The address by which people reach the desk, such as <https://desk.example>; with https, cookies are for encrypted
    /// connections alone [default: for `up` where its desk listens, if that is one address; else whatever a request calls the desk]
    #[arg(long, env = "DRAGOMAN_PUBLIC_ADDRESS", value_name = "URL")]
    public_address: Option<String>,
    /// The addresses of proxies of your own before the desk: what they say in X-Forwarded-For is believed; separate several by
    /// commas
    #[arg(long, env = "DRAGOMAN_TRUSTED_PROXIES", value_name = "ADDRESS", value_delimiter = ',')]
    trusted_proxies: Vec<IpAddr>,
    /// A provider of accounts that speaks `OpenID` Connect: its issuer, such as <https://accounts.example>
    #[arg(long, env = "DRAGOMAN_OIDC_ISSUER", value_name = "URL")]
    oidc_issuer: Option<String>,
    /// What the provider knows this newsroom by
    #[arg(long, env = "DRAGOMAN_OIDC_CLIENT_ID", value_name = "ID")]
    oidc_client_id: Option<String>,
    /// The secret that the provider gave with it; others on this computer may see it unless it stands in the environment or in
    /// a file
    #[arg(long, env = "DRAGOMAN_OIDC_CLIENT_SECRET", value_name = "SECRET", hide_env_values = true)]
    oidc_client_secret: Option<String>,
    /// A file that holds the secret
    #[arg(long, env = "DRAGOMAN_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    oidc_client_secret_file: Option<PathBuf>,
    /// What people call the provider: it stands on the button [default: the account of one's organisation, in the reader's language]
    #[arg(long, env = "DRAGOMAN_OIDC_NAME", value_name = "NAME")]
    oidc_name: Option<String>,
    /// By what a member is found
    #[arg(long, env = "DRAGOMAN_OIDC_CLAIM", value_name = "CLAIM", value_enum, default_value = "email")]
    oidc_claim: By,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    /// A verified address that an administrator gave with the invitation
    Email,
    /// The account with which the member followed an invitation, and nothing else
    Sub,
}

impl Entrance {
    /// What the desk is told. What is wrong stops the start, and says which setting it is.
    pub(crate) fn settings(&self, one_click: bool, own_address: Option<String>) -> anyhow::Result<Settings> {
        let given = self.public_address.as_deref().map(tidied).transpose()?;
        let public_address = given.or(own_address);
        let provider = self.provider()?;
        anyhow::ensure!(
            provider.is_none() || public_address.is_some(),
            "a provider (--oidc-issuer, DRAGOMAN_OIDC_ISSUER) sends people back to the desk, which does not know by what address \
             they reach it where it listens on all of its machine's, or runs by itself: give that address too \
             (--public-address, DRAGOMAN_PUBLIC_ADDRESS)"
        );
        let proxies = self.trusted_proxies.iter().map(IpAddr::to_canonical).collect();
        Ok(Settings { one_click, public_address, proxies, provider })
    }

    /// Nothing that is said here leads people on other machines to the desk: where anybody may be whoever they like, they must not
    /// come.
    pub(crate) fn leads_nobody_here(&self) -> anyhow::Result<()> {
        let address = self.public_address.as_deref().map(tidied).transpose()?;
        let told = "while it listens on this machine alone, --demo (DRAGOMAN_DEMO) lets anybody in by one click, and";
        anyhow::ensure!(
            address.as_deref().is_none_or(leads_here),
            "{told} --public-address (DRAGOMAN_PUBLIC_ADDRESS) leads people here from elsewhere: leave one of them out"
        );
        anyhow::ensure!(
            self.trusted_proxies.is_empty(),
            "{told} --trusted-proxies (DRAGOMAN_TRUSTED_PROXIES) bring people here from elsewhere: leave one of them out"
        );
        Ok(())
    }

    fn provider(&self) -> anyhow::Result<Option<Provider>> {
        let Some(issuer) = self.oidc_issuer.as_deref().filter(|issuer| !issuer.is_empty()) else {
            anyhow::ensure!(
                self.oidc_client_id.is_none()
                    && self.oidc_client_secret.is_none()
                    && self.oidc_client_secret_file.is_none(),
                "a provider is described without its issuer: give --oidc-issuer (DRAGOMAN_OIDC_ISSUER) too, or nothing of it"
            );
            return Ok(None);
        };
        let described = ProviderSettings {
            issuer: issuer.to_owned(),
            client_id: self.oidc_client_id.clone().unwrap_or_default(),
            client_secret: self.secret()?,
            name: self.oidc_name.clone().filter(|name| !name.trim().is_empty()),
            claim: match self.oidc_claim {
                By::Email => Claim::Email,
                By::Sub => Claim::Subject,
            },
        };
        let provider = Provider::new(described).map_err(|wrong| {
            let which = match &wrong {
                Misconfigured::Issuer | Misconfigured::NotEncrypted | Misconfigured::Http(_) => {
                    "--oidc-issuer, DRAGOMAN_OIDC_ISSUER"
                }
                Misconfigured::ClientId => "--oidc-client-id, DRAGOMAN_OIDC_CLIENT_ID",
            };
            anyhow::Error::new(wrong).context(format!("the provider ({which}) cannot be used"))
        });
        provider.map(Some)
    }

    fn secret(&self) -> anyhow::Result<Option<String>> {
        let given = self.oidc_client_secret.clone().filter(|secret| !secret.is_empty());
        let Some(file) = &self.oidc_client_secret_file else { return Ok(given) };
        anyhow::ensure!(
            given.is_none(),
            "the provider's secret is given twice: by --oidc-client-secret (DRAGOMAN_OIDC_CLIENT_SECRET) and by a file \
             (DRAGOMAN_OIDC_CLIENT_SECRET_FILE)"
        );
        let which = "the provider's secret (--oidc-client-secret-file, DRAGOMAN_OIDC_CLIENT_SECRET_FILE) cannot be read";
        let secret = std::fs::read_to_string(file).context(which)?.trim().to_owned();
        anyhow::ensure!(!secret.is_empty(), "{which}: {} is empty", file.display());
        Ok(Some(secret))
    }
}

/// Scheme, host and port, and nothing behind them: the desk is at the root of its host.
fn tidied(address: &str) -> anyhow::Result<String> {
    let address = address.trim_end_matches('/');
    let url = reqwest::Url::parse(address).ok().filter(|url| {
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        matches!(url.scheme(), "http" | "https") && is_bare && url.username().is_empty()
    });
    let url = url.with_context(|| {
        format!(
            "`{address}` (--public-address, DRAGOMAN_PUBLIC_ADDRESS) is no address of a desk: give one such as \
             https://desk.example, without a path"
        )
    })?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Whether an address on the web leads whoever follows it to their own machine.
pub(crate) fn leads_here(address: &str) -> bool {
    let behind_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    is_of_this_machine(behind_scheme.split('/').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entrance() -> Entrance {
        Entrance {
            public_address: Some("https://desk.example/".to_owned()),
            trusted_proxies: Vec::new(),
            oidc_issuer: Some("https://accounts.example".to_owned()),
            oidc_client_id: Some("desk".to_owned()),
            oidc_client_secret: Some("secret".to_owned()),
            oidc_client_secret_file: None,
            oidc_name: Some("Accounts".to_owned()),
            oidc_claim: By::Email,
        }
    }

    fn wrong(entrance: Entrance) -> String {
        format!("{:#}", entrance.settings(false, None).unwrap_err())
    }

    #[test]
    fn what_is_wrong_names_its_setting() {
        let settings = entrance().settings(false, None).unwrap();
        assert_eq!(settings.public_address.as_deref(), Some("https://desk.example"));
        for (entrance, named) in [
            (
                Entrance { public_address: Some("desk.example".to_owned()), ..entrance() },
                "DRAGOMAN_PUBLIC_ADDRESS",
            ),
            (
                Entrance { public_address: Some("https://a.example/x".to_owned()), ..entrance() },
                "DRAGOMAN_PUBLIC_ADDRESS",
            ),
            (Entrance { public_address: None, ..entrance() }, "DRAGOMAN_PUBLIC_ADDRESS"),
            (Entrance { oidc_issuer: Some("accounts".to_owned()), ..entrance() }, "DRAGOMAN_OIDC_ISSUER"),
            (
                Entrance { oidc_issuer: Some("http://a.example".to_owned()), ..entrance() },
                "DRAGOMAN_OIDC_ISSUER",
            ),
            (Entrance { oidc_issuer: None, ..entrance() }, "DRAGOMAN_OIDC_ISSUER"),
            (Entrance { oidc_client_id: None, ..entrance() }, "DRAGOMAN_OIDC_CLIENT_ID"),
            (
                Entrance { oidc_client_secret_file: Some("/none".into()), ..entrance() },
                "DRAGOMAN_OIDC_CLIENT_SECRET",
            ),
            (
                Entrance {
                    oidc_client_secret: None,
                    oidc_client_secret_file: Some("/none".into()),
                    ..entrance()
                },
                "DRAGOMAN_OIDC_CLIENT_SECRET_FILE",
            ),
        ] {
            let said = wrong(entrance);
            assert!(said.contains(named) && !said.contains("`secret`"), "{named}: {said}");
        }
    }

    #[test]
    fn one_click_and_a_way_here_from_elsewhere_do_not_go_together() {
        let here = |address: &str| Entrance { public_address: Some(address.to_owned()), ..entrance() };
        for good in ["http://localhost:4280", "http://127.0.0.1:4280/", "https://[::1]:4280"] {
            assert!(here(good).leads_nobody_here().is_ok(), "{good}");
        }
        let own = Entrance { public_address: None, ..entrance() };
        assert!(own.leads_nobody_here().is_ok());
        let behind = Entrance { trusted_proxies: vec!["127.0.0.1".parse().unwrap()], ..own };
        for (elsewhere, named) in [
            (here("https://demo.example"), "DRAGOMAN_PUBLIC_ADDRESS"),
            (here("https://localhost.example"), "DRAGOMAN_PUBLIC_ADDRESS"),
            (here("http://192.0.2.1:4280"), "DRAGOMAN_PUBLIC_ADDRESS"),
            (behind, "DRAGOMAN_TRUSTED_PROXIES"),
        ] {
            let said = elsewhere.leads_nobody_here().unwrap_err().to_string();
            assert!(said.contains(named) && said.contains("--demo"), "{said}");
        }
    }

    #[test]
    fn a_newsroom_without_a_provider_needs_nothing() {
        let none = Entrance {
            public_address: None,
            oidc_issuer: None,
            oidc_client_id: None,
            oidc_client_secret: None,
            ..entrance()
        };
        assert!(none.settings(false, None).unwrap().provider.is_none());
    }
}
