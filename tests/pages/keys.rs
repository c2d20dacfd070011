//! The whole way by keys alone.

use serde_json::json;

use crate::{
    given::{BRIDGE, IN_ENGLISH, Stage},
    window::Window,
};

/// A window in which this member signed in by keys.
async fn signed_in(stage: &Stage, member: &str) -> Window {
    let window = Window::open(&stage.chromium, &stage.newsroom.address).await;
    window.go("/sign-in").await;
    tab_to(&window, &format!("form:has(input[value={member}]) button")).await;
    window.press(&["Enter"]).await;
    window.leave("/sign-in").await;
    window
}

/// Tabs on until such an element has the focus, which is seen.
async fn tab_to(window: &Window, css: &str) {
    for _ in 0..200 {
        window.press(&["Tab"]).await;
        let there = "const at = document.activeElement;
            return at.matches(arguments[0]) && at.matches(':focus-visible')";
        if window.run(there, json!([css])).await == true {
            return;
        }
    }
    panic!("Tab does not lead to {css} on {}", window.path().await);
}

/// Goes down the workbench by arrows to the field of this block, past those that may stay empty.
async fn down_to(window: &Window, block: usize) {
    for _ in 0..10 {
        let at = window.run("return document.activeElement.id", json!([])).await;
        if at == format!("text-{block}") {
            return;
        }
        window.press(&["ArrowDown"]).await;
    }
    panic!("the arrows do not lead to block {block}");
}

/// Goes to the page of this letter, and opens the first row of its list.
async fn open_first(window: &Window, letter: &str) {
    window.press(&["g", letter]).await;
    window.see("[data-row]").await;
    window.press(&["j", "Enter"]).await;
}

/// Each act of the page that has a key with Alt stands in the list of keys, and so does each key that is written on the page.
async fn lists_its_keys(window: &Window) {
    const WRITTEN: &str = "
        const pressed = (text) => text.trim().replace(/\\s+/g, ' ').toUpperCase();
        const seen = [...document.querySelectorAll('[data-key]')].filter((one) => one.checkVisibility() && !one.disabled);
        const written = [...document.querySelectorAll('main kbd')].filter((one) => one.checkVisibility() && !one.closest('dialog'));
        return [...new Set([...seen.map((one) => `ALT ${one.dataset.key.toUpperCase()}`), ...written.map((one) => pressed(one.textContent))])]";
    const LISTED: &str = "
        return [...document.querySelectorAll('#keys dt')].map((one) => one.textContent.trim().replace(/\\s+/g, ' ').toUpperCase())";
    let written = window.texts(WRITTEN).await;
    window.click("#keys-button").await;
    window.see("#keys[open]").await;
    let listed = window.texts(LISTED).await;
    let missing: Vec<_> = written.iter().filter(|keys| !listed.contains(keys)).collect();
    assert!(written.len() > 2 && missing.is_empty(), "{missing:?} are not among {listed:?}");
    window.press(&["Escape"]).await;
    window.see_no("#keys[open]").await;
    window.click("#text-0").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_goes_the_whole_way_without_a_pointer() {
    let Some(stage) = Stage::set("keys").await else { return };
    stage.source_without_route("madina").await;
    stage.take("madina", &[BRIDGE]).await;
    let piece = format!("{}_en", stage.article("bridge").await);
    let (edith, salma) = tokio::join!(signed_in(&stage, "edith"), signed_in(&stage, "salma"));

    open_first(&edith, "i").await;
    edith.see("#commission").await;
    edith.press(&["m"]).await;
    edith.see("[role=status]").await;
    stage.piece_of("bridge").await;

    // The piece whose turn it is has a key, and so has the search.
    salma.press(&["g", "q"]).await;
    salma.see("[data-row]").await;
    salma.press(&["n"]).await;
    salma.arrive("/queue?piece=").await;
    salma.press(&["/"]).await;
    salma.see("[data-find]:focus").await;
    tab_to(&salma, "main [data-row]").await;
    salma.press(&["Enter"]).await;
    salma.see("[data-claim]").await;
    salma.press(&["c"]).await;
    salma.arrive("/pieces/").await;
    salma.see("#text-0:focus").await;
    lists_its_keys(&salma).await;
    for (block, words) in IN_ENGLISH.iter().enumerate() {
        down_to(&salma, block).await;
        salma.type_in(words).await;
    }
    salma.press(&["Control+Enter"]).await;
    salma.leave(&format!("/pieces/{piece}?done=claimed")).await;
    salma.see("[role=status]").await;
    assert_eq!(stage.stands(&piece).await, "submitted");

    // Notes are written and taken back before the yes.
    open_first(&edith, "r").await;
    edith.arrive("/review/").await;
    tab_to(&edith, "#note").await;
    edith.type_in("Fine").await;
    edith.press(&["Control+a", "Backspace"]).await;
    tab_to(&edith, "main a, main button, .foot button").await;
    edith.press(&["Control+Enter"]).await;
    edith.see("[formaction$=\"/publication\"]").await;
    edith.press(&["Control+Enter"]).await;
    edith.see("[role=status]").await;
    assert_eq!(stage.stands(&piece).await, "published");
    open_first(&edith, "b").await;
    edith.read("main", IN_ENGLISH[1]).await;

    // What the keys are is a key away, and Escape leads back.
    edith.press(&["?"]).await;
    edith.see("dialog[open]").await;
    edith.press(&["Escape"]).await;
    edith.see_no("dialog[open]").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_go_by_their_place_on_a_keyboard_that_writes_arabic() {
    let Some(stage) = Stage::set("keys-arabic").await else { return };
    stage.piece(&BRIDGE).await;
    let salma = stage.window("salma").await;
    salma.go("/queue").await;
    salma.see("[data-row]").await;
    let press = async |key: &str, code: &str, shift: bool| {
        let press = "const [key, code, shiftKey] = arguments;
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true }))";
        salma.run(press, json!([key, code, shift])).await;
    };
    press("ت", "KeyJ", false).await;
    salma.see("[data-row]:focus").await;
    press("؟", "Slash", true).await;
    salma.see("dialog[open]").await;
}
