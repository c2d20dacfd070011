//! Figures of the newsroom's work, and who may see what.

use serde_json::{Value, json};

use crate::{
    assigning::open,
    newsroom::{Newsroom, until},
    person::Person,
};

/// The rows of these figures, by what they are of.
async fn rows(person: &Person, query: &str) -> Vec<(String, Value)> {
    let page = person.get(&format!("/api/figures?{query}")).await.done();
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| (row["of"].as_str().unwrap().to_owned(), row.clone())).collect()
}

fn names(rows: &[(String, Value)]) -> Vec<&str> {
    rows.iter().map(|(of, _)| of.as_str()).collect()
}

/// A piece that was sent back once, with one word of its headline changed then, and approved.
async fn sent_back_once(newsroom: &Newsroom, piece: &str) {
    let [salma, edith] = ["salma", "edith"].map(|name| newsroom.person(name));
    salma.translate(piece, |_, _| "one two three four".to_owned()).await;
    let notes = json!({ "notes": [{ "block": 0, "text": "one word is wrong" }] });
    until(async || {
        let answer = edith.ask("POST", &format!("/api/pieces/{piece}/changes"), &notes).await;
        (answer.status < 400).then_some(())
    })
    .await;
    until(async || (salma.piece(piece).await["state"] == "open").then_some(())).await;
    salma
        .translate(piece, |number, _| {
            if number == 0 { "one two three five" } else { "one two three four" }.to_owned()
        })
        .await;
    edith.approve(piece).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_are_of_the_work_and_each_persons_are_their_own() {
    let newsroom = Newsroom::start("figures").await;
    let pieces = open(&newsroom, 2).await;
    let [adam, edith, salma, yusuf, mariam] =
        ["adam", "edith", "salma", "yusuf", "mariam"].map(|name| newsroom.person(name));
    let head = json!({ "id": "hana", "name": "Hana", "roles": ["head"] });
    adam.ask("POST", "/api/members", &head).await.done();
    let hana = newsroom.person("hana");
    sent_back_once(&newsroom, &pieces[0]).await;
    yusuf.translate(&pieces[1], |_, _| "alpha beta".to_owned()).await;

    // A piece: to everybody what came of it, to nobody else what a person did.
    let path = format!("/api/pieces/{}/figures", pieces[0]);
    let told = mariam.get(&path).await.done();
    let blocks = salma.piece(&pieces[0]).await["document"]["blocks"].as_array().unwrap().len();
    assert_eq!((&told["words"], &told["returns"]), (&json!(4 * blocks), &json!(1)), "{told}");
    let one_word = (1000 + 2 * blocks) / (4 * blocks);
    assert_eq!(told["edited_thousandths"], json!(one_word), "one word of all, rounded: {told}");
    assert!(told["seconds_to_approval"].as_i64() >= told["seconds_to_submission"].as_i64(), "{told}");
    for (person, expected) in [
        (&mariam, json!([])),
        (&edith, json!([])),
        (&yusuf, json!([])),
        (&salma, json!(["salma"])),
        (&hana, json!(["salma"])),
    ] {
        let told = person.get(&path).await.done();
        let parts: Vec<_> =
            told["parts"].as_array().unwrap().iter().map(|part| part["member"].clone()).collect();
        assert_eq!(json!(parts), expected);
        assert_eq!(person.get(&path).await.done().to_string().contains("salma"), expected != json!([]));
    }
    assert_eq!(mariam.get("/api/pieces/5f30e3e0-b84d-5621-a3a8-000000000000_en/figures").await.status, 404);

    // Sums: pairs and sources for everybody; by member one's own, and all for the head alone.
    for person in [&mariam, &adam, &hana] {
        let pairs = rows(person, "by=pair").await;
        assert_eq!(
            (names(&pairs), &pairs[0].1["pieces"], &pairs[0].1["approved"]),
            (vec!["ar_en"], &json!(2), &json!(1))
        );
        assert_eq!(names(&rows(person, "by=source").await), ["wadi"]);
    }
    let own = rows(&salma, "by=member&member=salma").await;
    assert_eq!((names(&own), &own[0].1["words"]), (vec!["salma"], &json!(4 * blocks)));
    assert_eq!(names(&rows(&mariam, "by=member&member=mariam").await), [""; 0]);
    assert_eq!(names(&rows(&hana, "by=member").await), ["salma", "yusuf"]);
    assert_eq!(names(&rows(&hana, "by=member&member=yusuf").await), ["yusuf"]);
    for person in [&salma, &edith, &adam] {
        for query in ["by=member", "by=member&member=yusuf"] {
            let refused = person.get(&format!("/api/figures?{query}")).await;
            assert_eq!((refused.status, refused.refused()), (403, "figures_of_others".to_owned()));
            assert!(!refused.body.to_string().contains("yusuf"), "{refused:?}");
        }
    }
    assert_eq!(names(&rows(&hana, "by=pair&from=2020-01-01&to=2020-02-01").await), [""; 0]);
    for wrong in ["by=best", "from=2026-02-01&to=2026-01-01", "from=x", "by=pair&member=salma"] {
        assert_eq!(hana.get(&format!("/api/figures?{wrong}")).await.status, 400, "{wrong}");
    }
    said_alike(&newsroom).await;
}

/// The command line and the page say the same as the API.
async fn said_alike(newsroom: &Newsroom) {
    let figures = async |member: &str| {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_dragoman"));
        command.args(["figures", "--by", "member", "--desk", &newsroom.address]);
        command.args(["--token", &newsroom.token(member)]).output().await.unwrap()
    };
    let said = String::from_utf8(figures("hana").await.stdout).unwrap();
    assert!(said.contains("Salma") && said.contains("Yusuf") && said.contains("PIECES"), "{said}");
    let refused = figures("salma").await;
    assert!(refused.status.code() == Some(1) && refused.stdout.is_empty(), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("the desk's head"), "{refused:?}");
    let page = newsroom.browser("salma").page("/figures").await;
    assert!(
        page.contains("Your own") && page.contains("<bdi>Salma</bdi>") && !page.contains("Yusuf"),
        "{page}"
    );
    let page = newsroom.browser("hana").page("/figures?from=&to=").await;
    assert!(page.contains("<bdi>Salma</bdi>") && page.contains("<bdi>Yusuf</bdi>"), "{page}");
    assert!(page.contains("Arabic → English"), "{page}");
}
