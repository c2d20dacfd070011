//! How articles come in, over all sources: what is told where none has, and where one sees more of it.

use contract::{SourceId, source::Look};

use super::going::Going;
use crate::{
    board::{Board, SourceRow},
    state::State,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Coming {
    /// No source is registered.
    Nowhere,
    /// The feed of this one was not read yet.
    Waiting(SourceId),
    /// What there is was read.
    Read,
    /// There is no feed to be read: this source takes files.
    Files(SourceId),
    /// No feed can be read, the one of this source for example.
    InVain(SourceId),
    Paused,
}

impl Coming {
    pub(in super::super) async fn now(state: &State) -> Self {
        let looks = state.ask.looks().await.unwrap_or_default();
        Self::of(&state.board.read(), &looks)
    }

    /// One source is enough from which something can come: what fails or is paused beside it is told on its own page.
    pub(in super::super) fn of(board: &Board, looks: &[Look]) -> Self {
        let going = |row: &SourceRow| Going::of(row, looks.iter().find(|look| look.source == row.id));
        let that = |wanted| board.sources.values().find(|row| going(row) == wanted).map(|row| row.id.clone());
        let waiting = || that(Going::Waiting).map(Self::Waiting);
        let read = || that(Going::Read).map(|_| Self::Read);
        let files = || that(Going::Files).map(Self::Files);
        let in_vain = || that(Going::Failing).map(Self::InVain);
        let paused = || that(Going::Paused).map(|_| Self::Paused);
        waiting().or_else(read).or_else(files).or_else(in_vain).or_else(paused).unwrap_or(Self::Nowhere)
    }

    /// The id of what is told where nothing has come in.
    pub(in super::super) const fn nothing(&self) -> &'static str {
        match self {
            Self::Nowhere => "sources-coming-nowhere",
            Self::Waiting(_) => "sources-coming-waits",
            Self::Read => "sources-coming-read",
            Self::Files(_) => "sources-coming-files",
            Self::InVain(_) => "sources-coming-in-vain",
            Self::Paused => "sources-coming-paused",
        }
    }

    /// Where one sees more of it.
    pub(in super::super) fn address(&self) -> String {
        match self {
            Self::Waiting(id) | Self::Files(id) | Self::InVain(id) => format!("/sources/{id}"),
            Self::Nowhere | Self::Read | Self::Paused => "/sources".to_owned(),
        }
    }

    /// The id of what that is called.
    pub(in super::super) const fn way(&self) -> &'static str {
        match self {
            Self::InVain(_) => "sources-to-why",
            Self::Waiting(_) | Self::Files(_) => "sources-to-it",
            Self::Nowhere | Self::Read | Self::Paused => "sources-title",
        }
    }

    /// After how many seconds a page that tells it looks again by itself: a look that brings nothing is no news.
    pub(in super::super) const fn renewed_after(&self) -> &'static str {
        match self {
            Self::Waiting(_) => Going::Waiting.renewed_after(),
            Self::Nowhere | Self::Read | Self::Files(_) | Self::InVain(_) | Self::Paused => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::source::{Came, FeedFault, Registration};

    use super::*;
    use crate::board::registered_source;

    #[test]
    fn what_can_still_bring_something_is_told_before_what_cannot() {
        let (mut board, at) = (Board::default(), DateTime::UNIX_EPOCH);
        assert_eq!(Coming::of(&board, &[]), Coming::Nowhere);
        let id = |id: &str| -> SourceId { id.parse().unwrap() };
        let row = registered_source();
        let fault = Some(FeedFault { what: "gone".to_owned(), raw: None });
        let files = Registration { feed: None, ..row.registration.clone() };
        let looks = [Look { source: id("wadi"), at, next: at, came: Came::Unchanged }];
        for (row, coming) in [
            (SourceRow { id: id("still"), paused: true, ..row.clone() }, Coming::Paused),
            (SourceRow { id: id("dar"), fault, ..row.clone() }, Coming::InVain(id("dar"))),
            (SourceRow { id: id("files"), registration: files, ..row.clone() }, Coming::Files(id("files"))),
            (row.clone(), Coming::Read),
            (SourceRow { id: id("zahle"), ..row }, Coming::Waiting(id("zahle"))),
        ] {
            board.sources.insert(row.id.clone(), row);
            assert_eq!(Coming::of(&board, &looks), coming);
        }
    }
}
