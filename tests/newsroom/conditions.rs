//! What HTTP promises beside the acts themselves: versions in tags, keys that name one request, pages, methods, and limits.

use desk::limits::Limits;
use serde_json::{Value, json};

use crate::{
    claims::feed,
    newsroom::{Newsroom, until},
    person::{Answer, Person},
    visitor::Visitor,
};

const KEY: &str = "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7";
const OTHER: &str = "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e8";

fn tag(answer: &Answer) -> String {
    answer.header("etag").unwrap_or_else(|| panic!("a tag: {answer:?}")).to_owned()
}

async fn with_pieces(name: &str, count: usize) -> (Newsroom, Vec<String>) {
    let newsroom = Newsroom::start(name).await;
    let adam = newsroom.person("adam");
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(count)).await.done();
    let pieces = until(async || Some(adam.pieces("open").await).filter(|open| open.len() == count)).await;
    (newsroom, pieces.iter().map(|piece| piece["id"].as_str().unwrap().to_owned()).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_known_is_not_given_again_and_what_has_moved_on_is_not_acted_on() {
    let (newsroom, pieces) = with_pieces("conditions-tags", 1).await;
    let [adam, salma, yusuf] = ["adam", "salma", "yusuf"].map(|name| newsroom.person(name));
    let (piece, article) = (&pieces[0], pieces[0].split('_').next().unwrap());
    for path in [
        format!("/api/pieces/{piece}"),
        format!("/api/articles/{article}"),
        "/api/sources/wadi".to_owned(),
        "/api/members/salma".to_owned(),
        "/api/policies/outlet-en".to_owned(),
        "/api/newsroom".to_owned(),
        "/api/pieces".to_owned(),
    ] {
        let first = adam.get(&path).await;
        let again = adam.with("if-none-match", &tag(&first)).get(&path).await;
        assert_eq!((again.status, again.text.as_str(), tag(&again)), (304, "", tag(&first)), "{path}");
        assert_eq!(adam.with("if-none-match", "\"0.0\"").get(&path).await.status, 200, "{path}");
    }

    let path = format!("/api/pieces/{piece}");
    let (seen, claim) = (tag(&salma.get(&path).await), format!("{path}/claim"));
    let claimed = yusuf.with("if-match", &seen).ask("POST", &claim, &json!({})).await;
    let version = claimed.version.unwrap();
    claimed.done();
    let late = salma.with("if-match", &seen).ask("POST", &claim, &json!({})).await;
    assert_eq!((late.status, late.refused().as_str()), (412, "moved_on"));
    assert_eq!(late.body["version"], version, "it says what there is by now");
    let renewal = json!({ "epoch": 1 });
    let next = yusuf
        .with("if-match", &format!("\"{version}\""))
        .ask("POST", &format!("{path}/renewal"), &renewal)
        .await;
    assert_eq!(next.status, 200, "the version of one's own act will do: {next:?}");
    assert_ne!(tag(&salma.get(&path).await), seen);

    let nobody = Person::new(&newsroom.address, "nobody".to_owned()).with("if-match", "\"1\"");
    assert_eq!(nobody.ask("POST", &claim, &json!({})).await.status, 401, "strangers learn of no versions");
    let list = adam.with("if-match", "*").ask("POST", "/api/terms", &json!({})).await;
    assert_eq!(list.refused(), "nothing_to_match");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_act_on_one_version_at_once_one_does() {
    let newsroom = Newsroom::start("conditions-race").await;
    let adam = newsroom.person("adam");
    let seen = tag(&adam.get("/api/policies/outlet-en").await);
    let mut asking = tokio::task::JoinSet::new();
    for number in 0..16 {
        let adam = adam.with("if-match", &seen);
        asking.spawn(async move {
            let text = json!({ "text": format!("The Desk {number}") });
            adam.ask("PUT", "/api/policies/outlet-en", &text).await.status
        });
    }
    let mut statuses = asking.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![200], vec![412; 15]].concat());
    assert_eq!(adam.get("/api/policies/outlet-en").await.done()["version"], 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_names_one_request_and_loses_no_words_when_it_is_used_for_another() {
    let (mut newsroom, pieces) = with_pieces("conditions-keys", 1).await;
    let block = format!("/api/pieces/{}/blocks/1", pieces[0]);
    let epoch = newsroom.person("salma").claim(&pieces[0]).await;
    let words = |text: &str| json!({ "epoch": epoch, "text": text });
    let salma = newsroom.person("salma").with("idempotency-key", KEY);
    let first = salma.ask("PUT", &block, &words("One")).await;
    let again = salma.ask("PUT", &block, &words("One")).await;
    assert_eq!((again.status, again.version), (200, first.version), "the first answer");
    let other = salma.ask("PUT", &block, &words("Two")).await;
    assert_eq!((other.status, other.refused().as_str()), (422, "key_reused"));
    // Under a condition, what moved since is a repeat's own doing: it gets the first answer all the same.
    let salma = newsroom
        .person("salma")
        .with("idempotency-key", OTHER)
        .with("if-match", &format!("\"{}\"", first.version.unwrap()));
    let second = salma.ask("PUT", &block, &words("Three")).await;
    let again = salma.ask("PUT", &block, &words("Three")).await;
    assert_eq!((second.status, again.status, again.version), (200, 200, second.version), "{again:?}");

    // A desk that has forgotten the key takes the other words as the request that they are.
    newsroom.close().await;
    newsroom.open_desk().await;
    newsroom.open(&crate::newsroom::Service::ALL).await;
    let salma = newsroom.person("salma");
    salma.get(&format!("/api/pieces/{}?at_least={}", pieces[0], second.version.unwrap())).await.done();
    // The log remembers what came of it, and that another request rests on what has moved on.
    let rested = salma.with("if-match", &format!("\"{}\"", first.version.unwrap()));
    let late = rested.with("idempotency-key", KEY).ask("PUT", &block, &words("Four")).await;
    assert_eq!((late.status, late.refused().as_str()), (412, "moved_on"));
    let again = until(async || {
        let again = rested.with("idempotency-key", OTHER).ask("PUT", &block, &words("Three")).await;
        (again.status != 503).then_some(again)
    })
    .await;
    assert_eq!((again.status, again.version), (200, second.version), "{again:?}");
    let salma = salma.with("idempotency-key", KEY);
    let saved =
        until(async || Some(salma.try_ask("PUT", &block, &words("Two")).await?).filter(|a| a.status != 503))
            .await;
    assert_eq!(saved.status, 200, "{saved:?}");
    let drafts = salma.piece(&pieces[0]).await["drafts"].clone();
    assert_eq!(drafts[0]["text"], "Two", "no words are lost: {drafts}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_takes_a_member_away_gets_the_first_answer_when_it_is_sent_again() {
    let mut newsroom = Newsroom::start("conditions-gone").await;
    let seen = tag(&newsroom.person("adam").get("/api/members/yusuf").await);
    let letting_go = |newsroom: &Newsroom| newsroom.person("adam").with("idempotency-key", KEY);
    let leave = async |adam: &Person| adam.ask("DELETE", "/api/members/yusuf", &json!({})).await;
    let first = leave(&letting_go(&newsroom).with("if-match", &seen)).await;
    let again = leave(&letting_go(&newsroom).with("if-match", &seen)).await;
    assert_eq!((first.status, &first.body["id"]), (200, &json!("yusuf")));
    assert_eq!((again.status, again.version, &again.body), (200, first.version, &first.body));
    let other = leave(&newsroom.person("adam").with("idempotency-key", OTHER)).await;
    assert_eq!((other.status, other.refused().as_str()), (404, "member:not_a_member"));

    let form = format!("command={OTHER}&meant=yes");
    let adam = newsroom.browser("adam");
    for _ in 0..2 {
        let (status, place) = adam.post("/people/mariam/departure", &form).await;
        assert_eq!((status, place.as_str()), (303, "/people?done=member_left"));
    }

    // Another desk has never heard of the key, and of the condition under which it came.
    newsroom.open_desk().await;
    let adam = letting_go(&newsroom);
    until(async || {
        let path = format!("/api/members/adam?at_least={}", first.version.unwrap());
        (adam.try_ask("GET", &path, &json!({})).await?.status == 200).then_some(())
    })
    .await;
    for adam in [letting_go(&newsroom), letting_go(&newsroom).with("if-match", &seen)] {
        let again = leave(&adam).await;
        assert_eq!((again.status, again.version, &again.body), (200, first.version, &first.body));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commission_that_was_given_before_does_not_say_that_it_was_done() {
    let (newsroom, pieces) = with_pieces("conditions-commission", 1).await;
    let (edith, article) = (newsroom.person("edith"), pieces[0].split('_').next().unwrap());
    let path = format!("/api/articles/{article}/commissions");
    let into = json!({ "language": "fr" });
    let first = edith.ask("POST", &path, &into).await;
    assert_eq!((first.status, first.header("dragoman-recorded")), (200, Some("true")));
    let second = edith.ask("POST", &path, &into).await;
    assert_eq!((second.status, second.header("dragoman-recorded")), (200, Some("false")));
    let form = "language=fr&priority=normal";
    let (status, place) =
        newsroom.browser("edith").post(&format!("/articles/{article}/commissions"), form).await;
    assert!(status == 303 && place.ends_with("done=commissioned_before"), "{status} {place}");
    let page = newsroom.browser("edith").page(&place).await;
    assert!(page.contains("already; nothing was changed"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_lead_on_page_by_page_to_their_end_and_hold_everything_once() {
    let (newsroom, _) = with_pieces("conditions-pages", 5).await;
    let adam = newsroom.person("adam");
    for (form, rendering) in [("دمشق", "Damascus"), ("حلب", "Aleppo"), ("حمص", "Homs")] {
        let term =
            json!({ "from": "ar", "into": "en", "kind": "place", "source": form, "rendering": rendering });
        newsroom.person("edith").ask("POST", "/api/terms", &term).await.done();
    }
    for (list, count) in
        [("articles", 5), ("pieces", 5), ("members", 6), ("terms", 3), ("sources", 1), ("memories", 0)]
    {
        let (mut path, mut seen) = (format!("/api/{list}?limit=2"), Vec::new());
        loop {
            let page = adam.get(&path).await;
            let link = page.header("link").map(str::to_owned);
            let body = page.done();
            seen.extend(body["rows"].as_array().unwrap().iter().map(|row| row["id"].to_string()));
            assert_eq!(link.is_some(), !body["next"].is_null(), "{list}: {body}");
            let Some(link) = link else { break };
            path = link.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap().to_owned();
        }
        let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (count, count), "{list}: {seen:?}");
    }
    let last = u64::MAX;
    let beyond = adam.get(&format!("/api/wire?after={last}&limit=1")).await.done();
    assert_eq!(
        (&beyond["rows"], &beyond["next"]),
        (&json!([]), &Value::Null),
        "nothing stands beyond the end"
    );
    for asked in ["limit=0", "limit=201", "limit=x", "after=%20", "page=2"] {
        assert_eq!(adam.get(&format!("/api/articles?{asked}")).await.refused(), "not_understood", "{asked}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn methods_types_and_parameters_that_are_not_taken_are_told() {
    let newsroom = Newsroom::start("conditions-methods").await;
    let adam = newsroom.person("adam");
    let refused = adam.ask("DELETE", "/api/sources", &Value::Null).await;
    assert_eq!((refused.status, refused.kind()), (405, "application/problem+json"));
    assert!(refused.header("allow").is_some_and(|allow| allow.contains("POST") && allow.contains("HEAD")));
    let options = adam.bare("OPTIONS", "/api/sources").await;
    assert_eq!((options.status, options.header("allow")), (204, Some("GET, HEAD, POST, OPTIONS")));
    let head = adam.bare("HEAD", "/api/sources").await;
    assert_eq!(
        (head.status, head.text.as_str(), tag(&head)),
        (200, "", tag(&adam.get("/api/sources").await))
    );
    let text = adam.post_bytes("/api/terms", "text/plain", b"{}".to_vec()).await;
    assert_eq!((text.status, text.refused().as_str()), (415, "wrong_type"));
    let unknown = adam.ask("POST", "/api/sources/wadi/pause?soon=1", &Value::Null).await;
    assert_eq!((unknown.status, unknown.refused().as_str()), (400, "not_understood"));
    let page = newsroom.browser("salma").page("/reference").await;
    assert!(
        page.contains("/api/pieces/{piece}/claim") && !page.contains("<style") && !page.contains("onclick")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_tells_browsers_to_run_nothing_but_what_the_desk_brings() {
    let newsroom = Newsroom::empty("conditions-policy").await;
    let nobody = Visitor::new(&newsroom);
    let page = nobody.get("/sign-in").await.text;
    let asset = page.split('"').find(|part| part.starts_with("/assets/")).unwrap();
    for (path, status) in [("/sign-in", 200), ("/nothing-is-here", 404), (asset, 200), ("/api/health", 200)] {
        let answer = nobody.request("GET", path).header("accept", "text/html").send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        let policy = answer.headers().get("content-security-policy").expect(path).to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-") && !policy.contains('*'), "{path}: {policy}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_told_to_members_with_their_way_on_and_to_others_without() {
    let newsroom = Newsroom::start("conditions-lost").await;
    let salma = newsroom.person("salma").with("accept", "text/html").get("/nothing-is-here").await;
    assert_eq!(salma.status, 404);
    assert!(salma.text.contains("href=\"/queue\"") && salma.text.contains("Salma"), "{}", salma.text);
    let nobody = Visitor::new(&newsroom);
    let lost = nobody.request("GET", "/nothing-is-here").header("accept", "text/html").send().await.unwrap();
    let lost = lost.text().await.unwrap();
    assert!(!lost.contains("href=\"/queue\"") && lost.contains("/language"), "{lost}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_too_often_is_told_when_to_ask_again_and_others_are_not_held_up() {
    let mut newsroom = Newsroom::start("conditions-limits").await;
    newsroom.close().await;
    newsroom.limits = Limits { member: 3.try_into().unwrap(), stranger: 1.try_into().unwrap() };
    newsroom.open_desk().await;
    let (adam, salma) = (newsroom.person("adam"), newsroom.person("salma"));
    // A desk that has just begun knows no members: that is a stranger's request.
    let refused = until(async || {
        Some(adam.get("/api/newsroom").await)
            .filter(|a| a.header("ratelimit-policy") == Some("\"minute\";q=3;w=60") && a.status == 429)
    })
    .await;
    assert_eq!(refused.refused(), "too_many_requests");
    assert!(refused.retry_after.is_some_and(|seconds| (1..=20).contains(&seconds)), "{refused:?}");
    let other = salma.get("/api/newsroom").await;
    assert_eq!((other.status, other.header("ratelimit")), (200, Some("\"minute\";r=2;t=20")));
    let stranger = Person::new(&newsroom.address, "nobody".to_owned());
    let told =
        until(async || Some(stranger.get("/api/newsroom").await).filter(|answer| answer.status == 429)).await;
    assert_eq!(told.header("ratelimit-policy"), Some("\"minute\";q=1;w=60"));
}

/// The version that the form on a page rests on.
fn seen(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"seen\" value=\"").expect("the form names what it rests on");
    rest.split('"').next().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_undoes_nothing_that_its_page_did_not_show() {
    let newsroom = Newsroom::start("conditions-forms").await;
    let (adam, other) = (newsroom.browser("adam"), newsroom.person("adam"));
    let before = seen(&adam.page("/people/omar").await).to_owned();
    other.ask("PUT", "/api/members/omar/roles", &json!({ "roles": ["translator"] })).await.done();
    let typed = |seen: &str| format!("seen={seen}&role=translator&role=editor&language=fr");
    let (status, page) = adam.post("/people/omar", &typed(&before)).await;
    assert!(status == 412 && page.contains("Somebody changed this after you opened it"), "{status} {page}");
    assert!(page.contains("name=\"role\" value=\"editor\" checked"), "what was typed stays: {page}");
    assert_eq!(other.get("/api/members/omar").await.done()["roles"], json!(["translator"]));
    // Whoever has read that decides anew; roles and languages are two facts under one form.
    let (_, place) = adam.post("/people/omar", &typed(seen(&page))).await;
    assert_eq!(place, "/people/omar?done=member_changed");
    let omar = other.get("/api/members/omar").await.done();
    assert_eq!((&omar["roles"], &omar["languages"]), (&json!(["translator", "editor"]), &json!(["fr"])));

    let path = "/policies/disclaimer-fr";
    let before = seen(&adam.page(path).await).to_owned();
    other.ask("PUT", "/api/policies/disclaimer-fr", &json!({ "text": "Traduit" })).await.done();
    // Looking at a sample first does not count as having seen what came in between.
    let (_, sample) = adam.post(path, &format!("seen={before}&act=preview&text=Autre")).await;
    assert_eq!(seen(&sample), before);
    let (status, page) = adam.post(path, &format!("seen={before}&text=Autre")).await;
    assert!(status == 412 && page.contains("Autre"), "{status} {page}");
    assert_eq!(other.get("/api/policies/disclaimer-fr").await.done()["text"], "Traduit");
    let (_, place) = adam.post(path, &format!("seen={}&text=Autre", seen(&page))).await;
    assert_eq!(place, "/policies/disclaimer-fr?done=policy_enacted");
}
