//! The register as it is shown: proposals, terms, and what it can be narrowed by.

use chrono::{DateTime, Utc};
use contract::{Role, Subject};
use runtime::clock;

use super::{
    super::{
        ROWS,
        choosing::Narrowing,
        form::Seen,
        frame::{Frame, Here},
        languages::{choices, in_use},
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
        terms::{listed, waiting},
    },
    board::{Board, TermRow, TermStanding},
    reader::Reader,
    signed::Signed,
    state::State,
};

#[derive(askama::Template)]
#[template(path = "terms.html")]
pub(super) struct ListPage {
    pub(super) frame: Frame,
    /// What an editor has to decide, the oldest first, and how many that are in all.
    pub(super) proposals: Vec<Row>,
    pub(super) waiting: usize,
    /// Where the proposals go on, and where they begin if this is not the beginning.
    pub(super) later: Option<String>,
    pub(super) earliest: Option<String>,
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

pub(super) struct Row {
    pub(super) id: String,
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
    pub(super) seen: Seen,
}

impl ListPage {
    pub(super) fn new(state: &State, signed: &Signed, asking: &Asking) -> Self {
        let (reader, now) = (signed.reader, clock::now());
        let mut rows = listed(state, &asking.filter(), ROWS + 1);
        let older = (rows.len() > ROWS).then(|| asking.going_on("before", rows[ROWS - 1].position));
        rows.truncate(ROWS);
        let after = asking.proposed_after.unwrap_or(0);
        let proposed = TermFilter { standing: Some(TermStanding::Proposed), before: None, ..asking.filter() };
        let (mut proposals, waiting) = waiting(state, &proposed, after, ROWS + 1);
        let later =
            (proposals.len() > ROWS).then(|| asking.going_on("proposed_after", proposals[ROWS - 1].position));
        proposals.truncate(ROWS);
        let board = state.board.read();
        let row = |row: &TermRow| Row::new(row, &board, reader, now);
        Self {
            frame: Frame::new(&reader.say("terms-title"), Here::Terms, signed),
            proposals: proposals.iter().map(row).collect(),
            waiting,
            later,
            earliest: (after > 0).then(|| asking.going_on("proposed_after", 0)),
            rows: rows.iter().map(row).collect(),
            older,
            q: asking.q.clone(),
            narrowings: narrowings(&board, reader, asking),
            narrows: asking.narrows(),
            needs: why_not(signed, &[Role::Editor]),
            proposes: why_not(signed, &[Role::Editor, Role::Translator]).is_none(),
            imported: None,
            command: clock::command_id().to_string(),
        }
    }
}

/// What the register can be narrowed by, or what a file says nothing of.
fn narrowings(board: &Board, reader: Reader, asking: &Asking) -> Vec<Narrowing> {
    let ours = in_use(board);
    let narrowing = |name, label, choices| Narrowing {
        name,
        label: reader.say(label),
        any: reader.say("terms-any"),
        choices,
    };
    vec![
        narrowing("from", "terms-from", choices(reader, &ours, &asking.from)),
        narrowing("into", "terms-into", choices(reader, &ours, &asking.into)),
        narrowing("kind", "terms-kind-of", kinds(&asking.kind, reader)),
    ]
}

impl Row {
    pub(super) fn new(row: &TermRow, board: &Board, reader: Reader, now: DateTime<Utc>) -> Self {
        let entry = &row.entry;
        Self {
            id: row.id.to_string(),
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
            seen: Seen::of(board, &Subject::term(row.id)),
        }
    }
}
