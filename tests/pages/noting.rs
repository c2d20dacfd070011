//! An editor notes what is to be changed while the piece goes on.

use crate::{
    given::{BRIDGE, BRIDGE_CORRECTED, IN_ENGLISH, Stage},
    newsroom::until,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_outlive_the_page_on_which_they_were_typed() {
    let Some(stage) = Stage::set("noting").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").translate(&piece, |number, _| IN_ENGLISH[number].to_owned()).await;
    let edith = stage.window("edith").await;
    edith.go(&format!("/review/{piece}")).await;
    edith.click("#block-2 .note > summary").await;
    edith.write("textarea[name=note-2]", "A hundred, not one hundred").await;
    edith.write("#note", "Nearly there").await;

    stage.take("wadi", &[BRIDGE_CORRECTED]).await;
    edith.click("[data-meanwhile] a").await;
    edith.see("#behind").await;
    assert_eq!(edith.words("textarea[name=note-2]").await, "A hundred, not one hundred");
    assert_eq!(edith.words("#note").await, "Nearly there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_that_were_sent_do_not_come_back_for_the_next_submission() {
    let Some(stage) = Stage::set("noting-sent").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    let salma = stage.person("salma");
    salma.translate(&piece, |number, _| IN_ENGLISH[number].to_owned()).await;
    let edith = stage.window("edith").await;
    edith.go(&format!("/review/{piece}")).await;
    edith.write("#note", "Nearly there").await;
    edith.go(&format!("/review/{piece}")).await;
    assert_eq!(edith.words("#note").await, "Nearly there");
    edith.click("[formaction$=\"/changes\"]").await;
    edith.arrive("/review?").await;

    // The same words, submitted once more.
    salma.translate(&piece, |number, _| IN_ENGLISH[number].to_owned()).await;
    until(async || (stage.stands(&piece).await == "submitted").then_some(())).await;
    edith.go(&format!("/review/{piece}")).await;
    edith.see("#note").await;
    assert_eq!(edith.words("#note").await, "");
}
