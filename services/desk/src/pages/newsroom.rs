//! Your newsroom: what is still missing before a first piece can go out, and what holds for all work.

use axum::{extract::State as Shared, response::Response};
use contract::{MemberId, Role, Subject, newsroom::Settings};
use runtime::clock;

use super::{
    done::{After, Done, onward},
    form::{Fields, Seen},
    frame::{Frame, Here, page, refused},
    may::why_not,
    policies,
    sources::Coming,
};
use crate::{
    api::{newsroom::decide_settings, route::Asked},
    board::Board,
    problem::Problem,
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(After { done }): Asked<After>,
) -> Response {
    let shown = NewsroomPage::new(&state, &signed, None).await;
    let frame = shown.frame.having(done);
    page(&NewsroomPage { frame, ..shown })
}

pub(super) async fn adjust(
    Shared(state): Shared<State>,
    signed: Signed,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, typed) = (fields.named(signed), Typed::read(&fields));
    let decided = match typed.settings(signed.reader) {
        Ok(settings) => decide_settings(&state, &signed, settings).await,
        Err(problem) => Err(problem),
    };
    let Err(problem) = decided else { return Ok(onward("/newsroom", Done::NewsroomAdjusted)) };
    let shown = NewsroomPage::new(&state, &signed, Some(typed)).await;
    let (frame, seen) = (shown.frame.refusing(&problem), shown.seen.refused(&fields, &problem));
    Ok(refused(&problem, &NewsroomPage { frame, seen, ..shown }))
}

/// What holds for all work, as it is typed.
struct Typed {
    lease: String,
    most: String,
    warning: String,
}

impl Typed {
    fn of(settings: &Settings) -> Self {
        Self {
            lease: settings.lease_minutes.to_string(),
            most: settings.claims_most.map(|most| most.to_string()).unwrap_or_default(),
            warning: settings.warning_minutes.to_string(),
        }
    }

    fn read(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
        Self { lease: text("lease"), most: text("most"), warning: text("warning") }
    }

    fn settings(&self, reader: Reader) -> Result<Settings, Problem> {
        let number = |given: &str, field: &str| {
            let wants = |_| Problem::lacking(&reader.say("newsroom-wants-numbers")).about(field);
            given.parse::<u32>().map_err(wants)
        };
        Ok(Settings {
            lease_minutes: number(&self.lease, "lease")?,
            claims_most: if self.most.is_empty() { None } else { Some(number(&self.most, "most")?) },
            warning_minutes: number(&self.warning, "warning")?,
        })
    }
}

#[derive(askama::Template)]
#[template(path = "newsroom.html")]
struct NewsroomPage {
    frame: Frame,
    /// How many steps are done, of how many.
    done: String,
    all_done: bool,
    is_demonstration: bool,
    steps: Vec<Step>,
    /// After how many seconds they are looked at again by themselves.
    renewed_after: &'static str,
    typed: Typed,
    needs: Option<String>,
    command: String,
    /// Where the settings are shown, and which of them.
    address: &'static str,
    seen: Seen,
}

/// One thing that a newsroom needs before a first piece can go out.
struct Step {
    done: bool,
    words: String,
    /// What there is, or what is missing.
    told: String,
    /// Where it is done, and what that is called.
    way: (String, String),
}

impl NewsroomPage {
    async fn new(state: &State, signed: &Signed, typed: Option<Typed>) -> Self {
        let coming = Coming::now(state).await;
        let (reader, board) = (signed.reader, state.board.read());
        let steps = steps(&board, &coming, reader);
        let done = steps.iter().filter(|step| step.done).count();
        let counts = [("done", done.into()), ("all", steps.len().into())];
        Self {
            frame: Frame::new(&reader.say("newsroom-title"), Here::Newsroom, signed),
            done: reader.say_with("newsroom-steps", &counts),
            all_done: done == steps.len(),
            is_demonstration: signed.guide.is_some(),
            steps,
            renewed_after: coming.renewed_after(),
            typed: typed.unwrap_or_else(|| Typed::of(&board.settings)),
            needs: why_not(signed, &[Role::Administrator]),
            command: clock::command_id().to_string(),
            address: "/newsroom",
            seen: Seen::of(&board, &Subject::newsroom()),
        }
    }
}

/// The page on which somebody begins who wants nothing in particular: a newsroom that takes from nowhere yet is set up first.
pub(super) fn beginning(board: &Board, signed: &Signed) -> &'static str {
    let is_new = board.sources.is_empty() && signed.actor.roles.contains(&Role::Administrator);
    if is_new { "/newsroom" } else { "/day" }
}

/// Whether a step is left before a first piece can go out. When feeds were looked at last decides none of them.
pub(super) fn is_unfinished(board: &Board, reader: Reader) -> bool {
    steps(board, &Coming::of(board, &[]), reader).iter().any(|step| !step.done)
}

fn steps(board: &Board, coming: &Coming, reader: Reader) -> Vec<Step> {
    let way = |address: &str, id: &str| (address.to_owned(), reader.say(id));
    let articles = Step {
        done: !board.articles.is_empty(),
        words: reader.say("newsroom-article"),
        told: match board.articles.len() {
            0 => reader.say(coming.nothing()),
            there => reader.count("newsroom-articles", there),
        },
        way: way("/inbox", "newsroom-to-inbox"),
    };
    let pieces = board.pieces.asked().values().sum();
    let piece = Step {
        done: pieces > 0,
        words: reader.say("newsroom-commission"),
        told: reader.count("newsroom-pieces", pieces),
        way: way("/inbox", "newsroom-to-inbox"),
    };
    let published = board.pieces.on_the_wire();
    let first = Step {
        done: published > 0,
        words: reader.say("newsroom-first"),
        told: reader.count("newsroom-published", published),
        way: if published > 0 {
            way("/board", "newsroom-to-board")
        } else {
            way("/queue", "newsroom-to-queue")
        },
    };
    vec![
        source_of(board, coming, reader),
        articles,
        people_of(board, reader),
        policies_of(board, reader),
        piece,
        first,
    ]
}

/// A source from which something can come: one whose feed cannot be read is not enough.
fn source_of(board: &Board, coming: &Coming, reader: Reader) -> Step {
    let registered = || reader.count("newsroom-sources", board.sources.len());
    let (done, told, address, called) = match coming {
        Coming::Nowhere => (false, registered(), "/sources/new".to_owned(), "sources-title"),
        Coming::InVain(_) => (false, reader.say(coming.nothing()), coming.address(), coming.way()),
        Coming::Waiting(_) | Coming::Read | Coming::Files(_) | Coming::Paused => {
            (true, registered(), "/sources".to_owned(), "sources-title")
        }
    };
    Step { done, words: reader.say("newsroom-source"), told, way: (address, reader.say(called)) }
}

/// A translator, and an editor who is somebody else: nobody approves their own translation.
fn people_of(board: &Board, reader: Reader) -> Step {
    let with = |role: Role| -> Vec<&MemberId> {
        let members = board.members.values().filter(|row| row.membership.roles.contains(&role));
        members.map(|row| &row.id).collect()
    };
    let (translators, editors) = (with(Role::Translator), with(Role::Editor));
    let four_eyes = translators.iter().any(|one| editors.iter().any(|other| other != one));
    let told = match (translators.is_empty(), editors.is_empty(), four_eyes) {
        (true, true, _) => "newsroom-no-people",
        (true, false, _) => "newsroom-no-translator",
        (false, true, _) => "newsroom-no-editor",
        (false, false, false) => "newsroom-two-eyes",
        (false, false, true) => "newsroom-four-eyes",
    };
    Step {
        done: four_eyes,
        words: reader.say("newsroom-people"),
        told: reader.say(told),
        way: (if four_eyes { "/people" } else { "/people/new" }.to_owned(), reader.say("newsroom-to-people")),
    }
}

/// The policies of every language that is translated into. Where there is none yet, nothing is known to be missing, but
/// nothing is there either.
fn policies_of(board: &Board, reader: Reader) -> Step {
    let missing = policies::missing(board);
    let lacks = missing.iter().map(|(language, kinds)| {
        let kinds = reader.listed(kinds.iter().map(|kind| policies::named(*kind, reader)));
        let with = [("language", Said::own(reader.language(language))), ("kinds", Said::own(kinds))];
        reader.say_with("newsroom-lacks", &with)
    });
    let done = missing.is_empty() && !board.policies.is_empty();
    let told = match (missing.is_empty(), done) {
        (true, true) => reader.say("newsroom-policies-all"),
        (true, false) => reader.say("newsroom-policies-none"),
        (false, _) => lacks.collect::<Vec<_>>().join(" "),
    };
    let words = reader.say("newsroom-policies");
    Step { done, words, told, way: ("/policies".to_owned(), reader.say("newsroom-to-policies")) }
}

#[cfg(test)]
mod tests {
    use contract::{
        SourceId,
        member::{Membership, Preferences},
        source::FeedFault,
    };

    use super::*;
    use crate::{
        board::{MemberRow, SourceRow, registered_source},
        reader::tests::in_english,
    };

    fn with(people: &[(&str, &[Role])]) -> Board {
        let mut board = Board::default();
        for (id, roles) in people {
            let id: MemberId = id.parse().unwrap();
            let roles = roles.iter().copied().collect();
            let membership = Membership { name: id.to_string(), roles, languages: [].into() };
            let (joined, preferences) = (1, Preferences::default());
            board.members.insert(id.clone(), MemberRow { id, membership, joined, preferences });
        }
        board
    }

    #[test]
    fn a_source_that_brings_nothing_is_not_enough() {
        let mut board = Board::default();
        let of = |board: &Board| source_of(board, &Coming::of(board, &[]), in_english());
        assert_eq!((of(&board).done, of(&board).way.0.as_str()), (false, "/sources/new"));
        for (id, fails) in [("dar", true), ("wadi", false)] {
            let id: SourceId = id.parse().unwrap();
            let fault = fails.then(|| FeedFault { what: "gone".to_owned(), raw: None });
            board.sources.insert(id.clone(), SourceRow { id, fault, ..registered_source() });
            let step = of(&board);
            assert_eq!(
                (step.done, step.way.0.as_str()),
                if fails { (false, "/sources/dar") } else { (true, "/sources") }
            );
        }
    }

    #[test]
    fn four_eyes_are_two_people() {
        let done = |people: &[(&str, &[Role])]| people_of(&with(people), in_english()).done;
        assert!(!done(&[]));
        assert!(!done(&[("omar", &[Role::Editor, Role::Translator])]));
        assert!(done(&[("omar", &[Role::Editor, Role::Translator]), ("edith", &[Role::Editor])]));
        assert!(done(&[("salma", &[Role::Translator]), ("edith", &[Role::Editor])]));
        assert!(!done(&[("salma", &[Role::Translator]), ("yusuf", &[Role::Translator])]));
    }

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let mut board = Board::default();
        let id: contract::PolicyId = "rights-en".parse().unwrap();
        let row = crate::board::PolicyRow {
            id: id.clone(),
            text: "x".to_owned(),
            version: 1,
            enacted_at: chrono::DateTime::UNIX_EPOCH,
        };
        board.policies.insert(id, row);
        let step = policies_of(&board, in_english());
        assert!(!step.done);
        assert_eq!(step.told, "English lacks: Name of the newsroom, Attribution and Disclaimer.");
    }

    #[test]
    fn settings_are_typed_as_they_are_shown() {
        let settings = Settings { lease_minutes: 60, claims_most: Some(3), warning_minutes: 30 };
        assert_eq!(Typed::of(&settings).settings(in_english()).unwrap(), settings);
        let long = Typed { lease: "long".to_owned(), ..Typed::of(&settings) };
        assert!(long.settings(in_english()).is_err());
    }
}
