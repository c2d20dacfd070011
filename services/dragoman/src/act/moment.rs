//! How an article and its pieces stood at a moment.

use chrono::{DateTime, Utc};
use desk::api::bodies::{AsItStood, Live, Moment, PieceAsItStood};

use super::{
    articles,
    failure::Failure,
    name::{ArticleName, short},
    piece,
    session::Session,
    table::{indented, line},
    words::{short_digest, time},
};

pub(super) async fn show(session: &Session, name: &ArticleName, moment: Moment) -> Result<(), Failure> {
    let id = session.article(name).await?;
    // A time in this form needs no escaping in an address: it ends in Z.
    let answer = session.desk.get(&format!("/api/articles/{id}/state?at={moment}")).await?;
    session.print(&answer, |stood: AsItStood| told(&stood, moment))?;
    session.hint(format!("Every fact, to choose another moment: dragoman timeline {}", short(id)))
}

fn told(stood: &AsItStood, moment: Moment) -> String {
    let (Some(at), Some(article)) = (stood.at, &stood.article) else {
        return format!("Nothing was there yet at {}.", said(moment));
    };
    let mut parts = vec![
        format!("As it stood after event {}, recorded {} UTC{}", stood.sequence, exactly(at), asked(moment)),
        articles::whole(article),
    ];
    if stood.pieces.is_empty() {
        parts.push("There was no piece yet.".to_owned());
    }
    parts.extend(stood.pieces.iter().map(of_piece));
    parts.join("\n\n")
}

fn said(moment: Moment) -> String {
    match moment {
        Moment::Sequence(sequence) => format!("event {sequence}"),
        Moment::Time(time) => format!("{} UTC", exactly(time)),
    }
}

fn asked(moment: Moment) -> String {
    match moment {
        Moment::Sequence(_) => String::new(),
        Moment::Time(time) => format!(", the last one by {} UTC", exactly(time)),
    }
}

fn exactly(at: DateTime<Utc>) -> String {
    at.format("%d %b %Y %H:%M:%S%.3f").to_string()
}

fn of_piece(stood: &PieceAsItStood) -> String {
    let mut parts = vec![piece::whole(&stood.text)];
    if let Some(approval) = &stood.approval {
        let (editor, at) = (line(&approval.editor.name), time(approval.at));
        parts.push(format!("Approved by {editor}, {at} UTC: {}", short_digest(&approval.digest)));
    }
    parts.push(match &stood.live {
        Some(live) => of_live(live),
        None => "Nothing was live.".to_owned(),
    });
    // What was asked for, what was kept, and the notices under what was live.
    parts.join("\n\n") + &piece::below(&stood.text)
}

fn of_live(Live { version, digest, document, published_at, .. }: &Live) -> String {
    let (at, digest) = (time(*published_at), short_digest(digest));
    let headline = indented(document.headline(), 6);
    format!("Live: version {version}, since {at} UTC, {digest}\n{headline}")
}
