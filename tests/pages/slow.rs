//! Typing never waits on the network.

use std::time::Duration;

use serde_json::json;

use crate::{
    given::{BRIDGE, IN_ENGLISH, Stage},
    way::field,
};

/// What each answer of the desk takes: a line from far away, on a bad day.
const LATENCY: Duration = Duration::from_secs(3);
/// From a key to its letter.
const LETTER_MS_MOST: f64 = 100.0;

/// Notes how long the slowest letter takes, from its key until everybody on the page has heard of it.
const WATCH: &str = "
    let pressed = null;
    window.slowest = 0;
    addEventListener('keydown', () => (pressed = performance.now()), true);
    addEventListener('input', () => (window.slowest = Math.max(window.slowest, performance.now() - pressed)));";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_letter_is_there_at_once_however_slow_the_network_is() {
    let Some(stage) = Stage::set("slow").await else { return };
    let piece = stage.piece(&BRIDGE).await;
    stage.person("salma").claim(&piece).await;
    let salma = stage.window("salma").await;
    salma.go(&format!("/pieces/{piece}")).await;
    salma.see("#bench").await;
    salma.delay(LATENCY).await;
    salma.run(WATCH, json!([])).await;
    for block in [1, 2] {
        salma.click(&field(block)).await;
        salma.type_in(IN_ENGLISH[block]).await;
        assert_eq!(salma.words(&field(block)).await, IN_ENGLISH[block], "every letter is there");
    }
    // The words of the first block are on their way by now; one goes on in the second.
    salma.type_in(" They cheered.").await;
    let second = format!("{} They cheered.", IN_ENGLISH[2]);
    assert_eq!(salma.words(&field(2)).await, second);
    let slowest = salma.run("return window.slowest", json!([])).await.as_f64().unwrap();
    assert!(slowest > 0.0 && slowest < LETTER_MS_MOST, "a letter took {slowest} ms");
    stage.has_saved(&piece, 1, IN_ENGLISH[1]).await;
    stage.has_saved(&piece, 2, &second).await;
}
