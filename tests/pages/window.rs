//! A window in which one person works: what they see, click, type and press.

use std::{path::Path, time::Duration};

use serde_json::{Value, json};

use crate::{
    driver::{Driver, Failed},
    newsroom::until,
    tools::Chromium,
};

/// The name under which the standard hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What somebody may do to an element that is not there yet, is covered, or was just exchanged: they try again.
const PASSING: &[&str] =
    &["no such element", "stale element reference", "element not interactable", "element click intercepted"];

pub struct Window {
    pub driver: Driver,
    pub address: String,
}

impl Window {
    pub async fn open(chromium: &Chromium, address: &str) -> Self {
        Self { driver: Driver::start(chromium).await, address: address.to_owned() }
    }

    /// A window in which this member has signed in, as anybody does on a demonstration's page.
    pub async fn of(chromium: &Chromium, address: &str, member: &str) -> Self {
        let window = Self::open(chromium, address).await;
        window.sign_in(member).await;
        window
    }

    pub async fn sign_in(&self, member: &str) {
        self.go("/sign-in").await;
        self.click(&format!("form:has(input[name=member][value={member}]) button")).await;
        self.leave("/sign-in").await;
    }

    /// Nobody is signed in any more.
    pub async fn sign_out(&self) {
        self.driver.devtools("Network.clearBrowserCookies", json!({})).await;
    }

    /// Nobody has signed in, and whoever looks wants this language.
    pub async fn choose_language(&self, tag: &str) {
        self.go("/sign-in").await;
        self.click(&format!("button[name=language][value={tag}]")).await;
        self.see(&format!("html[lang={tag}]")).await;
    }

    /// Opens the page at this path.
    pub async fn go(&self, path: &str) {
        let url = json!({ "url": format!("{}{path}", self.address) });
        self.driver.post("/url", &url).await.unwrap_or_else(|failed| panic!("{path}: {failed}"));
    }

    /// Where the window is: path and query.
    pub async fn path(&self) -> String {
        let url = self.driver.get("/url").await.unwrap();
        let url = url.as_str().unwrap();
        url.strip_prefix(&self.address).unwrap_or(url).to_owned()
    }

    /// Waits until the window has left pages whose address begins so.
    pub async fn leave(&self, path: &str) {
        until(async || (!self.path().await.starts_with(path)).then_some(())).await;
    }

    /// Waits until the window is on a page whose address begins so.
    pub async fn arrive(&self, path: &str) {
        let what = async || self.path().await.starts_with(path).then_some(());
        self.within(&format!("the page {path}"), what).await;
    }

    /// Calls a function in the page: the text of its body, with `arguments`.
    pub async fn run(&self, body: &str, arguments: Value) -> Value {
        let script = json!({ "script": body, "args": arguments });
        self.driver.post("/execute/sync", &script).await.unwrap_or_else(|failed| panic!("{body}: {failed}"))
    }

    /// The same, for a function that calls its last argument when it is done.
    pub async fn run_long(&self, body: &str, arguments: Value) -> Value {
        let script = json!({ "script": body, "args": arguments });
        self.driver.post("/execute/async", &script).await.unwrap_or_else(|failed| panic!("{failed}"))
    }

    /// The text of what is seen of the first such element, where there is one.
    pub async fn text(&self, css: &str) -> Option<String> {
        let text = "return document.querySelector(arguments[0])?.innerText ?? null";
        self.run(text, json!([css])).await.as_str().map(str::to_owned)
    }

    /// The texts that a function gives in the page.
    pub async fn texts(&self, body: &str) -> Vec<String> {
        serde_json::from_value(self.run(body, json!([])).await).unwrap()
    }

    /// How far the page must be moved sideways to be read, in CSS pixels.
    pub async fn sideways(&self) -> u64 {
        let over = "return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";
        self.run(over, json!([])).await.as_u64().unwrap()
    }

    /// The words in a field.
    pub async fn words(&self, css: &str) -> String {
        let value = self.run("return document.querySelector(arguments[0]).value", json!([css])).await;
        value.as_str().unwrap().to_owned()
    }

    /// How many such elements are seen.
    pub async fn count(&self, css: &str) -> u64 {
        let seen = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).length";
        self.run(seen, json!([css])).await.as_u64().unwrap()
    }

    /// Waits until such an element is seen.
    pub async fn see(&self, css: &str) {
        self.within(css, async || (self.count(css).await > 0).then_some(())).await;
    }

    /// Waits until no such element is seen.
    pub async fn see_no(&self, css: &str) {
        self.within(&format!("the end of {css}"), async || (self.count(css).await == 0).then_some(())).await;
    }

    /// Waits until these words are read in such an element.
    pub async fn read(&self, css: &str, words: &str) {
        let seen = "return [...document.querySelectorAll(arguments[0])]
            .some((one) => one.checkVisibility() && one.innerText.includes(arguments[1]))";
        let there = async || self.run(seen, json!([css, words])).await.as_bool()?.then_some(());
        self.within(&format!("“{words}” in {css}"), there).await;
    }

    pub async fn click(&self, css: &str) {
        self.act(css, "click", &json!({})).await;
    }

    /// Types at the end of what a field holds.
    pub async fn write(&self, css: &str, words: &str) {
        self.act(css, "value", &json!({ "text": words })).await;
    }

    /// Chooses from a list.
    pub async fn choose(&self, css: &str, value: &str) {
        self.click(&format!("{css} option[value=\"{value}\"]")).await;
    }

    /// Presses keys one after the other: `j`, `Enter`, `Control+Enter`.
    pub async fn press(&self, keys: &[&str]) {
        for chord in keys {
            let names: Vec<_> = chord.split('+').map(key).collect();
            let event = |kind: &str, key: &str| json!({ "type": kind, "value": key });
            let down = names.iter().map(|key| event("keyDown", key));
            let up = names.iter().rev().map(|key| event("keyUp", key));
            self.perform(down.chain(up).collect()).await;
        }
    }

    /// Types these words into whatever has the focus.
    pub async fn type_in(&self, words: &str) {
        let strokes = words.chars().flat_map(|letter| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": letter.to_string() }))
        });
        self.perform(strokes.collect()).await;
    }

    /// The name of the tab that is looked at.
    pub async fn tab(&self) -> String {
        self.driver.get("/window").await.unwrap().as_str().unwrap().to_owned()
    }

    /// Opens another tab of the same browser and looks at it; gives the name of the one before.
    pub async fn another_tab(&self) -> String {
        let before = self.tab().await;
        let made = self.driver.post("/window/new", &json!({ "type": "tab" })).await.unwrap();
        self.to_tab(made["handle"].as_str().unwrap()).await;
        before
    }

    pub async fn to_tab(&self, name: &str) {
        self.driver.post("/window", &json!({ "handle": name })).await.unwrap();
    }

    /// Closes the tab that is looked at, and looks at this one.
    pub async fn close_tab(&self, next: &str) {
        self.driver.devtools("Page.close", json!({})).await;
        self.to_tab(next).await;
    }

    /// The network goes for this window.
    pub async fn disconnect(&self) {
        self.network(json!({ "offline": true, "latency": 0, "throughput": -1 })).await;
    }

    /// The network is back.
    pub async fn connect(&self) {
        self.network(json!({ "offline": false, "latency": 0, "throughput": -1 })).await;
    }

    /// Every answer takes so much longer from now on.
    pub async fn delay(&self, latency: Duration) {
        let latency_ms = u64::try_from(latency.as_millis()).unwrap();
        self.network(json!({ "offline": false, "latency": latency_ms, "throughput": -1 })).await;
    }

    async fn network(&self, conditions: Value) {
        let conditions = json!({ "network_conditions": conditions });
        self.driver.post("/chromium/network_conditions", &conditions).await.unwrap();
    }

    /// The size of the window, in CSS pixels; a phone is narrow.
    pub async fn resize(&self, width: u32, height: u32) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.driver.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// A picture of the whole page, in a window that is as high as the page.
    pub async fn picture(&self, width: u32, height: u32, file: &Path) {
        use base64::Engine;
        self.resize(width, height).await;
        let whole = self.run("return document.scrollingElement.scrollHeight", json!([])).await;
        let whole = u32::try_from(whole.as_u64().unwrap()).unwrap();
        self.resize(width, whole.max(height)).await;
        let shot = json!({ "format": "png", "optimizeForSpeed": true });
        let picture = self.driver.devtools("Page.captureScreenshot", shot).await;
        let bytes =
            base64::engine::general_purpose::STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }

    async fn perform(&self, strokes: Vec<Value>) {
        let actions = json!({ "actions": [{ "type": "key", "id": "keys", "actions": strokes }] });
        self.driver.post("/actions", &actions).await.unwrap();
    }

    async fn act(&self, css: &str, act: &str, with: &Value) {
        let find = json!({ "using": "css selector", "value": css });
        let done = async || {
            let acted = async {
                let element = self.driver.post("/element", &find).await?;
                let path = format!("/element/{}/{act}", element[ELEMENT].as_str().unwrap());
                self.driver.post(&path, with).await
            };
            match acted.await {
                Ok(_) => Some(()),
                Err(Failed { error, .. }) if PASSING.contains(&error.as_str()) => None,
                Err(failed) => panic!("{act} {css}: {failed}"),
            }
        };
        self.within(&format!("to {act} {css}"), done).await;
    }

    /// Looks again until there is something to see; else says what the page shows instead.
    async fn within<T>(&self, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
        if let Ok(seen) = tokio::time::timeout(SEEN, until(look)).await {
            return seen;
        }
        let shown = self.text("body").await.unwrap_or_default();
        panic!("{what} did not come on {}:\n{shown}", self.path().await)
    }
}

/// What a person waits for at most, with other tests on the same cores.
const SEEN: Duration = Duration::from_secs(30);

/// The letters that the standard gives to keys without letters.
fn key(name: &str) -> String {
    let letter = match name {
        "Enter" => "\u{E007}",
        "Tab" => "\u{E004}",
        "Shift" => "\u{E008}",
        "Control" => "\u{E009}",
        "Alt" => "\u{E00A}",
        "Escape" => "\u{E00C}",
        "ArrowUp" => "\u{E013}",
        "ArrowDown" => "\u{E015}",
        "Home" => "\u{E011}",
        "Backspace" => "\u{E003}",
        "End" => "\u{E010}",
        letter => letter,
    };
    letter.to_owned()
}
