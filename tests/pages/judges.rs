//! What judges say of every page. All pages are visited once, and each judge has a test of its own.

use std::{collections::VecDeque, fmt::Write, panic::AssertUnwindSafe, sync::Mutex};

use futures_util::{FutureExt, future::join_all};
use serde_json::json;
use tokio::sync::OnceCell;

use crate::{
    found::{Found, Judge, Kept, Measured},
    full::{Places, begin, fill},
    given::Stage,
    shots,
    table::{self, BARE, EMPTY, FULL, GUIDED, MOSTLY_ENGLISH, Page},
    tools,
    visit::{Language, Visit},
    window::Window,
};

/// So many windows are open at one time: one for each core of a small machine.
const WINDOWS: usize = 2;

/// All that was found and measured.
#[derive(Default)]
struct Visits {
    found: Vec<Found>,
    measured: Vec<Measured>,
}

/// The visits of all judges. None where there is no browser.
async fn visits() -> Option<&'static Visits> {
    static VISITS: OnceCell<Option<Visits>> = OnceCell::const_new();
    // A visit that fails fails every judge, and is not tried again by each.
    let visiting = || AssertUnwindSafe(visit_all()).catch_unwind();
    VISITS.get_or_init(|| async { visiting().await.unwrap_or_else(|_| Some(failed())) }).await.as_ref()
}

fn failed() -> Visits {
    let words = "the pages could not be visited; one of the tests says why".to_owned();
    let found =
        Judge::ALL.map(|judge| Found { judge, of: "every page", language: "any", words: words.clone() });
    Visits { found: found.into(), measured: Vec::new() }
}

async fn visit_all() -> Option<Visits> {
    let full = Stage::set("judges").await?;
    let places = fill(&full).await;
    let kept = Kept::within(&tools::folder(""));
    let tour = Tour { kept, axe: tools::axe(), visits: Mutex::default() };
    for language in Language::ALL {
        tour.visit(&full, FULL, &places, language).await;
    }
    drop(full);
    let empty = Stage::bare("judges-empty").await?;
    let places = Places::from([("policy", "disclaimer-en".to_owned())]);
    for language in Language::ALL {
        tour.visit(&empty, BARE, &places, language).await;
    }
    empty.newsroom.people().await;
    for language in Language::ALL {
        tour.visit(&empty, EMPTY, &Places::new(), language).await;
    }
    let places = begin(&empty).await;
    for language in Language::ALL {
        tour.visit(&empty, GUIDED, &places, language).await;
    }
    let mut visits = tour.visits.into_inner().unwrap();
    shots::index(table::all());
    report(&mut visits.measured);
    Some(visits)
}

/// All visits, one after the other and side by side.
struct Tour {
    kept: Kept,
    axe: Option<String>,
    visits: Mutex<Visits>,
}

impl Tour {
    /// Visits these pages in a few windows side by side.
    async fn visit(&self, stage: &Stage, pages: &[Page], places: &Places, language: Language) {
        for member in pages.iter().map(|page| page.who).filter(|who| !who.is_empty()) {
            let wanted = json!({ "language": language.tag() });
            stage.person(member).ask("PUT", "/api/you/preferences", &wanted).await.done();
        }
        // Pages of one person come after each other, so that windows seldom change hands.
        let mut pages = pages.to_vec();
        pages.sort_by_key(|page| page.who);
        let queue = &Mutex::new(VecDeque::from(pages));
        let windows = (0..WINDOWS).map(|number| {
            let next = move || {
                let mut queue = queue.lock().unwrap();
                if number % 2 == 0 { queue.pop_front() } else { queue.pop_back() }
            };
            self.in_one_window(stage, next, places, language)
        });
        join_all(windows).await;
    }

    async fn in_one_window(
        &self,
        stage: &Stage,
        next: impl Fn() -> Option<Page>,
        places: &Places,
        language: Language,
    ) {
        let window = Window::open(&stage.chromium, &stage.newsroom.address).await;
        let mut who = None;
        while let Some(page) = next() {
            if who != Some(page.who) {
                window.sign_out().await;
                if page.who.is_empty() {
                    window.choose_language(language.tag()).await;
                } else {
                    window.sign_in(page.who).await;
                }
                who = Some(page.who);
            }
            let (axe, kept) = (self.axe.as_deref(), &self.kept);
            let mut visit = Visit::new(&window, page, language, axe, kept);
            let measured = visit.make(places).await;
            let mut visits = self.visits.lock().unwrap();
            visits.found.append(&mut visit.found);
            visits.measured.push(measured);
        }
    }
}

/// Weights and times beside the screenshots.
fn report(measured: &mut [Measured]) {
    measured.sort_by(|one, other| one.page.cmp(&other.page));
    let mut table = String::from("page\tbytes\ttransferred\tpaint_ms\tshift\n");
    for Measured { page, whole, transferred, paint_ms, shift } in measured {
        writeln!(table, "{page}\t{whole}\t{transferred}\t{paint_ms:.0}\t{shift:.4}").unwrap();
    }
    std::fs::write(tools::folder("shots").join("measured.tsv"), table).unwrap();
}

/// What this judge says of all pages is nothing.
async fn nothing_from(judge: Judge) {
    let Some(visits) = visits().await else { return };
    let said: Vec<_> = visits.found.iter().filter(|found| found.judge == judge).collect();
    let lines: Vec<_> =
        said.iter().map(|found| format!("{} ({}): {}", found.of, found.language, found.words)).collect();
    assert!(said.is_empty(), "{} findings:\n{}", said.len(), lines.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_answers_as_it_should() {
    nothing_from(Judge::Answer).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_finds_nothing_on_any_page() {
    nothing_from(Judge::Axe).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn texts_edges_and_marks_of_focus_are_seen_on_every_page() {
    nothing_from(Judge::Contrast).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browser_complains_of_no_page() {
    nothing_from(Judge::Console).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_asks_anything_of_anybody_else() {
    nothing_from(Judge::Elsewhere).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_in_the_language_of_its_reader() {
    nothing_from(Judge::Language).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_seen_within_a_second() {
    nothing_from(Judge::Paint).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_moves_while_a_page_comes() {
    nothing_from(Judge::Shift).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_is_heavier_than_it_may_be() {
    nothing_from(Judge::Weight).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_fits_a_narrow_phone() {
    nothing_from(Judge::Width).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_can_be_read_without_script() {
    nothing_from(Judge::Plain).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_ends_where_there_is_nothing() {
    nothing_from(Judge::Empty).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_speaks_arabic() {
    nothing_from(Judge::Spoken).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_nu_checker_finds_nothing_in_any_page() {
    if visits().await.is_none() {
        return;
    }
    let Some(said) = tools::nu(&tools::folder("html")).await else { return };
    let known = |line: &&String| {
        let english = line.contains("appears to be written in English");
        english && MOSTLY_ENGLISH.iter().any(|name| line.contains(&format!("{name}-ar.html")))
    };
    let lines: Vec<_> = said.iter().filter(|line| !known(line)).collect();
    assert!(lines.is_empty(), "{lines:#?}");
}
