//! Two people want one piece, and an editor gives a piece to another while its translator types.

use serde_json::{Value, json};

use crate::{
    given::{Article, BRIDGE, IN_ENGLISH, Stage},
    newsroom::until,
    way::field,
    window::Window,
};

/// Whether the page is the workbench, or says why it is not; once it is either.
async fn won(window: &Window) -> bool {
    until(async || match (window.count("#bench").await, window.count("[role=alert]").await) {
        (0, 0) => None,
        (bench, _) => Some(bench > 0),
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_press_claim_at_once_one_has_it_and_the_other_is_told_kindly() {
    let Some(stage) = Stage::set("claims").await else { return };
    let (salma, yusuf) = stage.windows(["salma", "yusuf"]).await;
    for name in ["first", "second", "third"] {
        let piece = stage.piece(&Article { name, ..BRIDGE }).await;
        let path = format!("/pieces/{piece}");
        tokio::join!(salma.go(&path), yusuf.go(&path));
        tokio::join!(salma.click("[data-claim]"), yusuf.click("[data-claim]"));
        let (first, second) = tokio::join!(won(&salma), won(&yusuf));
        assert_ne!(first, second, "exactly one of them has it");
        let (loser, holder) = if first { (&yusuf, "Salma") } else { (&salma, "Yusuf") };
        loser.read("[role=alert]", holder).await;
        let told = loser.text("[role=alert]").await.unwrap();
        assert!(!told.contains(&piece) && !told.contains("translation:"), "people's words: {told}");
        loser.see("[data-row], [data-next], .blocks").await;
        let row = stage.person("adam").piece(&piece).await;
        assert_eq!(row["lease"]["holder"]["name"], holder);
    }
}

/// Under which epoch somebody has the piece.
async fn over(stage: &Stage, piece: &str) -> Value {
    stage.person("adam").piece(piece).await["lease"]["epoch"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_taken_over_while_somebody_types_keeps_every_word() {
    let Some(stage) = Stage::set("taken").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").claim(&piece).await;
    let (edith, salma) = stage.windows(["edith", "salma"]).await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.write(&field(0), IN_ENGLISH[0]).await;
    stage.has_saved(&piece, 0, IN_ENGLISH[0]).await;

    edith.go(&format!("/queue?piece={piece}")).await;
    edith.click("details.assign > summary").await;
    edith.choose("#member", "yusuf").await;
    edith.write("#reason", "Salma is needed elsewhere").await;
    salma.click(&field(1)).await;
    let typing = async {
        // Whoever types does not stop because somebody else decides something.
        while salma.count("#alert").await == 0 {
            salma.type_in("and so on ").await;
        }
    };
    tokio::join!(edith.click("#assign-act"), typing);
    salma.read("#alert", "Yusuf").await;
    salma.read("#alert", "Salma is needed elsewhere").await;
    let typed = salma.words(&field(1)).await;
    assert!(typed.starts_with("and so on "), "{typed:?}");

    // All that was typed is kept beside the piece.
    // Words wait a second for the next key before they are saved, so the last ones came after the piece was another's.
    until(async || {
        let row = stage.person("adam").piece(&piece).await;
        (row["rescued"][0]["text"] == json!(typed)).then_some(())
    })
    .await;
    assert_eq!(stage.saved(&piece, 0).await, IN_ENGLISH[0]);

    // Its author finds it where it was, and takes it up again when the piece is hers.
    salma.go(&format!("/pieces/{piece}")).await;
    salma.read("#block-1", typed.trim()).await;
    let back = json!({ "member": "salma", "over": over(&stage, &piece).await, "reason": "She is back" });
    stage.person("edith").ask("POST", &format!("/api/pieces/{piece}/assignment"), &back).await.done();
    salma.go(&format!("/pieces/{piece}")).await;
    salma.click("#block-1 [data-take]").await;
    assert_eq!(salma.words(&field(1)).await.trim(), typed.trim());
    stage.has_saved(&piece, 1, &salma.words(&field(1)).await).await;
}
