//! What waits in a browser is not lost: with an answer, with a tab, with the session, or behind what another block was told.

use serde_json::json;

use crate::{
    given::{BRIDGE, IN_ENGLISH, Stage},
    line::Line,
    newsroom::until,
    way::{field, translate},
    window::Window,
};

/// The workbench of a piece that salma has, at the other end of a line.
async fn at_work(stage: &Stage, line: &Line) -> (Window, String) {
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").claim(&piece).await;
    let salma = Window::of(&stage.chromium, &line.address, "salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    (salma, piece)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_typed_after_a_session_ended_are_not_anothers_who_signs_in_there() {
    let Some(stage) = Stage::set("waiting-session").await else { return };
    let line = Line::to(&stage.newsroom.address).await;
    let (salma, piece) = at_work(&stage, &line).await;
    salma.sign_out().await;
    salma.write(&field(1), IN_ENGLISH[1]).await;
    salma.see("#alert").await;

    let bench = salma.another_tab().await;
    salma.sign_in("yusuf").await;
    let since = salma.run("return Date.now()", json!([])).await;
    salma.to_tab(&bench).await;
    // The page has tried again, in the session of another.
    let tried = "return performance.getEntriesByType('resource').some((one) => one.name.endsWith('/blocks/1')
        && performance.timeOrigin + one.startTime > arguments[0] && one.responseStatus === 401)";
    until(async || salma.run(tried, json!([since])).await.as_bool()?.then_some(())).await;
    assert_eq!(salma.words(&field(1)).await, IN_ENGLISH[1]);
    let row = stage.person("adam").piece(&piece).await;
    assert_eq!((&row["rescued"], &row["drafts"]), (&json!([]), &json!([])), "nothing of it is yusuf's");

    salma.another_tab().await;
    salma.sign_out().await;
    salma.sign_in("salma").await;
    stage.has_saved(&piece, 1, IN_ENGLISH[1]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_were_taken_back_while_their_answer_was_lost_are_not_submitted() {
    let Some(stage) = Stage::set("waiting-answer").await else { return };
    let line = Line::to(&stage.newsroom.address).await;
    let (salma, piece) = at_work(&stage, &line).await;
    translate(&salma).await;
    stage.has_saved(&piece, 3, IN_ENGLISH[3]).await;
    // The page knows what is saved.
    salma.read("#saved", "Saved").await;

    line.lose_answers();
    salma.click(&field(1)).await;
    salma.press(&["End"]).await;
    salma.type_in("!").await;
    stage.has_saved(&piece, 1, &format!("{}!", IN_ENGLISH[1])).await;
    salma.press(&["Backspace"]).await;
    line.cut();
    line.mend();
    stage.has_saved(&piece, 1, IN_ENGLISH[1]).await;
    salma.click("#submit").await;
    until(async || (stage.stands(&piece).await == "submitted").then_some(())).await;
    assert_eq!(stage.saved(&piece, 1).await, IN_ENGLISH[1]);
}

/// Until the third block is saved the desk has no time for the second, and asks to be left alone for longer than anybody here waits.
const BUSY: &str = "
    const ask = window.fetch;
    let busy = true;
    window.fetch = (address, options) => {
        if (String(address).endsWith('/blocks/2')) busy = false;
        if (!busy || !String(address).endsWith('/blocks/1')) return ask(address, options);
        return Promise.resolve(new Response('{}', { status: 503, headers: { 'Retry-After': '600' } }));
    };";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_of_one_block_is_sent_when_another_is_answered() {
    let Some(stage) = Stage::set("waiting-busy").await else { return };
    let line = Line::to(&stage.newsroom.address).await;
    let (salma, piece) = at_work(&stage, &line).await;
    salma.run(BUSY, json!([])).await;
    salma.write(&field(1), IN_ENGLISH[1]).await;
    until(async || salma.text("#unsaved").await.filter(|told| !told.trim().is_empty())).await;
    salma.write(&field(2), IN_ENGLISH[2]).await;
    // A block that is left is tried at once.
    salma.click(&field(3)).await;
    stage.has_saved(&piece, 2, IN_ENGLISH[2]).await;
    stage.has_saved(&piece, 1, IN_ENGLISH[1]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_of_a_page_that_is_closed_stand_on_the_next_workbench() {
    let Some(stage) = Stage::set("waiting-closed").await else { return };
    let line = Line::to(&stage.newsroom.address).await;
    let (salma, piece) = at_work(&stage, &line).await;
    line.cut();
    salma.write(&field(1), IN_ENGLISH[1]).await;
    until(async || salma.text("#unsaved").await.filter(|told| !told.trim().is_empty())).await;
    salma.run("location = 'about:blank'", json!([])).await;
    salma.arrive("about:blank").await;
    line.mend();
    salma.go(&format!("/pieces/{piece}")).await;
    until(async || (salma.words(&field(1)).await == IN_ENGLISH[1]).then_some(())).await;
    stage.has_saved(&piece, 1, IN_ENGLISH[1]).await;
    salma.read("#saved", "Saved").await;
    assert_eq!(salma.count("[data-unsent]").await, 0, "the workbench itself has taken them up");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_without_a_network_keep_the_words_of_both() {
    let Some(stage) = Stage::set("waiting-tabs").await else { return };
    let line = Line::to(&stage.newsroom.address).await;
    let (salma, piece) = at_work(&stage, &line).await;
    let first = salma.another_tab().await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    let second = salma.tab().await;

    line.cut();
    salma.write(&field(2), "Typed in the second tab.").await;
    salma.to_tab(&first).await;
    salma.write(&field(2), "Typed in the first tab.").await;
    until(async || salma.text("#unsaved").await.filter(|told| !told.trim().is_empty())).await;
    salma.close_tab(&second).await;
    assert_eq!(salma.words(&field(2)).await, "Typed in the second tab.");
    line.mend();
    until(async || {
        let row = stage.person("adam").piece(&piece).await;
        let all = [row["drafts"].as_array()?.clone(), row["rescued"].as_array()?.clone()].concat();
        let is_there = |words: &str| all.iter().any(|one| one["text"] == words);
        (is_there("Typed in the first tab.") && is_there("Typed in the second tab.")).then_some(())
    })
    .await;
}
