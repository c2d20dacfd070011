//! One person's claim on several tabs and devices, on a laptop that slept, and under clocks that are wrong.

use chrono::{TimeDelta, Utc};
use contract::{
    BlockId, Credit, PieceId, Stamp, Subject, envelope,
    translation::{Event, Lease},
};
use runtime::clock;
use serde_json::json;

use crate::{
    assigning::open,
    newsroom::{Newsroom, connect, until},
};

/// Records a claim of salma's that ended two minutes ago, as if her laptop had slept since.
async fn slept(newsroom: &Newsroom, piece: &PieceId) {
    let (_, log) = connect(&newsroom.server).await;
    let subject = Subject::translation(piece);
    let last = log.last(&subject).await.unwrap().unwrap().sequence;
    let holder = Credit { member: "salma".parse().unwrap(), name: "Salma".to_owned() };
    let by = holder.member.clone();
    let until = clock::now() - TimeDelta::minutes(2);
    let claimed = Event::Claimed(Lease { holder, epoch: 1, until, minutes: 60 });
    let stamp = Stamp { id: clock::command_id(), cause: None, by, at: until - TimeDelta::minutes(60) };
    log.append(&subject, last, envelope::write(&subject, &stamp, &claimed)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_and_two_devices_of_one_person_share_one_claim() {
    let newsroom = Newsroom::start("holding-tabs").await;
    let piece = &open(&newsroom, 1).await[0];
    let (desk, phone) = (newsroom.person("salma"), newsroom.person("salma"));
    assert_eq!((desk.claim(piece).await, phone.claim(piece).await), (1, 1));
    let words = |text: &str| json!({ "epoch": 1, "text": text });
    desk.ask("PUT", &format!("/api/pieces/{piece}/blocks/0"), &words("Old bridge")).await.done();
    phone.ask("PUT", &format!("/api/pieces/{piece}/blocks/1"), &words("It reopened.")).await.done();
    phone.ask("POST", &format!("/api/pieces/{piece}/renewal"), &json!({ "epoch": 1 })).await.done();
    let text = desk.piece(piece).await;
    assert_eq!((&text["lease"]["epoch"], text["drafts"].as_array().unwrap().len()), (&json!(1), 2));

    // Given back on one, it is over on the other too, and what that one still has is kept.
    phone.ask("POST", &format!("/api/pieces/{piece}/release"), &json!({ "epoch": 1 })).await.done();
    let late = desk.ask("PUT", &format!("/api/pieces/{piece}/blocks/0"), &words("Old bridge reopens")).await;
    assert_eq!((late.refused().as_str(), &late.body["kept"]), ("translation:not_claimed", &json!(true)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_laptop_that_slept_past_the_end_loses_its_claim_and_no_word() {
    let newsroom = Newsroom::start("holding-slept").await;
    let piece = &open(&newsroom, 1).await[0];
    let (salma, yusuf) = (newsroom.person("salma"), newsroom.person("yusuf"));
    slept(&newsroom, &piece.parse().unwrap()).await;

    // Awake again: it is told that the time is over, whether or not that has been recorded yet.
    let renewed = salma.ask("POST", &format!("/api/pieces/{piece}/renewal"), &json!({ "epoch": 1 })).await;
    let told = renewed.refused();
    assert!(["translation:lease_ended", "translation:not_claimed"].contains(&told.as_str()), "{told}");
    let late = json!({ "epoch": 1, "text": "Written on the train" });
    let late = salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/0"), &late).await;
    assert_eq!((late.status, &late.body["kept"]), (409, &json!(true)), "{late:?}");

    // The end is recorded by itself, and another goes on; the words still wait for their author.
    until(async || (salma.piece(piece).await["state"] == "open").then_some(())).await;
    assert_eq!(yusuf.claim(piece).await, 2);
    let rescued = salma.piece(piece).await["rescued"][0].clone();
    assert_eq!((&rescued["by"], &rescued["text"]), (&json!("salma"), &json!("Written on the train")));
    assert_eq!(rescued["block"], json!(BlockId(0)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_workbench_is_told_how_long_it_has_and_needs_no_clock_of_its_own() {
    let newsroom = Newsroom::start("holding-clock").await;
    let piece = &open(&newsroom, 1).await[0];
    newsroom.person("salma").claim(piece).await;
    // A machine whose clock is ten minutes ahead says so, and nobody listens.
    let wrong = (clock::now() + TimeDelta::minutes(10)).to_rfc2822();
    let http = reqwest::Client::new();
    let ask = |method: reqwest::Method, path: String| {
        let token = newsroom.token("salma");
        http.request(method, format!("{}{path}", newsroom.address)).bearer_auth(token).header("date", &wrong)
    };
    let renewal = ask(reqwest::Method::POST, format!("/api/pieces/{piece}/renewal"));
    let renewed = renewal.json(&json!({ "epoch": 1 })).send().await.unwrap();
    let date = renewed.headers()["date"].to_str().unwrap().to_owned();
    let server_now = chrono::DateTime::parse_from_rfc2822(&date).unwrap().to_utc();
    let row: serde_json::Value = renewed.json().await.unwrap();
    let end: chrono::DateTime<Utc> = serde_json::from_value(row["lease"]["until"].clone()).unwrap();
    let left = (end - server_now).num_seconds();
    assert!((239 * 60..=240 * 60 + 1).contains(&left), "{left}");

    let page =
        ask(reqwest::Method::GET, format!("/pieces/{piece}")).send().await.unwrap().text().await.unwrap();
    let left = page.split("data-left=\"").nth(1).unwrap().split('"').next().unwrap();
    let left: i64 = left.parse().unwrap();
    assert!((239 * 60_000..=240 * 60_000).contains(&left), "{left}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_page_sends_is_its_members_whoever_has_signed_in_since() {
    let newsroom = Newsroom::start("holding-page").await;
    let piece = &open(&newsroom, 1).await[0];
    let (salma, yusuf) = (newsroom.person("salma"), newsroom.person("yusuf"));
    let words = json!({ "epoch": salma.claim(piece).await, "text": "Old bridge" });
    let save = format!("/api/pieces/{piece}/blocks/0");

    let late = yusuf.with("dragoman-member", "salma").ask("PUT", &save, &words).await;
    assert_eq!((late.status, late.refused().as_str()), (401, "not_signed_in"));
    assert_eq!(salma.piece(piece).await["rescued"], json!([]), "they are not kept as another's");

    let saved = salma.with("dragoman-member", "salma").ask("PUT", &save, &words).await.done();
    let next = json!({ "epoch": 1, "text": "The old bridge", "over": saved["saved"] });
    salma.ask("PUT", &save, &next).await.done();
    let other = json!({ "epoch": 1, "text": "A bridge", "over": saved["saved"] });
    assert_eq!(salma.ask("PUT", &save, &other).await.refused(), "translation:other_words_saved");
}
