//! A piece: the workbench for whoever has it, to be read by everybody else.

use std::borrow::Borrow;

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{Block, BlockId, PieceId, Role, translation};
use runtime::clock;

use super::{
    arranged::{Place, to_read},
    assigning::{Given, Told},
    bench,
    done::{After, Done, onward},
    frame::{Frame, Here, page, refused},
    marked::{self, Marked},
    queue,
    text::{Source, Tongue},
    times::{Pill, When},
    words::{self, isolated},
};
use crate::{
    api::{
        bodies::PieceText,
        pieces::{known, lease_minutes, translate},
        route::{Asked, At},
    },
    board::Stage,
    listing::{is_free, is_mine},
    problem::Problem,
    reader::{Reader, Said},
    reading,
    signed::Signed,
    state::State,
};

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Asked(After { done }): Asked<After>,
) -> Result<Response, Problem> {
    let text = reading::piece(&state, known(&state, &id)?).await?;
    let (now, done) = (clock::now(), done);
    if is_mine(&text.row.stage, &signed.actor.member, now) {
        return Ok(bench::workbench(&state, &signed, text, done));
    }
    let shown = view(&state, &signed, text, now);
    let frame = shown.frame.having(done);
    Ok(page(&PiecePage { frame, ..shown }))
}

pub(super) async fn claim(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
) -> Result<Response, Problem> {
    let command = translation::Command::Claim { minutes: lease_minutes(&state) };
    match translate(&state, &signed, &id, command).await {
        Ok(_) => Ok(onward(&format!("/pieces/{id}"), Done::Claimed)),
        Err(problem) => queue::not_done(&state, &signed, id, Given::default(), &problem).await,
    }
}

/// The piece as others see it, and why something was not done.
pub(super) fn not_done(state: &State, signed: &Signed, text: PieceText, problem: &Problem) -> Response {
    let shown = view(state, signed, text, clock::now());
    let frame = shown.frame.refusing(problem);
    refused(problem, &PiecePage { frame, ..shown })
}

fn view(state: &State, signed: &Signed, text: PieceText, now: DateTime<Utc>) -> PiecePage {
    let (row, reader) = (&text.row, signed.reader);
    let free = is_free(&row.stage, now);
    let translator = signed.actor.roles.contains(&Role::Translator);
    PiecePage {
        frame: Frame::new(&row.headline, Here::Queue, signed),
        about: About::of(state, &text, signed, now),
        source: reader.tongue(&row.source_language),
        target: reader.tongue(&row.id.language),
        elsewhere: kept_elsewhere(&text, &to_read(&text, signed.reader), signed, now),
        pairs: pairs(&text, signed, now),
        stands: Whereabouts::of(&text, reader, now),
        may_claim: free && translator,
        needs_role: free && !translator,
        may_go_on: matches!(row.stage, Stage::Published { .. }) || signed.actor.roles.contains(&Role::Editor),
    }
}

fn pairs(text: &PieceText, signed: &Signed, now: DateTime<Utc>) -> Vec<Pair> {
    let pair = |place: Place| Pair {
        source: source_of(text, &place.block, signed.reader),
        words: written(text, place.block.id).to_owned(),
        marked: Marked::written(text, place.block.id),
        notes: notes_on(text, Some(place.block.id)),
        kept: kept(text, place.block.id, signed, now),
        place,
    };
    to_read(text, signed.reader).into_iter().map(pair).collect()
}

/// The source of a block, with what the source says otherwise by now.
pub(super) fn source_of(text: &PieceText, block: &Block, reader: Reader) -> Source {
    let mut open = text.source_change.iter().flat_map(|change| &change.blocks);
    let source = match open.find(|changed| changed.block == block.id) {
        Some(changed) => Source::changed(block, changed.now.as_ref(), reader),
        None => Source::of(block, reader),
    };
    Source { anchors: marked::anchors(text, block.id), ..source }
}

/// The translation of a block as it stands: what was submitted, unless the work goes on.
pub(super) fn written(text: &PieceText, block: BlockId) -> &str {
    match text.submitted() {
        Some(submitted) => submitted.document.block(block).map_or("", |block| &block.text),
        None => text.drafts.iter().find(|draft| draft.block == block).map_or("", |draft| &draft.text),
    }
}

/// What an editor asked for last about this block, or about the whole; as long as the work goes on.
pub(super) fn notes_on(text: &PieceText, block: Option<BlockId>) -> Vec<String> {
    match text.row.stage {
        Stage::Open | Stage::Claimed { .. } => {
            text.notes.iter().filter(|note| note.block == block).map(|note| note.text.clone()).collect()
        }
        Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => Vec::new(),
    }
}

/// My words that could not be saved, where they are not in the text anyhow.
pub(super) fn kept(text: &PieceText, block: BlockId, signed: &Signed, now: DateTime<Utc>) -> Vec<Kept> {
    let me = &signed.actor.member;
    let mine =
        text.rescued.iter().enumerate().filter(|(_, rescue)| rescue.block == block && rescue.by == *me);
    let missing = mine.filter(|(_, rescue)| rescue.text.trim() != written(text, block).trim());
    missing.map(|(number, rescue)| Kept::new(number, rescue, signed.reader, now)).collect()
}

/// My words that could not be saved and whose block is not on the page: it left the text.
pub(super) fn kept_elsewhere(
    text: &PieceText,
    shown: &[Place],
    signed: &Signed,
    now: DateTime<Utc>,
) -> Vec<Kept> {
    let me = &signed.actor.member;
    let is_shown = |block| shown.iter().any(|place| place.block.id == block);
    let mine = text.rescued.iter().enumerate().filter(|(_, rescue)| rescue.by == *me);
    let elsewhere = mine.filter(|(_, rescue)| !is_shown(rescue.block));
    elsewhere.map(|(number, rescue)| Kept::new(number, rescue, signed.reader, now)).collect()
}

/// Words that were refused and kept for their author.
pub(super) struct Kept {
    /// Which of all that were kept in this piece.
    pub(super) number: usize,
    /// What its block is called.
    pub(super) block: String,
    pub(super) when: When,
    pub(super) words: String,
}

impl Reader {
    /// What stands over words that were kept for a block that left the text.
    pub(super) fn kept_for(self, kept: &Kept) -> String {
        let with = [("block", Said::own(kept.block.clone())), ("time", Said::own(kept.when.words.clone()))];
        self.say_with("piece-kept-for", &with)
    }

    /// `Al-Wadi, revision 2`.
    pub(super) fn source_revision(self, source: &str, revision: impl Borrow<u32>) -> String {
        let with = [("source", Said::from(source)), ("number", (*revision.borrow()).into())];
        self.say_with("piece-source-revision", &with)
    }
}

impl Kept {
    fn new(number: usize, rescue: &translation::Rescue, reader: Reader, now: DateTime<Utc>) -> Self {
        let block = reader.block(rescue.block);
        Self { number, block, when: reader.when(rescue.at, now), words: rescue.text.clone() }
    }
}

/// What stands beside a piece, whoever looks at it.
pub(super) struct About {
    pub(super) piece: String,
    pub(super) article: String,
    pub(super) source_name: String,
    pub(super) address: Option<String>,
    pub(super) authors: String,
    pub(super) revision: u32,
    /// The newest revision, where the translation does not answer it.
    pub(super) newer: Option<u32>,
    /// The blocks whose change awaits the translator.
    pub(super) changed: Vec<u32>,
    pub(super) words: String,
    pub(super) brief: String,
    pub(super) urgent: bool,
    pub(super) due: Option<Pill>,
    /// What an editor decided about who has it.
    pub(super) assigned: Option<Told>,
    pub(super) returned: Option<String>,
    /// What an editor asked for about the whole.
    pub(super) notes: Vec<String>,
    /// What the machine is called that can be asked about its blocks, if there is one.
    pub(super) machine: Option<String>,
}

impl About {
    pub(super) fn of(state: &State, text: &PieceText, signed: &Signed, now: DateTime<Utc>) -> Self {
        let (row, reader) = (&text.row, signed.reader);
        let changed = text.source_change.iter().flat_map(|change| &change.blocks);
        let (article, warning) = {
            let board = state.board.read();
            let article = board.articles.get(&row.id.article).map(|article| article.row.clone());
            (article, board.settings.warning())
        };
        let (address, authors): (Option<String>, Vec<String>) =
            article.map(|article| (article.address, article.authors)).unwrap_or_default();
        Self {
            piece: row.id.to_string(),
            article: row.id.article.to_string(),
            source_name: row.source_name.clone(),
            address: address.as_deref().and_then(words::web_address),
            authors: reader.listed(authors.iter().map(|author| isolated(author))),
            revision: row.revision,
            newer: (row.newest_revision > row.revision).then_some(row.newest_revision),
            changed: changed.map(|changed| changed.block.0).collect(),
            words: reader.words(row.words),
            brief: row.brief.note.clone(),
            urgent: row.brief.priority == contract::Priority::Urgent,
            due: row.brief.deadline.map(|deadline| reader.due(deadline, now, warning)),
            assigned: row.assignment.as_ref().map(|assignment| Told::of(assignment, signed, now)),
            returned: reader.returned(row.returns),
            notes: notes_on(text, None),
            machine: state.machine.as_ref().map(|machine| machine.name().to_owned()),
        }
    }
}

#[derive(askama::Template)]
#[template(path = "piece.html")]
struct PiecePage {
    frame: Frame,
    about: About,
    source: Tongue,
    target: Tongue,
    pairs: Vec<Pair>,
    /// Words that were kept for blocks that left the text.
    elsewhere: Vec<Kept>,
    stands: Whereabouts,
    may_claim: bool,
    /// Whether it could be claimed, by a translator.
    needs_role: bool,
    /// Whether it is this member's turn to go on.
    may_go_on: bool,
}

struct Pair {
    place: Place,
    source: Source,
    words: String,
    marked: Marked,
    notes: Vec<String>,
    kept: Vec<Kept>,
}

/// Where a piece is on its way, and where that is shown.
struct Whereabouts {
    words: String,
    next: Option<(String, String)>,
}

impl Whereabouts {
    fn of(text: &PieceText, reader: Reader, now: DateTime<Utc>) -> Self {
        let id = &text.row.id;
        let next = |pages: &str, said| Some((format!("/{pages}/{id}"), reader.say(said)));
        let own = |said, words| reader.say_with(said, &[("what", Said::own(words))]);
        let (words, next) = match &text.row.stage {
            Stage::Open => (reader.say("piece-waits"), None),
            Stage::Claimed { lease } if lease.holds(now) => {
                let left = Said::own(reader.length(lease.until - now));
                let with = [("who", Said::from(&lease.holder.name)), ("time", left)];
                (reader.say_with("piece-has", &with), None)
            }
            Stage::Claimed { lease } => (reader.of("piece-free-again", &lease.holder.name), None),
            Stage::Submitted { translators, .. } => {
                (own("piece-with-editors", reader.names(translators)), next("review", "piece-review"))
            }
            Stage::Approved { editor, .. } => {
                (reader.of("piece-approved", &editor.name), next("review", "piece-see-approved"))
            }
            Stage::Published { at, .. } => {
                (own("piece-published", reader.when(*at, now).words), next("published", "piece-read"))
            }
        };
        Self { words, next }
    }
}
