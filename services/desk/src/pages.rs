//! The pages: what people see and do in a browser. One table lists every route.

mod accepting;
mod arranged;
mod arranging;
mod assets;
mod assigning;
mod bench;
mod browser;
mod checks;
mod facts;
mod figures;
mod form;
mod found;
mod frame;
mod history;
mod inbox;
mod judging;
mod marked;
mod moment;
mod piece;
mod published;
mod queue;
mod reference;
mod review;
mod reviewing;
mod sign_in;
mod text;
mod times;
mod words;

pub(crate) use browser::answer;

use crate::api::route::{Route, get, post};

/// The most bytes of a posted form: a document's texts twice, as they were and as they are, in the spelling of forms,
/// which takes three bytes for one.
const FORM_BYTES_MOST: usize = 4 * 1024 * 1024;

/// The rows of one page of a list.
const ROWS: usize = 50;

/// Every page there is.
pub(crate) fn routes() -> Vec<Route> {
    let form = |route: Route| route.takes_bytes(FORM_BYTES_MOST);
    vec![
        get("/", sign_in::home),
        get("/sign-in", sign_in::show),
        form(post("/sign-in", sign_in::sign_in)),
        form(post("/sign-out", sign_in::sign_out)),
        get("/inbox", inbox::show),
        form(post("/articles/{article}/commissions", inbox::commission)),
        get("/articles/{article}", history::show),
        get("/articles/{article}/state", moment::show),
        get("/queue", queue::show),
        get("/queue/next", queue::next),
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
        get("/review/{piece}", reviewing::show),
        form(post("/review/{piece}/approval", reviewing::approve)),
        form(post("/review/{piece}/changes", reviewing::request_changes)),
        form(post("/review/{piece}/publication", reviewing::publish)),
        form(post("/review/{piece}/verdicts", judging::verdict)),
        form(post("/review/{piece}/waivers", judging::waive_on_review)),
        get("/checks", checks::list),
        get("/checks/styles/{language}", checks::style),
        form(post("/checks/styles/{language}", checks::set_style)),
        get("/published", published::list),
        get("/published/{piece}", published::show),
        get("/figures", figures::show),
        get("/reference", reference::show),
        get("/assets/{version}/{name}", assets::show),
    ]
}
