//! On a phone one reads and approves.

use crate::{
    given::{BRIDGE, IN_ENGLISH, Stage},
    window::Window,
};

/// The page can be read without moving it sideways.
async fn fits(window: &Window) {
    assert_eq!(window.sideways().await, 0, "{} is wider than the phone", window.path().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_reads_and_approves_on_a_phone() {
    let Some(stage) = Stage::set("phone").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    let english = |block: usize, _: &serde_json::Value| IN_ENGLISH[block].to_owned();
    stage.person("salma").translate(&piece, english).await;
    let edith = stage.window("edith").await;
    edith.resize(390, 844).await;
    edith.go("/inbox").await;
    fits(&edith).await;
    edith.click("[data-row]").await;
    edith.read("main article", "أعيد فتح الجسر").await;
    fits(&edith).await;

    edith.go("/review").await;
    fits(&edith).await;
    edith.click("[data-row]").await;
    edith.read("#review", IN_ENGLISH[1]).await;
    fits(&edith).await;
    edith.click("[formaction$=\"/approval\"]").await;
    edith.see("[formaction$=\"/publication\"]").await;
    fits(&edith).await;
    assert_eq!(stage.stands(&piece).await, "approved");
}
