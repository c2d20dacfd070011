//! What holds for all of the newsroom's work.

use std::{num::NonZeroU32, str::FromStr};

use clap::Subcommand;
use contract::newsroom::Settings;

use super::{failure::Failure, session::Session, words::counted};

#[derive(Subcommand)]
pub(crate) enum Newsroom {
    /// Show what holds
    Show,
    /// Change what holds; what is not named stays as it is
    Set {
        /// How long a claim lasts where nobody asks for another time
        #[arg(long, value_name = "MINUTES", value_parser = super::given::number::<u32>)]
        lease: Option<u32>,
        /// How many pieces a translator can have claimed at once; `any` for as many as they like
        #[arg(long, value_name = "COUNT|any")]
        claims: Option<Most>,
        /// How long before its deadline a piece counts as due soon
        #[arg(long, value_name = "MINUTES", value_parser = super::given::number::<u32>)]
        warning: Option<u32>,
    },
}

/// How many at most, or any number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Most(Option<NonZeroU32>);

impl FromStr for Most {
    type Err = &'static str;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        if given == "any" {
            return Ok(Self(None));
        }
        given.parse().map(|most| Self(Some(most))).map_err(|_| "give a number, 1 or more, or `any`")
    }
}

pub(super) async fn run(session: &Session, newsroom: Newsroom) -> Result<(), Failure> {
    let answer = session.desk.get("/api/newsroom").await?;
    match newsroom {
        Newsroom::Show => session.print(&answer, |settings| words(&settings)),
        Newsroom::Set { lease, claims, warning } => {
            let now: Settings = answer.read()?;
            let wanted = Settings {
                lease_minutes: lease.unwrap_or(now.lease_minutes),
                claims_most: claims.map_or(now.claims_most, |most| most.0.map(NonZeroU32::get)),
                warning_minutes: warning.unwrap_or(now.warning_minutes),
            };
            let answer = session.desk.put("/api/newsroom", &wanted).await?;
            session.print(&answer, |settings| words(&settings))
        }
    }
}

fn words(settings: &Settings) -> String {
    let most = match settings.claims_most {
        Some(most) => format!("a translator can have {most} at once"),
        None => "a translator can have any number at once".to_owned(),
    };
    format!(
        "A claim lasts {}; {most}. A piece is due soon {} before its deadline.",
        counted(settings.lease_minutes, "minute"),
        counted(settings.warning_minutes, "minute")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_at_most_is_a_number_or_any() {
        assert_eq!("any".parse(), Ok(Most(None)));
        assert_eq!("3".parse(), Ok(Most(NonZeroU32::new(3))));
        assert!("0".parse::<Most>().is_err());
    }

    #[test]
    fn settings_read_as_a_sentence() {
        let said = words(&Settings { claims_most: Some(3), ..Settings::default() });
        assert!(said.contains("240 minutes; a translator can have 3 at once"), "{said}");
    }
}
