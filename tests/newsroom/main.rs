//! The whole newsroom on a real nats-server: what people and downstream systems see, under races, kills and nonsense.
#![expect(clippy::unwrap_used, reason = "a test fails where something is not as it must be")]

mod arranging;
mod assigning;
mod browser;
mod changing;
mod checking;
mod claims;
mod command_line;
mod durability;
mod exchanging;
mod figures;
mod holding;
mod kills;
mod leases;
mod live;
mod machine;
mod moments;
mod newsroom;
mod person;
mod places;
mod planted;
mod purity;
mod queue;
mod reactions;
mod rebuilding;
mod redelivery;
mod remembering;
mod retrying;
mod routing;
mod scene;
mod terms;
mod unreadable;
mod verify;
mod versions;
mod way;
mod wrong_input;
