//! Work on a piece in another tool: as an XLIFF 2.1 file, out and in.

use clap::Subcommand;
use contract::PieceId;
use desk::api::bodies::{BlockName, Brought, Came, UnitBrought};

use super::{
    failure::Failure,
    name::{PieceName, short_piece},
    session::{Session, bytes_of, print_exactly, write_new, write_over},
    table,
    words::counted,
    work::{Held, under},
};

#[derive(Subcommand)]
pub(crate) enum Xliff {
    /// Write a piece as a file
    Out {
        /// Its id, or as much of it as is plain
        piece: PieceName,
        /// The file; `-` is standard output
        #[arg(default_value = "-")]
        file: String,
        /// Write over the file where it is there already
        #[arg(long)]
        over: bool,
    },
    /// Save the words of a file, and say block by block what came of them
    In {
        #[command(flatten)]
        held: Held,
        /// The file; `-` is standard input
        file: String,
    },
}

pub(super) async fn run(session: &Session, xliff: Xliff) -> Result<(), Failure> {
    match xliff {
        Xliff::Out { piece, file, over } => {
            let id = session.piece(&piece).await?;
            let answer = session.desk.get(&format!("/api/pieces/{id}/xliff")).await?;
            if file == "-" {
                return print_exactly(answer.text());
            }
            let write = if over { write_over } else { write_new };
            write(&file, answer.text())?;
            written(session, &id, &file, answer.text())
        }
        Xliff::In { held, file } => bring(session, &held, &file).await,
    }
}

fn written(session: &Session, id: &PieceId, file: &str, text: &str) -> Result<(), Failure> {
    // The sign does not stand in the words of a file: there it is escaped.
    let blocks = counted(text.matches("<unit ").count(), "block");
    let short = short_piece(id);
    session.print_either(
        || format!("Written to {file}: {short}, {blocks}."),
        || serde_json::json!({ "written": file, "piece": id }).to_string(),
    )?;
    session.hint(format!("When the words are in: dragoman xliff in {short} {file}, while you have the piece"))
}

async fn bring(session: &Session, held: &Held, file: &str) -> Result<(), Failure> {
    let bytes = bytes_of(file)?;
    let (id, claim) = under(session, held).await?;
    let path = format!("/api/pieces/{id}/xliff?epoch={}", claim.epoch);
    let answer = session.desk.post_bytes(&path, bytes, Some("application/xliff+xml")).await?;
    session.print(&answer, |brought: Brought| report(&brought))?;
    match answer.read::<Brought>()?.refused {
        0 => {}
        count => return Err(Failure::UnitsRefused { count }),
    }
    session.hint(format!("When all is translated: dragoman submit {}", short_piece(&id)))
}

/// `12 saved, 3 as before, 1 without words, 2 refused`, and why.
fn report(brought: &Brought) -> String {
    let Brought { saved, unchanged, empty, refused, units } = brought;
    let summary = format!("{saved} saved, {unchanged} as before, {empty} without words, {refused} refused");
    let named = units.iter().filter(|unit| unit.came == Came::Saved).map(name).collect::<Vec<_>>();
    let named = if named.is_empty() { String::new() } else { format!("\n  saved: {}", named.join(", ")) };
    units.iter().filter_map(line).fold(summary + &named, |said, line| said + &line)
}

fn name(unit: &UnitBrought) -> String {
    unit.block.map_or_else(|| table::line(&unit.unit), |block| format!("block {}", BlockName(block)))
}

/// What there is to say of a unit.
fn line(unit: &UnitBrought) -> Option<String> {
    let said = match (&unit.why, &unit.replaced) {
        (Some(why), _) => why.clone(),
        (None, Some(replaced)) => {
            format!("replaces words that were saved since the file was made: {replaced}")
        }
        (None, None) => return None,
    };
    Some(format!("\n  {}: {}", name(unit), table::line(&said)))
}
