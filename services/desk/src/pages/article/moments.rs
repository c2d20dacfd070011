//! The moments that somebody has asked for on an article's page: in its forms again, where they were none.

use axum::response::Response;
use contract::ArticleId;
use serde::Deserialize;

use super::{super::frame::refused, ArticlePage, Asking, Line, view};
use crate::{
    problem::{Kind, Problem},
    signed::Signed,
    state::State,
};

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Moments {
    /// At which the article is to be seen.
    pub(super) at: String,
    /// Those between which it is to be compared: picked of the timeline, or others that were typed instead.
    from: String,
    to: String,
    pub(super) other_from: String,
    pub(super) other_to: String,
}

impl Moments {
    pub(in crate::pages) fn only(at: String) -> Self {
        Self { at, ..Self::default() }
    }

    pub(in crate::pages) fn from(&self) -> &str {
        instead(&self.other_from, &self.from)
    }

    pub(in crate::pages) fn to(&self) -> &str {
        instead(&self.other_to, &self.to)
    }

    /// The same on a page that picks these unless others are: what was picked stays picked where the page shows it, and
    /// stands typed where it does not.
    fn on(self, lines: &[Line], picks: (u64, u64)) -> (Self, (u64, u64)) {
        let keep = |asked: &str, pick: u64| {
            let line = lines.iter().find(|line| line.sequence.to_string() == asked);
            line.map_or_else(|| (asked.to_owned(), pick), |line| (String::new(), line.sequence))
        };
        let ((other_from, from), (other_to, to)) = (keep(self.from(), picks.0), keep(self.to(), picks.1));
        (Self { other_from, other_to, ..self }, (from, to))
    }
}

fn instead<'a>(other: &'a str, picked: &'a str) -> &'a str {
    if other.trim().is_empty() { picked } else { other }
}

/// What is wrong with a moment, and not with the article or the desk.
const OF_A_MOMENT: [Kind; 4] = [Kind::NoMoment, Kind::NotYet, Kind::NotRecorded, Kind::Behind];

/// The article's page, with what was typed and why nothing is shown of it; other problems are given back.
pub(in crate::pages) async fn not_shown(
    state: &State,
    signed: &Signed,
    id: ArticleId,
    moments: Moments,
    problem: Problem,
) -> Result<Response, Problem> {
    if !OF_A_MOMENT.iter().any(|kind| kind.name() == problem.name()) {
        return Err(problem);
    }
    let shown = view(state, signed, id, &Asking::default()).await?;
    let (moments, picks) = moments.on(&shown.lines, shown.picks);
    let frame = shown.frame.refusing(&problem);
    Ok(refused(&problem, &ArticlePage { frame, picks, moments, ..shown }))
}
