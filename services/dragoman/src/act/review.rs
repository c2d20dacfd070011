//! An editor's part: what was submitted, what is approved, what is published.

use std::time::{Duration, Instant};

use clap::Args;
use contract::{Digest, Note};
use desk::{
    api::bodies::{BlockName, Changes as Wish, PieceText, Rows, These},
    board::{PieceRow, Stage},
};
use serde::Serialize;

use super::{
    api::Answer,
    failure::Failure,
    name::{PieceName, short_piece},
    session::Session,
    table::{Table, cut},
    words::{short_digest, stage},
};

/// How long the next service may take to hear of what the one before it has done.
const HEARD_WITHIN: Duration = Duration::from_secs(10);
const ASKED_EVERY: Duration = Duration::from_millis(100);

/// As much of a headline as leaves room for the rest of a line.
const HEADLINE: usize = 50;

#[derive(Args)]
pub(crate) struct Changes {
    /// Its id, or as much of it as is plain
    piece: PieceName,
    /// What should change
    #[arg(long, value_name = "TEXT")]
    note: String,
    /// The block that the note is about [default: the whole]
    #[arg(long, value_name = "BLOCK", value_parser = super::given::block)]
    block: Option<BlockName>,
}

/// A piece and exact words of it.
#[derive(Args)]
pub(crate) struct Words {
    /// Its id, or as much of it as is plain
    piece: PieceName,
    /// The digest of the words that are meant [default: of those that stand there now]
    #[arg(long)]
    digest: Option<Digest>,
    /// Why they go on though their source has a newer revision
    #[arg(long)]
    behind: Option<String>,
}

/// What waits for an editor: submitted first, then approved and not published.
pub(super) async fn waiting(session: &Session) -> Result<(), Failure> {
    let mut rows = pieces(session, "submitted").await?.read::<Rows<PieceRow>>()?.rows;
    rows.extend(pieces(session, "approved").await?.read::<Rows<PieceRow>>()?.rows);
    let empty = "Nothing waits for review. What is being translated: dragoman queue";
    session.print_either(
        || if rows.is_empty() { empty.to_owned() } else { table(&rows) },
        || serde_json::to_string(&Rows { rows: rows.iter().collect() }).expect("it was read from JSON"),
    )?;
    match rows.first() {
        Some(row) => session.hint(format!("To read one: dragoman show {}", short_piece(&row.id))),
        None => Ok(()),
    }
}

pub(super) async fn approved(session: &Session) -> Result<(), Failure> {
    let rows =
        list(session, "approved", "Nothing waits to be published. What waits for review: dragoman review")
            .await?;
    match rows.first() {
        Some(row) => session.hint(format!("To publish one: dragoman publish {}", short_piece(&row.id))),
        None => Ok(()),
    }
}

pub(super) async fn published(session: &Session) -> Result<(), Failure> {
    let empty = "Nothing is published yet. What is approved: dragoman review --approved";
    list(session, "published", empty).await.map(drop)
}

async fn pieces(session: &Session, stage: &str) -> Result<Answer, Failure> {
    session.desk.get(&format!("/api/pieces?limit=200&stage={stage}")).await
}

async fn list(session: &Session, stage: &str, empty: &str) -> Result<Vec<PieceRow>, Failure> {
    let answer = pieces(session, stage).await?;
    let words =
        |list: Rows<PieceRow>| if list.rows.is_empty() { empty.to_owned() } else { table(&list.rows) };
    session.print(&answer, words)?;
    Ok(answer.read::<Rows<PieceRow>>()?.rows)
}

fn table(rows: &[PieceRow]) -> String {
    let row = |row: &PieceRow| {
        let headline = row.translated_headline.as_ref().unwrap_or(&row.headline);
        [
            short_piece(&row.id),
            row.words.to_string(),
            stage(row),
            cut(&row.source_name, 24),
            cut(headline, HEADLINE),
        ]
    };
    Table::new(["PIECE", "WORDS", "STANDS (UTC)", "SOURCE", "HEADLINE"], rows.iter().map(row)).to_string()
}

pub(super) async fn changes(session: &Session, changes: Changes) -> Result<(), Failure> {
    let id = session.piece(&changes.piece).await?;
    let note = Note { block: changes.block.map(|BlockName(block)| block), text: changes.note };
    let (path, wish) = (format!("/api/pieces/{id}/changes"), Wish { notes: vec![note] });
    let answer = heard(session, &path, &wish, "edit:not_submitted").await?;
    session.print(&answer, |_: PieceRow| "Sent back to the translators with your note.".to_owned())
}

pub(super) async fn approve(session: &Session, words: Words) -> Result<(), Failure> {
    let id = session.piece(&words.piece).await?;
    let digest = if let Some(digest) = words.digest {
        digest
    } else {
        // What was submitted last, as `show` has it.
        let piece: PieceText = session.desk.get(&format!("/api/pieces/{id}")).await?.read()?;
        piece.submission.ok_or(Failure::NotSubmitted)?.digest
    };
    let path = format!("/api/pieces/{id}/approval");
    let answer = heard(session, &path, &These { digest, behind: words.behind }, "edit:not_submitted").await;
    let answer = answer.map_err(|failure| {
        failure.with_findings(&id).advised("edit:behind_source", || {
            let short = short_piece(&id);
            format!(
                "To send them back: dragoman changes {short} --note \"what to do\"\n\
                 To approve them as they are: dragoman approve {short} --behind \"why\""
            )
        })
    })?;
    session.print(&answer, |_: PieceRow| format!("Approved, exactly these words: {digest}"))?;
    session.hint(format!("To publish it: dragoman publish {}", short_piece(&id)))
}

pub(super) async fn publish(session: &Session, words: Words) -> Result<(), Failure> {
    let id = session.piece(&words.piece).await?;
    let row: PieceRow = session.desk.get(&format!("/api/pieces/{id}")).await?.read()?;
    let digest = match (words.digest, row.stage) {
        (Some(digest), _) => digest,
        (None, Stage::Approved { digest, .. } | Stage::Published { digest, .. }) => digest,
        (None, Stage::Open | Stage::Claimed { .. } | Stage::Submitted { .. }) => {
            return Err(Failure::NotApproved);
        }
    };
    let path = format!("/api/pieces/{id}/publication");
    let answer =
        heard(session, &path, &These { digest, behind: words.behind }, "publication:not_approved").await;
    let answer = answer.map_err(|failure| {
        failure.advised("publication:behind_source", || {
            format!("To publish them as they are: dragoman publish {} --behind \"why\"", short_piece(&id))
        })
    })?;
    session.print(&answer, |row: PieceRow| match &row.stage {
        Stage::Published { edition, digest, .. } => {
            format!("Published, version {edition}: {}", short_digest(digest))
        }
        Stage::Open | Stage::Claimed { .. } | Stage::Submitted { .. } | Stage::Approved { .. } => stage(&row),
    })?;
    session.hint("What downstream systems get: dragoman wire follow")
}

/// The board shows what one service has done a moment before the next has heard of it: a refusal that says `not_yet`
/// is waited out.
async fn heard<B: Serialize>(
    session: &Session,
    path: &str,
    body: &B,
    not_yet: &str,
) -> Result<Answer, Failure> {
    let until = Instant::now() + HEARD_WITHIN;
    loop {
        match session.desk.post(path, body).await {
            Err(failure) if failure.refusal() == Some(not_yet) && Instant::now() < until => {
                tokio::time::sleep(ASKED_EVERY).await;
            }
            answered => return answered,
        }
    }
}
