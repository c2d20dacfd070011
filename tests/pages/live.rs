//! What somebody does in one window is seen in another within a second, and moves nothing there.

use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpListener};

use crate::{
    given::{Article, BRIDGE, IN_ENGLISH, Stage},
    line::Line,
    newsroom::until,
    window::Window,
};

/// What another window may take to show it: the desk's promise.
const SHOWN_MS: f64 = 1_000.0;

/// Watches how things move, and when the row of this piece is told otherwise.
const WATCH: &str = "
    window.moved = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) window.moved += shift.value;
    }).observe({ type: 'layout-shift' });
    const row = document.querySelector(`[data-row][href*='${arguments[0]}']`).closest('tr');
    new MutationObserver(() => { window.seen ??= Date.now(); })
        .observe(row, { childList: true, subtree: true, characterData: true });";

/// Where the reader is: what has the focus, where it stands, how far the page is scrolled, how much was moved.
const READING: &str = "
    const at = document.activeElement;
    return [at.getAttribute('href'), at.getBoundingClientRect().top, scrollY, window.moved]";

async fn reading(window: &Window) -> Value {
    window.run(READING, json!([])).await
}

/// Watches the whole list for whatever shows that something is otherwise, and how things move.
const WATCH_ALL: &str = "
    window.moved = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) window.moved += shift.value;
    }).observe({ type: 'layout-shift' });
    document.querySelectorAll('[data-row]')[2].focus();
    new MutationObserver(() => { window.seen ??= Date.now(); })
        .observe(document.querySelector('[data-list]'), { childList: true, subtree: true, characterData: true, attributes: true });";

/// Somebody reads a list while this is done elsewhere: it is on their page within a second, and nothing moves.
async fn sees(window: &Window, done: impl Future<Output = ()>) {
    window.run(WATCH_ALL, json!([])).await;
    let before = reading(window).await;
    done.await;
    let done = window.run("return Date.now()", json!([])).await.as_f64().unwrap();
    let seen = until(async || window.run("return window.seen", json!([])).await.as_f64()).await;
    assert!(seen - done < SHOWN_MS, "shown after {} ms on {}", seen - done, window.path().await);
    assert_eq!(reading(window).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_do_is_seen_in_the_inbox_and_on_the_board_within_a_second_and_moves_nothing() {
    let Some(stage) = Stage::set("live-rooms").await else { return };
    stage.source_without_route("madina").await;
    let names: Vec<String> = (0..12).map(|number| format!("bridge-{number}")).collect();
    let articles: Vec<_> = names.iter().map(|name| Article { name, ..BRIDGE }).collect();
    stage.take("madina", &articles).await;
    let article = stage.article("bridge-8").await;
    stage.article("bridge-11").await;
    let (edith, salma) = stage.windows(["edith", "salma"]).await;
    edith.go("/inbox").await;
    edith.see("[data-row]").await;
    let into = json!({ "language": "en" });
    let commission = format!("/api/articles/{article}/commissions");
    sees(&edith, async {
        stage.person("omar").ask("POST", &commission, &into).await.done();
    })
    .await;
    edith.read("main tr", "English").await;

    // Three pieces are approved; one of them goes out.
    let omar = stage.person("omar");
    let english = |block: usize, _: &Value| IN_ENGLISH[block].to_owned();
    let mut approved = Vec::new();
    for name in ["bridge-9", "bridge-10", "bridge-11"] {
        let path = format!("/api/articles/{}/commissions", stage.article(name).await);
        omar.ask("POST", &path, &into).await.done();
        let piece = stage.piece_of(name).await;
        stage.person("salma").translate(&piece, english).await;
        approved.push((omar.approve(&piece).await, piece));
    }
    let (digest, piece) = approved.remove(1);
    salma.go("/board").await;
    salma.see("[data-row]").await;
    sees(&salma, omar.publish(&piece, digest)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_is_seen_in_another_queue_within_a_second_and_moves_nothing() {
    let Some(stage) = Stage::set("live").await else { return };
    let names: Vec<String> = (0..30).map(|number| format!("bridge-{number}")).collect();
    let articles: Vec<_> = names.iter().map(|name| Article { name, ..BRIDGE }).collect();
    stage.take("wadi", &articles).await;
    let adam = stage.person("adam");
    until(async || (adam.pieces("open").await.len() == articles.len()).then_some(())).await;
    let (salma, yusuf) = stage.windows(["salma", "yusuf"]).await;
    tokio::join!(salma.go("/queue"), yusuf.go("/queue"));

    // Salma has gone down the list; Yusuf claims a piece above hers.
    let down = ["j"; 12];
    salma.press(&down).await;
    let address = yusuf.run("return document.querySelectorAll('[data-row]')[2].href", json!([])).await;
    let address = address.as_str().unwrap();
    let piece = address.rsplit("piece=").next().unwrap().split(['&', '#']).next().unwrap();
    salma.run(WATCH, json!([piece])).await;
    let before = reading(&salma).await;
    yusuf.go(&format!("/queue?piece={piece}")).await;
    yusuf.click("[data-claim]").await;
    yusuf.see("#bench").await;
    let pressed = yusuf.run("return performance.timeOrigin", json!([])).await.as_f64().unwrap();
    let seen = until(async || salma.run("return window.seen", json!([])).await.as_f64()).await;
    assert!(seen - pressed < SHOWN_MS, "shown after {} ms", seen - pressed);
    salma.read("tr", "Yusuf").await;
    assert_eq!(reading(&salma).await, before);

    // What is new is told, and pushes nothing down either.
    salma.run("scrollTo(0, 0); document.querySelectorAll('[data-row]')[1].focus()", json!([])).await;
    let before = reading(&salma).await;
    stage.piece(&Article { name: "bridge-30", ..BRIDGE }).await;
    salma.see("[data-fresh]").await;
    assert_eq!(reading(&salma).await, before);
}

/// A feed in which nothing stands.
const EMPTY: &str = "<rss version=\"2.0\"><channel><title>Zahle</title></channel></rss>";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_of_a_source_tells_what_comes_and_leaves_what_is_typed() {
    let Some(stage) = Stage::set("live-one").await else { return };
    let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let source = json!({
        "id": "zahle", "name": "Zahle", "feed": format!("http://{}/feed", server.local_addr().unwrap()),
        "language": "ar", "section": "world", "rights": "", "routes": [], "every_minutes": 1440
    });
    stage.person("adam").ask("POST", "/api/sources", &source).await.done();
    let (mut connection, _) = server.accept().await.unwrap();
    let adam = stage.window("adam").await;
    adam.go("/sources/zahle").await;
    adam.read(".acts .pill", "not looked at yet").await;

    // A feed without anything in it is no news; its page finds out by itself.
    connection.readable().await.unwrap();
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{EMPTY}", EMPTY.len());
    connection.write_all(answer.as_bytes()).await.unwrap();
    adam.read(".acts .pill", "is read").await;
    assert_eq!(adam.count("[data-meanwhile]:not([hidden])").await, 0);

    // An article comes by another way while somebody changes what is agreed.
    adam.click("#rights").await;
    adam.type_in("A letter of May").await;
    let before = reading(&adam).await;
    stage.take("zahle", &[BRIDGE]).await;
    adam.see("[data-meanwhile]:not([hidden]) [data-beside]:not([hidden])").await;
    adam.see_no("[data-anew]:not([hidden])").await;
    assert_eq!(reading(&adam).await, before);
    assert_eq!(adam.run("return document.activeElement.value", json!([])).await, "A letter of May");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_of_a_policy_tells_of_another_edition_beside_what_is_tried_out() {
    let Some(stage) = Stage::set("live-policy").await else { return };
    let adam = stage.window("adam").await;
    adam.go("/policies/disclaimer-en").await;
    adam.write("#text", " Written on trial.").await;
    adam.click("[value=preview]").await;
    adam.see("form[data-filled]").await;
    assert_eq!(adam.count("[data-meanwhile]:not([hidden])").await, 0);
    let enacted = json!({ "text": "Translated by {outlet}." });
    stage.person("adam").ask("PUT", "/api/policies/disclaimer-en", &enacted).await.done();
    adam.see("[data-meanwhile]:not([hidden]) [data-beside]:not([hidden])").await;
    let typed = adam.run("return document.querySelector('#text').value", json!([])).await;
    assert!(typed.as_str().unwrap().ends_with(" Written on trial."), "{typed}");
}

/// The desk refuses the first question for rows.
const REFUSED: &str = "
    const ask = window.fetch;
    let refused = false;
    window.fetch = (address, options) => {
        if (refused || !String(address).includes('/queue/rows')) return ask(address, options);
        refused = true;
        return Promise.resolve(new Response('', { status: 429 }));
    };";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_was_asked_for_in_vain_is_asked_for_again() {
    let Some(stage) = Stage::set("live-again").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    let salma = stage.window("salma").await;
    salma.go("/queue").await;
    salma.see("[data-row]").await;
    salma.run(REFUSED, json!([])).await;
    stage.person("yusuf").claim(&piece).await;
    salma.read("tr", "Yusuf").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_told_nothing_says_so_until_the_desk_is_heard_again() {
    let Some(stage) = Stage::set("live-unheard").await else { return };
    let line = Line::to(&stage.newsroom.address).await;
    let salma = Window::of(&stage.chromium, &line.address, "salma").await;
    salma.go("/day").await;
    let shown = async || salma.count("[data-unheard]:not([hidden])").await;
    assert_eq!(shown().await, 0);
    line.cut();
    until(async || (shown().await == 1).then_some(())).await;
    line.mend();
    until(async || (shown().await == 0).then_some(())).await;
}
