//! How a service is doing: what its parts say of themselves, for its statistics.

use std::sync::{Arc, Mutex, PoisonError};

use contract::health::{Durability, Part, ServiceHealth};
use tokio::sync::watch;

/// What one service of this process says about itself. All clones are one.
#[derive(Clone)]
pub struct Health {
    durability: Durability,
    parts: Arc<Mutex<Vec<watch::Receiver<Part>>>>,
}

impl Health {
    /// A service on a log whose keeping was looked at.
    pub fn new(durability: Durability) -> Self {
        Self { durability, parts: Arc::default() }
    }

    /// From now on this part is a part of what the service says. A part of the same name takes the place of the one before.
    pub fn part(&self, part: watch::Receiver<Part>) {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let name = part.borrow().name.clone();
        parts.retain(|known| known.borrow().name != name);
        parts.push(part);
    }

    /// How the service is doing now.
    pub fn now(&self) -> ServiceHealth {
        let parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let parts = parts.iter().map(|part| part.borrow().clone()).collect();
        ServiceHealth { durability: self.durability.clone(), parts }
    }
}
