//! One command and many, against one publish and many on the same servers.

use crate::{
    facts,
    ground::Ground,
    pace::{CLIENTS, Pairs},
    raw::Raw,
    report::{Better, Figure},
    service::Service,
    way::STEPS,
};

/// How much of it.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) rounds: usize,
    /// Pieces that one client takes on their way in a round.
    pub(crate) one: usize,
    /// Pieces that all clients together take on their way in a round.
    pub(crate) many: usize,
}

/// What our commands come to, for whoever compares them with others.
pub(crate) struct Ours {
    pub(crate) one_per_second: f64,
    pub(crate) many_per_second: f64,
    /// Raw publishes by as many tasks.
    pub(crate) raw_many_per_second: f64,
    pub(crate) figures: Vec<Figure>,
}

/// Measures in rounds: the server bare and ours, ours and the server bare.
pub(crate) async fn measure(ground: &Ground, size: Size, names: &Names) -> anyhow::Result<Ours> {
    let raw = Raw::create(ground, facts::bytes_per_step()).await?;
    let service = Service::start(ground).await?;
    // Connections, files and code are warm before anything counts.
    raw.publish(CLIENTS, CLIENTS * STEPS).await?;
    service.walk(CLIENTS, 0, CLIENTS).await?;
    let mut found = Found::default();
    let mut from = CLIENTS;
    for round in 0..size.rounds {
        for clients in [1, CLIENTS] {
            let pieces = if clients == 1 { size.one } else { size.many };
            let (bare, ours) = if round % 2 == 0 {
                let bare = raw.publish(clients, pieces * STEPS).await?;
                (bare, service.walk(clients, from, pieces).await?)
            } else {
                let ours = service.walk(clients, from, pieces).await?;
                (raw.publish(clients, pieces * STEPS).await?, ours)
            };
            from += pieces;
            if clients == 1 {
                found.p50.push(ours.seconds(50), bare.seconds(50));
                found.p99.push(ours.seconds(99), bare.seconds(99));
                found.one.push(ours.per_second, bare.per_second);
            } else {
                found.many.push(ours.per_second, bare.per_second);
            }
        }
    }
    service.stop().await?;
    Ok(found.told(names))
}

/// How the figures are called on these servers, the judged ones for programs and for people.
pub(crate) struct Names {
    pub(crate) group: &'static str,
    pub(crate) p50: [&'static str; 2],
    pub(crate) many: [&'static str; 2],
}

pub(crate) const R1: Names = Names {
    group: "commands, one server (R1), sync always",
    p50: ["command_p50_ratio", "R1: one command ÷ one raw publish, p50, 1 client"],
    many: ["commands_per_second_ratio", "R1: commands ÷ raw publishes per second, 64 clients"],
};

pub(crate) const R3: Names = Names {
    group: "commands, three servers (R3), sync always",
    p50: ["r3_command_p50_ratio", "R3: one command ÷ one raw publish, p50, 1 client"],
    many: ["r3_commands_per_second_ratio", "R3: commands ÷ raw publishes per second, 64 clients"],
};

#[derive(Default)]
struct Found {
    p50: Pairs,
    p99: Pairs,
    one: Pairs,
    many: Pairs,
}

impl Found {
    fn told(&self, names: &Names) -> Ours {
        let micros = |seconds: f64| seconds * 1e6;
        let plain =
            |name, what, value, unit, better| Figure::plain(names.group, name, what, value, unit, better);
        let ratio = |[name, what]: [&'static str; 2], pairs: &Pairs| {
            Figure::ratio(names.group, name, what, pairs.ratio())
        };
        let figures = vec![
            ratio(names.p50, &self.p50).aim(2.5, Better::Lower),
            ratio(names.many, &self.many).aim(0.5, Better::Higher),
            plain("command_p50", "one command, p50", micros(self.p50.ours()), "µs", Better::Lower),
            plain("command_p99", "one command, p99", micros(self.p99.ours()), "µs", Better::Lower),
            plain("raw_publish_p50", "one raw publish, p50", micros(self.p50.theirs()), "µs", Better::Lower),
            plain("raw_publish_p99", "one raw publish, p99", micros(self.p99.theirs()), "µs", Better::Lower),
            plain("commands_1_per_second", "commands, 1 client", self.one.ours(), "1/s", Better::Higher),
            plain("raw_1_per_second", "raw publishes, 1 task", self.one.theirs(), "1/s", Better::Higher),
            plain("commands_per_second", "commands, 64 clients", self.many.ours(), "1/s", Better::Higher),
            plain("raw_per_second", "raw publishes, 64 tasks", self.many.theirs(), "1/s", Better::Higher),
        ];
        Ours {
            one_per_second: self.one.ours(),
            many_per_second: self.many.ours(),
            raw_many_per_second: self.many.theirs(),
            figures,
        }
    }
}
