//! What events said before they could say all that they say now.

use contract::{
    Arrangement, Block, BlockKind, Document, Event, Origin, Role, article, edit, member, publication,
    translation::{self, Submission},
};

use crate::fixtures::texts::{origin, source_text};

/// The event as it was before there were marks in texts, blocks by the newsroom, findings, machine help and heads of desks.
pub fn marks(event: Event) -> Event {
    match event {
        Event::Article(event) => Event::Article(of_article(event)),
        Event::Translation(event) => Event::Translation(of_translation(event)),
        Event::Edit(edit::Event::Opened(submission)) => {
            Event::Edit(edit::Event::Opened(Box::new(submitted(*submission))))
        }
        Event::Edit(edit::Event::Approved(approval)) => {
            Event::Edit(edit::Event::Approved(Box::new(approved(*approval))))
        }
        Event::Publication(publication::Event::Prepared(approval)) => {
            Event::Publication(publication::Event::Prepared(Box::new(approved(*approval))))
        }
        Event::Publication(publication::Event::Published(mut edition)) => {
            edition.origin = plain_origin();
            edition.document = plainly(&edition.document);
            edition.digest = edition.document.digest();
            (edition.machine, edition.behind) = (Vec::new(), None);
            Event::Publication(publication::Event::Published(edition))
        }
        Event::Member(member::Event::Joined(mut membership)) => {
            membership.roles.remove(&Role::Head);
            Event::Member(member::Event::Joined(membership))
        }
        Event::Member(member::Event::RolesSet { mut roles }) => {
            roles.remove(&Role::Head);
            Event::Member(member::Event::RolesSet { roles })
        }
        Event::Edit(_)
        | Event::Source(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Member(_)
        | Event::Newsroom(_) => event,
    }
}

fn of_article(mut event: article::Event) -> article::Event {
    let (origin, document) = match &mut event {
        article::Event::Received(received) => (&mut received.origin, &mut received.document),
        article::Event::Revised(revised) => (&mut revised.origin, &mut revised.document),
        article::Event::Commissioned(commissioned) => (&mut commissioned.origin, &mut commissioned.document),
    };
    (*origin, *document) = (plain_origin(), plainly(document));
    event
}

fn of_translation(mut event: translation::Event) -> translation::Event {
    if let translation::Event::Requested(requested) = &mut event {
        (requested.origin, requested.document) = (plain_origin(), plainly(&requested.document));
    } else if let translation::Event::SourceChanged(change) = &mut event {
        (change.origin, change.document) = (plain_origin(), plainly(&change.document));
    } else if let translation::Event::Drafted { marks, .. } | translation::Event::Joined { marks, .. } =
        &mut event
    {
        marks.clear();
    } else if let translation::Event::Split { head_marks, tail_marks, .. } = &mut event {
        head_marks.clear();
        tail_marks.clear();
    } else if let translation::Event::Submitted(submission) = event {
        return translation::Event::Submitted(Box::new(submitted(*submission)));
    }
    event
}

fn submitted(submission: Submission) -> Submission {
    let Submission { document, translators, round, .. } = submission;
    let document = plainly(&document);
    Submission {
        origin: plain_origin(),
        digest: document.digest(),
        document,
        translators,
        round,
        arrangement: Arrangement::default(),
        findings: Vec::new(),
        waived: Vec::new(),
        machine: Vec::new(),
    }
}

fn approved(approval: edit::Approval) -> edit::Approval {
    let edit::Approval { document, translators, editor, .. } = approval;
    let document = plainly(&document);
    edit::Approval {
        origin: plain_origin(),
        digest: document.digest(),
        document,
        translators,
        editor,
        arrangement: Arrangement::default(),
        findings: Vec::new(),
        waived: Vec::new(),
        machine: Vec::new(),
        behind: None,
    }
}

/// The document as it would have been written before there were marks and blocks by the newsroom.
fn plainly(document: &Document) -> Document {
    let of_the_newsroom =
        |kind: &BlockKind| matches!(kind, BlockKind::Summary | BlockKind::Byline | BlockKind::Note);
    let blocks = document.blocks.iter().filter(|block| !of_the_newsroom(&block.kind));
    let plain = |block: &Block| Block { marks: Vec::new(), ..block.clone() };
    Document { blocks: blocks.map(plain).collect(), language: document.language.clone() }
}

/// The origin that named such a document.
fn plain_origin() -> Origin {
    Origin { document: plainly(&source_text()).digest(), ..origin() }
}
