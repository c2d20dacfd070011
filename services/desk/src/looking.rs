//! Looking at the words of a piece beside the source that they answer.

use contract::{Arrangement, BlockId, Document, Language, Looked, Written};

use crate::api::bodies::PieceText;

/// The words so far, as they would be submitted, looked at.
pub(crate) fn drafted(text: &PieceText) -> Looked {
    looked(&text.document, &translation(text, &text.row.id.language))
}

/// What was submitted, looked at again. Where nothing was, the words so far are.
pub(crate) fn submitted(text: &PieceText) -> Looked {
    match &text.submission {
        Some(submission) => looked(&text.document, &submission.document),
        None => drafted(text),
    }
}

fn translation(text: &PieceText, language: &Language) -> Document {
    let written = |block: BlockId| {
        let draft = text.drafts.iter().find(|draft| draft.block == block);
        draft.map_or_else(Written::default, |draft| Written { text: &draft.text, marks: &draft.marks })
    };
    Arrangement::default().compose(&text.document, language, written)
}

fn looked(source: &Document, target: &Document) -> Looked {
    Looked { source: source.digest(), target: target.digest(), findings: Vec::new() }
}
