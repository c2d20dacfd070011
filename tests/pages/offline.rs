//! The network goes while somebody types, and comes back.

use crate::{
    given::{BRIDGE, IN_ENGLISH, Stage},
    line::Line,
    newsroom::until,
    way::field,
    window::Window,
};

/// The line that says what is not saved.
const UNSAVED: &str = "#unsaved";

/// Waits until the page says that something is not saved: in a line, and with nothing over the words.
async fn is_told(window: &Window) {
    until(async || window.text(UNSAVED).await.filter(|told| !told.trim().is_empty())).await;
    assert_eq!(window.count("dialog[open]").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_without_a_network_is_saved_when_it_is_back() {
    let Some(stage) = Stage::set("offline").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.write(&field(0), IN_ENGLISH[0]).await;
    stage.has_saved(&piece, 0, IN_ENGLISH[0]).await;

    salma.disconnect().await;
    salma.write(&field(1), IN_ENGLISH[1]).await;
    salma.write(&field(2), IN_ENGLISH[2]).await;
    is_told(&salma).await;
    assert_eq!(stage.saved(&piece, 1).await, "");
    salma.write(&field(2), " They cheered.").await;

    salma.connect().await;
    stage.has_saved(&piece, 1, IN_ENGLISH[1]).await;
    stage.has_saved(&piece, 2, &format!("{} They cheered.", IN_ENGLISH[2])).await;
    until(async || salma.text(UNSAVED).await.filter(|told| told.trim().is_empty())).await;
    salma.write(&field(3), IN_ENGLISH[3]).await;
    salma.click("#submit").await;
    until(async || (stage.stands(&piece).await == "submitted").then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_for_a_piece_that_went_to_another_meanwhile_are_kept() {
    let Some(stage) = Stage::set("offline-taken").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    let epoch = stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    salma.disconnect().await;
    salma.write(&field(1), IN_ENGLISH[1]).await;
    is_told(&salma).await;
    let over = serde_json::json!({ "member": "yusuf", "over": epoch, "reason": "Salma is out of reach" });
    stage.person("edith").ask("POST", &format!("/api/pieces/{piece}/assignment"), &over).await.done();

    salma.connect().await;
    salma.see("#alert").await;
    let row = until(async || {
        let row = stage.person("adam").piece(&piece).await;
        (row["rescued"][0]["text"] == IN_ENGLISH[1]).then_some(row)
    })
    .await;
    assert_eq!(row["rescued"][0]["by"], "salma", "{row}");
    assert_eq!(salma.words(&field(1)).await, IN_ENGLISH[1], "and they stay before their author's eyes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_without_a_network_outlives_its_page() {
    let Some(stage) = Stage::set("offline-closed").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").claim(&piece).await;
    let line = Line::to(&stage.newsroom.address).await;
    let salma = Window::of(&stage.chromium, &line.address, "salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    line.cut();
    salma.write(&field(1), IN_ENGLISH[1]).await;
    is_told(&salma).await;
    salma.run("location = 'about:blank'", serde_json::json!([])).await;
    salma.arrive("about:blank").await;
    assert_eq!(stage.saved(&piece, 1).await, "");
    line.mend();
    salma.go("/queue").await;
    stage.has_saved(&piece, 1, IN_ENGLISH[1]).await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    assert_eq!(salma.words(&field(1)).await, IN_ENGLISH[1]);
}
