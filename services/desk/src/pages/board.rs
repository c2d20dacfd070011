//! The live board: what is approved and not out yet, what is behind its source, and what is on the wire.

mod asking;

use axum::{
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
};
use contract::{Language, Section};
use runtime::clock;

pub(super) use self::asking::Asking;
use self::asking::Show;
use super::{
    ROWS,
    card::{Act, Card, Line, Look, pill},
    choosing::{Chip, Choice, Narrowing},
    frame::{Frame, Here, page},
};
use crate::{
    api::route::Asked,
    board::{Board, Shelf, Spot, Stage, Wanted},
    reader::Reader,
    signed::Signed,
    state::State,
};

/// The lines of a group beside which others are shown.
const SOME: usize = 10;

/// Where the list of what is published stood before there was a board.
pub(super) async fn moved() -> Response {
    Redirect::temporary("/board?show=published").into_response()
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Response {
    let (now, reader, me) = (clock::now(), signed.reader, &signed.actor.member);
    let (shelves, counts, narrowing, warning) = {
        let board = state.board.read();
        let shelves = asking.shelves().map(|(shelf, most)| (shelf, shelved(&board, &asking, shelf, most)));
        let counts = Counts::of(&board, &asking);
        (shelves.collect::<Vec<_>>(), counts, narrowing(&board, &asking, reader), board.settings.warning())
    };
    let look = Look { reader, me, now, warning };
    let groups = shelves.into_iter().map(|(shelf, shown)| Group::new(&look, &asking, shelf, shown, &counts));
    let groups = groups.collect();
    let chip = |show: Show| Chip {
        address: asking.showing(show),
        words: reader.say_with(
            "board-chip",
            &[
                ("what", crate::reader::Said::own(reader.say(show.title()))),
                ("count", counts.of_show(show).into()),
            ],
        ),
        here: asking.show == show,
    };
    let chips = Show::ALL.map(chip);
    let title = reader.say("board-title");
    page(&BoardPage {
        frame: Frame::new(&title, Here::Board, &signed).having(asking.done),
        chips,
        show: asking.show.name(),
        narrowing,
        narrows: asking.narrows(),
        groups,
    })
}

/// Pieces of one shelf, and where the next page begins.
type Shown = (Vec<Card>, Option<Spot>);

fn shelved(board: &Board, asking: &Asking, shelf: Shelf, most: usize) -> Shown {
    let (into, section) = asking.wanted();
    let wanted = Wanted { into: into.as_ref(), section: section.as_ref(), ..Wanted::default() };
    let from = asking.from().filter(|_| asking.show != Show::All);
    let mut cards: Vec<Card> = board.pieces.shelf(shelf, wanted, from).take(most + 1).map(Card::of).collect();
    let more = cards.len() > most;
    cards.truncate(most);
    let spot = |card: &Card| match shelf {
        Shelf::Behind => (card.behind.as_ref().map_or(0, |behind| behind.since), card.row.position),
        Shelf::Submitted | Shelf::Approved | Shelf::Published => (card.row.since, card.row.position),
    };
    let next = cards.last().filter(|_| more).map(spot);
    (cards, next)
}

/// How much of what is wanted stands on each shelf.
struct Counts([usize; 3]);

impl Counts {
    fn of(board: &Board, asking: &Asking) -> Self {
        let (into, section) = asking.wanted();
        let fits = |(_, language, part): &(Shelf, Language, Section)| {
            into.as_ref().is_none_or(|into| into == language)
                && section.as_ref().is_none_or(|section| section == part)
        };
        let count = |shelf| {
            let all = board.pieces.shelved().iter().filter(|(key, _)| key.0 == shelf && fits(key));
            all.map(|(_, count)| count).sum()
        };
        Self([Shelf::Approved, Shelf::Behind, Shelf::Published].map(count))
    }

    fn of_shelf(&self, which: Shelf) -> usize {
        let [approved, behind, published] = self.0;
        match which {
            Shelf::Submitted => 0,
            Shelf::Approved => approved,
            Shelf::Behind => behind,
            Shelf::Published => published,
        }
    }

    /// What is behind is published as well.
    fn of_show(&self, show: Show) -> usize {
        match show {
            Show::All => self.of_shelf(Shelf::Approved) + self.of_shelf(Shelf::Published),
            Show::Approved => self.of_shelf(Shelf::Approved),
            Show::Behind => self.of_shelf(Shelf::Behind),
            Show::Published => self.of_shelf(Shelf::Published),
        }
    }
}

/// The languages and sections that there are.
fn narrowing(board: &Board, asking: &Asking, reader: Reader) -> Vec<Narrowing> {
    let (into, section) = asking.wanted();
    let shelved = || board.pieces.shelved().keys().filter(|key| key.0 != Shelf::Submitted);
    let languages: std::collections::BTreeSet<&Language> = shelved().map(|key| &key.1).chain(&into).collect();
    let sections: std::collections::BTreeSet<&Section> =
        shelved().map(|key| &key.2).chain(&section).collect();
    let languages = languages.into_iter().map(|language| Choice {
        value: language.to_string(),
        words: reader.language(language),
        chosen: into.as_ref() == Some(language),
    });
    let sections = sections.into_iter().map(|part| Choice {
        value: part.to_string(),
        words: part.to_string(),
        chosen: section.as_ref() == Some(part),
    });
    let any = |name, label: &str, any: &str, choices| Narrowing {
        name,
        label: reader.say(label),
        any: reader.say(any),
        choices,
    };
    vec![
        any("language", "board-language", "board-any-language", languages.collect()),
        any("section", "board-section", "board-any-section", sections.collect()),
    ]
}

fn line(look: &Look<'_>, shelf: Shelf, card: &Card) -> Line {
    let line = look.line(card);
    let (published, review) = (format!("/published/{}", card.row.id), format!("/review/{}", card.row.id));
    match shelf {
        Shelf::Behind => {
            let pills = card.behind.iter().flat_map(|behind| look.behind(behind)).collect();
            // The same piece may stand among what is published too: a line has an address of its own.
            Line { address: format!("{published}#behind"), pills, act: look.compare(card), ..line }
        }
        Shelf::Published => {
            let mut pills = vec![pill("", look.stands(&card.row.stage))];
            pills.extend(
                card.behind
                    .iter()
                    .filter(|behind| !behind.blocks.is_empty())
                    .map(|behind| pill("late", look.reader.count("card-changed", behind.blocks.len()))),
            );
            Line { act: look.go(published.clone(), "board-read"), address: published, pills, ..line }
        }
        Shelf::Submitted | Shelf::Approved => {
            let mut pills = line.pills;
            pills.push(pill("mine", look.stands(&card.row.stage)));
            pills.push(look.happened("board-since", card.moved_at));
            let may_publish = matches!(card.row.stage, Stage::Approved { .. });
            let act = if may_publish { look.go(review.clone(), "board-publish") } else { Act::Nothing };
            Line { address: review, pills, act, ..line }
        }
    }
}

#[derive(askama::Template)]
#[template(path = "board.html")]
struct BoardPage {
    frame: Frame,
    chips: [Chip; 4],
    /// The chip that is chosen, for the form that narrows the list.
    show: &'static str,
    narrowing: Vec<Narrowing>,
    /// Whether less than everything is shown.
    narrows: bool,
    groups: Vec<Group>,
}

/// One shelf.
struct Group {
    id: &'static str,
    title: String,
    count: usize,
    lines: Vec<Line>,
    /// What is said where nothing stands on it.
    empty: String,
    /// The first page, where this is another.
    first: Option<String>,
    later: Option<String>,
    /// Where the rest is, with what that is called.
    rest: Option<String>,
}

impl Group {
    fn new(look: &Look<'_>, asking: &Asking, shelf: Shelf, (cards, next): Shown, counts: &Counts) -> Self {
        let show = Show::of(shelf);
        let alone = asking.show != Show::All;
        Self {
            id: show.name(),
            title: look.reader.say(show.title()),
            count: counts.of_shelf(shelf),
            lines: cards.iter().map(|card| line(look, shelf, card)).collect(),
            empty: look.reader.say(show.empty()),
            first: (alone && asking.from().is_some()).then(|| asking.showing(show)),
            later: next.filter(|_| alone).map(|spot| asking.following(spot)),
            rest: next.filter(|_| !alone).map(|_| asking.showing(show)),
        }
    }
}
