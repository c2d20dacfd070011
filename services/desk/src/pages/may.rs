//! What somebody may not do is shown all the same, with the reason.

use contract::Role;

use crate::{reader::Said, signed::Signed};

/// Why this member cannot do what needs one of these roles, if they cannot.
pub(super) fn why_not(signed: &Signed, roles: &[Role]) -> Option<String> {
    if roles.iter().any(|role| signed.actor.roles.contains(role)) {
        return None;
    }
    let reader = signed.reader;
    let names = roles.iter().map(|role| reader.role(*role));
    let names = names.reduce(|first, second| {
        reader.say_with("rooms-or", &[("first", Said::own(first)), ("second", Said::own(second))])
    });
    Some(reader.say_with("rooms-needs", &[("role", Said::own(names.unwrap_or_default()))]))
}
