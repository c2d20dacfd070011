//! The register of terms over HTTP.

use axum::{Json, extract::State as Shared};
use contract::{
    ArticleId, PieceId, Subject, TermId,
    term::{Command, Entry, Refusal},
};

use super::{
    bodies::{
        NameAsked, NameSpelled, Page, Reason, TermFilter, TermsInPiece, TermsInSource, TermsInText, TermsInto,
    },
    paging::{self, Paged},
    pieces::known,
    route::{Asked, At, Body},
    version::Shown,
};
use crate::{
    board::{TermRow, TermStanding},
    memories::people::People,
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

pub(super) async fn list(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(filter): Asked<TermFilter>,
) -> Result<Paged<Page<TermRow>>, Problem> {
    let after = paging::place(filter.after.as_deref())?.unwrap_or(u64::MAX);
    let before = Some(after.min(filter.before.unwrap_or(u64::MAX)));
    let limit = super::limit(filter.limit);
    let rows = listed(&state, &TermFilter { before, ..filter }, limit + 1);
    Ok(Paged::of(rows.into_iter(), limit, |row| row.position.to_string()))
}

/// The terms that are wanted, the newest first: so many at most.
pub(crate) fn listed(state: &State, filter: &TermFilter, most: usize) -> Vec<TermRow> {
    let board = state.board.read();
    let rows = board.terms.newest(filter.before.unwrap_or(u64::MAX)).filter(filter.wanted());
    rows.take(most).cloned().collect()
}

/// The same from the oldest on: those that came after a place in the log, so many at most, and how many there are of all.
pub(crate) fn waiting(state: &State, filter: &TermFilter, after: u64, most: usize) -> (Vec<TermRow>, usize) {
    let board = state.board.read();
    let all: Vec<&TermRow> = board.terms.newest(u64::MAX).rev().filter(filter.wanted()).collect();
    let rows = all.iter().filter(|row| row.position > after).take(most);
    (rows.map(|row| (*row).clone()).collect(), all.len())
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<TermId>,
) -> Result<Json<TermRow>, Problem> {
    let row = state.board.read().terms.get(id).cloned();
    row.map(Json).ok_or_else(|| state.lacks("term"))
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    signed: Signed,
    Body(entry): Body<Entry>,
) -> Result<Shown<TermRow>, Problem> {
    ask(&state, &signed, named(&entry), Command::Add(entry)).await
}

pub(super) async fn propose(
    Shared(state): Shared<State>,
    signed: Signed,
    Body(entry): Body<Entry>,
) -> Result<Shown<TermRow>, Problem> {
    ask(&state, &signed, named(&entry), Command::Propose(entry)).await
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<TermId>,
    Body(entry): Body<Entry>,
) -> Result<Shown<TermRow>, Problem> {
    ask(&state, &signed, id, Command::Change(entry)).await
}

pub(super) async fn retire(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<TermId>,
    Body(Reason { reason }): Body<Reason>,
) -> Result<Shown<TermRow>, Problem> {
    ask(&state, &signed, id, Command::Retire { reason }).await
}

/// The terms that stand in the newest text of an article.
pub(super) async fn of_article(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<ArticleId>,
    Asked(TermsInto { into }): Asked<TermsInto>,
) -> Result<Json<TermsInText>, Problem> {
    let article = state.board.read().articles.get(&id).cloned();
    let article = article.ok_or_else(|| state.lacks("article"))?;
    let text = reading::article(&state, article).await?;
    let into = match into {
        Some(into) => vec![into],
        None => state.board.read().terms.languages_from(&text.document.language),
    };
    state.matchers.find(&state, text.document, into).await.map(Json)
}

/// The terms and names that stand in the source text of a piece: what its translator reads.
pub(super) async fn of_piece(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<PieceId>,
) -> Result<Json<TermsInPiece>, Problem> {
    let document = reading::answered(&state, &known(&state, &id)?).await?;
    let found = state.matchers.find(&state, document.clone(), vec![id.language.clone()]).await?;
    let people = People::of(&state);
    let looking = tokio::task::spawn_blocking(move || {
        let mut in_blocks = found.blocks;
        let blocks = document.blocks.into_iter().map(|block| {
            let at = in_blocks.iter().position(|found| found.block == block.id);
            let found = at.map(|at| in_blocks.swap_remove(at).found).unwrap_or_default();
            let names = people.named(&block.text, &found, &id.language);
            TermsInSource { block: block.id, text: block.text, found, names }
        });
        let blocks = blocks.filter(|block| !block.found.is_empty() || !block.names.is_empty()).collect();
        TermsInPiece { terms: found.terms, blocks }
    });
    looking.await.map(Json).map_err(|_| Problem::unavailable("the text could not be searched"))
}

/// How a name is spelled in Latin letters, by the newsroom's lists.
pub(super) async fn spelling(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(NameAsked { name }): Asked<NameAsked>,
) -> Json<NameSpelled> {
    let spelling = People::of(&state).spelling(&name);
    Json(NameSpelled { name, spelling })
}

pub(crate) async fn ask(
    state: &State,
    signed: &Signed,
    id: TermId,
    command: Command,
) -> Result<Shown<TermRow>, Problem> {
    let subject = Subject::term(id);
    let version = state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, command).await?;
    let row = state.board.read().terms.get(id).cloned();
    row.map(|row| Shown { version, row }).ok_or_else(|| Problem::not_found("term"))
}

/// The term that an entry speaks of.
pub(crate) fn named(entry: &Entry) -> TermId {
    TermId::of(&entry.from, &entry.into, &entry.source)
}

impl TermFilter {
    fn wanted(&self) -> impl Fn(&&TermRow) -> bool {
        let words = self.contains.as_deref().map(compared);
        move |row| self.takes(row) && words.as_ref().is_none_or(|words| holds(row, words))
    }

    fn takes(&self, row: &TermRow) -> bool {
        let standing = match self.standing {
            Some(standing) => row.standing == standing,
            None => row.standing != TermStanding::Retired,
        };
        standing
            && self.from.as_ref().is_none_or(|from| row.entry.from == *from)
            && self.into.as_ref().is_none_or(|into| row.entry.into == *into)
            && self.kind.is_none_or(|kind| row.entry.kind == kind)
    }
}

/// Whether one of the forms holds these words.
fn holds(row: &TermRow, words: &str) -> bool {
    let entry = &row.entry;
    let mut forms =
        entry.source_forms().chain(entry.renderings()).chain(entry.forbidden.iter().map(String::as_str));
    forms.any(|form| compared(form).contains(words))
}

fn compared(form: &str) -> String {
    language::arabic::fold(form).to_lowercase()
}
