//! What the checks say beside the text while somebody writes it.

use serde_json::json;

use crate::{
    given::{BRIDGE, IN_ENGLISH, Stage},
    way::field,
};

/// Notes whether anything is ever said to be in the way.
const WATCH: &str = "
    window.stopped = false;
    const look = () => (window.stopped ||= document.querySelector('#findings .found.blocks') !== null);
    new MutationObserver(look).observe(document.getElementById('findings'), { childList: true, subtree: true });";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_told_that_a_block_lacks_words_while_they_write_them() {
    let Some(stage) = Stage::set("checking").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    salma.run(WATCH, json!([])).await;
    // Whenever a block is saved the whole text is looked at, while the next one is being written and is not saved yet.
    for (block, words) in IN_ENGLISH.iter().enumerate() {
        salma.click(&field(block)).await;
        salma.type_in(words).await;
        stage.has_saved(&piece, u64::try_from(block).unwrap(), words).await;
    }
    assert_eq!(salma.run("return window.stopped", json!([])).await, json!(false));
}
