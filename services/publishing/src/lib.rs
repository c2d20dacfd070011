//! Publishing: policies and publications. What goes out, with attribution and disclaimer, on the wire.

#[cfg(test)]
mod fixtures;
mod html;
pub mod ninjs;
mod notices;
pub mod policy;
pub mod publication;
mod reactions;

use std::sync::Arc;

use contract::{Actor, PolicyId, PolicyKind, Subject, publication::Notice};
use journal::{Fault, Log, Streams};
use runtime::{Health, Shutdown, Tasks, commands, reactions::Reaction, rebuild};

use crate::{
    notices::Policies,
    policy::{Enact, Policy},
    publication::{Command, Publication},
};

/// Runs the service until the shutdown, or until a part of it fails.
pub async fn run(
    client: async_nats::Client,
    log: Log,
    health: Health,
    shutdown: Shutdown,
) -> anyhow::Result<()> {
    let policies = Arc::new(Streams::<Policy>::new(log.clone()));
    let publications = Arc::new(Streams::<Publication>::new(log.clone()));
    let service =
        commands::announce(&client, "publishing", "policies and publications: enact, publish", &health)
            .await?;
    let mut tasks = Tasks::new(&shutdown);

    let commands = commands::serve(&service, Arc::clone(&policies), named, tasks.shutdown()).await?;
    tasks.spawn("policy commands", commands);
    let known = Arc::clone(&policies);
    let inform = move |subject, _, command| informed(Arc::clone(&known), subject, command);
    let commands = commands::serve(&service, Arc::clone(&publications), inform, tasks.shutdown()).await?;
    tasks.spawn("publication commands", commands);

    let warm = Arc::clone(&policies);
    tasks.spawn_until_shutdown("warm policies", async move { match warm.keep_warm().await? {} });
    let warm = Arc::clone(&publications);
    tasks.spawn_until_shutdown("warm publications", async move { match warm.keep_warm().await? {} });

    let at_hand = (policies, Arc::clone(&publications));
    let again = move || {
        let (policies, publications) = at_hand.clone();
        async move { Ok(vec![policies.compare().await?, publications.compare().await?]) }
    };
    let rebuilds = rebuild::serve(&service, "publishing", None, again, tasks.shutdown()).await?;
    tasks.spawn("rebuild", rebuilds);

    let reaction = Reaction { log: log.clone(), name: "publishing", kinds: reactions::KINDS };
    let answers =
        reaction.command(&service, &health, tasks.shutdown(), publications, reactions::answer).await?;
    tasks.spawn("reactions", answers);
    let wire = log.clone();
    let put = move |recorded| reactions::put_on_wire(wire.clone(), recorded);
    let reaction = Reaction { log, name: "publishing-wire", kinds: reactions::WIRE_KINDS };
    tasks.spawn("wire", reaction.each(&service, &health, tasks.shutdown(), put).await?);
    tasks.run(service).await
}

/// The policy that is meant stands in the name of its stream.
async fn named(subject: Subject, _: Actor, command: contract::policy::Command) -> Result<Enact, Fault> {
    let contract::policy::Command::Enact { text } = command;
    let id: PolicyId = subject.id().parse().expect("the subject of a policy has the id of one");
    Ok(Enact { id, text })
}

async fn informed(
    policies: Arc<Streams<Policy>>,
    subject: Subject,
    command: contract::publication::Command,
) -> Result<Command, Fault> {
    let (digest, newest, behind) = match command {
        contract::publication::Command::Prepare(approval) => return Ok(Command::Prepare(approval)),
        contract::publication::Command::Publish { digest, newest, behind } => (digest, newest, behind),
    };
    let piece = subject.piece_id().expect("the subject of a publication has the id of a piece");
    let mut in_force = Policies::new();
    for kind in PolicyKind::ALL {
        let id = PolicyId { kind, language: piece.language.clone() };
        if let (Policy::InForce { text, version }, _) = policies.load(&Subject::policy(&id)).await? {
            in_force.insert(kind, Notice { text, version });
        }
    }
    Ok(Command::Publish { digest, newest, behind, policies: in_force })
}
