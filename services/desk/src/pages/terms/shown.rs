//! The register as it is shown: proposals, terms, and what it can be narrowed by.

use chrono::{DateTime, Utc};
use contract::Role;
use runtime::clock;

use super::{
    super::{
        ROWS,
        choosing::Choice,
        frame::{Frame, Here},
        languages::{in_use, one_of},
        may::why_not,
        text::Tongue,
        times::When,
    },
    Asking,
    typed::{kinds, named},
};
use crate::{
    api::{
        bodies::{Imported, TermFilter},
        terms::listed,
    },
    board::{TermRow, TermStanding},
    reader::Reader,
    signed::Signed,
    state::State,
};

#[derive(askama::Template)]
#[template(path = "terms.html")]
pub(super) struct ListPage {
    pub(super) frame: Frame,
    /// What an editor has to decide, the oldest first.
    pub(super) proposals: Vec<Row>,
    pub(super) rows: Vec<Row>,
    pub(super) older: Option<String>,
    pub(super) q: String,
    pub(super) narrowings: Vec<Narrowing>,
    pub(super) narrows: bool,
    /// Why this member decides nothing.
    pub(super) needs: Option<String>,
    /// Whether this member may at least propose.
    pub(super) proposes: bool,
    pub(super) imported: Option<Imported>,
    pub(super) command: String,
}

/// One thing that the register can be narrowed by, or that a file says nothing of.
pub(super) struct Narrowing {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) choices: Vec<Choice>,
}

pub(super) struct Row {
    pub(super) address: String,
    pub(super) from: Tongue,
    pub(super) into: Tongue,
    pub(super) source: String,
    pub(super) rendering: String,
    pub(super) about: String,
    pub(super) note: String,
    pub(super) by: String,
    pub(super) when: When,
    pub(super) retired: bool,
    pub(super) command: String,
}

impl ListPage {
    pub(super) fn new(state: &State, signed: &Signed, asking: &Asking) -> Self {
        let (reader, now) = (signed.reader, clock::now());
        let mut rows = listed(state, &asking.filter(), ROWS + 1);
        let older = (rows.len() > ROWS).then(|| asking.older(rows[ROWS - 1].position));
        rows.truncate(ROWS);
        let proposed = TermFilter { standing: Some(TermStanding::Proposed), before: None, ..asking.filter() };
        let mut proposals = listed(state, &proposed, ROWS + 1);
        proposals.reverse();
        let row = |row: &TermRow| Row::new(row, reader, now);
        Self {
            frame: Frame::new(&reader.say("terms-title"), Here::Terms, signed),
            proposals: proposals.iter().map(row).collect(),
            rows: rows.iter().map(row).collect(),
            older,
            q: asking.q.clone(),
            narrowings: narrowings(state, reader, asking),
            narrows: asking.narrows(),
            needs: why_not(signed, &[Role::Editor]),
            proposes: why_not(signed, &[Role::Editor, Role::Translator]).is_none(),
            imported: None,
            command: clock::command_id().to_string(),
        }
    }
}

fn narrowings(state: &State, reader: Reader, asking: &Asking) -> Vec<Narrowing> {
    let ours = in_use(&state.board.read());
    let any = Choice { value: String::new(), words: reader.say("terms-any"), chosen: asking.kind.is_empty() };
    let kinds = std::iter::once(any).chain(kinds(&asking.kind, reader)).collect();
    let narrowing = |name, label, choices| Narrowing { name, label: reader.say(label), choices };
    vec![
        narrowing("from", "terms-from", one_of(reader, &ours, &asking.from, "terms-any")),
        narrowing("into", "terms-into", one_of(reader, &ours, &asking.into, "terms-any")),
        narrowing("kind", "terms-kind-of", kinds),
    ]
}

impl Row {
    pub(super) fn new(row: &TermRow, reader: Reader, now: DateTime<Utc>) -> Self {
        let entry = &row.entry;
        Self {
            address: format!("/terms/{}", row.id),
            from: reader.tongue(&entry.from),
            into: reader.tongue(&entry.into),
            source: entry.source.clone(),
            rendering: entry.rendering.clone(),
            about: named(entry.kind, reader),
            note: entry.note.clone(),
            by: row.by.name.clone(),
            when: reader.when(row.at, now),
            retired: row.standing == TermStanding::Retired,
            command: clock::command_id().to_string(),
        }
    }
}
