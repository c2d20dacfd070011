//! How the newsroom is doing.

use contract::health::{Durability, PartState};
use desk::api::health::{Health, Reader, Replica, SERVICES};

use super::{failure::Failure, session::Session};

pub(super) async fn health(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get_openly("/api/health").await?;
    session.print(&answer, |health: Health| told(&health))
}

/// Who answers, then what is wrong and what to do about it.
fn told(health: &Health) -> String {
    let reading = if health.rebuilt { "up to date" } else { "still reading the log" };
    let mut lines = vec![format!("board        {reading}, at event {}", health.applied)];
    for name in SERVICES {
        lines.push(match health.services.get(name) {
            Some(1) => format!("{name:<11}  answers"),
            Some(replicas) => format!("{name:<11}  {replicas} answer"),
            None => format!("{name:<11}  does not answer"),
        });
    }
    let wrong = wrong(health);
    if health.ok {
        lines.push("\nEverything is as it should be.".to_owned());
    }
    if !wrong.is_empty() {
        lines.push(String::new());
        lines.extend(wrong);
    }
    lines.join("\n")
}

/// Each thing once, however many replicas say it.
fn wrong(health: &Health) -> Vec<String> {
    let missing = SERVICES.into_iter().filter(|name| !health.services.contains_key(*name)).map(|name| {
        format!("- {name} does not answer: its work waits in the log. Start it, or look into its log.")
    });
    let mut wrong: Vec<String> = missing.collect();
    for replica in &health.replicas {
        if replica.parts.is_empty() {
            wrong.push(format!(
                "- {}: a process does not say how it is, or the desk is too old to understand it.",
                replica.service
            ));
        }
        wrong.extend(replica.parts.iter().flat_map(|reader| wrong_with(replica, reader)));
        match &replica.durability {
            Some(Durability::Weaker { why }) => {
                wrong.push(format!("- acknowledged work may be lost with the power, as was accepted: {why}"));
            }
            Some(Durability::OnDisk) | None => {}
        }
    }
    let mut said = std::collections::BTreeSet::new();
    wrong.retain(|line| said.insert(line.clone()));
    wrong
}

fn wrong_with(replica: &Replica, reader: &Reader) -> Vec<String> {
    let (service, name) = (&replica.service, &reader.name);
    let mut wrong = Vec::new();
    match &reader.state {
        PartState::Current => {}
        PartState::Reading => wrong.push(format!(
            "- {service}: {name} still reads what stood in the log when it started, at event {}.",
            reader.applied
        )),
        PartState::Stopped { at, why } => wrong.push(format!(
            "- {service}: {name} has stopped at event {at}: {why}. Start a program that can read it; nothing is lost meanwhile."
        )),
    }
    if let Some(first) = reader.aside.first() {
        let (count, sequence, why) = (reader.aside_count, first.sequence, &first.why);
        let events = if count == 1 { "1 event waits".to_owned() } else { format!("{count} events wait") };
        wrong.push(format!(
            "- {service}: {events} at {name}, first event {sequence}: {why}. See `dragoman reactions`; when it is right again, \
             `dragoman reactions retry {name}`."
        ));
    }
    if let Some(first) = reader.overdue.first() {
        let (sequence, since) = (first.sequence, first.since.format("%Y-%m-%d %H:%M:%S"));
        wrong.push(format!(
            "- {service}: {name} has tried to answer event {sequence} since {since} (UTC). The service's log says what fails."
        ));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use contract::{health::Overdue, reaction::Obstacle};
    use desk::api::health::Waiting;

    use super::*;

    fn replica(service: &str, parts: Vec<Reader>) -> Replica {
        let id = format!("{service}-1");
        Replica { service: service.to_owned(), id, durability: Some(Durability::OnDisk), parts }
    }

    fn health(replicas: Vec<Replica>) -> Health {
        let services = SERVICES.iter().map(|name| ((*name).to_owned(), 1)).collect();
        Health { ok: false, rebuilt: true, applied: 9, services, replicas, feeds_failing: 0 }
    }

    #[test]
    fn what_is_wrong_is_told_once_with_what_to_do() {
        let since = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let reader = || Reader {
            name: "editing".to_owned(),
            applied: 7,
            state: PartState::Stopped { at: 8, why: "written by a newer version".to_owned() },
            aside_count: 2,
            aside: vec![Waiting { sequence: 5, why: Obstacle::Panicked, since, tries: 1 }],
            overdue: vec![Overdue { sequence: 6, since }],
        };
        let twice = vec![replica("editing", vec![reader()]), replica("editing", vec![reader()])];
        let told = told(&health(twice));
        assert_eq!(told.matches("has stopped at event 8: written by a newer version").count(), 1, "{told}");
        assert_eq!(told.matches("2 events wait at editing, first event 5").count(), 1, "{told}");
        assert!(told.contains("dragoman reactions retry editing"), "{told}");
        assert!(told.contains("editing has tried to answer event 6 since 2027-01-15 08:00:00"), "{told}");
    }

    #[test]
    fn a_process_that_still_reads_or_says_nothing_is_told() {
        let reading = Reader {
            name: "board".to_owned(),
            applied: 7,
            state: PartState::Reading,
            aside_count: 0,
            aside: Vec::new(),
            overdue: Vec::new(),
        };
        let told = told(&health(vec![replica("desk", vec![reading]), replica("editing", Vec::new())]));
        assert!(told.contains("- desk: board still reads"), "{told}");
        assert!(told.contains("- editing: a process does not say how it is"), "{told}");
    }

    #[test]
    fn a_service_that_is_missing_is_told() {
        let mut health = health(Vec::new());
        health.services.remove("translation");
        assert!(told(&health).contains("- translation does not answer"));
    }
}
