//! Every page of the desk, each in one line: what judges look at.

use crate::{first::First, full::Places};

/// A page as one person sees it.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Names its screenshots and what is said of it.
    pub name: &'static str,
    /// Who looks; nobody is signed in where this is empty.
    pub who: &'static str,
    /// Where it is; what stands in braces is a place of the newsroom (`full.rs`).
    pub path: &'static str,
    /// What the desk answers: 200, but for a page that says that there is nothing, or no more.
    pub status: u64,
    /// What is done there before it is looked at.
    pub first: First,
}

const fn page(name: &'static str, who: &'static str, path: &'static str) -> Page {
    Page { name, who, path, status: 200, first: First::Nothing }
}

/// In a newsroom that is full: every kind of piece, and lists longer than a page.
pub const FULL: &[Page] = &[
    page("sign-in", "", "/sign-in"),
    page("invitation-over", "", "/invitation/{nowhere}").answering(410),
    page("you", "salma", "/you"),
    page("access", "salma", "/you/access"),
    page("access-token", "salma", "/you/access").first(First::Token),
    page("keys", "salma", "/you").first(First::Keys),
    page("nothing-here", "edith", "/pieces/{nowhere}").answering(404),
    page("day", "salma", "/day"),
    page("day-editor", "edith", "/day"),
    page("inbox", "edith", "/inbox"),
    page("inbox-article", "edith", "/inbox?article={article}"),
    page("inbox-translator", "salma", "/inbox"),
    page("article", "edith", "/articles/{published}"),
    page("article-then", "edith", "/articles/{published}/state?at={moment}"),
    page("differences", "edith", "/articles/{published}/differences?from={moment}&to=now"),
    page("words", "edith", "/articles/{published}/words?block=1"),
    page("queue", "salma", "/queue"),
    page("queue-piece", "salma", "/queue?piece={open}_en"),
    page("queue-editor", "edith", "/queue?piece={theirs}_en"),
    page("piece-open", "salma", "/pieces/{open}_en"),
    page("piece-theirs", "salma", "/pieces/{theirs}_en"),
    page("workbench", "salma", "/pieces/{mine}_en"),
    page("workbench-ending", "salma", "/pieces/{mine}_en").first(First::Ending),
    page("workbench-telling", "salma", "/pieces/{mine}_en").first(First::Telling),
    page("workbench-changed", "salma", "/pieces/{changed}_en"),
    page("workbench-returned", "salma", "/pieces/{returned}_en"),
    page("review", "edith", "/review"),
    page("review-submitted", "edith", "/review/{submitted}_en"),
    page("review-approved", "edith", "/review/{approved}_en"),
    page("checks", "edith", "/checks"),
    page("checks-style", "adam", "/checks/styles/{english}"),
    page("search", "salma", "/search"),
    page("search-found", "salma", "/search?q=%D8%A7%D9%84%D8%AC%D8%B3%D8%B1"),
    page("search-nothing", "salma", "/search?q=zzzz"),
    page("published-piece", "edith", "/published/{published}_en"),
    page("figures", "salma", "/figures"),
    page("sources", "adam", "/sources"),
    page("sources-new", "adam", "/sources/new"),
    page("source", "adam", "/sources/{source}"),
    page("source-editor", "edith", "/sources/{source}"),
    page("terms", "edith", "/terms"),
    page("terms-translator", "salma", "/terms"),
    page("terms-new", "edith", "/terms/new"),
    page("term", "edith", "/terms/{term}"),
    page("memory", "edith", "/memory?q=%D8%A7%D9%84%D8%AC%D8%B3%D8%B1&from=ar&into=en"),
    page("policies", "adam", "/policies"),
    page("policy", "adam", "/policies/{policy}"),
    page("people", "adam", "/people"),
    page("people-new", "adam", "/people/new"),
    page("people-flawed", "adam", "/people/new").first(First::Flawed),
    page("person", "adam", "/people/{member}"),
    page("person-translator", "salma", "/people/{member}"),
    page("newsroom", "adam", "/newsroom"),
    page("health", "adam", "/health"),
    page("reference", "edith", "/reference"),
    page("reference-operation", "edith", "/reference/{operation}"),
    page("board", "edith", "/board"),
    page("start", "salma", "/start"),
];

/// In a newsroom that has nobody but an administrator, no policy and no source.
pub const BARE: &[Page] = &[
    page("sign-in-bare", "", "/sign-in"),
    page("day-bare", "adam", "/day"),
    page("inbox-bare", "adam", "/inbox"),
    page("queue-bare", "adam", "/queue"),
    page("review-bare", "adam", "/review"),
    page("board-bare", "adam", "/board"),
    page("checks-bare", "adam", "/checks"),
    page("search-bare", "adam", "/search"),
    page("search-nothing-bare", "adam", "/search?q=zzzz"),
    page("sources-bare", "adam", "/sources"),
    page("terms-bare", "adam", "/terms"),
    page("memory-bare", "adam", "/memory"),
    page("policies-bare", "adam", "/policies"),
    page("policy-bare", "adam", "/policies/{policy}"),
    page("people-bare", "adam", "/people"),
    page("newsroom-bare", "adam", "/newsroom"),
    page("health-bare", "adam", "/health"),
    page("figures-bare", "adam", "/figures"),
    page("start-bare", "adam", "/start"),
    page("you-bare", "adam", "/you"),
    page("access-bare", "adam", "/you/access"),
];

/// In the same newsroom once its people have come in: each says what to do.
pub const EMPTY: &[Page] = &[
    page("inbox-empty", "edith", "/inbox"),
    page("queue-empty", "salma", "/queue"),
    page("review-empty", "edith", "/review"),
    page("terms-empty", "edith", "/terms"),
    page("memory-empty", "edith", "/memory"),
    page("board-empty", "edith", "/board"),
    page("day-empty", "salma", "/day"),
    page("checks-empty", "edith", "/checks"),
    page("figures-empty", "salma", "/figures"),
    page("queue-empty-editor", "edith", "/queue"),
    page("day-empty-editor", "edith", "/day"),
    page("search-empty", "salma", "/search"),
    page("sources-empty", "edith", "/sources"),
    page("policies-empty", "edith", "/policies"),
    page("terms-empty-translator", "salma", "/terms"),
    page("newsroom-empty", "salma", "/newsroom"),
];

/// In the same newsroom while somebody is led through their first piece, which Salma has claimed.
pub const GUIDED: &[Page] = &[
    page("start-guided", "salma", "/start"),
    page("workbench-guided", "salma", "/pieces/{first}_en"),
    page("day-guided", "edith", "/day"),
];

/// Every page that is looked at.
pub fn all() -> impl Iterator<Item = &'static Page> {
    FULL.iter().chain(BARE).chain(EMPTY).chain(GUIDED)
}

/// Pages that are mostly in English for readers of Arabic too, and say so: the operations of the API are described as its
/// document describes them.
pub const MOSTLY_ENGLISH: &[&str] = &["reference", "reference-operation"];

/// What can be asked for and is no page: it leads on to one, is a part of one, or is a file.
const NO_PAGES: &[&str] = &[
    "/",
    "/published",
    "/sign-in/provider",
    "/sign-in/provider/return",
    "/queue/next",
    "/queue/rows",
    "/review/rows",
    "/assets/{version}/{name}",
];

impl Page {
    const fn answering(self, status: u64) -> Self {
        Self { status, ..self }
    }

    const fn first(self, first: First) -> Self {
        Self { first, ..self }
    }

    pub fn path(&self, places: &Places) -> String {
        let mut path = self.path.to_owned();
        for (name, place) in places {
            path = path.replace(&format!("{{{name}}}"), place);
        }
        assert!(!path.contains('{'), "{path} names a place that there is not");
        path
    }

    /// Whether this is a page of that route.
    fn is_of(&self, route: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        let (path, route): (Vec<_>, Vec<_>) = (path.split('/').collect(), route.split('/').collect());
        // What a route leaves open is a place, so that a page of another route that happens to fit does not count.
        let fits = |(part, wanted): (&&str, &&str)| {
            if wanted.starts_with('{') { part.starts_with('{') } else { part == wanted }
        };
        path.len() == route.len() && path.iter().zip(&route).all(fits)
    }
}

#[test]
fn every_page_of_the_desk_is_in_the_table() {
    let missing: Vec<_> = desk::page_paths()
        .into_iter()
        .filter(|route| !NO_PAGES.contains(route))
        .filter(|route| !FULL.iter().any(|page| page.is_of(route)))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "give each a line in FULL");
    let gone: Vec<_> = NO_PAGES.iter().filter(|route| !desk::page_paths().contains(route)).collect();
    assert_eq!(gone, Vec::<&&str>::new(), "these are no routes any more");
}

#[test]
fn names_of_pages_are_their_own() {
    let names: std::collections::BTreeSet<_> = all().map(|page| page.name).collect();
    assert_eq!(names.len(), all().count());
}
