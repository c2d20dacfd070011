//! The source changes an article while somebody has it on the workbench.

use crate::{
    given::{BRIDGE, BRIDGE_CORRECTED, IN_ENGLISH, Stage},
    way::{field, translate},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_of_the_source_is_seen_and_accepted_without_losing_words() {
    let Some(stage) = Stage::set("changing").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    translate(&salma).await;
    salma.click(&field(3)).await;
    salma.type_in(" At last.").await;

    let place = async || {
        let place = "return document.activeElement.getBoundingClientRect().top";
        salma.run(place, serde_json::json!([])).await.as_f64().unwrap()
    };
    let before = place().await;
    stage.take("wadi", &[BRIDGE_CORRECTED]).await;
    // What changed is shown in its place: nobody opens the page anew, and nothing moves under the hand.
    salma.see("#block-2 [data-change]").await;
    salma.read("#block-2 ins", "مئتا").await;
    salma.read("#block-2 del", "مئة").await;
    salma.see("[data-changes]").await;
    assert!((place().await - before).abs() < 1.0, "{} was at {before}", place().await);
    assert_eq!(salma.count("#news").await, 0);
    assert_eq!(salma.words(&field(3)).await, format!("{} At last.", IN_ENGLISH[3]));
    let focus = salma.run("return document.activeElement.id", serde_json::json!([])).await;
    assert_eq!(focus, "text-3", "nobody is torn out of what they write");
    stage.has_saved(&piece, 3, &format!("{} At last.", IN_ENGLISH[3])).await;

    // It cannot go out as it is; the page takes the answer.
    salma.click("#submit").await;
    salma.see("[role=alert]:not(#alert), #alert").await;
    assert_eq!(stage.stands(&piece).await, "claimed");
    salma.click(&field(2)).await;
    salma.press(&["Control+a"]).await;
    salma.type_in("Two hundred people came to the opening.").await;
    salma.click("#block-2 [data-accept]").await;
    salma.see_no("[data-change]").await;
    assert_eq!(salma.words(&field(2)).await, "Two hundred people came to the opening.");
    salma.click("#submit").await;
    salma.leave(&format!("/pieces/{piece}/")).await;
    salma.see("[role=status]:not(#news)").await;
    assert_eq!(stage.stands(&piece).await, "submitted");
}
