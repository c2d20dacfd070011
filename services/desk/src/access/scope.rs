//! What a program's token may be used for. Roles decide besides: a scope never gives what its member may not do.

use std::{collections::BTreeSet, fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// See everything that the member may see.
    Read,
    /// Claim, translate, submit.
    Translate,
    /// Commission, review, approve; look after terms and memories.
    Edit,
    /// Put what is approved on the wire.
    Publish,
    /// Look after sources, policies, members, tokens and the newsroom's settings.
    Administer,
}

pub type Scopes = BTreeSet<Scope>;

impl Scope {
    pub const ALL: [Self; 5] = [Self::Read, Self::Translate, Self::Edit, Self::Publish, Self::Administer];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Translate => "translate",
            Self::Edit => "edit",
            Self::Publish => "publish",
            Self::Administer => "administer",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// There is no scope of that name.
#[derive(Debug, thiserror::Error)]
#[error("a scope is read, translate, edit, publish or administer")]
pub struct NoScope;

impl FromStr for Scope {
    type Err = NoScope;

    fn from_str(name: &str) -> Result<Self, NoScope> {
        Self::ALL.into_iter().find(|scope| scope.name() == name).ok_or(NoScope)
    }
}

/// What routes ask for.
pub(crate) mod scopes {
    use super::Scope;

    pub(crate) const TRANSLATE: &[Scope] = &[Scope::Translate];
    pub(crate) const EDIT: &[Scope] = &[Scope::Edit];
    pub(crate) const TRANSLATE_OR_EDIT: &[Scope] = &[Scope::Translate, Scope::Edit];
    pub(crate) const PUBLISH: &[Scope] = &[Scope::Publish];
    pub(crate) const ADMINISTER: &[Scope] = &[Scope::Administer];
}

/// What a route asks of a token: any of these scopes. A route without any is closed to tokens of programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Needs(pub(crate) &'static [Scope]);

impl Needs {
    pub(crate) fn are_met_by(self, scopes: &Scopes) -> bool {
        self.0.iter().any(|scope| scopes.contains(scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_has_one_spelling() {
        for scope in Scope::ALL {
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.name());
            assert_eq!(scope.name().parse::<Scope>().unwrap(), scope);
        }
        assert!("Read".parse::<Scope>().is_err());
    }

    #[test]
    fn any_of_what_is_asked_for_will_do_and_nothing_meets_nothing() {
        let needs = Needs(&[Scope::Translate, Scope::Edit]);
        assert!(needs.are_met_by(&[Scope::Edit].into()));
        assert!(!needs.are_met_by(&[Scope::Read, Scope::Administer].into()));
        assert!(!Needs(&[]).are_met_by(&Scope::ALL.into()));
    }
}
