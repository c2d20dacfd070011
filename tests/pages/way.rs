//! Two people in two windows take an article the whole way.

use crate::{
    given::{BRIDGE, IN_ENGLISH, Stage},
    window::Window,
};

/// The field of a block on the workbench.
pub fn field(block: usize) -> String {
    format!("#text-{block}")
}

/// Writes every block of the bridge on the workbench.
pub async fn translate(window: &Window) {
    for (block, words) in IN_ENGLISH.iter().enumerate() {
        window.write(&field(block), words).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_take_an_article_from_the_inbox_to_the_wire() {
    let Some(stage) = Stage::set("way").await else { return };
    stage.source_without_route("madina").await;
    stage.take("madina", &[BRIDGE]).await;
    let article = stage.article("bridge").await;
    let piece = format!("{article}_en");
    let (edith, salma) = stage.windows(["edith", "salma"]).await;

    // The editor chooses; the translator, who looks at an empty queue, has it before her.
    salma.go("/queue").await;
    edith.go("/inbox").await;
    edith.click("[data-row]").await;
    edith.see("#commission").await;
    edith.choose("#language", "en").await;
    edith.write("#note", "Short, for the front page").await;
    edith.click("#commission-act").await;
    edith.see("[role=status]").await;
    stage.piece_of("bridge").await;
    salma.go("/queue").await;
    salma.click("[data-row]").await;
    salma.read("main", "Short, for the front page").await;
    salma.click("[data-claim]").await;
    salma.arrive(&format!("/pieces/{piece}")).await;

    translate(&salma).await;
    salma.click("#submit").await;
    salma.leave(&format!("/pieces/{piece}/")).await;
    salma.see("[role=status]").await;

    // Sent back with a note to one block, and mended.
    edith.go("/review").await;
    edith.click("[data-row]").await;
    edith.read("#review", IN_ENGLISH[2]).await;
    edith.click("#block-2 .note > summary").await;
    edith.write("textarea[name=note-2]", "A hundred, not one hundred").await;
    edith.click("[formaction$=\"/changes\"]").await;
    edith.see("[role=status]").await;
    salma.go(&format!("/pieces/{piece}")).await;
    if salma.count("#bench").await == 0 {
        salma.click("[data-claim]").await;
    }
    salma.read("#bench", "A hundred, not one hundred").await;
    salma.click("#text-2").await;
    salma.press(&["Control+a"]).await;
    salma.type_in("A hundred people came to the opening.").await;
    salma.click("#submit").await;
    salma.see("[role=status]").await;

    edith.go(&format!("/review/{piece}")).await;
    edith.read("#review", "A hundred people came").await;
    edith.click("[formaction$=\"/approval\"]").await;
    edith.click("[formaction$=\"/publication\"]").await;
    edith.see("[role=status]").await;
    assert_eq!(stage.stands(&piece).await, "published");
    edith.go("/published").await;
    edith.click("[data-row]").await;
    edith.read("main", "A hundred people came to the opening.").await;
    edith.read("main", "responsibility lies with the author").await;
}
