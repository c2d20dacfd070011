//! Who has a piece by an editor's word, and how many one person can have.

use serde_json::{Value, json};

use crate::{
    claims::feed,
    newsroom::{Newsroom, Service, until},
    person::Person,
};

/// So many open pieces, in the order of the log.
pub async fn open(newsroom: &Newsroom, count: usize) -> Vec<String> {
    let adam = newsroom.person("adam");
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(count)).await.done();
    let rows = until(async || {
        let rows = adam.pieces("open").await;
        (rows.len() == count).then_some(rows)
    })
    .await;
    rows.iter().rev().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

async fn assign(editor: &Person, piece: &str, body: &Value) -> crate::person::Answer {
    editor.ask("POST", &format!("/api/pieces/{piece}/assignment"), body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_gives_takes_over_and_ends_and_nobody_loses_words() {
    let newsroom = Newsroom::start("assigning").await;
    let piece = &open(&newsroom, 1).await[0];
    let [edith, salma, yusuf] = ["edith", "salma", "yusuf"].map(|name| newsroom.person(name));
    let save = |words: Value| {
        let (salma, path) = (salma.clone(), format!("/api/pieces/{piece}/blocks/0"));
        async move { salma.ask("PUT", &path, &words).await }
    };

    // Given, and at work at once.
    let to_salma = json!({ "member": "salma", "minutes": 90, "reason": "you know the bridge" });
    let row = assign(&edith, piece, &to_salma).await.done();
    assert_eq!((&row["lease"]["holder"]["member"], &row["lease"]["minutes"]), (&json!("salma"), &json!(90)));
    assert_eq!(row["assignment"]["reason"], "you know the bridge");
    save(json!({ "epoch": 1, "text": "Old bridge" })).await.done();

    // Taken over: only knowingly, and with a reason.
    let refused = assign(&edith, piece, &json!({ "member": "yusuf", "reason": "ill" })).await;
    assert_eq!(refused.refused(), "translation:claimed_by_another");
    let refused = assign(&edith, piece, &json!({ "member": "yusuf", "over": 1 })).await;
    assert_eq!((refused.status, refused.refused()), (422, "translation:needs_reason".to_owned()));
    let row = assign(&edith, piece, &json!({ "member": "yusuf", "over": 1, "reason": "ill" })).await.done();
    assert_eq!((&row["lease"]["epoch"], &row["assignment"]["from"]["member"]), (&json!(2), &json!("salma")));

    // What the former holder still has in the fields is kept.
    let late = save(json!({ "epoch": 1, "text": "Old bridge reopens" })).await;
    assert_eq!((late.refused().as_str(), &late.body["kept"]), ("translation:old_epoch", &json!(true)));
    let text = yusuf.piece(piece).await;
    assert_eq!(
        (&text["drafts"][0]["text"], &text["rescued"][0]["text"]),
        (&json!("Old bridge"), &json!("Old bridge reopens"))
    );

    // Ended: nobody has it then.
    let path = format!("/api/pieces/{piece}/unassignment");
    let refused = edith.ask("POST", &path, &json!({ "epoch": 1, "reason": "not now" })).await;
    assert_eq!(refused.refused(), "translation:old_epoch");
    let row = edith.ask("POST", &path, &json!({ "epoch": 2, "reason": "not now" })).await.done();
    assert_eq!((&row["state"], &row["assignment"]["reason"]), (&json!("open"), &json!("not now")));
    assert_eq!(salma.claim(piece).await, 3);

    // Its history says who, to whom and why.
    let article = piece.split('_').next().unwrap();
    let facts = edith.get(&format!("/api/articles/{article}/timeline?limit=200")).await.done();
    let told = facts["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fact| fact["type"].as_str().unwrap().contains("assigned"));
    let told: Vec<_> =
        told.map(|fact| (fact["by"].as_str().unwrap(), fact["data"]["reason"].as_str().unwrap())).collect();
    assert_eq!(told, [("edith", "you know the bridge"), ("edith", "ill"), ("edith", "not now")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_is_given_only_by_editors_and_only_to_translators() {
    let newsroom = Newsroom::start("assigning-who").await;
    let piece = &open(&newsroom, 1).await[0];
    let (edith, salma) = (newsroom.person("edith"), newsroom.person("salma"));
    for nobody in ["adam", "edith", "zeno"] {
        let refused = assign(&edith, piece, &json!({ "member": nobody })).await;
        assert_eq!((refused.status, refused.refused()), (422, "not_a_translator".to_owned()), "{nobody}");
    }
    let refused = assign(&salma, piece, &json!({ "member": "salma" })).await;
    assert_eq!((refused.status, refused.refused()), (403, "translation:needs_role".to_owned()));
    salma.claim(piece).await;
    let unassign = json!({ "epoch": 1, "reason": "mine now" });
    let refused =
        newsroom.person("yusuf").ask("POST", &format!("/api/pieces/{piece}/unassignment"), &unassign).await;
    assert_eq!(refused.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newsroom_says_how_many_pieces_one_can_claim_and_for_how_long() {
    let mut newsroom = Newsroom::start("assigning-most").await;
    let pieces = open(&newsroom, 4).await;
    let [adam, edith, salma] = ["adam", "edith", "salma"].map(|name| newsroom.person(name));
    let settings = json!({ "lease_minutes": 90, "claims_most": 2, "warning_minutes": 60 });
    let refused = edith.ask("PUT", "/api/newsroom", &settings).await;
    assert_eq!((refused.status, refused.refused()), (403, "newsroom:needs_role".to_owned()));
    assert_eq!(adam.ask("PUT", "/api/newsroom", &settings).await.done(), settings);
    assert_eq!(salma.get("/api/newsroom").await.done(), settings);
    for (wrong, name) in [
        (json!({ "lease_minutes": 0 }), "newsroom:lease_out_of_bounds"),
        (json!({ "claims_most": 0 }), "newsroom:no_claims"),
        (json!({ "warning_minutes": 50_000 }), "newsroom:warning_out_of_bounds"),
    ] {
        assert_eq!(adam.ask("PUT", "/api/newsroom", &wrong).await.refused(), name);
    }

    // On two replicas: what one of them recorded counts on the other at once.
    newsroom.open(&[Service::Translation]).await;
    let claim = |piece: &str| {
        let (salma, path) = (salma.clone(), format!("/api/pieces/{piece}/claim"));
        async move { salma.ask("POST", &path, &json!({})).await }
    };
    let row = claim(&pieces[0]).await.done();
    assert_eq!(row["lease"]["minutes"], 90);
    claim(&pieces[1]).await.done();
    for _ in 0..8 {
        let refused = claim(&pieces[2]).await;
        assert_eq!((refused.status, refused.refused()), (409, "translation:too_many_claims".to_owned()));
        assert_eq!(
            (&refused.body["refusal"]["held"], &refused.body["refusal"]["most"]),
            (&json!(2), &json!(2))
        );
    }
    claim(&pieces[1]).await.done();

    // An editor may give more; then what is given back makes room only below the most.
    assign(&edith, &pieces[2], &json!({ "member": "salma" })).await.done();
    salma.ask("POST", &format!("/api/pieces/{}/release", pieces[0]), &json!({ "epoch": 1 })).await.done();
    assert_eq!(claim(&pieces[3]).await.refused(), "translation:too_many_claims");
    salma.ask("POST", &format!("/api/pieces/{}/release", pieces[1]), &json!({ "epoch": 1 })).await.done();
    claim(&pieces[3]).await.done();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_says_which_languages_a_member_works_in() {
    let newsroom = Newsroom::start("assigning-languages").await;
    let (adam, path) = (newsroom.person("adam"), "/api/members/salma/languages");
    let languages = json!({ "languages": ["ar", "en"] });
    assert_eq!(adam.ask("PUT", path, &languages).await.done()["languages"], languages["languages"]);
    assert_eq!(adam.ask("PUT", path, &json!({ "languages": [] })).await.done()["languages"], json!([]));
    assert_eq!(newsroom.person("salma").ask("PUT", path, &languages).await.status, 403);
    assert_eq!(adam.ask("PUT", "/api/members/zeno/languages", &languages).await.status, 404);
}
