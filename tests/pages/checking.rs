//! What the checks say beside the text while somebody writes it.

use serde_json::json;

use crate::{
    given::{Article, BRIDGE, IN_ENGLISH, Stage},
    visit::DESKTOP,
    way::field,
};

/// Notes whether anything is ever said to be in the way.
const WATCH: &str = "
    window.stopped = false;
    const look = () => (window.stopped ||= document.querySelector('#findings .found.blocks') !== null);
    new MutationObserver(look).observe(document.getElementById('findings'), { childList: true, subtree: true });";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_told_that_a_block_lacks_words_while_they_write_them() {
    let Some(stage) = Stage::set("checking").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    salma.run(WATCH, json!([])).await;
    // Whenever a block is saved the whole text is looked at, while the next one is being written and is not saved yet.
    for (block, words) in IN_ENGLISH.iter().enumerate() {
        salma.click(&field(block)).await;
        salma.type_in(words).await;
        stage.has_saved(&piece, u64::try_from(block).unwrap(), words).await;
    }
    assert_eq!(salma.run("return window.stopped", json!([])).await, json!(false));
}

/// Numbers, of which a translation may forget two.
const FIGURES: Article<'static> = Article {
    name: "figures",
    text: "<p>أعيد فتح الجسر بكلفة 12,5 مليون دولار وحضر 1,200 شخص.</p><p>وتعود الحافلات غدا.</p>",
    ..BRIDGE
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_must_be_mended_is_said_until_it_is() {
    let Some(stage) = Stage::set("checking-mending").await else { return };
    let style = json!({ "levels": { "number": "blocks" } });
    stage.person("adam").ask("PUT", "/api/newsroom/styles/en", &style).await.done();
    let piece = stage.piece(&FIGURES).await;
    stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    for (block, words) in
        ["The old bridge reopens", "The bridge was reopened.", "Buses return tomorrow."].iter().enumerate()
    {
        salma.click(&field(block)).await;
        salma.type_in(words).await;
        stage.has_saved(&piece, u64::try_from(block).unwrap(), words).await;
    }
    salma.click("#submit").await;
    salma.read(".message.problem", "must be mended").await;
    salma.see("[data-mend]").await;
    salma.click("[data-mend] textarea").await;
    salma.type_in("The sum is a guess").await;
    salma.click(".message.problem a").await;
    salma.type_in(" It cost 12.5 million dollars, and 1,200 people came.").await;
    salma.see_no(".message.problem:not([hidden])").await;
    // What was written of one stays to be read.
    assert_eq!(salma.count("[data-mend]:not([hidden])").await, 1);
    salma.see("[data-mend]:not([hidden]) button:disabled").await;
    salma.click("#submit").await;
    salma.leave(&format!("/pieces/{piece}/")).await;
    assert_eq!(stage.stands(&piece).await, "submitted");
}

/// Of what was found, whether all is seen without scrolling in a box of its own, and above the foot of the page.
const SEEN: &str = "
    const [shown, foot] = [document.querySelector('#findings [data-shown]'), document.querySelector('.foot')];
    const last = shown.lastElementChild.getBoundingClientRect().bottom;
    return shown.scrollHeight <= shown.clientHeight && last <= foot.getBoundingClientRect().top;";

/// What is said aloud of a field, behind its source.
const DESCRIBED: &str = "
    const [source, ...told] = document.querySelector(arguments[0]).getAttribute('aria-describedby').split(' ');
    return told.map((id) => document.getElementById(id).textContent).join('');";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_found_has_the_room_that_there_is_and_saved_says_no_more_than_that() {
    let Some(stage) = Stage::set("checking-room").await else { return };
    let piece = stage.piece(&FIGURES).await;
    stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.click(&field(1)).await;
    salma.type_in("The bridge was reopened.").await;
    salma.see("#findings .found + .found").await;
    let described = async || salma.run(DESCRIBED, json!([field(1)])).await;
    assert_eq!(described().await, "Saved", "what was found does not say that it is fine");
    for (width, height) in [(1_280, 800), DESKTOP] {
        salma.resize(width, height).await;
        assert_eq!(salma.run(SEEN, json!([])).await, json!(true), "at {width} by {height}");
    }
    // A page that comes anew says the same of what is saved.
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    assert_eq!(described().await, "Saved");
    assert_eq!(salma.run(DESCRIBED, json!([field(2)])).await, "");
}
