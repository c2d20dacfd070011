//! A command with what the rules must know beside the piece itself.

use contract::translation::{Command, Refusal};
use serde::Deserialize;

/// What the rules decide on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "Command")]
pub struct Asked {
    pub command: Command,
    /// Of the member who asks; it counts for claims alone.
    pub load: Load,
}

/// How many other pieces a member has, and how many a member may have by claiming.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    pub held: u32,
    /// None for as many as one likes.
    pub most: Option<u32>,
}

/// A command of somebody who has no other piece.
impl From<Command> for Asked {
    fn from(command: Command) -> Self {
        Self { command, load: Load::default() }
    }
}

impl Load {
    /// Whether there is room for one more.
    pub(super) fn takes_one_more(self) -> Result<(), Refusal> {
        match self.most {
            Some(most) if self.held >= most => Err(Refusal::TooManyClaims { held: self.held, most }),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_below_the_most_and_without_one() {
        let refusal = |held, most| Load { held, most }.takes_one_more().err();
        assert_eq!(refusal(2, Some(3)), None);
        assert_eq!(refusal(u32::MAX, None), None);
        assert_eq!(refusal(4, Some(3)), Some(Refusal::TooManyClaims { held: 4, most: 3 }));
    }
}
