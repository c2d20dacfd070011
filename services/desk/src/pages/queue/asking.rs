//! Which part of the queue somebody looks at, as it stands in the address.

use contract::{PieceId, Priority, Section, SourceId};
use serde::{Deserialize, Deserializer, de::IntoDeserializer};

use crate::{
    board::{Cursor, Order, Pair},
    listing::PieceFilter,
    pages::done::Done,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asking {
    pub(in crate::pages) piece: Option<PieceId>,
    pub(super) only: Only,
    #[serde(deserialize_with = "chosen")]
    pub(super) pair: Option<Pair>,
    #[serde(deserialize_with = "chosen")]
    pub(super) source: Option<SourceId>,
    #[serde(deserialize_with = "chosen")]
    pub(super) section: Option<Section>,
    #[serde(deserialize_with = "chosen")]
    pub(super) priority: Option<Priority>,
    #[serde(deserialize_with = "chosen")]
    pub(super) sort: Option<Order>,
    pub(super) after: Option<String>,
    pub(super) done: Option<Done>,
}

/// A field of a form in which nothing may be chosen.
fn chosen<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    let given = String::deserialize(deserializer)?;
    if given.is_empty() {
        return Ok(None);
    }
    T::deserialize(given.into_deserializer()).map(Some)
}

/// Which pieces are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Only {
    #[default]
    All,
    Open,
    Mine,
    Returned,
    Overdue,
}

impl Only {
    /// Each with its name in the address and the id of what it is called.
    pub(super) const ALL: [(Self, &str, &str); 5] = [
        (Self::All, "all", "queue-only-all"),
        (Self::Open, "open", "queue-only-open"),
        (Self::Mine, "mine", "queue-only-mine"),
        (Self::Returned, "returned", "queue-only-returned"),
        (Self::Overdue, "overdue", "queue-only-overdue"),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(only, ..)| *only == self).map_or("all", |(_, name, _)| name)
    }
}

impl Asking {
    pub(super) fn order(&self) -> Order {
        self.sort.unwrap_or(Order::Turn)
    }

    pub(super) fn filter(&self) -> PieceFilter {
        let pair = self.pair.clone();
        PieceFilter {
            from: pair.as_ref().map(|pair| pair.from.clone()),
            into: pair.map(|pair| pair.into),
            source: self.source.clone(),
            section: self.section.clone(),
            priority: self.priority,
            mine: self.only == Only::Mine,
            unclaimed: self.only == Only::Open,
            returned: self.only == Only::Returned,
            overdue: self.only == Only::Overdue,
            sort: self.order(),
            after: self.after.clone(),
            ..PieceFilter::default()
        }
    }

    /// Whether anything but the chip narrows the list.
    pub(super) fn narrows(&self) -> bool {
        self.pair.is_some() || self.source.is_some() || self.section.is_some() || self.priority.is_some()
    }

    /// The first page of the same list.
    pub(super) fn first(&self) -> String {
        Self { after: None, piece: None, ..self.clone() }.address()
    }

    /// The first page of another choice of the same list.
    pub(super) fn choosing(&self, only: Only) -> String {
        Self { only, after: None, piece: None, ..self.clone() }.address()
    }

    pub(super) fn following(&self, cursor: Cursor) -> String {
        Self { after: Some(cursor.to_string()), piece: None, ..self.clone() }.address()
    }

    pub(super) fn beside(&self, piece: &PieceId) -> String {
        Self { piece: Some(piece.clone()), ..self.clone() }.address()
    }

    /// Where rows of this list can be had by themselves; the ids of the pieces follow.
    pub(super) fn rows(&self) -> String {
        self.address().replacen("/queue?", "/queue/rows?", 1)
    }

    fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("only", self.only.name());
        let named = [
            ("pair", self.pair.as_ref().map(ToString::to_string)),
            ("source", self.source.as_ref().map(ToString::to_string)),
            ("section", self.section.as_ref().map(ToString::to_string)),
            ("priority", self.priority.map(|priority| crate::pages::words::priority(priority).to_owned())),
            ("sort", self.sort.map(|order| order.name().to_owned())),
            ("after", self.after.clone()),
            ("piece", self.piece.as_ref().map(ToString::to_string)),
        ];
        for (name, value) in named {
            query.extend_pairs(value.map(|value| (name, value)));
        }
        format!("/queue?{}", query.finish())
    }
}

#[cfg(test)]
mod tests {
    use axum::extract::Query;

    use super::*;

    fn asked(address: &str) -> Asking {
        Query::<Asking>::try_from_uri(&address.parse().unwrap()).unwrap().0
    }

    #[test]
    fn an_address_leads_back_to_what_was_asked() {
        let whole = "/queue?only=open&pair=ar_en-gb&source=wadi&section=news&priority=urgent&sort=length&after=length.7.0.3";
        assert_eq!(asked(whole).address(), whole);
        let filter = asked(whole).filter();
        assert_eq!((filter.into, filter.unclaimed, filter.mine), ("en-gb".parse().ok(), true, false));
        assert_eq!(asked(whole).first(), whole.split("&after").next().unwrap());
    }

    #[test]
    fn what_is_left_open_in_the_form_narrows_nothing() {
        let asking = asked("/queue?only=all&pair=&source=&section=&priority=&sort=");
        assert!(!asking.narrows());
        assert_eq!((asking.order(), asking.address().as_str()), (Order::Turn, "/queue?only=all"));
    }
}
