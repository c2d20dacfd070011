//! Who belongs to the newsroom: what they may do, which languages they work in, and what they have now.

mod entering;
mod typed;

use axum::{extract::State as Shared, http::HeaderMap, response::Response};
use chrono::{DateTime, Utc};
use contract::{CommandId, MemberId, Role, Subject, member::Command};
use runtime::clock;

use super::{
    done::{After, Done, onward},
    form::{Fields, Seen},
    frame::{Frame, Here, page, refused},
    languages::in_use,
    may::why_not,
    sign_in::not_kept,
    text::Headline,
    times::{Pill, When},
};
use crate::{
    api::{
        access,
        members::{ask, give_roles, let_go},
        route::{Asked, At},
    },
    ask::Docket,
    board::{Board, MemberRow, PieceRow, Stage},
    problem::Problem,
    reader::Reader,
    signed::Signed,
    state::State,
};
use entering::{Known, account, entry};
use typed::{Form, Typed};

pub(super) async fn list(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(After { done }): Asked<After>,
) -> Result<Response, Problem> {
    let needs = why_not(&signed, &[Role::Administrator]);
    let known = if needs.is_none() { Some(Known::now(&state).await?) } else { None };
    let (reader, now, board) = (signed.reader, clock::now(), state.board.read());
    let mut members: Vec<&MemberRow> = board.members.values().collect();
    members.sort_by_key(|row| &row.membership.name);
    let entry = |row: &MemberRow| known.as_ref().map(|known| entry(&state, &known.of(row), reader, now));
    Ok(page(&ListPage {
        frame: Frame::new(&reader.say("people-title"), Here::People, &signed).having(done),
        rows: members.into_iter().map(|row| (Row::new(row, &board, &signed), entry(row))).collect(),
        needs,
    }))
}

pub(super) async fn new(Shared(state): Shared<State>, signed: Signed) -> Response {
    page(&NewPage::new(&state, &signed, Typed::default()))
}

pub(super) async fn join(
    Shared(state): Shared<State>,
    signed: Signed,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, typed) = (fields.named(signed), Typed::read(&fields));
    let joined = match typed.id.parse::<MemberId>() {
        Ok(id) => ask(&state, &signed, &id, Command::Join(typed.membership())).await,
        Err(_) => Err(Problem::lacking(&signed.reader.say("people-wants-id")).about("id")),
    };
    match joined {
        Ok(_) => Ok(onward(&format!("/people/{}", typed.id), Done::MemberJoined)),
        Err(problem) => {
            let shown = NewPage::new(&state, &signed, typed);
            let frame = shown.frame.refusing(&problem);
            Ok(refused(&problem, &NewPage { frame, ..shown }))
        }
    }
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemberId>,
    Asked(After { done }): Asked<After>,
) -> Result<Response, Problem> {
    let shown = MemberPage::new(&state, &signed, &id, None).await?;
    let frame = shown.frame.having(done);
    Ok(page(&MemberPage { frame, ..shown }))
}

/// Roles and languages are facts of their own: each is a command, whose id follows from the form's. The second rests on what
/// the first came to.
pub(super) async fn change(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemberId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, typed) = (fields.named(signed), Typed::read(&fields));
    let changed = match give_roles(&state, &signed, &id, typed.roles.clone()).await {
        Ok(given) => {
            let of_languages = Docket {
                id: CommandId::caused_by(signed.command.id, "languages"),
                seen: signed.command.seen.map(|_| given.version.number),
            };
            let command = Command::SetLanguages { languages: typed.languages.clone() };
            ask(&state, &Signed { command: of_languages, ..signed.clone() }, &id, command).await
        }
        Err(problem) => Err(problem),
    };
    let Err(problem) = changed else { return Ok(onward(&format!("/people/{id}"), Done::MemberChanged)) };
    let shown = MemberPage::new(&state, &signed, &id, Some(typed)).await?;
    let (frame, seen) = (shown.frame.refusing(&problem), shown.seen.refused(&fields, &problem));
    Ok(refused(&problem, &MemberPage { frame, seen, ..shown }))
}

/// Somebody leaves: only once it was said that this is meant.
pub(super) async fn leave(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemberId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let signed = fields.named(signed);
    let left = if fields.get("meant") == Some("yes") {
        let_go(&state, &signed, &id).await
    } else {
        Err(Problem::lacking(&signed.reader.say("people-wants-meant")).about("meant"))
    };
    match left {
        Ok(_) => Ok(onward("/people", Done::MemberLeft)),
        Err(problem) => not_done(&state, &signed, &id, &problem).await,
    }
}

/// Makes a link by which the member comes in. It is shown once, on the page that answers; sent again the same form gives
/// the same link.
pub(super) async fn invite(
    Shared(state): Shared<State>,
    signed: Signed,
    headers: HeaderMap,
    At(id): At<MemberId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let signed = fields.named(signed);
    let email = fields.get("email").map(str::trim).filter(|email| !email.is_empty()).map(str::to_owned);
    match access::make_invitation(&state, &signed, &headers, id.clone(), email.clone()).await {
        Ok(made) => {
            let until = signed.reader.when(made.until, clock::now());
            let shown = MemberPage::new(&state, &signed, &id, None).await?;
            Ok(not_kept(page(&MemberPage { invited: Some((made.link, until)), ..shown })))
        }
        Err(problem) => {
            let shown = MemberPage::new(&state, &signed, &id, None).await?;
            let (frame, email) = (shown.frame.refusing(&problem), email.unwrap_or_default());
            Ok(refused(&problem, &MemberPage { frame, email, ..shown }))
        }
    }
}

/// Forgets by which account a member comes in: it was bound to the wrong one, or they have another.
pub(super) async fn unbind(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemberId>,
    _: Fields,
) -> Result<Response, Problem> {
    match access::unbind_account(&state, &signed, &id).await {
        Ok(_) => Ok(onward(&format!("/people/{id}"), Done::AccountForgotten)),
        Err(problem) => not_done(&state, &signed, &id, &problem).await,
    }
}

async fn not_done(
    state: &State,
    signed: &Signed,
    id: &MemberId,
    problem: &Problem,
) -> Result<Response, Problem> {
    let shown = MemberPage::new(state, signed, id, None).await?;
    let frame = shown.frame.refusing(problem);
    Ok(refused(problem, &MemberPage { frame, ..shown }))
}

#[derive(askama::Template)]
#[template(path = "people.html")]
struct ListPage {
    frame: Frame,
    /// Each with whether they have come in, where this member is told.
    rows: Vec<(Row, Option<Pill>)>,
    needs: Option<String>,
}

struct Row {
    id: String,
    address: String,
    name: String,
    roles: String,
    languages: String,
    holds: String,
    me: bool,
}

impl Row {
    fn new(row: &MemberRow, board: &Board, signed: &Signed) -> Self {
        let (reader, membership) = (signed.reader, &row.membership);
        let languages = membership.languages.iter().map(|language| reader.language(language));
        Self {
            id: row.id.to_string(),
            address: format!("/people/{}", row.id),
            name: membership.name.clone(),
            roles: reader.roles(&membership.roles),
            languages: if membership.languages.is_empty() {
                reader.say("people-any-language")
            } else {
                reader.listed(languages)
            },
            holds: reader.count("people-holds", board.pieces.claimed_by(&row.id).count()),
            me: row.id == signed.actor.member,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "people_new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    needs: Option<String>,
}

impl NewPage {
    fn new(state: &State, signed: &Signed, typed: Typed) -> Self {
        let (reader, ours) = (signed.reader, in_use(&state.board.read()));
        Self {
            frame: Frame::new(&reader.say("people-new-title"), Here::People, signed),
            form: Form::new(typed, &ours, reader, clock::command_id().to_string()),
            needs: why_not(signed, &[Role::Administrator]),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "people_one.html")]
struct MemberPage {
    frame: Frame,
    row: Row,
    form: Form,
    seen: Seen,
    held: Vec<Held>,
    needs: Option<String>,
    /// The ids of the commands by which the member leaves, and is invited.
    leave: String,
    invite: String,
    /// The address of their account, as it was typed.
    email: String,
    /// The link by which the member comes in, and until when.
    invited: Option<(String, When)>,
    /// Whether the member has come in.
    entry: Pill,
    /// What is said of the account at the provider by which the member comes in.
    account: Option<String>,
}

/// A piece that the member has.
struct Held {
    address: String,
    headline: Headline,
    into: String,
    until: Option<Pill>,
}

impl MemberPage {
    async fn new(
        state: &State,
        signed: &Signed,
        id: &MemberId,
        typed: Option<Typed>,
    ) -> Result<Self, Problem> {
        let credential = state.access.credentials().of(&access::owner(state, id)?).await?;
        let (reader, now, board) = (signed.reader, clock::now(), state.board.read());
        let Some(row) = board.members.get(id) else { return Err(state.lacks("member")) };
        let typed = typed.unwrap_or_else(|| Typed::of(row));
        Ok(Self {
            frame: Frame::new(&row.membership.name, Here::People, signed),
            row: Row::new(row, &board, signed),
            form: Form::new(typed, &in_use(&board), reader, clock::command_id().to_string()),
            seen: Seen::of(&board, &Subject::member(id)),
            held: board.pieces.claimed_by(id).map(|piece| Held::new(piece, id, reader, now)).collect(),
            needs: why_not(signed, &[Role::Administrator]),
            leave: clock::command_id().to_string(),
            invite: clock::command_id().to_string(),
            email: String::new(),
            invited: None,
            entry: entry(state, &credential, reader, now),
            account: account(&credential, reader),
        })
    }
}

impl Held {
    fn new(row: &PieceRow, id: &MemberId, reader: Reader, now: DateTime<Utc>) -> Self {
        let until = match &row.stage {
            Stage::Claimed { lease } => {
                let left = reader.length(lease.until - now);
                let class = if lease.holder.member == *id && lease.holds(now) { "" } else { "soon" };
                Some(Pill { class, words: reader.of("people-left", &left), iso: lease.until.to_rfc3339() })
            }
            Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => None,
        };
        Self {
            address: format!("/queue?piece={}", row.id),
            headline: reader.headline(&row.source_language, &row.headline),
            into: reader.language(&row.id.language),
            until,
        }
    }
}
