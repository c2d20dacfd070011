//! The desk in the language of whoever reads it: on an Arabic page nothing of the desk's own is English, and the page runs
//! from the right.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

use crate::{
    claims::feed,
    moments::detours,
    newsroom::{Newsroom, until},
};

/// Words of a message that are looked for within others; fewer may stand in anybody's text.
const WORDS_LEAST: usize = 3;

/// What the desk says in English.
#[derive(Default)]
struct English {
    /// Messages, and names of one word, which are the whole of what they stand in.
    whole: BTreeSet<String>,
    /// What stands in messages between what is put in.
    parts: BTreeSet<String>,
}

impl English {
    /// As it stands in the files of messages.
    fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../desk/words/en");
        let mut english = Self::default();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            for said in fs::read_to_string(&path).unwrap().lines().filter_map(said) {
                english.take(said);
            }
        }
        // Languages to choose from are called as they call themselves.
        english.whole.remove("English");
        english
    }

    fn take(&mut self, said: &str) {
        let parts: Vec<&str> = said.split(['{', '}']).step_by(2).map(str::trim).collect();
        if let [whole] = parts[..]
            && whole.chars().any(char::is_alphabetic)
        {
            self.whole.insert(whole.to_owned());
        }
        let long = |part: &&str| part.split_whitespace().count() >= WORDS_LEAST;
        self.parts.extend(parts.into_iter().filter(long).map(str::to_owned));
    }

    /// What of it stands in a page, outside of what is marked as another language's.
    fn within(&self, page: &str, language: &str) -> Vec<String> {
        let texts = texts(page, language);
        let whole = texts.iter().filter(|text| self.whole.contains(*text)).cloned();
        let part = |text: &String| self.parts.iter().find(|part| text.contains(*part)).cloned();
        whole.chain(texts.iter().filter_map(part)).collect()
    }
}

/// What a line of a file of messages says.
fn said(line: &str) -> Option<&str> {
    let line = line.trim_end();
    if line.starts_with('#') || line.ends_with("->") {
        return None;
    }
    let variant = line.trim_start().trim_start_matches('*').strip_prefix('[');
    match variant {
        Some(variant) => variant.split_once("] ").map(|(_, said)| said),
        None => line.split_once(" = ").map(|(_, said)| said),
    }
}

/// The texts of a page, and those of its attributes that people hear or see, where they are in this language.
fn texts(page: &str, language: &str) -> Vec<String> {
    const EMPTY: [&str; 5] = ["meta", "link", "input", "br", "hr"];
    let mut texts = Vec::new();
    let mut open: Vec<(String, bool)> = Vec::new();
    let is_ours = |open: &[(String, bool)]| open.last().is_none_or(|(_, ours)| *ours);
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if tag.starts_with('/') {
            while open.pop().is_some_and(|(opened, _)| opened != name) {}
        } else if !name.is_empty() {
            let ours = match attribute(tag, "lang") {
                Some(lang) => lang == language,
                None => is_ours(&open),
            };
            let heard = ["aria-label", "placeholder", "title"].into_iter().filter(|_| ours);
            texts.extend(heard.filter_map(|name| attribute(tag, name)).map(str::to_owned));
            if !EMPTY.contains(&name.as_str()) {
                open.push((name, ours));
            }
        }
        let typed =
            open.iter().any(|(name, _)| ["textarea", "script", "kbd", "code"].contains(&name.as_str()));
        if is_ours(&open) && !typed && !text.trim().is_empty() {
            texts.push(text.trim().to_owned());
        }
    }
    texts
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// Every page of a newsroom in which pieces are at each stage, for somebody with work of every kind.
async fn pages(newsroom: &Newsroom) -> Vec<(&'static str, String)> {
    let published = detours(newsroom).await;
    let [adam, edith, salma, yusuf] = ["adam", "edith", "salma", "yusuf"].map(|name| newsroom.person(name));
    let strict = json!({ "levels": { "number": "warns" }, "headline_characters_most": 20 });
    adam.ask("PUT", "/api/newsroom/styles/en", &strict).await.done();
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(5)).await.done();
    let open: Vec<Value> =
        until(async || Some(adam.pieces("open").await).filter(|rows| rows.len() == 4)).await;
    let [waiting, given, held, submitted] =
        [0, 1, 2, 3].map(|at: usize| open[at]["id"].as_str().unwrap().to_owned());
    let assignment = |member: &str| json!({ "member": member, "reason": "Salma كتبت عنه" });
    edith.ask("POST", &format!("/api/pieces/{given}/assignment"), &assignment("salma")).await.done();
    salma.claim(&held).await;
    yusuf.translate(&submitted, |number, _| format!("Twelve  bridges and {number} boats ،")).await;
    let article = published.split('_').next().unwrap().to_owned();
    let history = edith.get(&format!("/api/articles/{article}/timeline?limit=200")).await;
    let facts = history.done()["rows"].as_array().unwrap().clone();
    let mut pages: Vec<(&str, String)> =
        ["/inbox", "/queue", "/review", "/board", "/checks", "/figures", "/you"]
            .into_iter()
            .chain(["/checks/styles/en", "/queue?only=overdue", "/inbox?before=1", "/search?q=bridge"])
            .map(|path| ("edith", path.to_owned()))
            .collect();
    pages.extend(["/figures", "/review", "/checks/styles/en"].map(|path| ("adam", path.to_owned())));
    for piece in [&published, &waiting, &given, &held, &submitted] {
        pages.extend(["edith", "yusuf"].map(|who| (who, format!("/queue?piece={piece}"))));
        pages.extend(["edith", "yusuf"].map(|who| (who, format!("/pieces/{piece}"))));
    }
    pages.extend(["edith", "yusuf"].map(|who| (who, format!("/review/{submitted}"))));
    pages.push(("edith", format!("/published/{published}")));
    pages.push(("edith", format!("/articles/{article}")));
    pages.push(("edith", format!("/inbox?article={article}")));
    pages.push(("edith", format!("/articles/{article}/state?at=2000-01-01T00:00:00Z")));
    for fact in facts {
        pages.push(("edith", format!("/articles/{article}/state?at={}", fact["sequence"])));
    }
    pages
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_in_arabic_runs_from_the_right_and_says_nothing_of_its_own_in_english() {
    let newsroom = Newsroom::start("speaking").await;
    let (pages, english) = (pages(&newsroom).await, English::read());
    let mut said = 0;
    for (who, path) in &pages {
        let page = newsroom.browser(who).page(path).await;
        assert!(page.contains("<html lang=\"en\" dir=\"ltr\""), "{path}");
        let found = english.within(&page, "en");
        assert!(found.len() > 5, "{path} says hardly anything: {found:?}");
        said += found.len();
    }
    assert!(pages.len() > 40 && said > 1000, "{} pages say {said} things", pages.len());

    for who in ["adam", "edith", "salma", "yusuf"] {
        let arabic = json!({ "language": "ar", "zone": "Asia/Beirut" });
        newsroom.person(who).ask("PUT", "/api/you/preferences", &arabic).await.done();
    }
    let mut left = Vec::new();
    for (who, path) in &pages {
        let page = newsroom.browser(who).page(path).await;
        assert!(page.contains("<html lang=\"ar\" dir=\"rtl\""), "{path}");
        let english = english.within(&page, "ar").into_iter();
        left.extend(english.map(|said| format!("{who} {path}: {said}")));
    }
    assert!(left.is_empty(), "English on Arabic pages:\n{}", left.join("\n"));

    // What the checks explain is said in Arabic too, with what it quotes.
    let review = pages.iter().find(|(who, path)| *who == "edith" && path.starts_with("/review/")).unwrap();
    let page = newsroom.browser("edith").page(&review.1).await;
    for shown in ["هنا أكثر من مسافة.", "«،» من كتابة أخرى: اكتب «,».", "انظر هنا"]
    {
        assert!(page.contains(shown), "{shown} in {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_is_refused_in_the_language_that_it_names_and_a_page_in_its_readers() {
    let newsroom = Newsroom::start("refusing").await;
    let arabic = json!({ "language": "ar" });
    newsroom.person("salma").ask("PUT", "/api/you/preferences", &arabic).await.done();
    let http = reqwest::Client::new();
    let ask = || http.get(format!("{}/api/pieces/no-such-piece", newsroom.address));
    let token = newsroom.token("salma");
    let browser = newsroom.browser("salma");
    for (request, language) in [
        (ask().bearer_auth(&token), "en"),
        (ask().bearer_auth(&token).header("accept-language", "ar-LB, en;q=0.5"), "ar"),
        (ask().header("cookie", browser.cookie().await).header("accept-language", "en"), "ar"),
        (ask().header("accept-language", "ar"), "ar"),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["content-language"], language);
        let problem: Value = answer.json().await.unwrap();
        let is_arabic = problem["detail"].as_str().unwrap().chars().any(|c| ('ء'..='ي').contains(&c));
        assert_eq!(is_arabic, language == "ar", "{problem}");
        assert!(problem["type"].as_str().unwrap().starts_with("urn:dragoman:problem:"), "{problem}");
    }
}
