//! One pass over the bytes of an event: what stands around its data, and the data as the event's own type reads it.

use std::{borrow::Cow, fmt, marker::PhantomData};

use chrono::{DateTime, Utc};
use serde::{
    Deserialize,
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess,
        Visitor, value::MapAccessDeserializer,
    },
};

use crate::{CommandId, MemberId, raise::Growth};

/// What stands around the data.
pub(super) struct Around<'a> {
    pub id: CommandId,
    pub time: DateTime<Utc>,
    pub actor: MemberId,
    pub cause: Option<CommandId>,
    pub version: u32,
    pub event_type: Cow<'a, str>,
}

/// Reads what stands around the data, and the event where type and version stood before the data and are current.
/// Any other data was passed over.
pub(super) fn over<'a, E: DeserializeOwned>(
    growth: &Growth,
    bytes: &'a [u8],
) -> Result<(Around<'a>, Option<E>), serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let passed = json.deserialize_map(Pass { growth, event: PhantomData })?;
    json.end()?;
    Ok(passed)
}

struct Pass<'g, E> {
    growth: &'g Growth,
    event: PhantomData<E>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Field {
    Id,
    Time,
    Actor,
    CausationId,
    SchemaVersion,
    Type,
    Data,
    #[serde(other)]
    Other,
}

/// A text that is not copied where it stands plainly in the bytes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de, E: DeserializeOwned> Visitor<'de> for Pass<'_, E> {
    type Value = (Around<'de>, Option<E>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event in its envelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut id, mut time, mut actor, mut cause, mut version) = (None, None, None, None, None);
        let mut event_type: Option<Text<'de>> = None;
        let mut data: Option<Option<E>> = None;
        while let Some(field) = map.next_key()? {
            match field {
                Field::Id => once(&mut id, "id", &mut map)?,
                Field::Time => once(&mut time, "time", &mut map)?,
                Field::Actor => once(&mut actor, "actor", &mut map)?,
                Field::CausationId => once(&mut cause, "causationid", &mut map)?,
                Field::SchemaVersion => once(&mut version, "schemaversion", &mut map)?,
                Field::Type => once(&mut event_type, "type", &mut map)?,
                Field::Data if data.is_some() => return Err(Error::duplicate_field("data")),
                Field::Data => {
                    let current = event_type
                        .as_ref()
                        .filter(|text| version.is_some() && self.growth.version(&text.0) == version);
                    data = Some(match current {
                        Some(text) => Some(event(&text.0, &mut map)?),
                        None => map.next_value::<IgnoredAny>().map(|_| None)?,
                    });
                }
                Field::Other => map.next_value::<IgnoredAny>().map(drop)?,
            }
        }
        let around = Around {
            id: id.ok_or_else(|| Error::missing_field("id"))?,
            time: time.ok_or_else(|| Error::missing_field("time"))?,
            actor: actor.ok_or_else(|| Error::missing_field("actor"))?,
            cause: cause.flatten(),
            version: version.ok_or_else(|| Error::missing_field("schemaversion"))?,
            event_type: event_type.ok_or_else(|| Error::missing_field("type"))?.0,
        };
        Ok((around, data.flatten()))
    }
}

fn once<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    place: &mut Option<T>,
    name: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    match place.replace(map.next_value()?) {
        None => Ok(()),
        Some(_) => Err(Error::duplicate_field(name)),
    }
}

/// The event of this type, whose data is the value that the map has come to.
fn event<'de, E: DeserializeOwned, A: MapAccess<'de>>(event_type: &str, map: &mut A) -> Result<E, A::Error> {
    let mut left = TypeAndData { event_type: Some(event_type), data: Some(map) };
    let event = E::deserialize(MapAccessDeserializer::new(&mut left))?;
    if let Some(map) = left.data {
        // A reader that needs only the type leaves the data where it is.
        map.next_value::<IgnoredAny>()?;
    }
    Ok(event)
}

/// What an event's own type reads: `type`, then `data` out of the envelope; each is there until it is taken.
struct TypeAndData<'t, 'm, A> {
    event_type: Option<&'t str>,
    data: Option<&'m mut A>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for &mut TypeAndData<'_, '_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match (&self.event_type, &self.data) {
            (Some(_), _) => seed.deserialize("type".into_deserializer()).map(Some),
            (None, Some(_)) => seed.deserialize("data".into_deserializer()).map(Some),
            (None, None) => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match (self.event_type.take(), &mut self.data) {
            (Some(event_type), _) => seed.deserialize(event_type.into_deserializer()),
            (None, data) => {
                let map = data.take().ok_or_else(|| Error::custom("nothing follows the data"))?;
                map.next_value_seed(seed)
            }
        }
    }
}
