//! The keys of lists, and of what is decided from them.

use serde_json::{Value, json};

use super::{Keys, moves_and_opens, see_so_many};
use crate::{
    given::{Article, BRIDGE, IN_ENGLISH, Stage},
    newsroom::until,
    window::Window,
};

/// What waits for a translator, for an editor, and to be commissioned.
async fn fill(stage: &Stage) -> Vec<String> {
    stage.source_without_route("madina").await;
    let names = ["one", "two", "three", "four", "five", "six"];
    stage.take("wadi", &names.map(|name| Article { name, ..BRIDGE })).await;
    let mut pieces = Vec::new();
    for name in names {
        pieces.push(stage.piece_of(name).await);
    }
    for piece in &pieces[3..] {
        let english = |block: usize, _: &Value| IN_ENGLISH[block].to_owned();
        stage.person("salma").translate(piece, english).await;
    }
    for name in ["seven", "eight", "nine"] {
        stage.take("madina", &[Article { name, ..BRIDGE }]).await;
        stage.article(name).await;
    }
    pieces
}

/// The letter of each page leads there, and the search and the list of keys are a key away.
async fn everywhere(keys: &mut Keys, window: &Window) {
    let letters: Vec<_> = keys.shown.iter().filter_map(|(_, keys)| keys.strip_prefix("G ")).collect();
    let letters: Vec<String> = letters.into_iter().map(str::to_owned).collect();
    assert!(letters.len() > 10, "{letters:?}");
    for letter in letters {
        window.go("/you/access").await;
        let leads = "return document.querySelector(`[data-go=${arguments[0]}]`).getAttribute('href')";
        let path = window.run(leads, json!([letter.to_lowercase()])).await;
        keys.press(window, &format!("G {letter}")).await;
        window.leave("/you/access").await;
        let there = window.path().await;
        assert!(there.starts_with(path.as_str().unwrap()), "G {letter} leads to {there}");
    }
    keys.press(window, "/").await;
    window.see("[data-find]:focus").await;
    window.go("/queue").await;
    keys.press(window, "?").await;
    window.see("#keys[open]").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_key_of_the_lists_does_what_it_says() {
    let Some(stage) = Stage::set("pressing-lists").await else { return };
    let pieces = fill(&stage).await;
    let (edith, salma) = stage.windows(["edith", "salma"]).await;
    let mut keys = Keys::default();

    salma.go("/queue").await;
    keys.shows(&salma, "the queue").await;
    moves_and_opens(&mut keys, &salma, "/queue?only=all&piece=").await;
    salma.go("/queue").await;
    keys.press(&salma, "N").await;
    salma.arrive("/queue?piece=").await;
    keys.press(&salma, "C").await;
    salma.arrive("/pieces/").await;
    salma.see("#bench").await;
    salma.go("/queue?only=mine").await;
    keys.press(&salma, "Ctrl+Enter").await;
    salma.arrive("/pieces/").await;
    edith.go(&format!("/queue?piece={}", pieces[2])).await;
    keys.shows(&edith, "the queue").await;
    keys.press(&edith, "Alt+G").await;
    edith.see(".assign[open]").await;

    edith.go("/inbox").await;
    keys.shows(&edith, "the inbox").await;
    moves_and_opens(&mut keys, &edith, "/inbox?article=").await;
    for (name, commission) in [("seven", "M"), ("eight", "Ctrl+Enter")] {
        let article = stage.article(name).await;
        edith.go(&format!("/inbox?article={article}")).await;
        keys.press(&edith, commission).await;
        stage.piece_of(name).await;
    }
    judging(&mut keys, &stage, &edith, &pieces[3..]).await;
    stage.person("edith").approve(&pieces[5]).await;
    edith.go("/board").await;
    keys.shows(&edith, "the board").await;
    moves_and_opens(&mut keys, &edith, "/").await;
    edith.leave("/board").await;
    everywhere(&mut keys, &edith).await;
    keys.done();
}

/// What was submitted is sent back or approved, and what was proposed is agreed to or not.
async fn judging(keys: &mut Keys, stage: &Stage, edith: &Window, submitted: &[String]) {
    edith.go("/review").await;
    see_so_many(edith, "[data-row]", 3).await;
    keys.shows(edith, "the list of reviews").await;
    moves_and_opens(keys, edith, "/review/").await;
    edith.go(&format!("/review/{}", submitted[0])).await;
    keys.shows(edith, "a review").await;
    edith.write("#note", "Please check the figures again.").await;
    keys.press(edith, "Alt+A").await;
    until(async || (stage.stands(&submitted[0]).await == "open").then_some(())).await;
    edith.go(&format!("/review/{}", submitted[1])).await;
    keys.press(edith, "Ctrl+Enter").await;
    edith.see("[formaction$=\"/publication\"]").await;
    keys.press(edith, "Ctrl+Enter").await;
    until(async || (stage.stands(&submitted[1]).await == "published").then_some(())).await;

    for (source, rendering) in [("الجسر القديم", "Old Bridge"), ("الحافلات", "buses")] {
        let term = json!({ "source": source, "from": "ar", "into": "en", "rendering": rendering, "kind": "expression" });
        stage.person("salma").ask("POST", "/api/terms/proposals", &term).await.done();
    }
    edith.go("/terms").await;
    see_so_many(edith, ".proposals tbody tr", 2).await;
    keys.shows(edith, "the terms").await;
    moves_and_opens(keys, edith, "/terms/").await;
    edith.go("/terms").await;
    keys.press(edith, "Ctrl+Enter").await;
    edith.arrive("/terms/new").await;
    edith.go("/terms").await;
    keys.press(edith, "A").await;
    see_so_many(edith, ".proposals tbody tr", 1).await;
    keys.press(edith, "D").await;
    see_so_many(edith, ".proposals tbody tr", 0).await;
}
