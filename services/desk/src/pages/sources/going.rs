//! How reading a source goes, in a word.

use contract::source::Look;

use crate::board::SourceRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Going {
    Paused,
    Failing,
    /// Its articles come as files.
    Files,
    /// Its feed was not looked at yet.
    Waiting,
    Read,
}

impl Going {
    pub(super) fn of(row: &SourceRow, look: Option<&Look>) -> Self {
        // The reader of feeds forgets its looks when it starts anew; what came of one stays.
        let looked_at = look.is_some() || row.articles > 0 || row.set_aside > 0;
        match (row.paused, &row.fault, &row.registration.feed) {
            (true, ..) => Self::Paused,
            (false, Some(_), _) => Self::Failing,
            (false, None, None) => Self::Files,
            (false, None, Some(_)) if looked_at => Self::Read,
            (false, None, Some(_)) => Self::Waiting,
        }
    }

    /// The id of what it is called.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Paused => "sources-state-paused",
            Self::Failing => "sources-state-failing",
            Self::Files => "sources-state-files",
            Self::Waiting => "sources-state-waits",
            Self::Read => "sources-state-read",
        }
    }

    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Failing => "late",
            Self::Read => "mine",
            Self::Paused | Self::Files | Self::Waiting => "",
        }
    }

    /// After how many seconds the page looks again by itself: a look that brings nothing is no fact, and no news.
    pub(super) const fn renewed_after(self) -> &'static str {
        match self {
            Self::Waiting => "3",
            Self::Paused | Self::Failing | Self::Files | Self::Read => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::source::{Came, FeedFault};

    use super::*;
    use crate::board::registered_source;

    #[test]
    fn a_feed_is_not_read_before_somebody_has_looked_at_it() {
        let (row, at) = (registered_source(), DateTime::UNIX_EPOCH);
        assert_eq!(Going::of(&row, None), Going::Waiting);
        let look = Look { source: row.id.clone(), at, next: at, came: Came::Unchanged };
        assert_eq!(Going::of(&row, Some(&look)), Going::Read);
        assert_eq!(Going::of(&SourceRow { articles: 1, ..row.clone() }, None), Going::Read);
        let fault = Some(FeedFault { what: "gone".to_owned(), raw: None });
        assert_eq!(Going::of(&SourceRow { fault, ..row.clone() }, Some(&look)), Going::Failing);
        assert_eq!(Going::of(&SourceRow { paused: true, ..row }, None), Going::Paused);
    }
}
