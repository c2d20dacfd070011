//! The HTTP API: one table lists every route; the router and the OpenAPI document are made from it.

pub(crate) mod access;
pub(crate) mod arranging;
mod articles;
pub(crate) mod assignments;
pub mod bodies;
mod entity;
pub(crate) mod exchange;
pub(crate) mod figures;
pub(crate) mod findings;
mod gate;
pub mod health;
pub(crate) mod members;
pub(crate) mod memory;
pub(crate) mod newsroom;
mod on_pieces;
pub(crate) mod once;
mod openapi;
mod paging;
pub(crate) mod pieces;
pub(crate) mod policies;
pub(crate) mod route;
pub(crate) mod search;
pub(crate) mod sources;
mod suggestions;
mod system;
pub(crate) mod terms;
pub(crate) mod version;
mod xliff;

use std::sync::LazyLock;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{from_fn, from_fn_with_state},
};
use journal::RAW_BYTES_MOST;
use tower_http::compression::{
    CompressionLayer,
    predicate::{Predicate, SizeAbove},
};

use crate::{
    access::{
        scopes::{ADMINISTER, EDIT, TRANSLATE_OR_EDIT},
        turned_away,
    },
    board::{ArticleRow, MemberRow, MemoryRow, PolicyRow, SourceRow, TermRow},
    differing::Differences,
    exchange::FILE_BYTES_MOST,
    limits, live, memories, pages,
    problem::Problem,
    state::State,
};
use bodies::{
    ArticleText, AsItStood, AtMoment, Between, BetweenMoments, ByAge, ById, CheckFigures, Concordance,
    FactsAfter, FiguresFilter, FiguresPage, Imported, Languages, Listed, ListedMemory, Matches, MatchesAsked,
    MemoryFile, NameAsked, NameSpelled, NamesFile, NewCommission, NewMember, NewSource, Page, Paging,
    PieceFigures, PieceFilter, PiecePage, PolicyText, Reason, Roles, Rows, SearchAsked, SearchPage,
    TakenMemory, TermFile, TermFileFor, TermFilter, TermsInPiece, TermsInText, TermsInto, Timeline, WireFrom,
    WirePage, WordsAsked,
};
use contract::{
    Style,
    member::Preferences,
    newsroom::Settings,
    source::{Registration, Report},
    term::Entry,
};
use health::Health;
use paging::Limit;
use route::{Route, delete, get, post, put, with_options};

/// The most bytes of a request: a document's texts fit many times over. Feeds have a bound of their own.
const BODY_BYTES_MOST: usize = 1024 * 1024;

/// What is smaller goes out as it is: it comes in the first few packets anyway, and to compress it is most of its cost, which a
/// desk with many open pages pays for each of them.
const COMPRESSED_ABOVE: u64 = 4096;

/// Every route of the API.
#[expect(clippy::too_many_lines, reason = "a table is read line by line")]
fn routes() -> Vec<Route> {
    let routes = vec![
        get("/api/sources", sources::list)
            .says("All sources, by their ids")
            .asks::<ById>()
            .gives::<Page<SourceRow>>(),
        post("/api/sources", sources::register).needs(ADMINISTER).says("Registers a source").takes::<NewSource>().gives::<SourceRow>(),
        get("/api/sources/{source}", sources::show).says("A source").gives::<SourceRow>(),
        put("/api/sources/{source}", sources::change).needs(ADMINISTER)
            .says("Changes what is agreed about a source")
            .takes::<Registration>()
            .gives::<SourceRow>(),
        post("/api/sources/{source}/pause", sources::pause).needs(ADMINISTER).says("Stops reading a source").gives::<SourceRow>(),
        post("/api/sources/{source}/resume", sources::resume).needs(ADMINISTER).says("Reads a source again").gives::<SourceRow>(),
        post("/api/sources/{source}/feed", sources::feed).needs(ADMINISTER)
            .says("Reads a feed that came as a file: RSS, Atom or JSON Feed, as the body")
            .takes_bytes(RAW_BYTES_MOST)
            .gives::<Report>(),
        get("/api/articles", articles::list)
            .says("What came in, the newest first")
            .asks::<Paging>()
            .gives::<Page<ArticleRow>>(),
        get("/api/articles/{article}", articles::show).says("An article with its text").gives::<ArticleText>(),
        get("/api/articles/{article}/timeline", articles::timeline)
            .says("Every fact about an article and its pieces, in the order of the log, part by part")
            .asks::<FactsAfter>()
            .gives::<Timeline>(),
        get("/api/articles/{article}/state", articles::as_it_stood)
            .says("An article and its pieces as they stood at a moment: texts, drafts, approvals, and what was live")
            .asks::<AtMoment>()
            .gives::<AsItStood>(),
        get("/api/articles/{article}/differences", articles::differences)
            .says("What became of an article and its pieces between two moments, word by word")
            .asks::<BetweenMoments>()
            .gives::<Differences>(),
        get("/api/articles/{article}/terms", terms::of_article)
            .says("The terms of the register that stand in the text of an article, block by block")
            .asks::<TermsInto>()
            .gives::<TermsInText>(),
        get("/api/pieces/{piece}/terms", terms::of_piece)
            .says("The terms of the register and the names of people that stand in the source text of a piece, block by block")
            .gives::<TermsInPiece>(),
        get("/api/names/spelling", terms::spelling)
            .says("How a name in Arabic script is spelled in Latin letters, by the newsroom's lists of names")
            .asks::<NameAsked>()
            .gives::<NameSpelled>(),
        post("/api/articles/{article}/commissions", articles::commission).needs(EDIT)
            .says("Commissions an article into a language")
            .takes::<NewCommission>()
            .gives::<ArticleRow>(),
        get("/api/pieces", pieces::list)
            .says("Pieces, filtered, sorted and page by page: the queue, the review, what is published")
            .asks::<PieceFilter>()
            .gives::<PiecePage>(),
        get("/api/pieces/next", pieces::next)
            .says("The piece whose turn it is, of those that nobody has and that are in the member's languages")
            .gives::<Listed>(),
        get("/api/search", search::show)
            .says("Articles and pieces by the words in them: sources, headlines and translations as they stand, best first")
            .asks::<SearchAsked>()
            .gives::<SearchPage>(),
        get("/api/live", live::follow)
            .says("Server-sent events: `moved`, with the names of what moved since `Last-Event-ID` or `after`; `anew`, where what moved since is not known and everything is to be asked for; `looking`, with who else looks")
            .asks::<live::Following>()
            .gives_file(&["text/event-stream"]),
        get("/api/checks", findings::figures)
            .says("How each check does: what it raised, what editors judged of that, and the precision")
            .gives::<Rows<CheckFigures>>(),
        get("/api/terms", terms::list)
            .says("The register of terms, the newest first")
            .asks::<TermFilter>()
            .gives::<Page<TermRow>>(),
        post("/api/terms", terms::add).needs(EDIT)
            .says("Puts a term into the register, or agrees to one that was proposed")
            .takes::<Entry>()
            .gives::<TermRow>(),
        post("/api/terms/proposals", terms::propose).needs(TRANSLATE_OR_EDIT)
            .says("Proposes a term; an editor decides")
            .takes::<Entry>()
            .gives::<TermRow>(),
        get("/api/terms/export", exchange::export)
            .says("The agreed terms as a file: CSV, or TBX-Basic")
            .asks::<TermFile>()
            .gives_file(&["text/csv", "application/x-tbx+xml"]),
        post("/api/terms/import", exchange::import).needs(EDIT)
            .says("Puts the entries of a file into the register: CSV or TBX, as the body. What does not fit is told entry by entry")
            .asks::<TermFileFor>()
            .takes_bytes(FILE_BYTES_MOST)
            .gives::<Imported>(),
        get("/api/terms/{term}", terms::show).says("A term").gives::<TermRow>(),
        put("/api/terms/{term}", terms::change).needs(EDIT)
            .says("Says of a term in the register something else")
            .takes::<Entry>()
            .gives::<TermRow>(),
        post("/api/terms/{term}/retirement", terms::retire).needs(EDIT)
            .says("Takes a term or a proposal out of the register")
            .takes::<Reason>()
            .gives::<TermRow>(),
        get("/api/pieces/{piece}/figures", figures::of_piece)
            .says("What the work on a piece came to so far: words, times, returns, and how far the text was changed")
            .gives::<PieceFigures>(),
        get("/api/figures", figures::sums)
            .says("What the pieces that were first submitted on some days came to. By member: one's own, or all for the desk's head")
            .asks::<FiguresFilter>()
            .gives::<FiguresPage>(),
        get("/api/pieces/{piece}/blocks/{block}/matches", memory::matches)
            .says("What was translated before and is near to the source text of a block, best first")
            .asks::<MatchesAsked>()
            .gives::<Matches>(),
        get("/api/memory/concordance", memory::concordance)
            .says("Where words stand in what was translated before, in either language")
            .asks::<WordsAsked>()
            .gives::<Concordance>(),
        get("/api/memory.tmx", memory::export)
            .says("All that was approved between two languages, as TMX 1.4b")
            .asks::<Between>()
            .gives_file(&["application/x-tmx+xml"]),
        get("/api/memories", memory::list)
            .says("The files from elsewhere that are in use, the newest first")
            .asks::<ByAge>()
            .gives::<Page<ListedMemory>>(),
        post("/api/memories", memory::import).needs(EDIT)
            .says("Puts a file of translations into use: TMX, as the body. What cannot be used is told unit by unit")
            .asks::<MemoryFile>()
            .takes_bytes(memories::FILE_BYTES_MOST)
            .gives::<TakenMemory>(),
        post("/api/memories/names", memory::import_names).needs(EDIT)
            .says("Puts a list of names into use: a table with the columns name, latin, role (given or family) and count, as the body")
            .asks::<NamesFile>()
            .takes_bytes(memories::FILE_BYTES_MOST)
            .gives::<TakenMemory>(),
        get("/api/memories/{memory}", memory::show)
            .says("A file from elsewhere that is in use")
            .gives::<ListedMemory>(),
        post("/api/memories/{memory}/withdrawal", memory::withdraw).needs(EDIT)
            .says("Takes a file out of use")
            .takes::<Reason>()
            .gives::<MemoryRow>(),
        get("/api/policies", policies::list).says("The policies in force").gives::<Rows<PolicyRow>>(),
        get("/api/policies/{policy}", policies::show).says("A policy in force").gives::<PolicyRow>(),
        put("/api/policies/{policy}", policies::enact).needs(ADMINISTER)
            .says("Puts a policy into force: outlet, attribution, disclaimer or rights, `-`, a language")
            .takes::<PolicyText>()
            .gives::<PolicyRow>(),
        put("/api/you/preferences", members::prefer).needs(TRANSLATE_OR_EDIT)
            .says("Says how whoever asks reads the desk: language, digits, days, clock and colours")
            .takes::<Preferences>()
            .gives::<MemberRow>(),
        get("/api/members", members::list)
            .says("Who belongs to the newsroom, by their ids")
            .asks::<ById>()
            .gives::<Page<MemberRow>>(),
        get("/api/members/{member}", members::show).says("A member").gives::<MemberRow>(),
        post("/api/members", members::join).needs(ADMINISTER).says("Takes in a member").takes::<NewMember>().gives::<MemberRow>(),
        delete("/api/members/{member}", members::leave).needs(ADMINISTER)
            .says("Lets a member go. What they wrote stays; what they have claimed is open again when the claims end")
            .gives::<MemberRow>(),
        put("/api/members/{member}/roles", members::set_roles).needs(ADMINISTER)
            .says("Says what a member may do")
            .takes::<Roles>()
            .gives::<MemberRow>(),
        put("/api/members/{member}/languages", members::set_languages).needs(ADMINISTER)
            .says("Says which languages a member works in; none for any")
            .takes::<Languages>()
            .gives::<MemberRow>(),
        get("/api/newsroom", newsroom::show).says("What holds for all of the newsroom's work").gives::<Settings>(),
        put("/api/newsroom", newsroom::adjust).needs(ADMINISTER)
            .says("Says what holds for all of the newsroom's work; what is left out is as in a new newsroom")
            .takes::<Settings>()
            .gives::<Settings>(),
        get("/api/newsroom/styles/{language}", newsroom::style)
            .says("What is looked at in texts of a language, and how strictly: as decided for it, or for the one it is a kind of")
            .gives::<Style>(),
        put("/api/newsroom/styles/{language}", newsroom::set_style).needs(ADMINISTER)
            .says("Says what is looked at in texts of a language; what is left out is as in a new newsroom")
            .takes::<Style>()
            .gives::<Style>(),
        get("/api/wire", system::wire)
            .says("What was published, in order")
            .asks::<WireFrom>()
            .gives::<WirePage>(),
        get("/api/health", health::show).asks_nobody().says("How the newsroom is doing; asks for no token").gives::<Health>(),
        get("/api/openapi.json", system::openapi).asks_nobody().says("This description").gives::<serde_json::Value>(),
    ];
    routes.into_iter().chain(on_pieces::routes()).chain(access::routes()).collect()
}

/// The API and the pages, ready to be served. What is not there is a problem too.
pub(crate) fn router(state: State) -> Router {
    let api = routes();
    let pages = pages::routes().into_iter().map(Route::for_people).fold(Router::new(), Route::mount);
    let router = with_options(Router::new(), &api);
    let gated = api.into_iter().map(|route| route.gated(&state));
    let router = gated.fold(router, Route::mount);
    router
        .merge(pages)
        .fallback(async || Problem::not_found("page"))
        .method_not_allowed_fallback(async || Problem::not_allowed())
        .layer(DefaultBodyLimit::max(BODY_BYTES_MOST))
        .layer(from_fn_with_state(state.clone(), version::answer))
        .layer(from_fn_with_state(state.clone(), turned_away::answer))
        // Nobody's form is read before it is counted.
        .layer(from_fn(pages::keep))
        .layer(from_fn_with_state(state.clone(), limits::answer))
        .layer(from_fn_with_state(state.clone(), pages::answer))
        // Outermost: what is said in another's place is compressed as what it is.
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(COMPRESSED_ABOVE).and(is_of_a_page)))
        .with_state(state)
}

/// What pages are made of is compressed: they hold no secret that is shown twice, so their length tells nothing. Tags of the
/// API are strong, so its answers stay byte for byte as they are (RFC 9110, section 8.8.1).
fn is_of_a_page(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    ["text/html", "text/css", "text/javascript", "image/svg+xml"].iter().any(|ours| kind.starts_with(ours))
}

/// The OpenAPI 3.1 document of the API.
pub fn document() -> &'static serde_json::Value {
    static DOCUMENT: LazyLock<serde_json::Value> = LazyLock::new(|| openapi::document(&routes()));
    &DOCUMENT
}

/// The rows of one page: 50 unless asked otherwise.
fn limit(asked: Option<Limit>) -> usize {
    asked.map_or(50, Limit::get)
}
