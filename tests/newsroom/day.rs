//! A day in the newsroom as its people see it: what is theirs, what waits for them, what is out, and what became of it.

use runtime::clock;
use serde_json::json;

use crate::{
    browser::{Browser, is_flawed},
    newsroom::{Newsroom, Service, until},
};

/// One item, as its source has it at first or after it was changed.
fn feed(text: &str) -> Vec<u8> {
    format!(
        "<rss version=\"2.0\"><channel><title>الوادي</title><item><title>الجسر</title><guid>bridge</guid>\
         <link>https://wadi.example/1</link><description><![CDATA[<p>{text}</p><p>وقالت البلدية إن العمل انتهى.</p>]]>\
         </description></item></channel></rss>"
    )
    .into_bytes()
}

async fn commissioned(newsroom: &Newsroom) -> String {
    let adam = newsroom.person("adam");
    let bytes = feed("أعيد فتح الجسر صباح اليوم.");
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", bytes).await.done();
    until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned()
}

/// The page once it says this.
async fn says(newsroom: &Newsroom, member: &str, path: &str, words: &str) -> String {
    let browser = newsroom.browser(member);
    until(async || Some(browser.page(path).await).filter(|page| page.contains(words))).await
}

/// A page without the signs that isolate names, with one space for many.
fn plain(page: &str) -> String {
    let visible: String = page.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_finds_what_is_theirs_to_do_and_what_became_of_it() {
    let newsroom = Newsroom::start("day").await;
    let [edith, salma] = ["edith", "salma"].map(|name| newsroom.person(name));
    assert!(newsroom.browser("salma").page("/day").await.contains("Nothing waits for you."));
    let piece = commissioned(&newsroom).await;
    let article = piece.split('_').next().unwrap();
    let first =
        salma.get(&format!("/api/articles/{article}/timeline")).await.done()["rows"][0]["sequence"].clone();
    let first = first.as_u64().unwrap();

    salma.claim(&piece).await;
    let mine = plain(&says(&newsroom, "salma", "/day", "id=\"mine\"").await);
    assert!(mine.contains("Yours for") && mine.contains("Go on"), "{mine}");
    assert!(!newsroom.browser("yusuf").page("/day").await.contains("id=\"mine\""));

    salma.translate(&piece, |number, _| format!("Words {number}")).await;
    let review = plain(&says(&newsroom, "edith", "/day", "id=\"review\"").await);
    assert!(review.contains(&format!("href=\"/review/{piece}\"")) && review.contains("translated by Salma"));

    let changes =
        json!({ "notes": [{ "block": 1, "text": "Which bridge? Ask @yusuf." }, { "text": "Shorter" }] });
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    until(async || {
        Some(edith.ask("POST", &at("changes"), &changes).await).filter(|answer| answer.status == 200)
    })
    .await;
    let returned = plain(&says(&newsroom, "salma", "/day", "id=\"returned\"").await);
    assert!(returned.contains("Edith asks about block 1") && returned.contains("Which bridge? Ask @yusuf."));
    assert!(returned.contains(&format!("action=\"/pieces/{piece}/claim\"")), "one act: to claim it again");
    let named = plain(&says(&newsroom, "yusuf", "/day", "id=\"mentions\"").await);
    assert!(named.contains("Ask @yusuf.") && !named.contains("Shorter"), "only what names him");

    salma.translate(&piece, |number, _| format!("Better words {number}")).await;
    let digest = until(async || {
        (edith.piece(&piece).await["submission"]["round"] == 2).then(|| edith.approve(&piece))
    })
    .await
    .await;
    says(&newsroom, "edith", "/day", "id=\"approved\"").await;
    let board = plain(&says(&newsroom, "edith", "/board", &piece).await);
    assert!(board.contains("Approved, not out yet <span class=\"quiet\">1</span>"), "{board}");
    edith.publish(&piece, digest).await;
    says(&newsroom, "salma", "/day", "id=\"done\"").await;
    // A policy is seen under it, with the names of those who made it.
    let policy = "act=preview&text={translators}+/+{editor}+/+{source}";
    let (_, sample) = newsroom.browser("adam").post("/policies/attribution-en", policy).await;
    assert!(sample.contains("Salma / Edith / Al-Wadi") && sample.contains("Better words 0"), "{sample}");
    says(
        &newsroom,
        "yusuf",
        "/board?show=published&language=en&section=world",
        &format!("/published/{piece}"),
    )
    .await;
    assert!(!newsroom.browser("yusuf").page("/board?language=fr").await.contains(&piece));
    assert!(
        !newsroom.browser("yusuf").page("/day").await.contains("id=\"mentions\""),
        "it is on the wire since"
    );

    let bytes = feed("أعيد فتح الجسر مساء اليوم.");
    reads(&newsroom, bytes).await;
    let behind = plain(&says(&newsroom, "edith", "/day", "id=\"behind\"").await);
    assert!(behind.contains("the source changed in one block") && behind.contains("See what changed"));
    let board = plain(&says(&newsroom, "salma", "/board?show=behind", "#behind").await);
    assert!(board.contains("behind its source for less than a minute"), "{board}");
    compares(&newsroom, article, first).await;
}

/// What was typed that is no moment stands in the forms again, with the reason beside it, and what was picked is picked.
async fn comes_back_as_typed(browser: &Browser, article: &str, first: u64) {
    let wrong = format!("/articles/{article}/differences?from={first}&to={first}&other_to=last+spring");
    let (status, page) = browser.ask(&wrong).await;
    assert!(status == 422 && page.contains("id=\"compare\""), "{status} {page}");
    assert!(page.contains("name=\"other_to\" maxlength=\"40\" value=\"last spring\""), "{page}");
    assert!(is_flawed(&page, "other-to") && !is_flawed(&page, "other-from"), "{page}");
    let picked = format!("name=\"from\" value=\"{first}\" form=\"compare\" checked");
    assert!(page.contains(&picked) && page.contains("yesterday 14:00"), "{page}");
    for (typed, reason) in [("in+a+while", "yesterday 14:00"), ("2199-01-01+12:00", "has not come yet")] {
        let (status, page) = browser.ask(&format!("/articles/{article}/state?at={typed}")).await;
        let field = format!("name=\"at\" required maxlength=\"40\" value=\"{}\"", typed.replace('+', " "));
        assert!(status == 422 && page.contains(&field) && page.contains(reason), "{status} {page}");
        assert!(is_flawed(&page, "at"), "{page}");
    }
    let (status, page) = browser.ask(&format!("/articles/{article}/state?at=999999999")).await;
    assert!(status == 503 && page.contains("value=\"999999999\""), "{status} {page}");
    assert_eq!(browser.ask("/articles/0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7/state?at=x").await.0, 404);
}

async fn reads(newsroom: &Newsroom, bytes: Vec<u8>) {
    let adam = newsroom.person("adam");
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", bytes).await.done();
}

/// From the first fact to now: the source and the translation, word by word, on the page and over HTTP.
async fn compares(newsroom: &Newsroom, article: &str, first: u64) {
    let (edith, browser) = (newsroom.person("edith"), newsroom.browser("edith"));
    let path = format!("/api/articles/{article}/differences?from={first}");
    let found = edith.get(&path).await.done();
    let parts = found["source"]["blocks"][0]["parts"].as_array().unwrap();
    let words = |which: &str| parts.iter().find(|part| part["which"] == which).unwrap()["text"].clone();
    assert_eq!((words("gone"), words("new")), (json!("صباح"), json!("مساء")));
    assert_eq!(found["source"]["same"], 2);
    assert_eq!(found["pieces"][0]["to_stage"], "published");
    assert_eq!(found["pieces"][0]["text"]["blocks"].as_array().unwrap().len(), 3);

    let page = plain(&browser.page(&format!("/articles/{article}/differences?from={first}&to=now")).await);
    assert!(page.contains("<del>صباح</del>") && page.contains("<ins>مساء</ins>"), "{page}");
    assert!(page.contains("<ins>Better words 1</ins>"));
    let same = browser.page(&format!("/articles/{article}/differences?from=now&to=now")).await;
    assert!(same.contains("Nothing differs between these moments."));

    // Another moment may be typed instead of one that is picked; nothing at all is answered in people's words.
    let typed = format!("/articles/{article}/differences?from=now&other_from={first}&other_to=now");
    assert!(browser.page(&typed).await.contains("<ins>مساء</ins>"));
    let (status, page) = browser.ask(&format!("/articles/{article}/differences?other_from=&other_to=")).await;
    assert!(status == 422 && page.contains("yesterday 14:00"), "{status} {page}");
    comes_back_as_typed(&browser, article, first).await;

    let path = format!("/articles/{article}/words?language=en&block=1");
    let words = plain(&browser.page(&path).await);
    assert!(words.contains("<del>Words</del>") && words.contains("<ins>Better words</ins>"), "{words}");
    newsroom.person("adam").ask("DELETE", "/api/members/salma", &json!({})).await.done();
    let words = plain(&browser.page(&path).await);
    assert!(words.contains("<bdi>salma</bdi>") && !words.contains("he newsroom</bdi>"), "{words}");
    let source = browser.page(&format!("/articles/{article}/words?block=1")).await;
    assert!(source.contains("<del>صباح</del>"));

    let whole = plain(&browser.page(&format!("/articles/{article}")).await);
    assert!(whole.contains("published") && whole.contains("answers revision 1 of 2"), "{whole}");
    assert!(whole.contains(&format!("name=\"from\" value=\"{first}\"")));
    let edited = browser.page(&format!("/articles/{article}?who=edith&what=review")).await;
    assert!(edited.contains("asked for changes") && !edited.contains("claimed it"), "{edited}");
    let nothing = browser.page(&format!("/articles/{article}?who=yusuf")).await;
    assert!(nothing.contains("Nothing here matches."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moment_is_given_as_people_type_it_and_old_addresses_lead_on() {
    let newsroom = Newsroom::start("day-moments").await;
    let piece = commissioned(&newsroom).await;
    let (browser, article) = (newsroom.browser("edith"), piece.split('_').next().unwrap());
    let state = |at: &str| format!("/articles/{article}/state?at={at}");
    let today = clock::now().format("%Y-%m-%d");
    for at in ["now", "today", &today.to_string()] {
        assert!(browser.page(&state(at)).await.contains("As it stood after event"), "{at}");
    }
    for at in ["yesterday%2014:00", "2020-11-03%2014:05", "%D8%A3%D9%85%D8%B3%2014:00"] {
        assert!(browser.page(&state(at)).await.contains("Nothing was there yet"), "{at}");
    }
    let (status, page) = browser.ask(&state("soon")).await;
    assert_eq!(status, 422);
    assert!(page.contains("yesterday 14:00"), "{page}");
    assert_eq!(browser.ask("/published").await, (307, "/board?show=published".to_owned()));
    assert_eq!(browser.ask("/").await, (303, "/day".to_owned()));
    assert!(
        browser.page("/start").await.contains("dragoman up --demo"),
        "no guide outside of the demonstration"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_newsroom_leads_on_to_what_is_there() {
    let mut newsroom = Newsroom::empty("day-new").await;
    newsroom.open(&[Service::Ingest]).await;
    newsroom.begin().await;
    newsroom.people().await;
    assert_eq!(newsroom.browser("adam").ask("/").await, (303, "/newsroom".to_owned()));
    let edith = newsroom.browser("edith");
    assert_eq!(edith.ask("/").await, (303, "/day".to_owned()));
    let day = edith.page("/day").await;
    assert!(!day.contains("commission it") && !day.contains("on the wire"), "nothing came in: {day}");
    assert!(edith.page("/inbox").await.contains("Once a source is registered"));
    assert!(newsroom.browser("adam").page("/day").await.contains("See what your newsroom still needs"));

    // Nobody listens at that port.
    let source = json!({
        "id": "dar", "name": "Dar", "feed": "http://127.0.0.1:9/feed", "language": "ar", "section": "world",
        "rights": "", "routes": [], "every_minutes": 15
    });
    newsroom.person("adam").until_done("POST", "/api/sources", &source).await;
    says(&newsroom, "adam", "/newsroom", "No feed can be read, so nothing comes in.").await;
    assert!(edith.page("/inbox").await.contains("href=\"/sources/dar\""));
    assert_eq!(newsroom.browser("adam").ask("/").await, (303, "/day".to_owned()));
}
