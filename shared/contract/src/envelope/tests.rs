//! Older, newer and disordered events, with made-up versions where there are none yet.

use serde_json::Value;

use super::*;
use crate::{
    BlockId, PieceId,
    raise::Step,
    translation::{Event, Lease},
};

/// A program in whose past a claim had no length, and the epoch was called a round.
const LATER: Growth = Growth {
    versions: &[("translation.claimed", 3), ("translation.released", 1)],
    steps: &[
        Step { event_type: "translation.claimed", from: 1, raise: name_the_epoch },
        Step { event_type: "translation.claimed", from: 2, raise: give_a_length },
    ],
};

fn name_the_epoch(mut data: Fields) -> Fields {
    if let Some(round) = data.remove("round") {
        data.insert("epoch".to_owned(), round);
    }
    data
}

fn give_a_length(mut data: Fields) -> Fields {
    data.insert("minutes".to_owned(), json!(240));
    data
}

fn subject() -> Subject {
    let article = crate::ArticleId::of(&"wadi".parse().unwrap(), "1");
    Subject::translation(&PieceId { article, language: "en".parse().unwrap() })
}

fn stamp() -> Stamp {
    Stamp {
        id: CommandId::caused_by(CommandId(uuid::Uuid::nil()), "one"),
        cause: Some(CommandId(uuid::Uuid::nil())),
        by: "salma".parse().unwrap(),
        at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
    }
}

fn claimed() -> Event {
    let holder = crate::Credit { member: "salma".parse().unwrap(), name: "سلمى \"حداد\"".to_owned() };
    Event::Claimed(Lease { holder, epoch: 2, until: stamp().at, minutes: 240 })
}

fn written() -> Value {
    serde_json::from_slice(&write(&subject(), &stamp(), &claimed())).unwrap()
}

fn read_later(event: &Value) -> Result<Recorded<Event>, Unreadable> {
    read_by(&LATER, subject(), 7, event.to_string().as_bytes())
}

#[test]
fn what_is_written_is_read() {
    let bytes = write(&subject(), &stamp(), &claimed());
    let recorded = read::<Event>(subject(), 7, &bytes).unwrap();
    let Stamp { id, cause, by, at } = stamp();
    assert_eq!(recorded, Recorded { sequence: 7, subject: subject(), id, cause, by, at, event: claimed() });
}

#[test]
fn the_current_version_is_read_in_passing() {
    let bytes = write(&subject(), &stamp(), &claimed());
    assert_eq!(pass::over::<Event>(&GROWTH, &bytes).unwrap().1, Some(claimed()));
    assert_eq!(pass::over::<Event>(&LATER, &bytes).unwrap().1, None);
}

#[test]
fn every_older_version_is_raised() {
    let mut first = written();
    first["data"] = json!({"holder": first["data"]["holder"], "round": 2, "until": stamp().at});
    let mut second = written();
    second["schemaversion"] = json!(2);
    second["data"].as_object_mut().unwrap().remove("minutes");
    let mut third = written();
    third["schemaversion"] = json!(3);
    for event in [first, second, third] {
        assert_eq!(read_later(&event).unwrap().event, claimed(), "{event}");
    }
}

#[test]
fn old_data_that_cannot_be_raised_is_garbage() {
    let mut event = written();
    event["data"] = json!([1]);
    event["schemaversion"] = json!(2);
    let mut never = written();
    never["schemaversion"] = json!(0);
    for event in [event, never] {
        assert!(matches!(read_later(&event), Err(Unreadable::Content(_))), "{event}");
    }
}

#[test]
fn fields_may_come_in_any_order() {
    let Value::Object(fields) = written() else { panic!("not an object") };
    let mut names: Vec<_> = fields.keys().collect();
    for _ in 0..names.len() {
        names.rotate_left(1);
        let fields: Vec<_> = names.iter().map(|name| format!("{name:?}:{}", fields[*name])).collect();
        let event = format!("{{{}}}", fields.join(","));
        assert_eq!(read::<Event>(subject(), 7, event.as_bytes()).unwrap().event, claimed(), "{event}");
    }
}

#[test]
fn a_newer_version_is_from_the_future_whatever_its_data() {
    let mut event = written();
    event["schemaversion"] = json!(2);
    event["data"] = json!({"nothing": ["known"]});
    let error = read::<Event>(subject(), 7, event.to_string().as_bytes()).unwrap_err();
    assert!(error.is_from_the_future());
    assert_eq!(
        error.to_string(),
        "`translation.claimed` in version 2 was written by a newer program; this one reads up to version 1"
    );
}

#[test]
fn an_unknown_type_of_the_kind_is_from_the_future() {
    let mut event = written();
    event["type"] = json!("translation.unheard_of");
    let error = read::<Event>(subject(), 7, event.to_string().as_bytes()).unwrap_err();
    assert!(error.is_from_the_future());
    assert_eq!(
        error.to_string(),
        "`translation.unheard_of` in version 1 was written by a newer program; this one does not know the type"
    );
}

#[test]
fn a_type_of_no_such_kind_is_garbage() {
    for bad in ["", "translation", "translation.", "translation.A", "editing.x", "policy.enacted", "policy.x"]
    {
        let mut event = written();
        event["type"] = json!(bad);
        let error = read::<Event>(subject(), 7, event.to_string().as_bytes()).unwrap_err();
        assert!(matches!(error, Unreadable::Content(_)), "{bad}: {error}");
        assert!(!error.is_from_the_future());
    }
}

#[test]
fn a_field_that_comes_twice_is_garbage() {
    let event = written().to_string();
    for name in ["id", "time", "actor", "causationid", "schemaversion", "type", "data"] {
        let twice = event.replacen('{', &format!("{{{name:?}:{},", written()[name]), 1);
        let error = read::<Event>(subject(), 7, twice.as_bytes()).unwrap_err();
        assert!(matches!(error, Unreadable::Content(_)), "{name}: {error}");
    }
}

#[test]
fn a_reader_may_know_less_than_the_event_holds() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "type", content = "data")]
    enum Seen {
        #[serde(rename = "translation.drafted")]
        Drafted { block: BlockId },
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Named {
        r#type: String,
    }
    let event = Event::Drafted {
        epoch: 1,
        block: BlockId(3),
        text: "word".to_owned(),
        until: stamp().at,
        marks: Vec::new(),
    };
    let bytes = write(&subject(), &stamp(), &event);
    assert_eq!(read::<Seen>(subject(), 7, &bytes).unwrap().event, Seen::Drafted { block: BlockId(3) });
    let named = Named { r#type: "translation.drafted".to_owned() };
    assert_eq!(read::<Named>(subject(), 7, &bytes).unwrap().event, named);
}
