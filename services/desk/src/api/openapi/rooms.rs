//! The rooms of the API: what belongs together.

use serde_json::{Value, json};

use crate::api::route::Route;

/// What belongs together, as the document and its pages name it.
pub(super) struct Room {
    pub(super) name: &'static str,
    about: &'static str,
    /// The first parts of the paths in it.
    begins: &'static [&'static str],
}

const ROOMS: &[Room] = &[
    Room { name: "Sources", about: "The outlets that articles come from", begins: &["sources"] },
    Room { name: "Articles", about: "What came in, and its history", begins: &["articles"] },
    Room {
        name: "Pieces",
        about: "One article in one language: its translation, its edit and its publication",
        begins: &["pieces"],
    },
    Room {
        name: "Terms",
        about: "Names and expressions with their agreed renderings",
        begins: &["terms", "names"],
    },
    Room {
        name: "Memory",
        about: "What was translated before, and files of it from elsewhere",
        begins: &["memory", "memories"],
    },
    Room {
        name: "Figures",
        about: "What work comes to, and how the checks do",
        begins: &["figures", "checks"],
    },
    Room { name: "Policies", about: "Texts that stand under what is published", begins: &["policies"] },
    Room {
        name: "Members",
        about: "Who belongs to the newsroom, and by what they come in",
        begins: &["members", "tokens", "sessions", "you"],
    },
    Room { name: "Newsroom", about: "What holds for all work", begins: &["newsroom"] },
    Room { name: "Wire", about: "What was published, in order", begins: &["wire"] },
    Room {
        name: "Desk",
        about: "The desk itself: its health, what moves, what is looked for, and this description",
        begins: &["live", "health", "openapi.json", "search"],
    },
];

/// The room of a path. One that no room names stands in the last, where everything about the desk itself is.
pub(super) fn of(path: &str) -> &'static Room {
    let first = path.split('/').nth(2).unwrap_or_default();
    ROOMS.iter().find(|room| room.begins.contains(&first)).unwrap_or(&ROOMS[ROOMS.len() - 1])
}

/// The rooms that there are, in the order in which they are shown.
pub(super) fn tags(routes: &[Route]) -> Vec<Value> {
    let used = ROOMS.iter().filter(|room| routes.iter().any(|route| of(route.path).name == room.name));
    used.map(|room| json!({ "name": room.name, "description": room.about })).collect()
}
