//! Forms as browsers post them.

use std::str::FromStr;

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use contract::{BlockId, CommandId, Subject};
use serde::de::DeserializeOwned;

use crate::{
    ask::Docket,
    board::Board,
    problem::{Kind, Problem},
    signed::Signed,
    state::State,
};

/// A form whose fields are all known.
pub(super) struct Posted<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<State> for Posted<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let form = axum::Form::<T>::from_request(request, state).await;
        form.map(|axum::Form(form)| Self(form))
            .map_err(|rejection| Problem::not_understood(&rejection.body_text()))
    }
}

/// A form with fields for each block, such as `text-3`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

impl FromRequest<State> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &State) -> Result<Self, Problem> {
        let body = Bytes::from_request(request, state).await.map_err(|_| Problem::too_large())?;
        Ok(Self::read(&body))
    }
}

impl Fields {
    pub(super) fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A field that must be there, as what it stands for.
    pub(super) fn parsed<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        let value = self.get(name).and_then(|value| value.parse().ok());
        value.ok_or_else(|| Problem::improper_form(name))
    }

    /// The texts of the fields of this name, by block.
    pub(super) fn by_block(&self, name: &str) -> impl Iterator<Item = (BlockId, String)> {
        self.0.iter().filter_map(move |(key, value)| {
            let block = key.strip_prefix(name)?.strip_prefix('-')?.parse().ok()?;
            Some((BlockId(block), typed(value)))
        })
    }

    /// Who posts, with an id that follows from the one that the form has had since it was shown and from all that is filled
    /// in: posted twice, it acts once; gone back to and filled in otherwise, it acts again, and no words are lost. What the
    /// form rests on goes with it.
    pub(super) fn named(&self, signed: Signed) -> Signed {
        let seen = self.seen();
        let Some(shown) = self.get("command").and_then(|id| id.parse().ok()).map(CommandId) else {
            return Signed { command: Docket { seen, ..signed.command }, ..signed };
        };
        let filled_in: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
        let named = CommandId::caused_by(shown, &format!("{} {}", signed.actor.member, filled_in.join(" ")));
        Signed { command: Docket { id: named, seen }, ..signed }
    }

    fn seen(&self) -> Option<u64> {
        self.get("seen")?.parse().ok()
    }
}

/// The version of a thing that a form rests on: it is carried out only while there is no later one, so that nobody undoes
/// what they have not seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) version: u64,
    /// Whether somebody was faster: what there is now is to be looked at beside what was typed.
    pub(super) moved: bool,
}

impl Seen {
    /// Of what is not there yet.
    pub(super) const NOTHING: Self = Self { version: 0, moved: false };

    /// The thing as the board shows it; what is not there yet has no version, and neither has anybody seen one.
    pub(super) fn of(board: &Board, thing: &Subject) -> Self {
        Self { version: board.version_of(thing).unwrap_or(0), moved: false }
    }

    /// What was typed still rests on what its form did.
    pub(super) fn typed(self, fields: &Fields) -> Self {
        fields.seen().map_or(self, |version| Self { version, moved: false })
    }

    /// The same on the page that says why the form was not carried out: whoever has read that somebody was faster decides
    /// anew.
    pub(super) fn refused(self, fields: &Fields, problem: &Problem) -> Self {
        if problem.name() == Kind::MovedOn.name() { Self { moved: true, ..self } } else { self.typed(fields) }
    }
}

/// What was typed into a field: browsers send line breaks as CR LF.
pub(super) fn typed(value: &str) -> String {
    value.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_gives_its_texts_by_block() {
        let fields = Fields::read(b"epoch=2&text-0=%D8%B9&text-12=a%0D%0Ab+c&text-x=no&texts-1=no&was-0=");
        let texts: Vec<_> = fields.by_block("text").collect();
        assert_eq!(texts, [(BlockId(0), "ع".to_owned()), (BlockId(12), "a\nb c".to_owned())]);
        assert_eq!(fields.parsed::<u32>("epoch").unwrap(), 2);
        assert!(fields.parsed::<u32>("digest").is_err());
    }

    #[test]
    fn what_is_typed_rests_on_what_was_seen_until_somebody_was_faster() {
        let (fields, now) = (Fields::read(b"seen=5"), Seen { version: 7, moved: false });
        assert_eq!(now.typed(&fields), Seen { version: 5, moved: false });
        assert_eq!(now.typed(&Fields::default()), now);
        let refused = |problem| now.refused(&fields, &problem);
        assert_eq!(refused(Problem::lacking("a name")), Seen { version: 5, moved: false });
        assert_eq!(refused(Problem::moved_on(7)), Seen { version: 7, moved: true });
    }
}
