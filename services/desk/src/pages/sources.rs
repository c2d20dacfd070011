//! Sources: what is agreed about each, how reading them goes, and what came of it.

mod agreed;
mod coming;
mod going;
mod happened;

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{Role, SourceId, Subject, source};
use runtime::clock;

use super::{
    done::{After, Done, onward},
    form::{Fields, Seen},
    frame::{Frame, Here, Message, page, refused},
    languages,
    may::why_not,
    text::Headline,
    times::When,
    upload::Upload,
};
use crate::{
    api::{
        route::{Asked, At},
        sources::{ask, read_file},
    },
    board::{ArticleRow, SourceRow},
    problem::Problem,
    reader::{Reader, Said},
    reading,
    signed::Signed,
    state::State,
};
use agreed::{Form, Typed};
pub(super) use coming::Coming;
use going::Going;
use happened::{Happened, Looked, reported};

pub(super) async fn list(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(After { done }): Asked<After>,
) -> Response {
    let (looks, now, reader) = (state.ask.looks().await, clock::now(), signed.reader);
    let looks = looks.unwrap_or_default();
    let mut rows: Vec<SourceRow> = state.board.read().sources.values().cloned().collect();
    // What fails is looked at first, and what is paused last.
    rows.sort_by_key(|row| (!row.is_failing(), row.paused, row.registration.name.clone()));
    let looked = |row: &SourceRow| looks.iter().find(|look| look.source == row.id);
    let rows = rows.iter().map(|row| Row::new(row, looked(row), reader, now)).collect();
    let frame = Frame::new(&reader.say("sources-title"), Here::Sources, &signed).having(done);
    page(&ListPage { frame, rows, needs: why_not(&signed, &[Role::Administrator]) })
}

pub(super) async fn new(Shared(state): Shared<State>, signed: Signed) -> Response {
    page(&NewPage::new(&state, &signed, Typed::empty()))
}

pub(super) async fn register(
    Shared(state): Shared<State>,
    signed: Signed,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, typed) = (fields.named(signed), Typed::read(&fields));
    let Err(problem) = register_as(&state, &signed, &typed).await else {
        return Ok(onward(&format!("/sources/{}", typed.id), Done::SourceRegistered));
    };
    let problem = typed.about(problem);
    let shown = NewPage::new(&state, &signed, typed);
    let frame = shown.frame.refusing(&problem);
    Ok(refused(&problem, &NewPage { frame, ..shown }))
}

async fn register_as(state: &State, signed: &Signed, typed: &Typed) -> Result<(), Problem> {
    let lacking = || Problem::lacking(&signed.reader.say("sources-wants-id")).about("id");
    let id = typed.id.parse().map_err(|_| lacking())?;
    let registration = typed.registration(None, signed.reader)?;
    ask(state, signed, id, source::Command::Register(registration)).await.map(drop)
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<SourceId>,
    Asked(After { done }): Asked<After>,
) -> Result<Response, Problem> {
    let shown = view(&state, &signed, &id, None).await?;
    let frame = shown.frame.having(done);
    Ok(page(&SourcePage { frame, ..shown }))
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<SourceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, typed) = (fields.named(signed), Typed { id: id.to_string(), ..Typed::read(&fields) });
    let before = known(&state, &id)?.registration;
    let changed = match typed.registration(Some(&before), signed.reader) {
        Ok(agreed) => ask(&state, &signed, id.clone(), source::Command::Change(agreed)).await.map(drop),
        Err(problem) => Err(problem),
    };
    let Err(problem) = changed else { return Ok(onward(&format!("/sources/{id}"), Done::SourceChanged)) };
    let problem = typed.about(problem);
    let shown = view(&state, &signed, &id, Some(typed)).await?;
    let (frame, seen) = (shown.frame.refusing(&problem), shown.seen.refused(&fields, &problem));
    Ok(refused(&problem, &SourcePage { frame, seen, ..shown }))
}

pub(super) async fn pause(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<SourceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, pauses) = (fields.named(signed), fields.get("paused") == Some("yes"));
    let (command, done) = if pauses {
        (source::Command::Pause, Done::SourcePaused)
    } else {
        (source::Command::Resume, Done::SourceResumed)
    };
    match ask(&state, &signed, id.clone(), command).await {
        Ok(_) => Ok(onward(&format!("/sources/{id}"), done)),
        Err(problem) => not_done(&state, &signed, &id, &problem).await,
    }
}

/// Reads a feed that came as a file, and says on the same page what came of it.
pub(super) async fn feed(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<SourceId>,
    upload: Upload,
) -> Result<Response, Problem> {
    let signed = upload.fields.named(signed);
    let read = match upload.file.chosen(signed.reader) {
        Ok(file) => read_file(&state, &signed, &id, file.content_type, &file.bytes).await,
        Err(problem) => Err(problem),
    };
    match read {
        Ok(read) => {
            let came = reported(read.row, signed.reader);
            let words = signed.reader.say_with("sources-file-read", &[("came", Said::own(came))]);
            let shown = view(&state, &signed, &id, None).await?;
            let frame = shown.frame.saying(Some(Message { class: "done", words }));
            Ok(page(&SourcePage { frame, ..shown }))
        }
        Err(problem) => not_done(&state, &signed, &id, &problem).await,
    }
}

async fn not_done(
    state: &State,
    signed: &Signed,
    id: &SourceId,
    problem: &Problem,
) -> Result<Response, Problem> {
    let shown = view(state, signed, id, None).await?;
    let frame = shown.frame.refusing(problem);
    Ok(refused(problem, &SourcePage { frame, ..shown }))
}

fn known(state: &State, id: &SourceId) -> Result<SourceRow, Problem> {
    state.board.read().sources.get(id).cloned().ok_or_else(|| state.lacks("source"))
}

async fn view(
    state: &State,
    signed: &Signed,
    id: &SourceId,
    typed: Option<Typed>,
) -> Result<SourcePage, Problem> {
    let (row, reader, now) = (known(state, id)?, signed.reader, clock::now());
    let trail = state.board.read().trails.of(id);
    let facts = reading::events(state, &Vec::from(trail.facts)).await?;
    let looks = state.ask.looks().await.unwrap_or_default();
    let look = looks.iter().find(|look| look.source == *id);
    let board = state.board.read();
    let articles = trail.articles.iter().filter_map(|id| board.articles.get(id));
    let typed = typed.unwrap_or_else(|| Typed::of(id.as_str(), &row.registration));
    let command = || clock::command_id().to_string();
    Ok(SourcePage {
        frame: Frame::new(&row.registration.name, Here::Sources, signed),
        row: Row::new(&row, look, reader, now),
        form: Form::new(typed, &languages::in_use(&board), reader, command()),
        seen: Seen::of(&board, &Subject::source(id)),
        needs: why_not(signed, &[Role::Administrator]),
        needs_to_read: why_not(signed, &[Role::Editor, Role::Administrator]),
        pause: command(),
        upload: command(),
        articles: articles.map(|article| Article::new(&article.row, reader, now)).collect(),
        happened: facts.into_iter().filter_map(|fact| Happened::new(fact, &board, reader, now)).collect(),
    })
}

#[derive(askama::Template)]
#[template(path = "sources.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    /// Why this member registers none.
    needs: Option<String>,
}

struct Row {
    id: String,
    address: String,
    name: String,
    about: String,
    going: Going,
    /// What that is called.
    state: String,
    paused: bool,
    why: Option<String>,
    since: Option<When>,
    looked: Option<Looked>,
    articles: String,
    last: Option<When>,
    aside: Option<String>,
}

impl Row {
    fn new(row: &SourceRow, look: Option<&source::Look>, reader: Reader, now: DateTime<Utc>) -> Self {
        let (agreed, going) = (&row.registration, Going::of(row, look));
        let about = [
            ("language", Said::own(reader.language(&agreed.language))),
            ("section", agreed.section.as_str().into()),
        ];
        Self {
            id: row.id.to_string(),
            address: format!("/sources/{}", row.id),
            name: agreed.name.clone(),
            about: reader.say_with("sources-about", &about),
            state: reader.say(going.title()),
            going,
            paused: row.paused,
            why: row.fault.as_ref().map(|fault| reader.fault(&fault.what)),
            since: row.failing_since.map(|since| reader.when(since, now)),
            looked: look.filter(|_| !row.paused).map(|look| Looked::new(look, reader, now)),
            articles: reader.count("sources-articles", row.articles as usize),
            last: row.received_last.map(|last| reader.when(last, now)),
            aside: (row.set_aside > 0).then(|| reader.count("sources-aside", row.set_aside as usize)),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "sources_new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    needs: Option<String>,
}

impl NewPage {
    fn new(state: &State, signed: &Signed, typed: Typed) -> Self {
        let (reader, ours) = (signed.reader, languages::in_use(&state.board.read()));
        Self {
            frame: Frame::new(&reader.say("sources-new-title"), Here::Sources, signed),
            form: Form::new(typed, &ours, reader, clock::command_id().to_string()),
            needs: why_not(signed, &[Role::Administrator]),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "sources_one.html")]
struct SourcePage {
    frame: Frame,
    row: Row,
    form: Form,
    seen: Seen,
    /// Why this member changes nothing here.
    needs: Option<String>,
    /// Why this member reads no file into it.
    needs_to_read: Option<String>,
    /// The ids of the commands that the other forms lead to.
    pause: String,
    upload: String,
    articles: Vec<Article>,
    happened: Vec<Happened>,
}

struct Article {
    address: String,
    headline: Headline,
    when: When,
    into: String,
}

impl Article {
    fn new(row: &ArticleRow, reader: Reader, now: DateTime<Utc>) -> Self {
        Self {
            address: format!("/inbox?article={}", row.id),
            headline: reader.headline(&row.language, &row.headline),
            when: reader.when(row.received_at, now),
            into: reader.listed(row.commissioned.iter().map(|language| reader.language(language))),
        }
    }
}
