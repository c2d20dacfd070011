//! Somebody who reads Arabic works at a desk that is mirrored; the two texts of a piece stay where they were.

use serde_json::json;

use crate::{
    given::{BRIDGE, IN_ENGLISH, Stage},
    way::{field, translate},
    window::Window,
};

/// Whether the first of these stands further to the right than the second.
async fn right_of(window: &Window, first: &str, second: &str) -> bool {
    let right = "const at = (css) => document.querySelector(css).getBoundingClientRect().x;
        return at(arguments[0]) > at(arguments[1])";
    window.run(right, json!([first, second])).await == true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_translator_works_at_an_arabic_desk() {
    let Some(stage) = Stage::set("arabic").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    let salma = stage.window("salma").await;
    // Whoever likes other digits and dates has them, in whichever language.
    salma.go("/you").await;
    salma.choose("#digits", "arabic").await;
    salma.choose("#dates", "numbers").await;
    salma.click("main [data-main]").await;
    salma.see("[role=status]").await;
    salma.go("/inbox").await;
    let received = salma.text("td time").await.unwrap();
    assert!(
        received.contains(|letter| ('٠'..='٩').contains(&letter))
            && !received.contains(|letter: char| letter.is_ascii_digit()),
        "{received}"
    );
    assert!(!received.contains(|letter: char| letter.is_ascii_alphabetic()), "{received}");
    salma.go("/queue").await;
    assert!(right_of(&salma, ".bar .acts, .bar > :last-child", ".bar > :first-child").await);
    salma.go("/you").await;
    salma.choose("#language", "ar").await;
    salma.click("[data-main]").await;
    salma.see("html[lang=ar][dir=rtl]").await;
    salma.read(".bar nav", "قائمة العمل").await;
    assert!(
        right_of(&salma, ".bar > :first-child", ".bar > :last-child").await,
        "the bar begins on the right"
    );

    // Keys are the same ones, and so is the way.
    salma.press(&["g", "q"]).await;
    salma.arrive("/queue").await;
    salma.press(&["j", "Enter"]).await;
    salma.see("[data-claim]").await;
    assert!(
        right_of(&salma, "main [data-list]", "main aside").await,
        "the pane stands beside the list, mirrored"
    );
    salma.press(&["c"]).await;
    salma.arrive(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    // Arabic ends, and English begins, at the gutter, whatever the desk speaks.
    assert!(right_of(&salma, &field(1), "#source-1").await);
    assert!(right_of(&salma, "#bench", "aside").await, "what helps stands on the other side");
    translate(&salma).await;
    let directions = "return ['#text-1', '#source-1'].map((css) => getComputedStyle(document.querySelector(css)).direction)";
    assert_eq!(salma.run(directions, json!([])).await, json!(["ltr", "rtl"]));
    stage.has_saved(&piece, 3, IN_ENGLISH[3]).await;
    salma.click("#submit").await;
    salma.leave(&format!("/pieces/{piece}?done=claimed")).await;
    salma.see("[role=status]").await;
    assert_eq!(stage.stands(&piece).await, "submitted");
}
