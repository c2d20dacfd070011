//! The end of a claim: it is asked about before, goes on while somebody works, and is seen by whoever else looks.

use serde_json::json;

use crate::{
    given::{Article, BRIDGE, IN_ENGLISH, Stage},
    newsroom::until,
    visit::DESKTOP,
    way::field,
    window::Window,
};

/// The question before a claim ends.
const ENDING: &str = "#ending[open]";

/// Whether all that is in the bar has one row.
const ONE_ROW: &str = "
    const [bar, act] = [document.querySelector('.bar'), document.getElementById('submit')];
    return bar.clientHeight < 2 * act.clientHeight;";

/// Gives a piece to a translator for a minute, the shortest time there is: it is asked about in the last third.
async fn given(stage: &Stage, name: &str, member: &str) -> String {
    let piece = stage.piece(&Article { name, ..BRIDGE }).await;
    let minute = json!({ "member": member, "minutes": 1, "reason": "A short one" });
    let path = format!("/api/pieces/{piece}/assignment");
    stage.person("edith").ask("POST", &path, &minute).await.done();
    piece
}

async fn ends(stage: &Stage, piece: &str) -> String {
    stage.person("adam").piece(piece).await["lease"]["until"].as_str().unwrap().to_owned()
}

async fn is_asked(window: &Window) {
    until(async || (window.count(ENDING).await > 0).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_goes_on_while_somebody_works_and_its_end_is_asked_about() {
    let Some(stage) = Stage::set("claim").await else { return };
    let (salma, yusuf) = stage.windows(["salma", "yusuf"]).await;
    let (kept, back) = (given(&stage, "kept", "salma").await, given(&stage, "back", "yusuf").await);
    yusuf.go(&format!("/pieces/{back}")).await;
    yusuf.see("#bench").await;
    salma.go(&format!("/pieces/{kept}")).await;
    salma.write(&field(0), IN_ENGLISH[0]).await;
    stage.has_saved(&kept, 0, IN_ENGLISH[0]).await;

    // Whoever types keeps it without being asked.
    let first = ends(&stage, &kept).await;
    until(async || (ends(&stage, &kept).await > first).then_some(())).await;
    assert_eq!(salma.count(ENDING).await, 0);

    // Whoever does nothing is asked, and gives it back, or goes to look at what another has.
    is_asked(&yusuf).await;
    yusuf.click("#ending [data-give-back]").await;
    yusuf.leave(&format!("/pieces/{back}")).await;
    until(async || (stage.stands(&back).await == "open").then_some(())).await;
    yusuf.go(&format!("/pieces/{kept}")).await;
    salma.read("#looking", "Yusuf").await;
    for (width, height) in [(1_280, 800), DESKTOP] {
        salma.resize(width, height).await;
        assert_eq!(salma.run(ONE_ROW, json!([])).await, json!(true), "at {width} by {height}");
    }
    yusuf.go("/queue").await;
    until(async || (salma.text("#looking").await?.trim().is_empty()).then_some(())).await;

    // Whoever is asked and keeps it goes on.
    is_asked(&salma).await;
    let asked = ends(&stage, &kept).await;
    salma.press(&["Enter"]).await;
    salma.see_no(ENDING).await;
    until(async || (ends(&stage, &kept).await > asked).then_some(())).await;
    salma.write(&field(1), IN_ENGLISH[1]).await;
    stage.has_saved(&kept, 1, IN_ENGLISH[1]).await;
}
