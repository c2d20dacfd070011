//! The first hour of a newcomer: whoever follows the guide's own buttons takes a piece to the wire.

use serde_json::json;

use crate::{given::Stage, newsroom::until, way::field, window::Window};

const GUIDE: &str = ".guide";

/// What is told of words that are not there yet.
const LACKING: &str = ".message:has([data-lacks-words])";

/// What the button is called that the guide means here, and the keys that stand on it.
const MEANT: &str = "
    const button = [...document.querySelectorAll('main [data-main], .acts [data-main]')].find((one) => one.checkVisibility());
    const keys = [...button.querySelectorAll('kbd')].map((key) => key.innerText);
    const copy = button.cloneNode(true);
    for (const key of copy.querySelectorAll('kbd')) key.remove();
    return [copy.textContent.trim(), ...keys];";

/// The guide names the button of this page as it is called, and a key that is on it.
async fn names_what_is_pressed(window: &Window) {
    let [button, keys @ ..] = &window.texts(MEANT).await[..] else { panic!("there is no button") };
    let told = window.text(GUIDE).await.unwrap();
    let told = told.replace(['\u{2068}', '\u{2069}'], "");
    assert!(told.contains(&format!("“{button}”")), "{button} is not in {told}");
    assert!(keys.iter().any(|key| told.contains(&format!("Press {key},"))), "{keys:?} are not in {told}");
}

/// Of a step that is taken elsewhere no key is named: it would do nothing here.
async fn names_no_keys(window: &Window) {
    let told = window.text(GUIDE).await.unwrap();
    assert!(!told.contains("Press"), "{told}");
}

/// Goes on as the other person that the guide names.
async fn go_on(window: &Window) {
    let who = window.text("footer .who span").await;
    window.click(".guide form[action=\"/sign-in\"] button").await;
    until(async || (window.text("footer .who span").await != who).then_some(())).await;
}

/// Writes the words that the guide gives for each block. Which ones lack words is told, and is so for as long as it is told.
async fn translate_as_told(window: &Window) -> Vec<String> {
    window.see(".guide [data-words]").await;
    let words = window
        .texts("return [...document.querySelectorAll('.guide [data-words]')].map((one) => one.innerText)")
        .await;
    let lacking =
        ["3 blocks are not translated", "2 blocks are not translated", "One block is not translated"];
    for (block, (words, lacking)) in words.iter().zip(lacking).enumerate() {
        window.read(LACKING, lacking).await;
        window.see(&format!("[data-lacks-words][href$=\"{}\"]", field(block))).await;
        window.write(&field(block), words).await;
    }
    window.see_no(LACKING).await;
    words
}

/// Waits until the piece stands there, and looks at the page anew, as the guide is told with it.
async fn stands(stage: &Stage, window: &Window, piece: &str, there: &str) {
    until(async || (stage.stands(piece).await == there).then_some(())).await;
    window.run("location.reload()", json!([])).await;
    window.see(GUIDE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_follows_the_guide_takes_a_piece_to_the_wire() {
    let Some(stage) = Stage::set("first-hour").await else { return };
    let piece = format!("{}_en", stage.first_piece().await);
    let newcomer = stage.window("edith").await;
    newcomer.go("/start").await;
    newcomer.click("main a[data-main]").await;
    newcomer.arrive("/inbox?article=").await;
    newcomer.see("body[data-guide=commission]").await;
    names_what_is_pressed(&newcomer).await;
    newcomer.choose("#language", "en").await;
    newcomer.click("#commission-act").await;
    newcomer.see("[role=status]").await;

    stands(&stage, &newcomer, &piece, "open").await;
    names_no_keys(&newcomer).await;
    go_on(&newcomer).await;
    newcomer.arrive("/queue?piece=").await;
    names_what_is_pressed(&newcomer).await;
    newcomer.click("[data-claim]").await;
    newcomer.see("body[data-guide=translate]").await;
    names_what_is_pressed(&newcomer).await;
    newcomer.click("#submit").await;
    let words = translate_as_told(&newcomer).await;
    newcomer.click("#submit").await;

    stands(&stage, &newcomer, &piece, "submitted").await;
    go_on(&newcomer).await;
    newcomer.arrive("/review/").await;
    newcomer.see("body[data-guide=approve]").await;
    names_what_is_pressed(&newcomer).await;
    newcomer.click("body[data-guide=approve] [formaction$=\"/approval\"]").await;
    newcomer.see("body[data-guide=publish]").await;
    names_what_is_pressed(&newcomer).await;
    newcomer.click("body[data-guide=publish] [formaction$=\"/publication\"]").await;

    // What went out is read at the desk and on the wire.
    stands(&stage, &newcomer, &piece, "published").await;
    newcomer.arrive("/published/").await;
    newcomer.read(GUIDE, "All six steps are done").await;
    newcomer.read("main", &words[1]).await;
    newcomer.click(".guide a[href=\"/api/wire\"]").await;
    newcomer.arrive("/api/wire").await;
    newcomer.read("body", &words[0]).await;

    // Whoever has seen enough puts it away, and may take it up again.
    newcomer.go("/day").await;
    newcomer.read(GUIDE, "All six steps are done").await;
    newcomer.click(".guide form[action=\"/start/away\"] button").await;
    newcomer.see_no(GUIDE).await;
    newcomer.go("/start").await;
    newcomer.click("main [data-main]").await;
    newcomer.see(GUIDE).await;
}
