//! Rows of a list that have moved, by themselves: a page that is open asks for those, and not for all of itself.

use std::{collections::BTreeSet, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error};

/// A page has fewer rows; who asks for more shows everything anew.
const MOST: usize = 200;

/// Which things moved: their names, with commas between them.
#[derive(Deserialize)]
pub(super) struct Of<T: FromStr + Ord> {
    #[serde(deserialize_with = "names", bound(deserialize = "T: FromStr + Ord"))]
    pub(super) of: BTreeSet<T>,
}

fn names<'de, D: Deserializer<'de>, T: FromStr + Ord>(deserializer: D) -> Result<BTreeSet<T>, D::Error> {
    let given = String::deserialize(deserializer)?;
    let names: Option<BTreeSet<T>> = given.split(',').map(|name| name.parse().ok()).collect();
    let few = names.filter(|names| names.len() <= MOST);
    few.ok_or_else(|| D::Error::custom(format!("of is at most {MOST} ids with commas between them")))
}

#[cfg(test)]
mod tests {
    use axum::extract::Query;
    use contract::PieceId;

    use super::*;

    #[test]
    fn names_are_read_between_commas() {
        let of = |query: &str| Query::<Of<PieceId>>::try_from_uri(&format!("/rows?{query}").parse().unwrap());
        let id = "6f1c2d0a-7b5e-5d43-9a53-3c0f52d108e7_en";
        assert_eq!(of(&format!("only=all&of={id}")).unwrap().0.of, [id.parse().unwrap()].into());
        for wrong in ["", "of=", "of=x", &format!("of={id},"), &format!("of={id},x")] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
