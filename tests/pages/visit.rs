//! One visit to one page in one language: what the judges say, what it looks like, and its HTML.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    found::{Found, Judge, Kept, Measured},
    full::{Places, WRITTEN},
    network::Load,
    table::Page,
    window::Window,
};

/// A page and all that it loads, in bytes: on a slow line it is there at once.
const WEIGHT_MOST: u64 = 150 * 1024;
/// Until the largest part of a page is seen.
const PAINT_MS_MOST: f64 = 1_000.0;
/// How much may move while a page comes: the score of the browser, of which 0.1 is called good.
const SHIFT_MOST: f64 = 0.01;
/// A page that was slow is looked at again: other tests may have had the cores just then.
const LOADS_MOST: usize = 3;

pub const DESKTOP: (u32, u32) = (1_440, 900);
pub const PHONE: (u32, u32) = (390, 844);
/// So tall that no line of a page whose parts are all open lies under its foot.
const TALL: (u32, u32) = (1_440, 3_000);
/// The narrowest that must be read without moving the page sideways (WCAG 2.2, 1.4.10).
const NARROWEST: (u32, u32) = (320, 640);

/// Opens all that is closed, as somebody does who reads everything.
const OPEN_ALL: &str = "for (const details of document.querySelectorAll('details')) details.open = true";

const CLOSE_MENU: &str = "for (const menu of document.querySelectorAll('details.more')) menu.open = false";

/// What says that there is nothing, and neither does anything about it nor leads on.
const ENDS_HERE: &str = "
    return [...document.querySelectorAll('.empty')].filter((one) => !one.querySelector('a[href], button')).map((one) => one.innerText)";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    English,
    Arabic,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Arabic];

    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    /// Where its lines begin.
    const fn direction(self) -> &'static str {
        match self {
            Self::English => "ltr",
            Self::Arabic => "rtl",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Light,
    Dark,
}

impl Look {
    const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

pub struct Visit<'a> {
    pub window: &'a Window,
    pub page: Page,
    pub language: Language,
    pub axe: Option<&'a str>,
    /// Where its HTML and its screenshots are kept.
    pub kept: &'a Kept,
    pub found: Vec<Found>,
    /// Everything that is read on the page, by eye or by ear.
    pub said: BTreeSet<String>,
}

impl<'a> Visit<'a> {
    pub fn new(
        window: &'a Window,
        page: Page,
        language: Language,
        axe: Option<&'a str>,
        kept: &'a Kept,
    ) -> Self {
        Self { window, page, language, axe, kept, found: Vec::new(), said: BTreeSet::new() }
    }

    pub async fn make(&mut self, places: &Places) -> Measured {
        let path = self.page.path(places);
        self.look(Look::Light, DESKTOP).await;
        let measured = self.load(&path).await;
        self.page.first.on(self.window).await;
        self.reads().await;
        self.pictures().await;
        self.widths().await;
        self.seen(Look::Light, DESKTOP).await;
        // With all open there is all that was there before, and more.
        self.window.run(OPEN_ALL, json!([])).await;
        self.widths().await;
        self.look(Look::Dark, TALL).await;
        self.contrast(Look::Dark).await;
        // What lies under an open menu is not to be pressed until it is closed.
        self.window.run(CLOSE_MENU, json!([])).await;
        self.axe(Look::Dark).await;
        self.seen(Look::Light, PHONE).await;
        self.console(&path).await;
        self.plain(&path).await;
        measured
    }

    pub fn say(&mut self, judge: Judge, words: String) {
        let (of, language) = (self.page.name, self.language.tag());
        self.found.push(Found { judge, of, language, words });
    }

    async fn look(&self, look: Look, (width, height): (u32, u32)) {
        self.window.resize(width, height).await;
        // A colour that changes gradually would be looked at on its way.
        let features = json!([{ "name": "prefers-color-scheme", "value": look.name() }, { "name": "prefers-reduced-motion", "value": "reduce" }]);
        self.window.driver.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Loads the page as for the first time; keeps its HTML.
    async fn load(&mut self, path: &str) -> Measured {
        let mut paints = Vec::new();
        let (load, shift, moved) = loop {
            let load = Load::of(self.window, path).await;
            let painted = self.window.run_long(include_str!("paint.js"), json!([])).await;
            paints.push(painted[0].as_f64().unwrap());
            let shift = painted[1].as_f64().unwrap();
            if paints.iter().any(|paint| *paint <= PAINT_MS_MOST) || paints.len() == LOADS_MOST {
                break (load, shift, painted[2].clone());
            }
        };
        let paint_ms = paints.iter().copied().fold(f64::INFINITY, f64::min);
        if paint_ms > PAINT_MS_MOST {
            self.say(Judge::Paint, format!("the largest part is painted after {paints:?} ms"));
        }
        if shift > SHIFT_MOST {
            self.say(Judge::Shift, format!("what is there moves while the page comes: {shift:.3}: {moved}"));
        }
        let (whole, transferred) = (load.whole, load.transferred);
        if transferred > WEIGHT_MOST {
            self.say(Judge::Weight, format!("{whole} bytes, {transferred} over the network"));
        }
        if load.status != self.page.status {
            self.say(Judge::Answer, format!("it answers {} instead of {}", load.status, self.page.status));
        }
        for address in load.elsewhere(&self.window.address) {
            self.say(Judge::Elsewhere, address);
        }
        let html = load.html(self.window).await;
        std::fs::write(self.kept.html.join(self.file("html")), html).unwrap();
        Measured { page: self.file(""), whole, transferred, paint_ms, shift }
    }

    /// The page says which language it is in, runs as that does, and says all in it; where there is nothing, it leads on.
    async fn reads(&mut self) {
        self.said = self.window.texts(include_str!("said.js")).await.into_iter().collect();
        for words in self.said.clone() {
            if self.language == Language::Arabic && is_ours(&words) {
                self.say(Judge::Spoken, words);
            }
        }
        for words in self.window.texts(ENDS_HERE).await {
            self.say(Judge::Empty, format!("nothing leads on from “{words}”"));
        }
        let root =
            "const root = document.documentElement; return [root.lang, getComputedStyle(root).direction]";
        let root = self.window.run(root, json!([])).await;
        if root != json!([self.language.tag(), self.language.direction()]) {
            self.say(Judge::Language, format!("the page is in {root}"));
        }
    }

    async fn pictures(&self) {
        for (size, width) in [(DESKTOP, "desktop"), (PHONE, "phone")] {
            for look in [Look::Light, Look::Dark] {
                self.look(look, size).await;
                let name = format!("{}-{}-{}-{width}.png", self.page.name, look.name(), self.language.tag());
                self.window.picture(size.0, size.1, &self.kept.shots.join(name)).await;
            }
        }
    }

    async fn widths(&mut self) {
        for size in [PHONE, NARROWEST] {
            self.look(Look::Light, size).await;
            let over = self.window.sideways().await;
            if over != 0 {
                self.say(Judge::Width, format!("at {} px the page is {over} px too wide", size.0));
            }
        }
    }

    async fn seen(&mut self, look: Look, size: (u32, u32)) {
        self.look(look, size).await;
        self.axe(look).await;
        self.contrast(look).await;
    }

    async fn axe(&mut self, look: Look) {
        let Some(axe) = self.axe else { return };
        if self.window.run("return window.axe === undefined", json!([])).await == true {
            // Not by a script element: the desk allows none that is not its own.
            self.window.driver.devtools("Runtime.evaluate", json!({ "expression": axe })).await;
        }
        let said = self.window.run_long(include_str!("axe.js"), json!([])).await;
        self.say_each(Judge::Axe, look, &said);
    }

    async fn contrast(&mut self, look: Look) {
        let said = self.window.run(include_str!("contrast.js"), json!([])).await;
        self.say_each(Judge::Contrast, look, &said);
    }

    fn say_each(&mut self, judge: Judge, look: Look, said: &Value) {
        for words in said.as_array().unwrap() {
            self.say(judge, format!("{}: {}", look.name(), words.as_str().unwrap()));
        }
    }

    /// What the browser complained of: errors of scripts, and what the policy of the page does not allow.
    async fn console(&mut self, path: &str) {
        let answers = [Some((path, self.page.status)), self.page.first.refused()];
        let answers: Vec<_> = answers
            .into_iter()
            .flatten()
            .map(|(path, status)| (format!("{}{path} ", self.window.address), format!("status of {status} ")))
            .collect();
        for entry in self.window.driver.log("browser").await {
            let message = entry["message"].as_str().unwrap_or_default();
            // A page that says that there is nothing, or no more, is itself told of as a failure; nothing else is.
            let is_its_answer =
                answers.iter().any(|(page, status)| message.starts_with(page) && message.contains(status));
            if entry["level"] == "SEVERE" && !is_its_answer {
                self.say(Judge::Console, message.to_owned());
            }
        }
    }

    /// Without script the page can be read all the same.
    async fn plain(&mut self, path: &str) {
        let disabled = |value: bool| json!({ "value": value });
        self.look(Look::Light, DESKTOP).await;
        self.window.driver.devtools("Emulation.setScriptExecutionDisabled", disabled(true)).await;
        self.window.go(path).await;
        let heading = self.window.text("main h1").await.unwrap_or_default();
        let text = self.window.text("main").await.unwrap_or_default();
        if heading.trim().is_empty() || text.trim().len() <= heading.trim().len() {
            self.say(Judge::Plain, format!("without script it shows only {text:?} under {heading:?}"));
        }
        self.window.driver.devtools("Emulation.setScriptExecutionDisabled", disabled(false)).await;
    }

    fn file(&self, ending: &str) -> String {
        let name = format!("{}-{}", self.page.name, self.language.tag());
        if ending.is_empty() { name } else { format!("{name}.{ending}") }
    }
}

/// Whether anything in Latin letters is left when what people wrote is taken out.
fn is_ours(words: &str) -> bool {
    let rest = WRITTEN.iter().fold(words.to_owned(), |rest, written| rest.replace(written, ""));
    let letters = rest.chars().zip(rest.chars().skip(1));
    letters.into_iter().any(|(one, next)| one.is_ascii_alphabetic() && next.is_ascii_alphabetic())
}

#[test]
fn what_people_wrote_is_in_no_language_of_the_desk() {
    assert!(
        is_ours("by Salma, translator") && is_ours("Commissioned into") && !is_ours("Salma، مترجمة، XLIFF")
    );
}
