//! Every key that `?` shows on the pages where people work is pressed there, and does what it says.

mod bench;
mod lists;

use std::collections::BTreeSet;

use serde_json::json;

use crate::{newsroom::until, window::Window};

/// What `?` shows, line by line: under which heading, and the keys.
const SHOWN: &str = "
    const parts = [...document.querySelectorAll('#keys section')];
    const keys = (line) => [...line.querySelectorAll('kbd')].map((key) => key.textContent);
    return parts.flatMap((part) => [...part.querySelectorAll('dt')].map((line) => [part.querySelector('h3').textContent, ...keys(line)]));";

/// Which row of the list has the focus.
const ROW: &str = "return [...document.querySelectorAll('[data-row]')].indexOf(document.activeElement)";

/// Of keys that do the same on every page.
const EVERYWHERE: &str = "Everywhere";

/// Which keys a page shows, and which of them were pressed on it.
#[derive(Default)]
struct Keys {
    page: &'static str,
    shown: BTreeSet<(&'static str, String)>,
    pressed: BTreeSet<(&'static str, String)>,
}

impl Keys {
    /// Takes down what `?` shows on this page as it stands.
    async fn shows(&mut self, window: &Window, page: &'static str) {
        self.page = page;
        window.click("#keys-button").await;
        window.see("#keys[open]").await;
        let lines: Vec<Vec<String>> = serde_json::from_value(window.run(SHOWN, json!([])).await).unwrap();
        window.press(&["Escape"]).await;
        window.see_no("#keys[open]").await;
        for line in lines {
            let on = if line[0] == EVERYWHERE { EVERYWHERE } else { page };
            let keys: Vec<&str> = line[1..].iter().map(String::as_str).collect();
            self.shown.extend(each(&keys).into_iter().map(|keys| (on, keys)));
        }
    }

    async fn press(&mut self, window: &Window, keys: &str) {
        let of = |on: &&'static str| self.shown.contains(&(on, keys.to_owned()));
        let on = [self.page, EVERYWHERE].into_iter().find(|on| of(on));
        let on = on.unwrap_or_else(|| panic!("{keys} does not stand among the keys of {}", self.page));
        self.pressed.insert((on, keys.to_owned()));
        let named = |key: &str| match key {
            "Ctrl" => "Control".to_owned(),
            "Esc" => "Escape".to_owned(),
            "↓" => "ArrowDown".to_owned(),
            "↑" => "ArrowUp".to_owned(),
            letter if letter.chars().count() == 1 => letter.to_lowercase(),
            key => key.to_owned(),
        };
        for chord in keys.split(' ') {
            window.press(&[&chord.split('+').map(named).collect::<Vec<_>>().join("+")]).await;
        }
    }

    /// Nothing was shown that was not pressed.
    fn done(&self) {
        let left: Vec<_> = self.shown.difference(&self.pressed).collect();
        assert!(
            self.shown.len() > 10 && left.is_empty(),
            "these are shown, and nobody pressed them: {left:?}"
        );
    }
}

/// Each key by itself, where several stand on one line; of the marks that a block may have, the first.
fn each(keys: &[&str]) -> Vec<String> {
    match keys {
        ["J", "K"] | ["↓", "↑"] => keys.iter().map(|key| (*key).to_owned()).collect(),
        ["G", page] => vec![format!("G {page}")],
        [with @ .., "1 – 3"] => (1..=3).map(|digit| format!("{}+{digit}", with.join("+"))).collect(),
        [with @ .., "1 – 9"] => vec![format!("{}+1", with.join("+"))],
        keys => vec![keys.join("+")],
    }
}

/// Waits until there are so many of these.
async fn see_so_many(window: &Window, css: &str, number: u64) {
    until(async || (window.count(css).await == number).then_some(())).await;
}

/// Down twice and up once along the rows of a list, and into one.
async fn moves_and_opens(keys: &mut Keys, window: &Window, path: &str) {
    let row = async || window.run(ROW, json!([])).await.as_i64().unwrap();
    keys.press(window, "J").await;
    let first = row().await;
    keys.press(window, "J").await;
    assert_eq!(row().await, first + 1, "J on {}", keys.page);
    keys.press(window, "K").await;
    assert_eq!((row().await, first >= 0), (first, true), "K on {}", keys.page);
    keys.press(window, "Enter").await;
    window.arrive(path).await;
}
