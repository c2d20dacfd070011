//! Sessions: what is ended is refused everywhere, what is forged nowhere let in, and no other site's page acts.

use std::time::Duration;

use chrono::TimeDelta;
use contract::{Subject, member};
use desk::access::Settings;
use futures_util::TryStreamExt;
use runtime::clock;
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    newsroom::{Newsroom, ask, until},
    person::Person,
    visitor::{PASSWORD, Visitor, invited, seen},
};

/// Within this time what was ended at one desk is refused at all.
const SOON: Duration = Duration::from_secs(1);

/// A browser in which this member is signed in.
pub async fn signed_in(newsroom: &Newsroom, member: &str) -> Visitor {
    let browser: Browser = newsroom.browser(member);
    Visitor::new(newsroom).with(browser.cookie().await)
}

async fn refused_soon(visitor: &Visitor) {
    let refused = until(async || (!visitor.is_known().await).then_some(()));
    tokio::time::timeout(SOON, refused).await.expect("what was ended is refused within a second");
}

async fn bucket(newsroom: &Newsroom, name: &str) -> async_nats::jetstream::kv::Store {
    async_nats::jetstream::new(newsroom.client.clone()).get_key_value(name).await.unwrap()
}

/// Has everything that stands in this bucket end a second ago.
pub async fn outlived(newsroom: &Newsroom, name: &str) {
    let bucket = bucket(newsroom, name).await;
    let keys: Vec<String> = bucket.keys().await.unwrap().try_collect().await.unwrap();
    assert!(!keys.is_empty(), "something stands there");
    for key in keys {
        let mut kept: Value = serde_json::from_slice(&bucket.get(&key).await.unwrap().unwrap()).unwrap();
        kept["until"] = json!(clock::now() - TimeDelta::seconds(1));
        bucket.put(&key, kept.to_string().into()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_ended_at_one_desk_is_refused_at_the_others_within_a_second() {
    let mut newsroom = Newsroom::start("access-replicas").await;
    let salma = signed_in(&newsroom, "salma").await;
    let second_browser = signed_in(&newsroom, "salma").await;
    let first = newsroom.address.clone();
    newsroom.open_desk().await;
    let elsewhere = salma.at(&newsroom.address);
    until(async || {
        let answer = elsewhere.request("GET", "/api/newsroom").send().await.ok()?;
        (answer.status() == 200).then_some(())
    })
    .await;
    let (adam, here) = (Person::new(&first, newsroom.token("adam")), salma.clone());

    // Others do not see or end it, and are not told that there is one.
    let yusuf = Person::new(&first, newsroom.token("yusuf"));
    assert_eq!(yusuf.get("/api/sessions?member=salma").await.refused(), "not_an_administrator");
    let listed = adam.get("/api/sessions?member=salma").await.done()["rows"].as_array().unwrap().clone();
    assert_eq!(listed.len(), 2, "{listed:?}");
    let mine: Value = here.request("GET", "/api/sessions").send().await.unwrap().json().await.unwrap();
    let this = mine["rows"].as_array().unwrap().iter().find(|row| row["is_this"] == true).unwrap();
    let path = format!("/api/sessions/{}", this["id"].as_str().unwrap());
    assert_eq!(yusuf.ask("DELETE", &path, &json!({})).await.done()["ended"], 0);
    assert!(here.is_known().await && elsewhere.is_known().await);

    assert_eq!(adam.ask("DELETE", &path, &json!({})).await.done()["ended"], 1);
    assert!(!here.is_known().await, "at once where it was ended");
    refused_soon(&elsewhere).await;
    assert!(second_browser.is_known().await && second_browser.at(&newsroom.address).is_known().await);
    assert_eq!(adam.ask("DELETE", &path, &json!({})).await.done()["ended"], 0, "it is as it was wanted");

    // All at once.
    assert_eq!(adam.ask("DELETE", "/api/sessions?member=salma", &json!({})).await.done()["ended"], 1);
    refused_soon(&second_browser.at(&newsroom.address)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signs_in_gets_a_secret_that_nobody_had_and_who_signs_out_leaves_none() {
    let newsroom = Newsroom::start("access-fixation").await;
    let salma = signed_in(&newsroom, "salma").await;
    let (name, secret) = salma.cookies[0].split_once('=').unwrap();
    assert!(name.starts_with("dragoman-") && secret.len() == 43, "{name}");

    // One that was put into the browser before is not taken over.
    let planted = Visitor::new(&newsroom).with(&format!("{name}={}", "A".repeat(43)));
    let token = newsroom.token("salma");
    let entered = planted.post("/sign-in", &[("token", &token)]).await;
    assert_eq!(entered.status, 303, "{entered:?}");
    let line = &entered.set[0];
    assert!(line.contains("; HttpOnly; SameSite=Lax") && !line.contains("AAAAAAAA"), "{line}");
    assert!(!planted.is_known().await);

    // Signing in once more ends the session that the browser had.
    let mut again = salma.clone();
    let entered = again.post("/sign-in", &[("token", &token)]).await;
    again.keep(&entered);
    assert!(again.is_known().await && !salma.is_known().await);
    let left = again.post("/sign-out", &[]).await;
    assert_eq!(left.location.as_deref(), Some("/sign-in"));
    assert!(left.set[0].contains("Max-Age=0"), "{left:?}");
    assert!(!again.is_known().await, "the cookie is worth nothing even where it was kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forged_over_or_another_newsrooms_lets_nobody_in() {
    let newsroom = Newsroom::start("access-forged").await;
    let salma = signed_in(&newsroom, "salma").await;
    let (name, secret) = salma.cookies[0].split_once('=').unwrap();
    let token = newsroom.token("salma");
    let flipped = if secret.starts_with('A') { "B" } else { "A" };
    for forged in ["", "x", &secret[1..], &format!("{flipped}{}", &secret[1..]), &token, ">", "*"] {
        assert!(!salma.with(&format!("{name}={forged}")).is_known().await, "{forged}");
    }
    assert!(!salma.with(&format!("dragoman={secret}")).is_known().await, "a cookie has this newsroom's name");

    outlived(&newsroom, "SESSIONS").await;
    refused_soon(&salma).await;

    let key = desk::Key::new([8; 32]);
    let (member, now) = ("salma".parse().unwrap(), clock::now());
    let ours = desk::Key::new([7; 32]);
    for token in [
        key.token(&member, now + TimeDelta::hours(1)),
        ours.token(&member, now - TimeDelta::seconds(1)),
        ours.token(&member, now + TimeDelta::days(30)),
        ours.token(&"nobody".parse().unwrap(), now + TimeDelta::hours(1)),
        format!("dgm_{}", "A".repeat(43)),
        format!("dgm_{secret}"),
        secret.to_owned(),
    ] {
        assert_eq!(
            Person::new(&newsroom.address, token.clone()).get("/api/newsroom").await.status,
            401,
            "{token}"
        );
    }
}

/// Records that a member leaves, and nothing besides: as where the desk dies at that moment.
pub async fn leaves(newsroom: &Newsroom, member: &str) {
    let subject = Subject::member(&member.parse().unwrap());
    ask::<_, member::Refusal>(&newsroom.client, &subject, member::Command::Leave).await;
    let adam = newsroom.person("adam");
    let path = format!("/api/members/{member}");
    until(async || (adam.get(&path).await.status == 404).then_some(())).await;
}

async fn joins(newsroom: &Newsroom, member: &str) {
    let membership = member::Membership {
        name: member.to_owned(),
        roles: [contract::Role::Administrator].into(),
        languages: std::collections::BTreeSet::new(),
    };
    let subject = Subject::member(&member.parse().unwrap());
    ask::<_, member::Refusal>(&newsroom.client, &subject, member::Command::Join(membership)).await;
    let person = newsroom.person(member);
    until(async || (person.get("/api/newsroom").await.status == 200).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_taken_in_again_comes_in_by_nothing_from_before_they_left() {
    let newsroom = Newsroom::start("access-left").await;
    let mariam = Visitor::new(&newsroom);
    let entered = mariam.post(&invited(&newsroom, "mariam", None).await, &[("password", PASSWORD)]).await;
    assert_eq!(entered.status, 303, "{entered:?}");
    let (mut browser, link) = (mariam.clone(), invited(&newsroom, "mariam", None).await);
    browser.keep(&entered);
    let new = json!({ "name": "sync", "scopes": ["read", "administer"], "days": 30 });
    let person = newsroom.person("mariam");
    let made = person.ask("POST", "/api/tokens", &new).await.done();
    let program = Person::new(&newsroom.address, made["token"].as_str().unwrap().to_owned());
    assert!(browser.is_known().await && program.get("/api/newsroom").await.status == 200);

    // Nothing of it is used while she is away.
    leaves(&newsroom, "mariam").await;
    joins(&newsroom, "mariam").await;
    assert!(!browser.is_known().await);
    assert_eq!(program.get("/api/newsroom").await.status, 401);
    assert_eq!(mariam.post("/sign-in", &[("name", "mariam"), ("password", PASSWORD)]).await.status, 401);
    assert_eq!(mariam.get(&link).await.status, 410);
    assert_eq!(mariam.post(&link, &[("password", PASSWORD)]).await.status, 410);
    for list in ["/api/sessions", "/api/tokens"] {
        assert_eq!(person.get(list).await.done()["rows"], json!([]), "{list}");
    }
    // What she is given now is hers.
    let entered = mariam.post(&invited(&newsroom, "mariam", None).await, &[("password", PASSWORD)]).await;
    browser.keep(&entered);
    assert!(entered.status == 303 && browser.is_known().await);

    // Where the desk lives on, nothing is kept of her either.
    person.ask("POST", "/api/tokens", &new).await.done();
    newsroom.person("adam").ask("DELETE", "/api/members/mariam", &json!({})).await.done();
    assert!(!browser.is_known().await);
    let kept = bucket(&newsroom, "CREDENTIALS").await.get("mariam").await.unwrap().unwrap();
    let kept: Value = serde_json::from_slice(&kept).unwrap();
    assert!(kept["password"].is_null() && kept["networks"] == json!([]), "{kept}");
    let tokens = bucket(&newsroom, "TOKENS").await;
    assert!(tokens.get(made["id"].as_str().unwrap()).await.unwrap().is_some(), "nobody ended that one");
    let left: Vec<String> = tokens.keys().await.unwrap().try_collect().await.unwrap();
    assert_eq!(left.len(), 1, "{left:?}");
}

/// Every way in which another site's page could make a browser act: each is refused, and nothing is done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_of_another_site_acts() {
    let newsroom = Newsroom::start("access-forgery").await;
    let salma = signed_in(&newsroom, "salma").await;
    let forms = "application/x-www-form-urlencoded";
    let ways: [(&str, &[(&str, &str)]); 7] = [
        ("another site", &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]),
        ("a sibling of the host", &[("sec-fetch-site", "same-site")]),
        ("a bookmark or another program", &[("sec-fetch-site", "none")]),
        ("an older browser", &[("origin", "https://evil.example")]),
        ("a page in a sandbox", &[("origin", "null")]),
        ("a host that begins the same", &[("origin", "http://127.0.0.1.evil.example")]),
        ("one that says nothing of itself", &[]),
    ];
    for (way, headers) in ways {
        for (method, path, kind, body) in [
            ("POST", "/sign-in", forms, "member=edith"),
            ("POST", "/sign-out", forms, ""),
            ("POST", "/you/access/sessions/end", forms, ""),
            ("POST", "/you/access/tokens", forms, "name=x&scope=read&days=7"),
            ("POST", "/invitation/x", forms, "password=0123456789abcdefgh"),
            ("POST", "/api/tokens", "text/plain", r#"{"name":"x","scopes":["read"],"days":7}"#),
            ("DELETE", "/api/sessions", "text/plain", ""),
            ("PUT", "/api/newsroom", "application/json", "{}"),
        ] {
            let mut request = salma.request(method, path).header("content-type", kind).body(body);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let seen = seen(request.send().await.unwrap()).await;
            assert_eq!(seen.status, 403, "{way}: {method} {path}: {seen:?}");
            assert!(seen.text.contains("from another site"), "{way}: {path}: {seen:?}");
        }
    }
    assert!(salma.is_known().await);
    let tokens: Value = salma.request("GET", "/api/tokens").send().await.unwrap().json().await.unwrap();
    assert_eq!(tokens["rows"], json!([]), "nothing was done");
    // An address that is only looked at does nothing.
    for path in ["/sign-out", "/you/access/sessions/end"] {
        salma.get(path).await;
        assert!(salma.is_known().await, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_click_is_only_where_it_is_meant_and_for_who_calls_this_machine_by_its_name() {
    let newsroom = Newsroom::start("access-no-click").await;
    let nobody = Visitor::new(&newsroom);
    assert!(!nobody.get("/sign-in").await.text.contains("name=\"member\""));
    let refused = nobody.post("/sign-in", &[("member", "edith")]).await;
    assert_eq!((refused.status, refused.set.len()), (404, 0), "{refused:?}");

    let settings = Settings { one_click: true, ..Settings::default() };
    let newsroom = Newsroom::with_access("access-one-click", settings).await;
    let mut anybody = Visitor::new(&newsroom);
    assert!(anybody.get("/sign-in").await.text.contains("value=\"edith\""));
    // A page elsewhere whose name was made to lead to this machine.
    let request = anybody.request("POST", "/sign-in").header("host", "evil.example");
    let request = request.header("sec-fetch-site", "same-origin").header("origin", "http://evil.example");
    let request = request.header("content-type", "application/x-www-form-urlencoded").body("member=edith");
    let rebound = seen(request.send().await.unwrap()).await;
    assert_eq!((rebound.status, rebound.set.len()), (404, 0), "{rebound:?}");
    // A proxy that calls this machine by its own name, as nginx does, asks for somebody elsewhere.
    let elsewhere = anybody.from("203.0.113.7");
    assert!(!elsewhere.get("/sign-in").await.text.contains("name=\"member\""));
    let refused = elsewhere.post("/sign-in", &[("member", "edith")]).await;
    assert_eq!((refused.status, refused.set.len()), (404, 0), "{refused:?}");
    let entered = anybody.post("/sign-in", &[("member", "edith")]).await;
    anybody.keep(&entered);
    assert!(anybody.is_known().await);
}
