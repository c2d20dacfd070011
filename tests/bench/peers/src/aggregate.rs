//! Our own rules as aggregates of cqrs-es: only what keeps the facts differs.

use ::translation::translation::Translation;
use contract::{Actor, edit, translation};
use cqrs_es::{Aggregate, DomainEvent, event_sink::EventSink};
use decider::{Context, Decider};
use editing::edit::Edit;
use runtime::clock;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// What cqrs-es asks for beyond the rules: a name for the aggregate, and names for its events.
pub(crate) trait Peer: Decider {
    const NAME: &'static str;

    fn event_type(event: &Self::Event) -> &'static str;
}

impl Peer for Translation {
    const NAME: &'static str = "translation";

    fn event_type(event: &translation::Event) -> &'static str {
        match event {
            translation::Event::Requested(_) => "translation.requested",
            translation::Event::Claimed(_) => "translation.claimed",
            translation::Event::Renewed { .. } => "translation.renewed",
            translation::Event::Released { .. } => "translation.released",
            translation::Event::Lapsed { .. } => "translation.lapsed",
            translation::Event::Drafted { .. } => "translation.drafted",
            translation::Event::Rescued { .. } => "translation.rescued",
            translation::Event::Submitted(_) => "translation.submitted",
            translation::Event::Returned { .. } => "translation.returned",
            translation::Event::SourceChanged(_) => "translation.source_changed",
            translation::Event::SourceAccepted { .. } => "translation.source_accepted",
            translation::Event::Assigned { .. } => "translation.assigned",
            translation::Event::Unassigned { .. } => "translation.unassigned",
            translation::Event::Omitted { .. } => "translation.omitted",
            translation::Event::Joined { .. } => "translation.joined",
            translation::Event::Split { .. } => "translation.split",
            translation::Event::NoteAdded { .. } => "translation.note_added",
            translation::Event::Restored { .. } => "translation.restored",
            translation::Event::Removed { .. } => "translation.removed",
            translation::Event::Waived { .. } => "translation.waived",
            translation::Event::Unwaived { .. } => "translation.unwaived",
            translation::Event::Suggested { .. } => "translation.suggested",
            translation::Event::TakenUp { .. } => "translation.taken_up",
        }
    }
}

impl Peer for Edit {
    const NAME: &'static str = "edit";

    fn event_type(event: &edit::Event) -> &'static str {
        match event {
            edit::Event::Opened(_) => "edit.opened",
            edit::Event::ChangesRequested { .. } => "edit.changes_requested",
            edit::Event::Approved(_) => "edit.approved",
            edit::Event::Waived(_) => "edit.waived",
            edit::Event::Judged { .. } => "edit.judged",
        }
    }
}

/// An aggregate of cqrs-es that decides by the rules of `D`.
#[derive(Debug, Default)]
pub(crate) struct Ruled<D> {
    pub(crate) state: D,
}

impl<D: Serialize> Serialize for Ruled<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.state.serialize(serializer)
    }
}

// cqrs-es wants it for snapshots of aggregates. Events are the truth here, so nothing is ever read by this.
impl<'de, D> Deserialize<'de> for Ruled<D> {
    fn deserialize<R: Deserializer<'de>>(_: R) -> Result<Self, R::Error> {
        Err(R::Error::custom("there are no snapshots of aggregates"))
    }
}

/// An event as cqrs-es wants it, with a type and a version beside it.
#[derive(Debug)]
pub(crate) struct Fact<D: Decider>(pub(crate) D::Event);

// By hand, because a derived one would ask the same of the rules, which are never copied here.
impl<D: Decider> Clone for Fact<D> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<D: Decider> PartialEq for Fact<D> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<D: Decider> Serialize for Fact<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, D: Decider> Deserialize<'de> for Fact<D> {
    fn deserialize<R: Deserializer<'de>>(deserializer: R) -> Result<Self, R::Error> {
        D::Event::deserialize(deserializer).map(Self)
    }
}

impl<D: Peer> DomainEvent for Fact<D> {
    fn event_type(&self) -> String {
        D::event_type(&self.0).to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

/// Who asks, and for what.
pub(crate) struct Asked<C> {
    pub(crate) actor: Actor,
    pub(crate) command: C,
}

/// The rules said no; this never happens on a way that is walked in order.
#[derive(Debug)]
pub(crate) struct Refused(String);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl<D: Peer> Aggregate for Ruled<D> {
    const TYPE: &'static str = D::NAME;
    type Command = Asked<D::Command>;
    type Event = Fact<D>;
    type Error = Refused;
    type Services = ();

    async fn handle(
        &mut self,
        asked: Self::Command,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Self::Error> {
        let context = Context { actor: asked.actor, at: clock::now() };
        match self.state.decide(&asked.command, &context) {
            Ok(Some(event)) => sink.write(Fact(event), self).await,
            Ok(None) => return Err(Refused("nothing was to be done".to_owned())),
            Err(refusal) => return Err(Refused(format!("{refusal:?}"))),
        }
        Ok(())
    }

    fn apply(&mut self, event: Self::Event) {
        self.state = std::mem::take(&mut self.state).evolve(event.0);
    }
}
