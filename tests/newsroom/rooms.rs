//! The pages of the newsroom's own things: what people see of sources, terms, memory, policies, people and health, and do.

use serde_json::json;

use crate::{
    browser::is_flawed,
    newsroom::{Newsroom, until},
};

const FEED: &str = r#"<rss version="2.0"><channel><title>Wadi</title><item><title>افتتاح الجسر</title>
    <guid>rooms-1</guid><description>&lt;p&gt;افتتح الجسر اليوم.&lt;/p&gt;</description></item></channel></rss>"#;

/// The id in the first hidden field of a page by which its form acts once.
fn command(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"command\" value=\"").unwrap();
    rest.split('"').next().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_source_is_registered_changed_paused_and_read_from_a_file() {
    let newsroom = Newsroom::start("rooms-sources").await;
    let (adam, edith) = (newsroom.browser("adam"), newsroom.browser("edith"));
    let id = command(&adam.page("/sources/new").await).to_owned();
    let lacking =
        format!("command={id}&id=qasioun&name=Qasioun&language=&section=world&every=15&feed=&rights=");
    let (status, page) = adam.post("/sources", &lacking).await;
    assert_eq!(status, 422);
    assert!(page.contains("Choose the language of its articles") && page.contains("value=\"Qasioun\""));
    assert!(is_flawed(&page, "language") && !is_flawed(&page, "name"), "{page}");
    let (_, page) =
        adam.post("/sources", &lacking.replace("language=", "language=ar").replace("feed=", "feed=x")).await;
    assert!(is_flawed(&page, "feed"), "{page}");
    let whole = lacking.replace("language=", "language=ar");
    for _ in 0..2 {
        let (status, place) = adam.post("/sources", &whole).await;
        assert_eq!((status, place.as_str()), (303, "/sources/qasioun?done=source_registered"));
    }
    let routed = "name=Qasioun&language=ar&section=world&every=30&feed=&rights=&route-0=en&priority-0=urgent&note-0=short";
    let (status, place) = adam.post("/sources/qasioun", routed).await;
    assert_eq!((status, place.as_str()), (303, "/sources/qasioun?done=source_changed"));
    let page = adam.page("/sources/qasioun").await;
    assert!(
        page.contains("value=\"30\"") && page.contains("value=\"short\"") && page.contains("registered it")
    );

    let (status, page) = edith.post("/sources/qasioun", routed.replace("30", "45").as_str()).await;
    assert_eq!(status, 403);
    assert!(page.contains("This needs the role of administrator") && page.contains("disabled"));

    let (status, place) = adam.post("/sources/qasioun/pause", "paused=yes").await;
    assert_eq!((status, place.as_str()), (303, "/sources/qasioun?done=source_paused"));
    assert!(adam.page("/sources").await.contains("paused"));
    adam.post("/sources/qasioun/pause", "paused=no").await;

    let (status, page) = edith.upload("/sources/qasioun/feed", &[], ("feed.xml", "")).await;
    assert_eq!((status, page.contains("Choose a file")), (422, true));
    assert!(is_flawed(&page, "file"), "{page}");
    let (status, page) = edith.upload("/sources/qasioun/feed", &[], ("feed.xml", FEED)).await;
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("The file was read: 1 new") && page.contains("افتتاح الجسر"));
    let (_, again) = edith.upload("/sources/qasioun/feed", &[], ("feed.xml", FEED)).await;
    assert!(again.contains("nothing new"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_that_fails_is_seen_first_and_health_says_so() {
    let newsroom = Newsroom::start("rooms-failing").await;
    let (adam, browser) = (newsroom.person("adam"), newsroom.browser("adam"));
    let source = json!({
        "id": "zahle", "name": "Zahle", "feed": "http://127.0.0.1:9/feed", "language": "ar", "section": "world",
        "rights": "", "every_minutes": 15
    });
    adam.ask("POST", "/api/sources", &source).await.done();
    let page = until(async || {
        let page = browser.page("/sources").await;
        (page.contains("cannot be read") && page.contains("in vain")).then_some(page)
    })
    .await;
    assert!(page.find("Zahle").unwrap() < page.find("Al-Wadi").unwrap());
    let page = browser.page("/sources/zahle").await;
    assert!(page.contains("The feed could not be read"));
    // One sentence, without what the machine says of it.
    let sentence = "127.0.0.1 cannot be reached: check the name in the address, and whether the site is up.";
    let why = page.split_once("class=\"card stop\"").unwrap().1.split("</div>").nth(1).unwrap();
    assert!(why.ends_with(sentence) && why.starts_with("The server "), "{why}");
    let health = until(async || {
        let page = browser.page("/health").await;
        page.contains("Every service answers and keeps up").then_some(page)
    })
    .await;
    assert!(health.contains("One feed cannot be read") && health.contains("before it acknowledges"));
    assert_eq!(adam.get("/api/health").await.done()["feeds_failing"], 1);
    adam.ask("POST", "/api/sources/zahle/pause", &json!({})).await.done();
    assert!(!browser.page("/health").await.contains("One feed cannot be read"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_source_says_that_its_feed_was_not_looked_at_yet() {
    let newsroom = Newsroom::start("rooms-waiting").await;
    let (adam, browser) = (newsroom.person("adam"), newsroom.browser("adam"));
    // Its server takes the connection and says nothing.
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let source = json!({
        "id": "zahle", "name": "Zahle", "feed": format!("http://{}/feed", server.local_addr().unwrap()),
        "language": "ar", "section": "world", "rights": "", "every_minutes": 15
    });
    adam.ask("POST", "/api/sources", &source).await.done();
    for path in ["/sources", "/sources/zahle"] {
        let page = browser.page(path).await;
        assert!(page.contains("not looked at yet") && !page.contains("is read<"), "{path}: {page}");
    }
    for path in ["/newsroom", "/inbox"] {
        let page = browser.page(path).await;
        assert!(page.contains("A feed that is registered was not read so far"), "{path}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn terms_are_proposed_decided_with_one_press_and_taken_from_files() {
    let newsroom = Newsroom::start("rooms-terms").await;
    let (edith, salma) = (newsroom.browser("edith"), newsroom.browser("salma"));
    let term = |source: &str, rendering: &str| {
        format!(
            "from=ar&into=en&kind=place&source={source}&rendering={rendering}&alternatives=&allowed=&forbidden=&note="
        )
    };
    let (status, page) = salma.post("/terms", &term("القاهرة", "")).await;
    assert_eq!(status, 422);
    assert!(page.contains("القاهرة"), "what was typed stays");
    assert!(is_flawed(&page, "rendering"), "{page}");
    let (_, page) =
        salma.post("/terms", &term("القاهرة", "Cairo").replace("forbidden=", "forbidden=Kairo%0D%0A-")).await;
    assert!(is_flawed(&page, "forbidden"), "{page}");
    for (source, rendering) in [("القاهرة", "Cairo"), ("دمشق", "Damascus")] {
        let (status, place) = salma.post("/terms", &term(source, rendering)).await;
        assert_eq!((status, place.as_str()), (303, "/terms?done=term_proposed"));
    }
    assert!(salma.page("/terms").await.contains("waits for an editor"));
    let page = edith.page("/terms").await;
    assert!(page.contains("2 proposals wait for a decision"));
    let at = |source: &str| {
        let row = page.split("<tr>").find(|row| row.contains(source)).unwrap();
        row.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (cairo, damascus) = (at("القاهرة"), at("دمشق"));
    let (_, place) = edith.post(&format!("{cairo}/agreement"), "").await;
    assert_eq!(place, "/terms?done=term_agreed");
    let (_, place) = edith.post(&format!("{damascus}/retirement"), "").await;
    assert_eq!(place, "/terms?done=term_declined");
    let found = edith.page("/terms?q=%D9%82%D8%A7%D9%87%D8%B1%D9%87&from=ar&into=&kind=").await;
    assert!(found.contains("Cairo") && !found.contains("proposals wait"));
    let (status, page) = edith.post(&format!("{cairo}/retirement"), "reason=").await;
    assert_eq!((status, page.contains("retired for a reason")), (422, true));
    assert!(is_flawed(&page, "reason"), "{page}");
    let changed = "kind=place&source=القاهرة&rendering=Cairo&forbidden=Kairo%0D%0AAl-Qahira&note=capital";
    let (_, place) = edith.post(&cairo, changed).await;
    assert_eq!(place, format!("{cairo}?done=term_changed"));
    assert!(edith.page(&cairo).await.contains("Kairo\nAl-Qahira"));

    let table = "from,into,kind,source,rendering\nar,en,place,بيروت,Beirut\nar,en,place,صور,\n";
    let (status, page) = edith.upload("/terms/import", &[("from", "")], ("terms.csv", table)).await;
    assert_eq!(status, 200);
    assert!(
        page.contains("One term was added.")
            && page.contains("One entry was not taken:")
            && page.contains("صور")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_of_translations_are_put_into_use_searched_and_withdrawn() {
    const TMX: &str = r#"<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="block" o-tmf="x"
        adminlang="en" srclang="ar" datatype="plaintext"/><body><tu><tuv xml:lang="ar"><seg>افتتح الجسر القديم اليوم</seg></tuv>
        <tuv xml:lang="en"><seg>The old bridge was opened today</seg></tuv></tu></body></tmx>"#;
    let newsroom = Newsroom::start("rooms-memory").await;
    let (edith, salma) = (newsroom.browser("edith"), newsroom.browser("salma"));
    let fields = [("what", "translations"), ("name", ""), ("from", ""), ("into", "")];
    let (status, page) = salma.upload("/memory", &fields, ("old.tmx", TMX)).await;
    assert_eq!((status, page.contains("disabled")), (403, true));
    let (status, place) = edith.upload("/memory", &fields, ("old.tmx", TMX)).await;
    assert_eq!((status, place.as_str()), (303, "/memory?done=memory_imported"));
    let search = "/memory?q=%D8%A7%D9%84%D8%AC%D8%B3%D8%B1&from=ar&into=en&side=source";
    let page = until(async || {
        let page = salma.page(search).await;
        page.contains("Found in one place").then_some(page)
    })
    .await;
    assert!(
        page.contains("<mark>الجسر</mark>") && page.contains("The old bridge") && page.contains("old.tmx")
    );
    assert!(page.contains("Arabic → English: 1 text"));
    let names = [("what", "names"), ("name", "Names")];
    let (status, page) = edith.upload("/memory", &names, ("names.csv", "nothing of the kind")).await;
    assert!(status == 400 || status == 422, "{status} {page}");
    assert!(page.contains("value=\"Names\""), "what was typed stays");
    let page = edith.page("/memory").await;
    let (_, rest) = page.split_once("action=\"/memory/").unwrap();
    let way = format!("/memory/{}", rest.split('"').next().unwrap());
    let (status, page) = edith.post(&way, "reason=").await;
    let why = way.replace("/memory/", "why-").replace("/withdrawal", "");
    assert!(status == 422 && is_flawed(&page, &why), "{page}");
    assert_eq!(edith.post(&way, "reason=old").await.1, "/memory?done=memory_withdrawn");
    assert!(!edith.page("/memory").await.contains("old.tmx"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_missing_policies_are_told_at_once_and_seen_before_they_are_in_force() {
    let newsroom = Newsroom::start("rooms-policies").await;
    let (adam, edith) = (newsroom.browser("adam"), newsroom.browser("edith"));
    assert!(!adam.page("/policies").await.contains("Before anything can be published"));
    let source = json!({
        "id": "zahle", "name": "Zahle", "feed": null, "language": "ar", "section": "world", "rights": "",
        "routes": [{ "language": "fr" }], "every_minutes": 15
    });
    newsroom.person("adam").ask("POST", "/api/sources", &source).await.done();
    let page = adam.page("/policies").await;
    for kind in ["outlet", "attribution", "disclaimer"] {
        assert!(page.contains(&format!("<a class=\"shown\" href=\"/policies/{kind}-fr\">")), "{kind}");
    }
    let lacks = adam.page("/newsroom").await;
    assert!(lacks.contains("French lacks: Name of the newsroom, Attribution and Disclaimer."));
    let (status, page) = adam.post("/policies/disclaimer-fr", "act=preview&text=Traduit+par+{outlet}").await;
    assert_eq!(status, 200);
    assert!(page.contains("<p dir=\"auto\">Traduit par (the name of this newsroom)</p>"), "{page}");
    let (status, page) = adam.post("/policies/disclaimer-fr", "text=Traduit+par+{outlets}").await;
    assert_eq!((status, page.contains("Traduit par {outlets}")), (422, true));
    assert!(is_flawed(&page, "text"), "{page}");
    let (status, page) = edith.post("/policies/disclaimer-fr", "text=Traduit").await;
    assert_eq!((status, page.contains("disabled")), (403, true));
    let (_, place) = adam.post("/policies/disclaimer-fr", "text=Traduit+par+{outlet}").await;
    assert_eq!(place, "/policies/disclaimer-fr?done=policy_enacted");
    assert!(adam.page("/policies/disclaimer-fr").await.contains("version 1"));
    assert!(adam.page("/newsroom").await.contains("French lacks: Name of the newsroom and Attribution."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_join_change_and_leave_and_somebody_stays_in_charge() {
    let newsroom = Newsroom::start("rooms-people").await;
    let (adam, edith) = (newsroom.browser("adam"), newsroom.browser("edith"));
    let (status, page) = adam.post("/people", "id=Mona!&name=Mona&role=translator").await;
    assert_eq!((status, page.contains("value=\"Mona\"")), (422, true));
    assert!(is_flawed(&page, "id"), "{page}");
    let (status, page) = adam.post("/people", "id=mona&name=Mona&language=ar").await;
    assert_eq!(
        (status, page.contains("A member needs a role") && page.contains("value=\"mona\"")),
        (422, true)
    );
    assert!(page.contains("aria-describedby=\"role-flaw\"") && page.contains("id=\"role-flaw\""), "{page}");
    let (_, place) = adam.post("/people", "id=mona&name=Mona&role=translator&language=ar&language=en").await;
    assert_eq!(place, "/people/mona?done=member_joined");
    let (_, place) = adam.post("/people/mona", "role=translator&role=head&language=ar").await;
    assert_eq!(place, "/people/mona?done=member_changed");
    assert!(adam.page("/people").await.contains("translator and head"));
    assert_eq!(edith.post("/people/mona", "role=editor").await.0, 403);

    let (status, page) = adam.post("/people/adam", "role=editor").await;
    assert_eq!((status, page.contains("only administrator")), (409, true));
    assert_eq!(adam.post("/people/adam/departure", "meant=yes").await.0, 409);

    assert!(adam.page("/people/mona").await.contains("no way to sign in, and not invited"));
    let (status, page) = adam.post("/people/mona/invitation", "email=").await;
    assert_eq!((status, page.contains("/invitation/") && page.contains("invited until")), (200, true));
    assert!(adam.page("/people").await.contains("invited until"));
    assert!(!edith.page("/people").await.contains("invited until"));
    assert_eq!(edith.post("/people/mona/invitation", "").await.0, 403);
    let (status, page) = adam.post("/people/mona/departure", "").await;
    assert_eq!((status, page.contains("Nothing was done")), (422, true));
    assert!(newsroom.browser("mona").page("/people").await.contains("Mona"));
    assert_eq!(adam.post("/people/mona/departure", "meant=yes").await.1, "/people?done=member_left");
    assert!(!adam.page("/people").await.contains("Mona"));
    assert_eq!(newsroom.person("mona").get("/api/members").await.status, 401);
    let yusuf = newsroom.person("adam").ask("DELETE", "/api/members/yusuf", &json!({})).await.done();
    assert_eq!(yusuf["name"], "Yusuf");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newsroom_says_what_is_missing_and_every_room_speaks_arabic() {
    let newsroom = Newsroom::start("rooms-arabic").await;
    let adam = newsroom.browser("adam");
    let page = adam.page("/newsroom").await;
    assert!(page.contains("3 of 6 done"), "a source, people and policies: {page}");
    let (status, page) = adam.post("/newsroom", "lease=long&most=&warning=60").await;
    assert_eq!((status, page.contains("value=\"long\"")), (422, true));
    assert!(is_flawed(&page, "lease"), "{page}");
    let (_, place) = adam.post("/newsroom", "lease=90&most=3&warning=60").await;
    assert_eq!(place, "/newsroom?done=newsroom_adjusted");
    assert!(adam.page("/newsroom").await.contains("value=\"90\""));

    let wanted = json!({ "language": "ar" });
    newsroom.person("adam").ask("PUT", "/api/you/preferences", &wanted).await.done();
    for (path, title) in [
        ("/sources", "المصادر"),
        ("/sources/new", "تسجيل مصدر"),
        ("/sources/wadi", "ما اتُّفق عليه"),
        ("/terms", "المصطلحات"),
        ("/terms/new", "مصطلح جديد"),
        ("/memory", "ذاكرة الترجمة"),
        ("/policies", "السياسات"),
        ("/policies/outlet-en", "اسم غرفة الأخبار"),
        ("/people", "الأعضاء"),
        ("/people/new", "عضو جديد"),
        ("/people/salma", "الأدوار"),
        ("/health", "حالة غرفة الأخبار"),
        ("/newsroom", "غرفة أخبارك"),
    ] {
        let page = adam.page(path).await;
        assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">") && page.contains(title), "{path}");
    }
}
