//! The pages: what people see and do in a browser. One table lists every route.

mod accepting;
mod access;
mod arranged;
mod arranging;
mod article;
mod assets;
mod assigning;
mod bench;
mod board;
mod browser;
mod card;
mod checks;
mod choosing;
mod day;
mod differences;
mod done;
mod explained;
mod facts;
mod figures;
mod flaw;
mod form;
mod found;
mod frame;
mod health;
mod history;
mod inbox;
mod invitation;
mod judging;
mod languages;
mod marked;
mod may;
mod memory;
mod moment;
mod newsroom;
mod people;
mod piece;
mod policies;
mod published;
mod queue;
mod reference;
mod review;
mod reviewing;
mod rows;
mod search;
mod sign_in;
mod sources;
mod start;
mod terms;
mod text;
mod times;
mod upload;
mod words;
mod you;

pub(crate) use browser::{answer, keep};

use journal::RAW_BYTES_MOST;

use crate::{
    api::route::{Route, get, post},
    exchange, memories,
};

/// The most bytes of a posted form: a document's texts twice, as they were and as they are, in the spelling of forms,
/// which takes three bytes for one.
const FORM_BYTES_MOST: usize = 4 * 1024 * 1024;

/// The rows of one page of a list.
const ROWS: usize = 50;

/// Every page there is.
#[expect(clippy::too_many_lines, reason = "a table is read line by line")]
pub(crate) fn routes() -> Vec<Route> {
    let form = |route: Route| route.takes_bytes(FORM_BYTES_MOST);
    vec![
        get("/", sign_in::home),
        get("/sign-in", sign_in::show),
        form(post("/sign-in", sign_in::sign_in)),
        get("/sign-in/provider", sign_in::to_provider),
        get("/sign-in/provider/return", sign_in::from_provider),
        form(post("/sign-out", sign_in::sign_out)),
        get("/invitation/{link}", invitation::show),
        form(post("/invitation/{link}", invitation::accept)),
        get("/you/access", access::show),
        form(post("/you/access/password", access::change_password)),
        form(post("/you/access/sessions/end", access::end_others)),
        form(post("/you/access/sessions/{session}/end", access::end_session)),
        form(post("/you/access/tokens", access::make_token)),
        form(post("/you/access/tokens/{token}/revoke", access::revoke_token)),
        get("/day", day::show),
        get("/inbox", inbox::show),
        form(post("/articles/{article}/commissions", inbox::commission)),
        get("/articles/{article}", article::show),
        get("/articles/{article}/state", moment::show),
        get("/articles/{article}/differences", differences::show),
        get("/articles/{article}/words", differences::words),
        get("/queue", queue::show),
        get("/queue/next", queue::next),
        get("/queue/rows", queue::rows),
        get("/pieces/{piece}", piece::show),
        form(post("/pieces/{piece}/claim", piece::claim)),
        form(post("/pieces/{piece}/assignment", assigning::assign)),
        form(post("/pieces/{piece}/unassignment", assigning::unassign)),
        form(post("/pieces/{piece}/blocks", bench::save)),
        form(post("/pieces/{piece}/acceptance", accepting::accept)),
        form(post("/pieces/{piece}/waivers", judging::waive_on_bench)),
        form(post("/pieces/{piece}/arrangement", arranging::arrange)),
        form(post("/pieces/{piece}/submission", bench::submit)),
        form(post("/pieces/{piece}/release", bench::release)),
        get("/review", review::list),
        get("/review/rows", review::rows),
        get("/review/{piece}", reviewing::show),
        form(post("/review/{piece}/approval", reviewing::approve)),
        form(post("/review/{piece}/changes", reviewing::request_changes)),
        form(post("/review/{piece}/publication", reviewing::publish)),
        form(post("/review/{piece}/verdicts", judging::verdict)),
        form(post("/review/{piece}/waivers", judging::waive_on_review)),
        get("/checks", checks::list),
        get("/checks/styles/{language}", checks::style),
        form(post("/checks/styles/{language}", checks::set_style)),
        get("/board", board::show),
        get("/published", board::moved),
        get("/published/{piece}", published::show),
        get("/search", search::show),
        get("/figures", figures::show),
        get("/sources", sources::list),
        form(post("/sources", sources::register)),
        get("/sources/new", sources::new),
        get("/sources/{source}", sources::show),
        form(post("/sources/{source}", sources::change)),
        form(post("/sources/{source}/pause", sources::pause)),
        post("/sources/{source}/feed", sources::feed).takes_bytes(RAW_BYTES_MOST),
        get("/terms", terms::list),
        form(post("/terms", terms::add)),
        get("/terms/new", terms::new),
        post("/terms/import", terms::import).takes_bytes(exchange::FILE_BYTES_MOST),
        get("/terms/{term}", terms::show),
        form(post("/terms/{term}", terms::change)),
        form(post("/terms/{term}/agreement", terms::agree)),
        form(post("/terms/{term}/retirement", terms::retire)),
        get("/memory", memory::show),
        post("/memory", memory::import).takes_bytes(memories::FILE_BYTES_MOST),
        form(post("/memory/{memory}/withdrawal", memory::withdraw)),
        get("/policies", policies::list),
        get("/policies/{policy}", policies::show),
        form(post("/policies/{policy}", policies::enact)),
        get("/people", people::list),
        form(post("/people", people::join)),
        get("/people/new", people::new),
        get("/people/{member}", people::show),
        form(post("/people/{member}", people::change)),
        form(post("/people/{member}/invitation", people::invite)),
        form(post("/people/{member}/account", people::unbind)),
        form(post("/people/{member}/departure", people::leave)),
        get("/newsroom", newsroom::show),
        form(post("/newsroom", newsroom::adjust)),
        get("/health", health::show),
        get("/you", you::show),
        form(post("/you", you::prefer)),
        form(post("/language", you::choose_language)),
        get("/start", start::show),
        form(post("/start", start::take_up)),
        form(post("/start/away", start::put_away)),
        get("/reference", reference::list),
        get("/reference/{operation}", reference::show),
        get("/assets/{version}/{name}", assets::show),
    ]
}
