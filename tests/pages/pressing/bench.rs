//! The keys of the workbench.

use serde_json::{Value, json};

use super::{EVERYWHERE, Keys, see_so_many};
use crate::{
    engine::Server,
    given::{Article, BRIDGE, IN_ENGLISH, Stage},
    newsroom::until,
    way::field,
    window::Window,
};

/// Selects words of a source, as somebody does who draws over them.
const SELECT: &str = "
    const side = document.getElementById('source-2');
    const words = document.createTreeWalker(side, NodeFilter.SHOW_TEXT, (node) => node.data.trim() ? 1 : 2).nextNode();
    getSelection().setBaseAndExtent(words, 0, words, words.length);";

/// Waits until a field holds these words.
async fn holds(window: &Window, block: usize, words: &str) {
    until(async || window.words(&field(block)).await.contains(words).then_some(())).await;
}

async fn clear(window: &Window, block: usize) {
    window.click(&field(block)).await;
    window.press(&["Control+a", "Backspace"]).await;
}

const WORK: Article<'static> = Article {
    name: "work",
    text: "<p>أعيد فتح <em>الجسر القديم</em> صباح اليوم.</p><p>حضر مئة شخص بكلفة 12,5 مليون دولار.</p>\
           <p>وتعود الحافلات غدا.</p><p>وتعود السيارات بعد غد.</p>",
    ..BRIDGE
};

const BRIDGE_REWRITTEN: Article<'static> = Article {
    text: "<p>أعيد فتح الجسر مساء اليوم.</p><p>حضر الافتتاح مئتا شخص.</p><p>وتعود الحافلات بعد غد.</p>",
    ..BRIDGE
};

/// How one sentence was translated before.
const BEFORE: [&str; 3] =
    ["Buses return tomorrow.", "The buses return tomorrow.", "Buses are back tomorrow."];

/// A term of the text, and three translations of its third paragraph that were approved.
async fn remember(stage: &Stage, piece: &str) {
    let [edith, salma] = ["edith", "salma"].map(|name| stage.person(name));
    let term = json!({ "source": "الجسر القديم", "from": "ar", "into": "en", "rendering": "Old Bridge", "kind": "place" });
    edith.ask("POST", "/api/terms", &term).await.done();
    for (name, last) in ["one", "two", "three"].into_iter().zip(BEFORE) {
        let before = stage.piece(&Article { name, ..BRIDGE }).await;
        let english = |block: usize, _: &Value| if block == 3 { last } else { IN_ENGLISH[block] }.to_owned();
        salma.translate(&before, english).await;
        edith.approve(&before).await;
    }
    let path = format!("/api/pieces/{piece}/blocks/3/matches?limit=3");
    until(async || (salma.get(&path).await.done()["matches"].as_array()?.len() == 3).then_some(())).await;
}

/// What stands beside the text is taken into it, and led to and back from.
async fn beside(keys: &mut Keys, salma: &Window) {
    salma.click(&field(3)).await;
    salma.see("#matches .card:nth-child(3)").await;
    for number in 1..=3 {
        clear(salma, 3).await;
        keys.press(salma, &format!("Alt+{number}")).await;
        let taken = salma.text(&format!("#matches .card:nth-child({number}) .txt")).await.unwrap();
        assert!(BEFORE.contains(&taken.as_str()));
        assert_eq!(salma.words(&field(3)).await, taken);
    }
    clear(salma, 1).await;
    keys.press(salma, "Alt+T").await;
    holds(salma, 1, "Old Bridge").await;
    salma.run(SELECT, json!([])).await;
    keys.press(salma, "Alt+T").await;
    salma.see("#new-term").await;
    keys.press(salma, "Esc").await;
    salma.see_no("#new-term").await;
    salma.see("#text-1:focus").await;
    keys.press(salma, "Alt+C").await;
    salma.see("#search input:focus").await;
    keys.press(salma, "Esc").await;
    salma.see("#text-1:focus").await;
    keys.press(salma, "Alt+M").await;
    salma.see("#machine .card").await;
    keys.press(salma, "Alt+W").await;
    salma.see("#xliff details[open]").await;
}

/// In the text: from block to block, what is set apart, and to what was found.
async fn within(keys: &mut Keys, salma: &Window) {
    salma.click(&field(1)).await;
    salma.press(&["End"]).await;
    keys.press(salma, "↓").await;
    salma.see("#text-2:focus").await;
    keys.press(salma, "↑").await;
    salma.see("#text-1:focus").await;
    salma.press(&["Control+a"]).await;
    keys.press(salma, "Alt+Shift+1").await;
    salma.see("#block-1 [data-marks] [aria-pressed=true]").await;
    salma.click(&field(2)).await;
    salma.type_in("A hundred people came.").await;
    salma.see("#findings .card.found").await;
    keys.press(salma, "Alt+X").await;
    salma.see("#findings :focus").await;
    keys.press(salma, "Alt+X").await;
    salma.see("#text-2:focus").await;
}

/// Blocks that are left out, split, joined and added; at last the piece is given back.
async fn arranging(keys: &mut Keys, salma: &Window) {
    salma.click(&field(4)).await;
    keys.press(salma, "Alt+O").await;
    salma.see("textarea[name=reason-4]:focus").await;
    keys.press(salma, "Esc").await;
    salma.see("#text-4:focus").await;
    salma.click(&field(2)).await;
    salma.run("document.getElementById('text-2').setSelectionRange(9, 9)", json!([])).await;
    keys.press(salma, "Alt+S").await;
    salma.see("[role=status].message").await;
    assert_eq!(salma.words(&field(2)).await, "A hundred");
    salma.click(&field(1)).await;
    keys.press(salma, "Alt+N").await;
    salma.see(".block.newsroom-note").await;
    salma.click(&field(4)).await;
    keys.press(salma, "Alt+J").await;
    salma.see(".block.joined").await;
    keys.press(salma, "Alt+R").await;
    salma.arrive("/queue").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_key_of_the_workbench_does_what_it_says() {
    let engine = Server::start().await;
    let Some(stage) = Stage::with_machine("pressing", engine.machine()).await else { return };
    let piece = stage.piece(&WORK).await;
    remember(&stage, &piece).await;
    stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    let mut keys = Keys::default();
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    keys.shows(&salma, "the workbench").await;
    beside(&mut keys, &salma).await;
    within(&mut keys, &salma).await;
    arranging(&mut keys, &salma).await;

    // Words fit what the source says by now, one by one and all; then they are finished.
    let piece = stage.piece(&BRIDGE).await;
    let person = stage.person("salma");
    let epoch = person.claim(&piece).await;
    for (block, text) in IN_ENGLISH.iter().enumerate() {
        let words = json!({ "epoch": epoch, "text": text });
        person.ask("PUT", &format!("/api/pieces/{piece}/blocks/{block}"), &words).await.done();
    }
    stage.take("wadi", &[BRIDGE_REWRITTEN]).await;
    until(async || (person.piece(&piece).await["source_change"] != Value::Null).then_some(())).await;
    salma.go(&format!("/pieces/{piece}")).await;
    see_so_many(&salma, ".block.changed", 3).await;
    keys.shows(&salma, "the workbench").await;
    keys.press(&salma, "Alt+K").await;
    salma.see(".block.changed textarea:focus").await;
    keys.press(&salma, "Alt+K").await;
    see_so_many(&salma, ".block.changed", 2).await;
    keys.press(&salma, "Alt+A").await;
    see_so_many(&salma, ".block.changed", 0).await;
    salma.see("#submit:enabled").await;
    keys.press(&salma, "Ctrl+Enter").await;
    until(async || (stage.stands(&piece).await == "submitted").then_some(())).await;
    // Those are pressed from a list.
    keys.shown.retain(|(on, _)| *on != EVERYWHERE);
    keys.done();
}
