//! A machine's help, from the question to what is published: asked for block by block, and never more than a suggestion.

use serde_json::json;

use crate::{
    assigning::open,
    engine::{SAID, Server},
    newsroom::Newsroom,
    person::Person,
};

async fn suggestion(person: &Person, piece: &str, block: u32, epoch: u64) -> crate::person::Answer {
    let path = format!("/api/pieces/{piece}/blocks/{block}/suggestion");
    person.ask("POST", &path, &json!({ "epoch": epoch })).await
}

async fn taken(person: &Person, piece: &str, block: u32, epoch: u64) -> crate::person::Answer {
    let path = format!("/api/pieces/{piece}/blocks/{block}/suggestion/taken");
    person.ask("POST", &path, &json!({ "epoch": epoch })).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newsroom_without_a_machine_says_so_and_shows_no_button() {
    let newsroom = Newsroom::start("no-machine").await;
    let piece = &open(&newsroom, 1).await[0];
    let salma = newsroom.person("salma");
    let epoch = salma.claim(piece).await;
    let refused = suggestion(&salma, piece, 0, epoch).await;
    assert_eq!((refused.status, refused.refused()), (404, "no_machine".to_owned()));
    let page = newsroom.browser("salma").page(&format!("/pieces/{piece}")).await;
    assert!(page.contains("id=\"bench\"") && !page.contains("id=\"machine\""), "{page}");
}

#[tokio::test]
async fn a_machine_that_cannot_be_asked_is_said_before_anything_starts() {
    let folder = crate::newsroom::folder("machine-wrong");
    for machine in ["ftp://mt.example", "http://name:secret@mt.example", "mt.example"] {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_dragoman"));
        let output =
            command.args(["up", "--machine", machine, "--data"]).arg(&folder).output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains("--machine"), "{machine}: {said}");
        assert!(said.contains("https://") && !said.contains("secret"), "{machine}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_machine_helped_with_is_told_up_to_the_wire() {
    let server = Server::start().await;
    let newsroom = Newsroom::with_machine("machine", server.machine()).await;
    let piece = &open(&newsroom, 1).await[0];
    let [edith, salma, yusuf] = ["edith", "salma", "yusuf"].map(|name| newsroom.person(name));

    // Nobody but the holder asks, and for nobody else does a text go out.
    assert_eq!(suggestion(&salma, piece, 0, 1).await.refused(), "translation:not_claimed");
    let epoch = salma.claim(piece).await;
    assert_eq!(suggestion(&yusuf, piece, 0, epoch).await.refused(), "translation:claimed_by_another");
    assert_eq!(suggestion(&edith, piece, 0, epoch).await.refused(), "translation:needs_role");
    assert_eq!(suggestion(&salma, piece, 0, epoch + 1).await.refused(), "translation:old_epoch");
    assert_eq!(suggestion(&salma, piece, 900, epoch).await.refused(), "translation:no_such_block");
    assert_eq!(taken(&salma, piece, 0, epoch).await.refused(), "translation:nothing_suggested");
    assert_eq!(server.times(), 0);

    // What it says is given and recorded; no words of the piece change by it, nor by taking it up.
    let before = salma.piece(piece).await;
    let said = suggestion(&salma, piece, 0, epoch).await;
    assert!(said.version > before["version"].as_u64(), "{said:?}");
    assert_eq!(said.done(), json!({ "block": 0, "engine": "Test engine", "text": SAID }));
    let asked = server.asked.lock().unwrap()[0].clone();
    assert_eq!(asked["q"], before["document"]["blocks"][0]["text"]);
    assert_eq!(
        (&asked["source"], &asked["target"], &asked["api_key"]),
        (&json!("ar"), &json!("en"), &json!("key"))
    );
    suggestion(&salma, piece, 1, epoch).await.done();
    for block in [0, 1] {
        taken(&salma, piece, block, epoch).await.done();
    }
    let after = salma.piece(piece).await;
    assert_eq!((&after["drafts"], &after["document"]), (&before["drafts"], &before["document"]));
    let page = newsroom.browser("salma").page(&format!("/pieces/{piece}")).await;
    assert!(
        page.contains("id=\"machine\"") && page.contains("Test engine") && !page.contains("says this"),
        "{page}"
    );

    // A machine that refuses is told in words, and the work goes on.
    *server.refuses.lock().unwrap() = Some("slow down".to_owned());
    let refused = suggestion(&salma, piece, 1, epoch).await;
    assert_eq!((refused.status, refused.refused()), (502, "machine:refused".to_owned()));
    assert!(refused.body["detail"].as_str().unwrap().contains("slow down"), "{refused:?}");

    // The first block is the machine's own, the second was changed wholly, the others are a person's.
    let words =
        |number: usize| if number == 0 { SAID.to_owned() } else { format!("Eigene Wörter {number}") };
    salma.translate(piece, |number, _| words(number)).await;
    let help = salma.piece(piece).await["submission"]["machine"].clone();
    let told = |block, changed| json!({ "block": block, "engine": "Test engine", "changed": changed });
    assert_eq!(help, json!([told(0, 0), told(1, 1000)]));
    let review = newsroom.browser("edith").page(&format!("/review/{piece}")).await;
    assert!(review.contains("Suggested by a machine") && review.contains("50 % changed since"), "{review}");
    let digest = edith.approve(piece).await;
    edith.publish(piece, digest).await;

    let wire = crate::newsroom::until(async || {
        let wire = edith.get("/api/wire").await.done();
        wire["rows"].as_array().unwrap().first().cloned()
    })
    .await;
    let text = wire.to_string();
    assert!(text.contains("http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"), "{text}");
    assert!(text.contains("Test engine: 2 of "), "{text}");
    assert!(text.contains("500/1000 changed"), "{text}");
    let page = newsroom.browser("edith").page(&format!("/published/{piece}")).await;
    assert!(page.contains("Test engine: 2 of ") && page.contains("50 % changed since"), "{page}");
    let figures = salma.get(&format!("/api/pieces/{piece}/figures")).await.done();
    assert_eq!(figures["machine"], json!({ "blocks": 2, "changed_thousandths": 500 }), "{figures}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_question_sent_again_has_the_first_answer() {
    let server = Server::start().await;
    let newsroom = Newsroom::with_machine("machine-again", server.machine()).await;
    let piece = &open(&newsroom, 1).await[0];
    let salma = newsroom.person("salma");
    let epoch = salma.claim(piece).await;
    let path = format!("{}/api/pieces/{piece}/blocks/0/suggestion", newsroom.address);
    let (http, key) = (reqwest::Client::new(), runtime::clock::command_id().to_string());
    let ask = async || {
        let request = http.post(&path).bearer_auth(newsroom.token("salma")).header("idempotency-key", &key);
        let request = request.header("content-type", "application/json");
        let answer = request.body(json!({ "epoch": epoch }).to_string()).send().await.unwrap();
        (answer.headers()["dragoman-version"].clone(), answer.text().await.unwrap())
    };
    let first = ask().await;
    assert!(first.1.contains("says this"), "{first:?}");
    suggestion(&salma, piece, 1, epoch).await.done();
    assert_eq!(ask().await, first);
}
