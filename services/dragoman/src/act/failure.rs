//! Why an act came to nothing.

use std::{error::Error, io, path::PathBuf};

use contract::{BlockId, MemberId, PieceId};
use desk::{Problem, api::bodies::BlockName};

use crate::place::PlaceError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("say who acts: --as MEMBER on the newsroom's machine, or --token TOKEN")]
    Nobody,
    #[error("`{given}` is not a web address: give one such as http://127.0.0.1:4280")]
    NotAnAddress { given: String },
    #[error("no newsroom runs in {}: start one with `dragoman up`, or say with --desk where it is", folder.display())]
    NoDesk { folder: PathBuf },
    #[error("the desk at {address} does not answer; is the newsroom running?")]
    Unreachable { address: String, source: reqwest::Error },
    #[error("the desk does not know `{member}`: not a member of this newsroom, or another newsroom's key")]
    NotAMember { member: MemberId },
    /// The desk says no: the problem, and as it stood in the answer.
    #[error("{}", problem.detail)]
    Refused { problem: Box<Problem>, json: String },
    #[error("the desk answered {status} in a way that this program does not know; is it of another version?")]
    Unknown { status: u16 },
    #[error("the desk's answer cannot be read; is it of another version?")]
    Unreadable(#[source] serde_json::Error),
    #[error("no {what} begins with `{given}`{}", among(*looked_at))]
    NotThere { what: &'static str, given: String, looked_at: usize },
    #[error("`{given}` could be several; give more of it: {}", of.join(", "))]
    Ambiguous { given: String, of: Vec<String> },
    #[error("claim it first")]
    NotClaimed,
    #[error("claim it first; your words were kept, and `dragoman show` has them")]
    KeptUnclaimed,
    /// What holds words up, listed before the desk's no.
    #[error("{listed}\n\n{why}")]
    HeldUp { listed: String, why: Box<Failure> },
    /// The desk's no, and what can be done about it from here.
    #[error("{why}\n{advice}")]
    Advised { why: Box<Failure>, advice: String },
    #[error("{block} is taken out by an empty text: dragoman draft {piece} {block} \"\"")]
    TakenOutByWords { piece: String, block: BlockName },
    #[error("a note by the newsroom has words: dragoman note {piece} {after} TEXT")]
    NoteWithoutWords { piece: String, after: BlockName },
    #[error("the source did not change block {}, so that nothing is to be accepted there{open}", blocks.join(", "))]
    NotOpen { blocks: Vec<String>, open: String },
    #[error("{} refused, as is said above; what was saved stays saved", super::words::counted(*count, "unit"))]
    UnitsRefused { count: usize },
    #[error("{file} is no XML, and therefore no TMX; a table of names is taken in with --names")]
    NotXml { file: String },
    #[error("{file} is no style: `dragoman style show LANGUAGE --json` prints one")]
    NotAStyle { file: String, source: serde_json::Error },
    #[error("nobody has submitted it for review yet")]
    NotSubmitted,
    #[error("it is not approved yet")]
    NotApproved,
    #[error(
        "the file has {given} paragraphs, separated by empty lines; the piece has {wanted} blocks with words, \
         its headline among them: `dragoman show` has them in order"
    )]
    Paragraphs { given: usize, wanted: usize },
    #[error(
        "no words came, and nothing was changed; to take the words of a block away, give an empty text: \
         dragoman draft {piece} {block} \"\""
    )]
    NoWords { piece: String, block: BlockName },
    #[error("{} saved; not saved:\n{listed}", super::words::counted(*saved, "block"))]
    NotAllSaved { saved: usize, listed: String },
    #[error("cannot read {path}")]
    File { path: String, source: io::Error },
    #[error("{path} is there already; give another name, or --over to write over it")]
    IsThere { path: String },
    #[error("cannot write {path}")]
    Unwritten { path: String, source: io::Error },
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error("no cryptography for a connection to the desk")]
    NoClient(#[source] reqwest::Error),
    #[error("standard output cannot be written")]
    Unheard(#[source] io::Error),
}

impl Failure {
    /// Whether whoever read what was printed has had enough, as `head` has.
    pub(super) fn is_enough(&self) -> bool {
        matches!(self, Self::Unheard(cause) if cause.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The same, with what holds the words of a piece up, where something does.
    pub(super) fn with_findings(self, piece: &PieceId) -> Self {
        match super::findings::holding_up(piece, &self) {
            Some(listed) => Self::HeldUp { listed, why: Box::new(self) },
            None => self,
        }
    }

    /// The same with what can be done, where the desk has refused it for this.
    pub(super) fn advised(self, refusal: &str, advice: impl FnOnce() -> String) -> Self {
        if self.refusal() == Some(refusal) {
            Self::Advised { advice: advice(), why: Box::new(self) }
        } else {
            self
        }
    }

    /// Whether the command line was at fault.
    pub(super) fn is_misuse(&self) -> bool {
        matches!(self, Self::Nobody | Self::NotAnAddress { .. })
    }

    /// What happened and its innermost cause: those between repeat each other.
    pub(super) fn in_full(&self) -> String {
        let mut innermost = self.source();
        while let Some(deeper) = innermost.and_then(Error::source) {
            innermost = Some(deeper);
        }
        innermost.map_or_else(|| self.to_string(), |cause| format!("{self} ({cause})"))
    }

    /// The problem as the desk gave it, or one of our own in the same form (RFC 9457).
    pub(super) fn json(&self) -> String {
        if let Self::Refused { json, .. } = self {
            return json.clone();
        }
        if let Self::HeldUp { why, .. } | Self::Advised { why, .. } = self {
            return why.json();
        }
        let title = "The command line could not do it";
        serde_json::json!({ "type": "about:blank", "title": title, "detail": self.in_full() }).to_string()
    }

    /// The blocks that the desk's refusal names, such as `block 1, 3`.
    pub(super) fn blocks(&self) -> String {
        let Self::Refused { problem, .. } = self else { return String::new() };
        let named = problem.refusal.as_ref().and_then(|refusal| refusal.get("blocks")).cloned();
        let blocks: Vec<BlockId> = named.and_then(|all| serde_json::from_value(all).ok()).unwrap_or_default();
        let blocks: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        format!("block {}", blocks.join(", "))
    }

    /// Whether words that could not be saved were kept for their author.
    pub(super) fn is_kept(&self) -> bool {
        matches!(self, Self::Refused { problem, .. } if problem.kept == Some(true))
    }

    /// Whether the desk refused this and may well take what is like it: neither is it away, nor does it know nothing of who
    /// acts or of the piece.
    pub(super) fn is_about_words(&self) -> bool {
        matches!(self, Self::Refused { problem, .. } if matches!(problem.status, 400 | 409 | 413 | 422))
    }

    /// The name of the desk's refusal, such as `edit:not_submitted`.
    pub(super) fn refusal(&self) -> Option<&str> {
        let Self::Refused { problem, .. } = self else { return None };
        problem.kind.strip_prefix("urn:dragoman:problem:")
    }
}

/// Beside how many it was looked for.
fn among(looked_at: usize) -> String {
    if looked_at == 0 { "; there is none yet".to_owned() } else { format!(", among the {looked_at} newest") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str) -> Failure {
        let problem = serde_json::json!({
            "type": format!("urn:dragoman:problem:{name}"), "title": "no", "status": 422, "detail": "the desk says no",
            "refusal": { "type": "x", "blocks": [1, 3] },
        });
        Failure::Refused {
            problem: Box::new(serde_json::from_value(problem.clone()).unwrap()),
            json: problem.to_string(),
        }
    }

    #[test]
    fn a_refusal_says_what_can_be_done_about_just_that() {
        let advised = refused("edit:behind_source").advised("edit:behind_source", || "--behind".to_owned());
        assert_eq!(advised.in_full(), "the desk says no\n--behind");
        assert_eq!(advised.json(), refused("edit:behind_source").json(), "the answer stays the desk's");
        let other = refused("edit:not_submitted").advised("edit:behind_source", || "--behind".to_owned());
        assert_eq!(other.in_full(), "the desk says no");
        assert_eq!(refused("translation:blocks_missing").blocks(), "block 1, 3");
    }
}
