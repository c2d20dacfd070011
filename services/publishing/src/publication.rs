//! The rules of a publication: approved words go out, with the policies then in force.

use contract::{
    Digest, Kind, Role,
    edit::{Approval, Behind},
    publication::{Edition, Event, Refusal},
    translation::REASON_BYTES_MOST,
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

use crate::notices::{Policies, notices};

/// One piece on its way out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Publication {
    #[default]
    Absent,
    /// Approved, and ready to go out.
    Prepared(Box<Approval>),
    Published {
        digest: Digest,
        version: u32,
    },
}

/// What the rules decide on: the command as it was sent, and what the service knows beside it.
#[derive(Clone, Debug)]
pub enum Command {
    Prepare(Box<Approval>),
    Publish { digest: Digest, newest: u32, behind: Option<String>, policies: Policies },
}

impl Decider for Publication {
    const KIND: Kind = Kind::Publication;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        let role = match command {
            Command::Prepare(_) => Role::Service,
            Command::Publish { .. } => Role::Editor,
        };
        if context.lacks(role) {
            return Err(Refusal::NeedsRole { role });
        }
        match command {
            Command::Prepare(approval) => self.prepare(approval),
            Command::Publish { digest, newest, behind, policies } => {
                let approval = self.approved(*digest)?;
                let Some(approval) = approval else { return Ok(None) };
                let behind = behind_source(approval, *newest, behind.as_deref())?;
                Ok(Some(published(approval, behind, policies, context)?))
            }
        }
    }

    fn evolve(self, event: Event) -> Self {
        match event {
            Event::Prepared(approval) => Self::Prepared(approval),
            Event::Published(edition) => Self::Published { digest: edition.digest, version: edition.version },
        }
    }
}

impl Publication {
    fn prepare(&self, approval: &Approval) -> Decision<Self> {
        match self {
            Self::Prepared(prepared) if prepared.digest == approval.digest => Ok(None),
            Self::Absent | Self::Prepared(_) => Ok(Some(Event::Prepared(Box::new(approval.clone())))),
            Self::Published { digest, .. } if *digest == approval.digest => Ok(None),
            Self::Published { .. } => Err(Refusal::AlreadyPublished),
        }
    }

    /// The approval of the words with this digest; nothing where they are published already.
    fn approved(&self, digest: Digest) -> Result<Option<&Approval>, Refusal> {
        match self {
            Self::Absent => Err(Refusal::NotApproved),
            Self::Published { digest: published, .. } if *published == digest => Ok(None),
            Self::Published { .. } => Err(Refusal::AlreadyPublished),
            Self::Prepared(approval) if approval.digest == digest => Ok(Some(approval)),
            Self::Prepared(approval) => Err(Refusal::OtherWords { approved: approval.digest }),
        }
    }
}

/// Whether the source has a newer revision than the words answer; then nothing goes out without a reason. One that was
/// given with the approval holds for the revision that was the newest then.
fn behind_source(approval: &Approval, newest: u32, reason: Option<&str>) -> Result<Option<Behind>, Refusal> {
    let revision = approval.origin.revision;
    if newest <= revision {
        return Ok(None);
    }
    if let Some(behind) = approval.behind.as_ref().filter(|behind| behind.newest >= newest) {
        return Ok(Some(behind.clone()));
    }
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    let Some(reason) = reason else { return Err(Refusal::BehindSource { revision, newest }) };
    let (bytes, most) = (reason.len(), REASON_BYTES_MOST);
    if bytes > most {
        return Err(Refusal::ReasonTooLong { bytes, most });
    }
    Ok(Some(Behind { newest, reason: reason.to_owned() }))
}

fn published(
    approval: &Approval,
    behind: Option<Behind>,
    policies: &Policies,
    context: &Context,
) -> Result<Event, Refusal> {
    Ok(Event::Published(Box::new(Edition {
        version: 1,
        origin: approval.origin.clone(),
        document: approval.document.clone(),
        digest: approval.digest,
        translators: approval.translators.clone(),
        editor: approval.editor.clone(),
        published_at: context.at,
        notices: notices(approval, policies)?,
        machine: approval.machine.clone(),
        behind,
    })))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use contract::{Actor, PolicyKind};
    use decider::{Scenario, given};

    use super::*;
    use crate::fixtures::{approval, member, policies};

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn other() -> Approval {
        Approval { digest: Digest::of(b"other words"), ..approval() }
    }

    fn prepared() -> Event {
        Event::Prepared(Box::new(approval()))
    }

    fn published() -> Event {
        let Approval { origin, document, digest, translators, editor, machine, behind, .. } = approval();
        let notices = notices(&approval(), &policies()).unwrap();
        let published_at = noon();
        Event::Published(Box::new(Edition {
            version: 1,
            origin,
            document,
            digest,
            translators,
            editor,
            published_at,
            notices,
            machine,
            behind,
        }))
    }

    fn prepare(events: impl IntoIterator<Item = Event>, approval: Approval) -> Scenario<Publication> {
        given::<Publication>(events).when(
            Command::Prepare(Box::new(approval)),
            &Actor::service("publishing"),
            noon(),
        )
    }

    fn publish(events: impl IntoIterator<Item = Event>, digest: Digest) -> Scenario<Publication> {
        let command = Command::Publish { digest, newest: 2, behind: None, policies: policies() };
        given::<Publication>(events).when(command, &member("Edith", Role::Editor), noon())
    }

    #[test]
    fn approved_words_are_prepared_once() {
        prepare([], approval()).then(prepared());
        prepare([prepared()], approval()).then_nothing();
        prepare([prepared(), published()], approval()).then_nothing();
        prepare([prepared()], other()).then(Event::Prepared(Box::new(other())));
    }

    #[test]
    fn an_editor_publishes_the_approved_words_with_the_policies_in_force() {
        publish([prepared()], approval().digest).then(published());
        publish([prepared(), published()], approval().digest).then_nothing();
    }

    #[test]
    fn what_is_not_approved_is_not_published() {
        publish([], approval().digest).then_refused(Refusal::NotApproved);
        let approved = approval().digest;
        publish([prepared()], other().digest).then_refused(Refusal::OtherWords { approved });
    }

    #[test]
    fn what_is_out_is_not_replaced_by_the_way() {
        publish([prepared(), published()], other().digest).then_refused(Refusal::AlreadyPublished);
        prepare([prepared(), published()], other()).then_refused(Refusal::AlreadyPublished);
    }

    #[test]
    fn nothing_goes_out_without_its_policies() {
        let command = Command::Publish {
            digest: approval().digest,
            newest: 2,
            behind: None,
            policies: Policies::new(),
        };
        let refusal = Refusal::NoPolicy { kind: PolicyKind::Outlet, language: "en".parse().unwrap() };
        given::<Publication>([prepared()])
            .when(command, &member("Edith", Role::Editor), noon())
            .then_refused(refusal);
    }

    #[test]
    fn only_the_service_prepares_and_only_editors_publish() {
        given::<Publication>([])
            .when(Command::Prepare(Box::new(approval())), &member("Edith", Role::Editor), noon())
            .then_refused(Refusal::NeedsRole { role: Role::Service });
        let command =
            Command::Publish { digest: approval().digest, newest: 2, behind: None, policies: policies() };
        given::<Publication>([prepared()])
            .when(command, &member("Aino", Role::Translator), noon())
            .then_refused(Refusal::NeedsRole { role: Role::Editor });
    }

    fn publish_behind(approval: Approval, newest: u32, reason: Option<&str>) -> Scenario<Publication> {
        let (digest, policies) = (approval.digest, policies());
        let command = Command::Publish { digest, newest, behind: reason.map(str::to_owned), policies };
        let prepared = Event::Prepared(Box::new(approval));
        given::<Publication>([prepared]).when(command, &member("Edith", Role::Editor), noon())
    }

    fn published_behind(behind: Behind) -> Event {
        let Event::Published(edition) = published() else { panic!("it is published") };
        Event::Published(Box::new(Edition { behind: Some(behind), ..*edition }))
    }

    #[test]
    fn words_behind_their_source_go_out_with_a_reason_only() {
        let revision = approval().origin.revision;
        let newest = revision + 1;
        for silence in [None, Some(" ")] {
            publish_behind(approval(), newest, silence)
                .then_refused(Refusal::BehindSource { revision, newest });
        }
        publish_behind(approval(), newest, Some(" a comma "))
            .then(published_behind(Behind { newest, reason: "a comma".to_owned() }));
        // A reason that is not needed is none.
        publish_behind(approval(), revision, Some("a comma")).then(published());
        let (bytes, most) = (REASON_BYTES_MOST + 1, REASON_BYTES_MOST);
        publish_behind(approval(), newest, Some(&"a".repeat(bytes)))
            .then_refused(Refusal::ReasonTooLong { bytes, most });
    }

    #[test]
    fn the_reason_of_an_approval_holds_for_the_revision_that_was_the_newest_then() {
        let revision = approval().origin.revision;
        let behind = Behind { newest: revision + 1, reason: "a comma".to_owned() };
        let approved = || Approval { behind: Some(behind.clone()), ..approval() };
        publish_behind(approved(), revision + 1, None).then(published_behind(behind.clone()));
        publish_behind(approved(), revision + 2, None)
            .then_refused(Refusal::BehindSource { revision, newest: revision + 2 });
    }

    /// Every history of up to four commands: what goes out was approved last, word for word, and goes out once.
    #[test]
    fn no_history_publishes_unapproved_words_or_anything_twice() {
        let everyone = [member("Edith", Role::Editor), Actor::service("publishing")];
        let publish = |digest| Command::Publish { digest, newest: 2, behind: None, policies: policies() };
        let commands = [
            Command::Prepare(Box::new(approval())),
            Command::Prepare(Box::new(other())),
            publish(approval().digest),
            publish(other().digest),
        ];
        let mut histories = vec![(Publication::default(), None::<Digest>, false)];
        for _ in 0..4 {
            let mut longer = Vec::new();
            for (state, approved, out) in &histories {
                for (actor, command) in
                    everyone.iter().flat_map(|actor| commands.iter().map(move |c| (actor, c)))
                {
                    let context = Context { actor: actor.clone(), at: noon() };
                    let Ok(Some(event)) = state.decide(command, &context) else { continue };
                    assert!(!out, "{event:?} after it went out");
                    let next = match &event {
                        Event::Prepared(approval) => (Some(approval.digest), false),
                        Event::Published(edition) => {
                            assert_eq!(Some(edition.digest), *approved);
                            (*approved, true)
                        }
                    };
                    longer.push((state.clone().evolve(event), next.0, next.1));
                }
            }
            histories = longer;
        }
    }
}
