//! What keeps a text from being submitted, shown where it is.

use contract::{BlockId, translation};

use super::super::{form::Fields, found::Found, frame::Message};
use crate::{api::bodies::Findings, problem::Problem, reader::Reader};

/// The blocks that want something: words, a look at what the source changed, or that what was found in them is mended.
#[derive(Default)]
pub(super) struct Wanting {
    pub(super) words: Vec<BlockId>,
    pub(super) look: Vec<BlockId>,
    pub(super) mend: Vec<Found>,
}

impl Wanting {
    /// Those that were the problem.
    pub(super) fn of(problem: &Problem, fields: &Fields, reader: Reader) -> Self {
        let refusal = problem.refusal.clone().and_then(|refusal| serde_json::from_value(*refusal).ok());
        match refusal {
            Some(translation::Refusal::BlocksMissing { blocks }) => Self { words: blocks, ..Self::default() },
            Some(translation::Refusal::SourceChanged { blocks }) => Self { look: blocks, ..Self::default() },
            Some(translation::Refusal::FindingsBlock { findings }) => {
                let mend = findings.iter().map(|finding| Found::bare(finding, fields, reader)).collect();
                Self { mend, ..Self::default() }
            }
            Some(_) | None => Self::default(),
        }
    }

    /// What still keeps the words so far from being submitted, with the reasons that are typed.
    pub(super) fn left(found: &Findings, fields: &Fields, reader: Reader) -> Self {
        let holding = found.findings.iter().filter(|found| found.holds_up);
        let mend = holding.map(|found| Found::bare(&found.finding, fields, reader)).collect();
        Self { mend, ..Self::default() }
    }

    pub(super) fn first(&self) -> Option<u32> {
        let mend = self.mend.iter().map(|found| found.block);
        self.words.iter().chain(&self.look).map(|block| block.0).chain(mend).next()
    }
}

pub(super) fn why(reader: Reader, problem: &Problem, wanting: &Wanting) -> Message {
    let words = match (wanting.words.len(), wanting.mend.len()) {
        (0, 0) => reader.problem(problem),
        (0, found) => reader.count("wanting-mend", found),
        (missing, _) => reader.count("wanting-words", missing),
    };
    Message { class: "problem", words }
}
