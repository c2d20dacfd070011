//! The inbox: what came in, to be read and commissioned.

use std::collections::BTreeSet;

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use contract::{ArticleId, Brief, Language, PieceId, Priority, Role, Subject, article};
use runtime::clock;
use serde::Deserialize;

use super::{
    ROWS,
    choosing::{Choice, priorities},
    done::{Done, onward},
    facts::follows,
    form::{Posted, typed},
    frame::{Frame, Here, page, refused},
    languages::translated_into,
    sources::Coming,
    text::{Headline, Passage, Text},
    times::When,
    words::{self, isolated},
};
use crate::{
    api::route::{Asked, At},
    ask::Version,
    board::{ArticleRow, Board},
    problem::{Kind, Problem},
    reader::{Reader, Said},
    reading,
    signed::Signed,
    state::State,
};

#[derive(Clone, Copy, Default, Deserialize)]
pub(super) struct Asking {
    article: Option<ArticleId>,
    before: Option<u64>,
    done: Option<Done>,
}

/// What the form of a commission holds, as it was filled in.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Order {
    language: String,
    priority: Priority,
    /// As `datetime-local` writes it, by the reader's clock.
    #[serde(default)]
    due: String,
    #[serde(default)]
    note: String,
}

impl Order {
    /// With the usual language, where none was chosen.
    fn or_usual(self, usual: Option<Language>) -> Self {
        match usual {
            Some(usual) if self.language.is_empty() => Self { language: usual.to_string(), ..self },
            Some(_) | None => self,
        }
    }
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    let shown = view(&state, &signed, asking, Order::default()).await?;
    let frame = shown.frame.having(asking.done);
    Ok(page(&InboxPage { frame, ..shown }))
}

pub(super) async fn commission(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<ArticleId>,
    Posted(order): Posted<Order>,
) -> Result<Response, Problem> {
    match ask(&state, &signed, id, &order).await {
        Ok(version) => {
            let done = if version.is_recorded { Done::Commissioned } else { Done::CommissionedBefore };
            Ok(onward(&format!("/inbox?article={id}"), done))
        }
        Err(problem) => {
            let asking = Asking { article: Some(id), ..Asking::default() };
            let shown = view(&state, &signed, asking, order).await?;
            let frame = shown.frame.refusing(&problem);
            Ok(refused(&problem, &InboxPage { frame, ..shown }))
        }
    }
}

async fn ask(state: &State, signed: &Signed, id: ArticleId, order: &Order) -> Result<Version, Problem> {
    let language: Language = order
        .language
        .parse()
        .map_err(|_| Problem::lacks(Kind::NoLanguageChosen, "choose the language to translate into"))?;
    let deadline = deadline(&order.due, signed.reader)?;
    let brief = Brief { priority: order.priority, deadline, note: typed(order.note.trim()) };
    let subject = Subject::article(id);
    let piece = PieceId { article: id, language: language.clone() };
    let command = article::Command::Commission { language, brief };
    let version =
        state.ask.command::<_, article::Refusal>(&subject, signed.command, &signed.actor, command).await?;
    follows(state, |board| board.pieces.get(&piece).is_some()).await;
    Ok(version)
}

fn deadline(due: &str, reader: Reader) -> Result<Option<DateTime<Utc>>, Problem> {
    if due.is_empty() {
        return Ok(None);
    }
    let parsed = NaiveDateTime::parse_from_str(due, "%Y-%m-%dT%H:%M");
    let parsed = parsed.or_else(|_| NaiveDateTime::parse_from_str(due, "%Y-%m-%dT%H:%M:%S"));
    let parsed =
        parsed.map_err(|_| Problem::lacks(Kind::NotATime, "give the time it is due as 2026-11-03T18:00"))?;
    // An hour that comes twice as clocks are put back is the first of both; one that they leave out is the next there is.
    let there = reader.zone.from_local_datetime(&parsed).earliest();
    let there = there.or_else(|| reader.zone.from_local_datetime(&(parsed + TimeDelta::hours(1))).earliest());
    Ok(there.map(|there| there.to_utc()))
}

async fn view(state: &State, signed: &Signed, asking: Asking, given: Order) -> Result<InboxPage, Problem> {
    let (now, reader) = (clock::now(), signed.reader);
    let (rows, older, article, ours, usual) = {
        let board = state.board.read();
        let newest = board.articles_by_position.range(..asking.before.unwrap_or(u64::MAX)).rev();
        let articles = newest.filter_map(|(_, id)| board.articles.get(id)).take(ROWS + 1);
        let mut rows: Vec<ArticleRow> = articles.map(|article| article.row.clone()).collect();
        let more = rows.len() > ROWS;
        rows.truncate(ROWS);
        let older = rows.last().filter(|_| more).map(|row| row.position);
        let wanted = asking.article.or_else(|| rows.first().map(|row| row.id));
        let article = wanted.and_then(|id| board.articles.get(&id).cloned());
        let usual = article.as_ref().and_then(|article| usual(&board, &article.row));
        (rows, older, article, translated_into(&board), usual)
    };
    if asking.article.is_some() && article.is_none() {
        return Err(Problem::not_found("article"));
    }
    let empty = if rows.is_empty() { Some(Empty::new(&Coming::now(state).await, signed)) } else { None };
    let chosen = match article {
        None => None,
        Some(article) => {
            let text = reading::article(state, article).await?;
            let given = given.or_usual(usual);
            let form = Form::new(signed, &text.row, ours, given);
            Some(Chosen::new(&text.row, Text::of(&text.document, reader), form, reader, now))
        }
    };
    let here = chosen.as_ref().map(|chosen| chosen.id);
    let rows = rows.into_iter().map(|row| Row::new(&row, asking.before, here, reader, now)).collect();
    let frame = Frame::new(&reader.say("frame-inbox"), Here::Inbox, signed);
    Ok(InboxPage {
        frame,
        rows,
        older,
        first: asking.before.is_none(),
        empty,
        chosen,
        asked: asking.article.is_some(),
    })
}

/// Why nothing has come in, and where something can be done about it.
struct Empty {
    words: String,
    address: String,
    way: String,
}

impl Empty {
    fn new(coming: &Coming, signed: &Signed) -> Self {
        let (reader, registers) = (signed.reader, signed.actor.roles.contains(&Role::Administrator));
        let (address, way) = if *coming == Coming::Nowhere && registers {
            ("/sources/new".to_owned(), "sources-new")
        } else {
            (coming.address(), coming.way())
        };
        Self { words: reader.say(coming.nothing()), address, way: reader.say(way) }
    }
}

/// How many pieces are looked at for what is usual.
const USUAL_OF: usize = 200;

/// The language into which an article of this language was commissioned last, if it is not in it already.
fn usual(board: &Board, row: &ArticleRow) -> Option<Language> {
    let recent = board.pieces.newest(u64::MAX).take(USUAL_OF);
    let mut into =
        recent.filter(|piece| piece.source_language == row.language).map(|piece| &piece.id.language);
    into.find(|language| !row.commissioned.contains(*language)).cloned()
}

#[derive(askama::Template)]
#[template(path = "inbox.html")]
struct InboxPage {
    frame: Frame,
    rows: Vec<Row>,
    /// Where the next page begins.
    older: Option<u64>,
    /// Whether this is the page with the newest articles.
    first: bool,
    /// None where there is something.
    empty: Option<Empty>,
    chosen: Option<Chosen>,
    /// Whether somebody asked for the chosen article.
    asked: bool,
}

struct Row {
    address: String,
    headline: Headline,
    about: String,
    words: usize,
    when: When,
    into: String,
    here: bool,
}

impl Row {
    fn new(
        row: &ArticleRow,
        before: Option<u64>,
        here: Option<ArticleId>,
        reader: Reader,
        now: DateTime<Utc>,
    ) -> Self {
        let page = before.map(|before| format!("&before={before}")).unwrap_or_default();
        Self {
            address: format!("/inbox?article={}{page}", row.id),
            headline: reader.headline(&row.language, &row.headline),
            about: about(row, &reader.language(&row.language)),
            words: row.words,
            when: reader.when(row.received_at, now),
            into: reader.listed(row.commissioned.iter().map(|language| reader.language(language))),
            here: here == Some(row.id),
        }
    }
}

/// Where it comes from, and one thing more.
fn about(row: &ArticleRow, more: &str) -> String {
    format!("{} · {} · {more}", isolated(&row.source_name), isolated(row.section.as_str()))
}

struct Chosen {
    id: ArticleId,
    about: String,
    authors: String,
    received: When,
    address: Option<String>,
    text: Text,
    /// The pieces that were made of it, by language.
    pieces: Vec<(String, String)>,
    form: Option<Form>,
}

impl Chosen {
    fn new(row: &ArticleRow, text: Text, form: Option<Form>, reader: Reader, now: DateTime<Utc>) -> Self {
        let piece =
            |language: &Language| (reader.language(language), format!("/pieces/{}_{language}", row.id));
        let revision = reader.say_with("inbox-revision", &[("number", Said::from(row.revision))]);
        Self {
            id: row.id,
            about: about(row, &revision),
            authors: reader.listed(row.authors.iter().map(|author| isolated(author))),
            received: reader.when(row.received_at, now),
            address: row.address.as_deref().and_then(words::web_address),
            text,
            pieces: row.commissioned.iter().map(piece).collect(),
            form,
        }
    }
}

/// The form of a commission, for those who may give one.
struct Form {
    languages: Vec<Choice>,
    priorities: Vec<Choice>,
    due: String,
    note: String,
}

impl Form {
    fn new(signed: &Signed, row: &ArticleRow, ours: BTreeSet<Language>, order: Order) -> Option<Self> {
        if !signed.actor.roles.contains(&Role::Editor) {
            return None;
        }
        let (due, note) = (order.due.clone(), order.note.clone());
        let reader = signed.reader;
        let (languages, priorities) =
            (into(row, ours, &order, reader), priorities(Some(order.priority), reader));
        Some(Self { languages, priorities, due, note })
    }
}

/// The languages that an article can be commissioned into: ours first. Another one is not chosen by itself.
fn into(row: &ArticleRow, ours: BTreeSet<Language>, order: &Order, reader: Reader) -> Vec<Choice> {
    let open = |language: &Language| *language != row.language && !row.commissioned.contains(language);
    let known = words::LANGUAGES.iter().filter_map(|tag| tag.parse().ok());
    let others: Vec<Language> = known.filter(|language| !ours.contains(language)).filter(open).collect();
    let ours: Vec<Language> = ours.into_iter().filter(open).collect();
    let none = ours.is_empty().then(|| Choice {
        value: String::new(),
        words: reader.say("inbox-choose"),
        chosen: order.language.is_empty(),
    });
    let choice = |language: Language| Choice {
        value: language.to_string(),
        words: reader.language(&language),
        chosen: language.as_str() == order.language,
    };
    none.into_iter().chain(ours.into_iter().chain(others).map(choice)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::in_english;

    #[test]
    fn a_deadline_is_read_as_browsers_write_it() {
        let deadline = |due| deadline(due, in_english());
        let six: DateTime<Utc> = "2026-11-03T18:00:00Z".parse().unwrap();
        assert_eq!(deadline("").unwrap(), None);
        assert_eq!(deadline("2026-11-03T18:00").unwrap(), Some(six));
        assert_eq!(deadline("2026-11-03T18:00:00").unwrap(), Some(six));
        assert!(deadline("six").is_err());
    }

    #[test]
    fn a_deadline_is_meant_by_the_clock_of_who_gives_it() {
        let berlin = Reader { zone: chrono_tz::Tz::Europe__Berlin, ..in_english() };
        let told = |due| deadline(due, berlin).unwrap().unwrap().to_rfc3339();
        assert_eq!(told("2026-11-03T18:00"), "2026-11-03T17:00:00+00:00");
        // Clocks go forward at 02:00 in the night of 29 March, and back at 03:00 in that of 25 October.
        assert_eq!(told("2026-03-29T02:30"), "2026-03-29T01:30:00+00:00");
        assert_eq!(told("2026-10-25T02:30"), "2026-10-25T00:30:00+00:00");
    }
}
