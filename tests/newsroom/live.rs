//! Open pages are told what moved, within a second, exactly once and of nothing that they do not show; and who else looks.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::{
    assigning::open,
    newsroom::{Newsroom, PATIENCE},
    person::Person,
};

const A_SECOND: Duration = Duration::from_secs(1);

/// What a page hears.
struct Page {
    chunks: futures_util::stream::BoxStream<'static, bytes::Bytes>,
    heard: String,
    /// Up to which event it was told.
    last: Option<u64>,
}

impl Page {
    /// A page that knows what moved up to this version.
    async fn after(person: &Person, following: &str, version: u64) -> Self {
        Self::listening(person, &format!("/api/live?{following}&after={version}"), None).await
    }

    /// The same page, when it comes back as browsers do.
    async fn back(self, person: &Person, following: &str) -> Self {
        let last = self.last;
        drop(self);
        Self::listening(person, &format!("/api/live?{following}"), last).await
    }

    async fn listening(person: &Person, path: &str, last: Option<u64>) -> Self {
        Self { chunks: person.listen(path, last).await, heard: String::new(), last }
    }

    /// The next event that a script is told, by its name, and its data.
    async fn told(&mut self, within: Duration) -> (String, Value) {
        let told = async {
            loop {
                while let Some(end) = self.heard.find("\n\n") {
                    let message: String = self.heard.drain(..end + 2).collect();
                    let field = |name: &str| message.lines().find_map(|line| line.strip_prefix(name));
                    self.last = field("id: ").map(|id| id.parse().unwrap()).or(self.last);
                    if let (Some(event), Some(data)) = (field("event: "), field("data: ")) {
                        return (event.to_owned(), serde_json::from_str(data).unwrap());
                    }
                }
                let chunk = self.chunks.next().await.expect("the desk goes on telling");
                self.heard.push_str(std::str::from_utf8(&chunk).unwrap());
            }
        };
        tokio::time::timeout(within, told).await.expect("the page is told in time")
    }

    /// What moved, whoever looks meanwhile.
    async fn moved(&mut self, within: Duration) -> Value {
        loop {
            match self.told(within).await {
                (event, data) if event == "moved" => return data,
                (event, data) => assert_eq!(event, "looking", "{data}"),
            }
        }
    }

    /// Waits until those look besides, and no others.
    async fn looking(&mut self, within: Duration, wanted: &[&str]) {
        let seen = async {
            loop {
                let (event, data) = self.told(within).await;
                assert_eq!(event, "looking", "{data}");
                let names = data.as_array().unwrap().iter().map(|looker| looker["name"].as_str().unwrap());
                if names.eq(wanted.iter().copied()) {
                    return;
                }
            }
        };
        tokio::time::timeout(within, seen).await.expect("they are seen in time");
    }
}

/// Up to where the log goes, as a page knows it that has just been shown.
async fn version(person: &Person) -> u64 {
    person.get("/api/pieces").await.version.unwrap()
}

async fn write(person: &Person, piece: &str, epoch: u64, text: &str) {
    let words = json!({ "epoch": epoch, "text": text });
    person.ask("PUT", &format!("/api/pieces/{piece}/blocks/0"), &words).await.done();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_told_within_a_second_what_moved() {
    let newsroom = Newsroom::start("live").await;
    let pieces = open(&newsroom, 2).await;
    let [salma, yusuf] = ["salma", "yusuf"].map(|name| newsroom.person(name));
    let shown = version(&yusuf).await;
    let mut queue = Page::after(&yusuf, "list=queue", shown).await;
    let mut bench = Page::after(&yusuf, &format!("piece={}", pieces[1]), shown).await;
    let mut review = Page::after(&yusuf, "list=review", shown).await;
    let mut article = Page::after(&yusuf, &format!("article={}", &pieces[1][..36]), shown).await;

    let claimed = salma.claim(&pieces[0]).await;
    assert_eq!(queue.moved(A_SECOND).await, json!({ "pieces": [pieces[0]], "lists": ["queue"] }));
    // Words move nothing in a list, and another piece is neither on this bench nor of this article.
    write(&salma, &pieces[0], claimed, "Old bridge reopens").await;
    salma.claim(&pieces[1]).await;
    let second = json!({ "pieces": [pieces[1]], "lists": ["queue"] });
    assert_eq!(queue.moved(A_SECOND).await, second);
    assert_eq!(bench.moved(A_SECOND).await, second);
    assert_eq!(article.moved(A_SECOND).await, second);
    // Nobody has submitted anything before.
    salma
        .ask("POST", &format!("/api/pieces/{}/release", pieces[0]), &json!({ "epoch": claimed }))
        .await
        .done();
    salma.translate(&pieces[0], |number, _| format!("Block {number}")).await;
    let moved = review.moved(A_SECOND).await;
    assert_eq!((&moved["pieces"], moved["lists"].as_array().unwrap().len()), (&json!([pieces[0]]), 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_back_is_told_exactly_what_moved_meanwhile_by_whichever_desk() {
    let mut newsroom = Newsroom::start("live-resumed").await;
    let pieces = open(&newsroom, 4).await;
    let [salma, yusuf] = ["salma", "yusuf"].map(|name| newsroom.person(name));
    let mut queue = Page::after(&yusuf, "list=queue", version(&yusuf).await).await;
    salma.claim(&pieces[0]).await;
    queue.moved(A_SECOND).await;

    // While nobody listens: a claim, words, another claim.
    let last = queue.last;
    let epoch = salma.claim(&pieces[1]).await;
    write(&salma, &pieces[1], epoch, "Ferry").await;
    yusuf.claim(&pieces[2]).await;
    let both = json!({ "pieces": [pieces[1], pieces[2]], "lists": ["queue"] });
    let mut queue = queue.back(&yusuf, "list=queue").await;
    assert_eq!(queue.moved(PATIENCE).await, both);
    // Whoever is up to date hears nothing of what was: the next news are of what comes then.
    let mut queue = queue.back(&yusuf, "list=queue").await;
    salma.claim(&pieces[3]).await;
    assert_eq!(queue.moved(PATIENCE).await["pieces"], json!([pieces[3]]));

    // A desk that has just started knows it too: what moved is told by the log.
    newsroom.open_desk().await;
    let [salma, yusuf] = ["salma", "yusuf"].map(|name| newsroom.person(name));
    crate::newsroom::until(async || (yusuf.get("/api/health").await.body["rebuilt"] == true).then_some(()))
        .await;
    queue.last = last;
    let mut queue = queue.back(&yusuf, "list=queue").await;
    assert_eq!(queue.moved(PATIENCE).await["pieces"], json!([pieces[1], pieces[2], pieces[3]]));
    salma.ask("POST", &format!("/api/pieces/{}/release", pieces[1]), &json!({ "epoch": epoch })).await.done();
    assert_eq!(queue.moved(A_SECOND).await["pieces"], json!([pieces[1]]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_cannot_be_told_what_moved_is_told_to_ask_for_everything_once() {
    let newsroom = Newsroom::start("live-anew").await;
    let pieces = open(&newsroom, 1).await;
    let [salma, yusuf] = ["salma", "yusuf"].map(|name| newsroom.person(name));
    // Without a word about what is known, and with a word about another log than this one.
    let mut unknown = Page::listening(&yusuf, "/api/live", None).await;
    let mut other = Page::listening(&yusuf, "/api/live?list=queue", Some(u64::MAX / 2)).await;
    for page in [&mut unknown, &mut other] {
        assert_eq!(page.told(PATIENCE).await.0, "anew");
        assert!(page.last.unwrap() >= version(&salma).await);
    }
    salma.claim(&pieces[0]).await;
    for page in [&mut unknown, &mut other] {
        assert_eq!(page.moved(A_SECOND).await["pieces"], json!([pieces[0]]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_look_at_a_piece_see_each_other_through_whichever_desk() {
    let mut newsroom = Newsroom::start("live-looking").await;
    let pieces = open(&newsroom, 2).await;
    let salma = newsroom.person("salma");
    newsroom.open_desk().await;
    let [edith, omar] = ["edith", "omar"].map(|name| newsroom.person(name));
    crate::newsroom::until(async || (omar.get("/api/members").await.status == 200).then_some(())).await;
    let shown = version(&salma).await;
    let looks = |piece: &str| format!("piece={piece}&looking=true");

    let mut bench = Page::after(&salma, &looks(&pieces[0]), shown).await;
    let mut other = Page::after(&omar, &looks(&pieces[1]), shown).await;
    let mut review = Page::after(&edith, &looks(&pieces[0]), shown).await;
    bench.looking(A_SECOND, &["Edith"]).await;
    review.looking(A_SECOND, &["Salma"]).await;
    // At the article one sees who looks at its pieces, and need not be seen oneself.
    let article = format!("article={}", &pieces[0][..36]);
    let mut article = Page::after(&omar, &article, shown).await;
    article.looking(A_SECOND, &["Salma", "Edith"]).await;

    // Another window of the same member is nobody else, and who closes a page is forgotten some seconds after.
    let window = Page::after(&edith, &looks(&pieces[0]), shown).await;
    drop(review);
    drop(window);
    bench.looking(Duration::from_secs(10), &[]).await;
    article.looking(A_SECOND, &["Salma"]).await;
    // The other piece was looked at by one alone all the time.
    let mut second = Page::after(&salma, &looks(&pieces[1]), shown).await;
    second.looking(A_SECOND, &["Omar"]).await;
    other.looking(A_SECOND, &["Salma"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_moved_come_by_themselves_and_what_left_a_list_does_not() {
    let newsroom = Newsroom::start("live-rows").await;
    let pieces = open(&newsroom, 3).await;
    let (salma, yusuf) = (newsroom.person("salma"), newsroom.browser("yusuf"));
    let queue = yusuf.page("/queue").await;
    assert!(queue.contains("data-live=\"list=queue\"") && queue.contains("data-version=\""), "{queue}");

    salma.claim(&pieces[0]).await;
    salma.translate(&pieces[1], |number, _| format!("Block {number}")).await;
    let rows = |list: &str, only: &str| format!("/{list}/rows?only={only}&of={},{}", pieces[0], pieces[1]);
    let row = |piece: &str| format!("<tr data-of=\"{piece}\" data-here");
    let has = |page: &str| [0, 1, 2].map(|number: usize| page.contains(&row(&pieces[number])));
    let claimed = yusuf.page(&rows("queue", "all")).await;
    assert_eq!(has(&claimed), [true, false, false], "{claimed}");
    assert!(
        claimed.contains("Salma") && !claimed.contains("<main"),
        "the row alone, as it is now: {claimed}"
    );
    // Of what nobody has, the claimed piece has left the list as well.
    assert_eq!(has(&yusuf.page(&rows("queue", "open")).await), [false, false, false]);
    assert_eq!(has(&yusuf.page(&rows("review", "all")).await), [false, true, false]);
    assert_eq!(newsroom.person("salma").get("/queue/rows?only=all&of=x").await.status, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_of_other_things_are_told_as_well_and_say_which_they_show() {
    let newsroom = Newsroom::start("live-things").await;
    let edith = newsroom.browser("edith");
    for (path, shown) in [
        ("/terms", "terms"),
        ("/sources", "sources"),
        ("/people", "members"),
        ("/policies", "policies"),
        ("/memory", "memories"),
    ] {
        let page = edith.page(path).await;
        for has in ["data-live=\"\"", &format!("data-meanwhile=\"{shown}\""), "meanwhile.js"] {
            assert!(page.contains(has), "{path} {has}: {page}");
        }
    }
    let yusuf = newsroom.person("yusuf");
    let everything = format!("/api/live?after={}", version(&yusuf).await);
    let mut page = Page::listening(&yusuf, &everything, None).await;
    let term = json!({ "from": "ar", "into": "en", "kind": "place", "source": "حلب", "rendering": "Aleppo" });
    newsroom.person("edith").ask("POST", "/api/terms", &term).await.done();
    let news = page.moved(A_SECOND).await;
    assert!(news["terms"].as_array().is_some_and(|terms| terms.len() == 1), "{news}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_of_one_thing_is_told_of_it_and_of_nothing_else() {
    let newsroom = Newsroom::start("live-one").await;
    let [adam, edith] = ["adam", "edith"].map(|name| newsroom.person(name));
    let entry = |source: &str| json!({ "from": "ar", "into": "en", "kind": "place", "source": source, "rendering": "x" });
    let term = edith.ask("POST", "/api/terms", &entry("حلب")).await.done()["id"].clone();
    let term = term.as_str().unwrap();
    let followed =
        [&format!("term={term}"), "source=wadi", "member=salma", "policy=disclaimer-en"].map(str::to_owned);
    let paths = [&format!("/terms/{term}"), "/sources/wadi", "/people/salma", "/policies/disclaimer-en"];
    for (following, path) in followed.iter().zip(paths) {
        let page = newsroom.browser("adam").page(path).await;
        for has in [&format!("data-live=\"{following}\""), "data-meanwhile>", "data-beside", "meanwhile.js"] {
            assert!(page.contains(has), "{path} {has}: {page}");
        }
    }
    let shown = version(&adam).await;
    let mut pages = Vec::new();
    for following in &followed {
        pages.push(Page::after(&adam, following, shown).await);
    }
    // Others of their kind, which none of them shows.
    edith.ask("POST", "/api/terms", &entry("حمص")).await.done();
    let roles = json!({ "roles": ["translator", "head"] });
    adam.ask("PUT", "/api/members/yusuf/roles", &roles).await.done();
    let text = json!({ "text": "Translated by {outlet}." });
    adam.ask("PUT", "/api/policies/attribution-en", &text).await.done();

    edith.ask("POST", &format!("/api/terms/{term}/retirement"), &json!({ "reason": "old" })).await.done();
    assert_eq!(pages[0].moved(A_SECOND).await["terms"], json!([term]));
    // An article that comes from it is news of a source.
    open(&newsroom, 1).await;
    let news = pages[1].moved(A_SECOND).await;
    assert_eq!((&news["sources"], news.get("articles")), (&json!(["wadi"]), None));
    adam.ask("PUT", "/api/members/salma/roles", &roles).await.done();
    assert_eq!(pages[2].moved(A_SECOND).await["members"], json!(["salma"]));
    adam.ask("PUT", "/api/policies/disclaimer-en", &text).await.done();
    assert_eq!(pages[3].moved(A_SECOND).await["policies"], json!(["disclaimer-en"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_not_signed_in_or_follows_nothing_that_there_is_hears_why() {
    let newsroom = Newsroom::start("live-wrong").await;
    let nobody = Person::new(&newsroom.address, "none".to_owned());
    for path in ["/api/live", "/api/live?looking=true"] {
        assert_eq!(nobody.get(path).await.status, 401);
    }
    let salma = newsroom.person("salma");
    for wrong in
        ["piece=none", "list=none", "article=1", "term=1", "source=No", "policy=No", "after=-1", "from=1"]
    {
        assert_eq!(salma.get(&format!("/api/live?{wrong}")).await.status, 400, "{wrong}");
    }
}
