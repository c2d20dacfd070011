//! The judges themselves are judged: each finds what is wrong with a page that was made to be wrong, and nothing with one that
//! is as it should be.

use axum::{
    Router,
    http::{StatusCode, header},
    response::Html,
    routing::get,
};
use tokio::net::TcpListener;

use crate::{
    first::First,
    found::{Found, Judge, Kept},
    full::Places,
    table::Page,
    tools::{self, chromium},
    visit::{Language, Visit},
    window::Window,
};

const RIGHT: &str = "<!doctype html><html lang=en dir=ltr><meta charset=utf-8><meta name=viewport content='width=device-width'>\
    <link rel=icon href='data:,'><title>A page</title><style>:focus-visible { outline: 2px solid }</style><main><h1>A page</h1>\
    <p>Somebody reads it.</p><p><a href='/right'>The same page again</a></p></main>";

/// Each line is wrong for one judge.
const WRONG: &str = "<!doctype html><html lang=en dir=rtl><meta charset=utf-8><meta name=viewport content='width=device-width'>\
    <link rel=icon href='data:,'><link rel=stylesheet href='/nowhere.css'>\
    <script>const late = performance.now() + 1100; while (performance.now() < late);</script>\
    <title>A page</title><style>a:focus { outline: 0 } ::before { color: #999 }</style><main><h1></h1>\
    <p style='color: #888; background: #999'>Nobody can read this.</p><p class=said>Whatever.</p>\
    <style>.said::before { content: 'Nor this'; color: #ddd }</style>\
    <p><input style='border: 1px solid #eee; background: #fff'> <a href='/wrong'>Where one is</a></p>\
    <p class=empty>Nothing is here.</p><details><summary>More</summary><p style='color: #888; background: #999'>Nor what is closed.</p>\
    </details><p style='inline-size: 40rem'>Too wide</p><img src='http://127.0.0.1:9/away.png'>\
    <script>const much = fetch('/heavy'); requestAnimationFrame(() => requestAnimationFrame(() => much.then(() => {\
    document.querySelector('h1').style.blockSize = '30rem'; })));</script></main>";

async fn heavy() -> ([(header::HeaderName, &'static str); 1], String) {
    ([(header::CONTENT_TYPE, "text/plain")], "heavy ".repeat(40_000))
}

/// What all judges say of the page at this path to readers of this language; it says these words.
async fn judged(window: &Window, path: &'static str, language: Language, words: &str) -> Vec<Found> {
    let axe = tools::axe();
    let page = Page { name: "planted", who: "", path, status: 200, first: First::Nothing };
    let kept = Kept::within(&tools::folder("planted"));
    let mut visit = Visit::new(window, page, language, axe.as_deref(), &kept);
    visit.make(&Places::new()).await;
    assert!(visit.said.contains(words), "{:?}", visit.said);
    visit.found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn judges_find_what_is_wrong_and_nothing_else() {
    let Some(chromium) = chromium() else { return };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let pages = Router::new()
        .route("/right", get(|| async { Html(RIGHT) }))
        .route("/wrong", get(|| async { (StatusCode::NOT_FOUND, Html(WRONG)) }))
        .route("/heavy", get(heavy));
    tokio::spawn(async move { axum::serve(listener, pages).await });
    let window = Window::open(&chromium, &address).await;

    let right = judged(&window, "/right", Language::English, "Somebody reads it.").await;
    assert!(right.is_empty(), "{right:#?}");
    let wrong = judged(&window, "/wrong", Language::Arabic, "Where one is").await;
    let says = |judge, words: &str| {
        let said = wrong.iter().any(|found| found.judge == judge && found.words.contains(words));
        assert!(said, "{judge:?} does not say “{words}”: {wrong:#?}");
    };
    for (judge, words) in [
        (Judge::Answer, "404 instead of 200"),
        (Judge::Contrast, "Nobody can read this"),
        (Judge::Contrast, "Nor this"),
        (Judge::Contrast, "Nor what is closed"),
        (Judge::Contrast, "the edge of the field"),
        (Judge::Contrast, "the mark of focus"),
        (Judge::Console, "away.png"),
        (Judge::Console, "nowhere.css"),
        (Judge::Elsewhere, "away.png"),
        (Judge::Empty, "Nothing is here."),
        (Judge::Language, "the page is in"),
        (Judge::Paint, "is painted after"),
        (Judge::Plain, "without script"),
        (Judge::Shift, "moves while the page comes"),
        (Judge::Spoken, "Too wide"),
        (Judge::Weight, "bytes"),
        (Judge::Width, "320 px"),
    ] {
        says(judge, words);
    }
    if tools::axe().is_some() {
        says(Judge::Axe, "image-alt");
    }
    if let Some(said) = tools::nu(&tools::folder("planted/html")).await {
        assert!(said.iter().any(|line| line.contains("alt")), "{said:#?}");
    }
}
