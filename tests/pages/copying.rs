//! What is shown once is copied by one press.

use serde_json::json;

use crate::{given::Stage, window::Window};

/// Says whether pages may write into the clipboard, and read from it.
async fn set_clipboard(window: &Window, setting: &str) {
    for name in ["clipboard-read", "clipboard-write"] {
        let permission =
            json!({ "permission": { "name": name }, "setting": setting, "origin": window.address });
        window.driver.devtools("Browser.setPermission", permission).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_is_copied_by_keys_and_selected_where_the_browser_does_not_let_it() {
    let Some(stage) = Stage::set("copying").await else { return };
    let adam = stage.window("adam").await;
    set_clipboard(&adam, "granted").await;
    adam.go("/people/salma").await;
    adam.click("form[action$=\"/invitation\"] button").await;
    adam.see("[data-copies]").await;
    adam.run("document.querySelector('[data-copies]').focus()", json!([])).await;
    adam.press(&["Enter"]).await;
    adam.read("[data-copied][role=status]", "Copied").await;
    let there =
        "const done = arguments[0]; navigator.clipboard.readText().then(done, (why) => done(`${why}`))";
    let link = adam.run("return document.querySelector('#link').href", json!([])).await;
    assert_eq!(adam.run_long(there, json!([])).await, link);

    set_clipboard(&adam, "denied").await;
    adam.press(&["Enter"]).await;
    adam.read("[data-copied][role=status]", "It is selected").await;
    assert_eq!(adam.run("return getSelection().toString()", json!([])).await, link);
}
