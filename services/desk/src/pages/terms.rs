//! The register of terms: what waits for a decision first, then what is agreed.

mod shown;
mod typed;

use axum::{extract::State as Shared, response::Response};
use contract::{Role, TermId, term::Command};
use runtime::clock;
use serde::Deserialize;

use super::{
    done::{Done, onward},
    form::{Fields, Seen},
    frame::{Frame, Here, page, refused},
    languages::in_use,
    may::why_not,
    upload::Upload,
};
use crate::{
    api::{
        bodies::{TermFileFor, TermFilter},
        exchange::take_in,
        route::{Asked, At},
        terms::{ask, named},
    },
    board::{TermRow, TermStanding},
    problem::Problem,
    signed::Signed,
    state::State,
};
use shown::{ListPage, Row};
use typed::{Form, Typed, kind};

/// What is looked for. Forms send all of their fields: those that are empty mean nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asking {
    q: String,
    from: String,
    into: String,
    kind: String,
    standing: String,
    before: Option<u64>,
    /// The proposals that came after this place in the log.
    proposed_after: Option<u64>,
    done: Option<Done>,
}

impl Asking {
    fn filter(&self) -> TermFilter {
        let words = self.q.trim();
        TermFilter {
            from: self.from.parse().ok(),
            into: self.into.parse().ok(),
            kind: kind(&self.kind),
            standing: Some(match self.standing.as_str() {
                "retired" => TermStanding::Retired,
                _ => TermStanding::Agreed,
            }),
            contains: (!words.is_empty()).then(|| words.to_owned()),
            before: self.before,
            after: None,
            limit: None,
        }
    }

    /// Whether less than the whole register is looked at.
    fn narrows(&self) -> bool {
        [&self.q, &self.from, &self.into, &self.kind, &self.standing]
            .iter()
            .any(|field| !field.trim().is_empty())
    }

    /// The same, from another place on: `before` or `proposed_after` it.
    fn going_on(&self, name: &str, place: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("q", &self.q),
            ("from", &self.from),
            ("into", &self.into),
            ("kind", &self.kind),
            ("standing", &self.standing),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.append_pair(name, &place.to_string());
        format!("/terms?{}", query.finish())
    }
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Response {
    let shown = ListPage::new(&state, &signed, &asking);
    let frame = shown.frame.having(asking.done);
    page(&ListPage { frame, ..shown })
}

pub(super) async fn new(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Response {
    let typed = Typed { from: asking.from, into: asking.into, source: asking.q, ..Typed::default() };
    page(&TermPage::new(&state, &signed, typed, None))
}

/// Puts a term into the register, or proposes it where an editor decides.
pub(super) async fn add(
    Shared(state): Shared<State>,
    signed: Signed,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, typed) = (fields.named(signed), Typed::read(&fields));
    let decides = signed.actor.roles.contains(&Role::Editor);
    let added = match typed.entry(signed.reader) {
        Ok(entry) => {
            let (id, entry) = (named(&entry), entry);
            let command = if decides { Command::Add(entry) } else { Command::Propose(entry) };
            ask(&state, &signed, id, command).await
        }
        Err(problem) => Err(problem),
    };
    match added {
        Ok(_) => Ok(onward("/terms", if decides { Done::TermAgreed } else { Done::TermProposed })),
        Err(problem) => {
            let problem = typed.about(problem);
            Ok(not_done(&problem, TermPage::new(&state, &signed, typed, None)))
        }
    }
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<TermId>,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    let row = known(&state, id)?;
    let shown = TermPage::new(&state, &signed, Typed::of(&row.entry), Some(&row));
    let frame = shown.frame.having(asking.done);
    Ok(page(&TermPage { frame, ..shown }))
}

/// Says something else of an agreed term; a proposal is agreed to as it was mended.
pub(super) async fn change(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<TermId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, row) = (fields.named(signed), known(&state, id)?);
    // Its languages are what it is named by: the form does not offer them.
    let (from, into) = (row.entry.from.to_string(), row.entry.into.to_string());
    let typed = Typed { from, into, ..Typed::read(&fields) };
    let changed = match typed.entry(signed.reader) {
        Ok(entry) => match row.standing {
            TermStanding::Agreed => ask(&state, &signed, id, Command::Change(entry)).await,
            TermStanding::Proposed | TermStanding::Retired => {
                ask(&state, &signed, id, Command::Add(entry)).await
            }
        },
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(_) => Ok(onward(&format!("/terms/{id}"), Done::TermChanged)),
        Err(problem) => {
            let problem = typed.about(problem);
            let shown = TermPage::new(&state, &signed, typed, Some(&known(&state, id)?));
            let seen = shown.seen.refused(&fields, &problem);
            Ok(not_done(&problem, TermPage { seen, ..shown }))
        }
    }
}

/// Agrees to what was proposed, as it was.
pub(super) async fn agree(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<TermId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, row) = (fields.named(signed), known(&state, id)?);
    match ask(&state, &signed, id, Command::Add(row.entry)).await {
        Ok(_) => Ok(onward("/terms", Done::TermAgreed)),
        Err(problem) => Ok(not_on_list(&state, &signed, &problem)),
    }
}

/// Takes a term or a proposal out of the register.
pub(super) async fn retire(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<TermId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, row) = (fields.named(signed), known(&state, id)?);
    let reason = fields.get("reason").unwrap_or_default().trim().to_owned();
    let declines = row.standing == TermStanding::Proposed;
    match ask(&state, &signed, id, Command::Retire { reason }).await {
        Ok(_) => Ok(onward("/terms", if declines { Done::TermDeclined } else { Done::TermRetired })),
        Err(problem) if declines => Ok(not_on_list(&state, &signed, &problem)),
        Err(problem) => {
            Ok(not_done(&problem, TermPage::new(&state, &signed, Typed::of(&row.entry), Some(&row))))
        }
    }
}

/// Takes the entries of a file in, and tells what was not taken.
pub(super) async fn import(
    Shared(state): Shared<State>,
    signed: Signed,
    upload: Upload,
) -> Result<Response, Problem> {
    let (signed, field) =
        (upload.fields.named(signed), |name: &str| upload.fields.get(name).unwrap_or_default());
    let scope = TermFileFor {
        from: field("from").parse().ok(),
        into: field("into").parse().ok(),
        kind: kind(field("kind")),
    };
    let imported = match upload.file.chosen(signed.reader) {
        Ok(file) => take_in(&state, &signed, scope, file.bytes).await,
        Err(problem) => Err(problem),
    };
    match imported {
        Ok(imported) if imported.row.refused.is_empty() => Ok(onward("/terms", Done::TermsImported)),
        Ok(imported) => {
            let shown = ListPage::new(&state, &signed, &Asking::default());
            Ok(page(&ListPage { imported: Some(imported.row), ..shown }))
        }
        Err(problem) => Ok(not_on_list(&state, &signed, &problem)),
    }
}

fn known(state: &State, id: TermId) -> Result<TermRow, Problem> {
    state.board.read().terms.get(id).cloned().ok_or_else(|| state.lacks("term"))
}

fn not_done(problem: &Problem, shown: TermPage) -> Response {
    let frame = shown.frame.refusing(problem);
    refused(problem, &TermPage { frame, ..shown })
}

fn not_on_list(state: &State, signed: &Signed, problem: &Problem) -> Response {
    let shown = ListPage::new(state, signed, &Asking::default());
    let frame = shown.frame.refusing(problem);
    refused(problem, &ListPage { frame, ..shown })
}

#[derive(askama::Template)]
#[template(path = "terms_one.html")]
struct TermPage {
    frame: Frame,
    form: Form,
    /// The term, if it is in the register.
    row: Option<Row>,
    seen: Seen,
    /// Where the term is shown.
    address: String,
    proposed: bool,
    needs: Option<String>,
    decides: bool,
}

impl TermPage {
    fn new(state: &State, signed: &Signed, typed: Typed, term: Option<&TermRow>) -> Self {
        let (reader, board) = (signed.reader, state.board.read());
        let title = term.map_or_else(|| reader.say("terms-new-title"), |term| term.entry.source.clone());
        // Anybody who works on texts may propose a new one; what is there already is for editors.
        let needs = match term {
            Some(_) => why_not(signed, &[Role::Editor]),
            None => why_not(signed, &[Role::Editor, Role::Translator]),
        };
        let row = term.map(|term| Row::new(term, &board, reader, clock::now()));
        let (address, seen) = match &row {
            Some(row) => (row.address.clone(), row.seen),
            None => ("/terms".to_owned(), Seen::NOTHING),
        };
        Self {
            frame: Frame::new(&title, Here::Terms, signed),
            form: Form::new(typed, &in_use(&board), reader, clock::command_id().to_string()),
            row,
            seen,
            address,
            proposed: term.is_some_and(|term| term.standing == TermStanding::Proposed),
            needs,
            decides: signed.actor.roles.contains(&Role::Editor),
        }
    }
}
