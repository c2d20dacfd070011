//! Wrong input gets a clear answer that says what to do, and loses nothing.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::{
    claims::feed,
    newsroom::{Newsroom, until},
    person::Person,
};

/// A newsroom with one open piece; gives its id.
async fn with_a_piece(name: &str) -> (Newsroom, String) {
    let newsroom = Newsroom::start(name).await;
    let adam = newsroom.person("adam");
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(1)).await.done();
    let piece = until(async || adam.pieces("open").await.pop()).await;
    (newsroom, piece["id"].as_str().unwrap().to_owned())
}

/// What the log holds: refusals must not change it.
async fn log_end(person: &Person) -> Value {
    person.get("/api/health").await.done()["applied"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_and_words_that_cannot_be_are_refused() {
    let (newsroom, piece) = with_a_piece("wrong-claims").await;
    let (salma, yusuf, edith) =
        (newsroom.person("salma"), newsroom.person("yusuf"), newsroom.person("edith"));
    let claim = format!("/api/pieces/{piece}/claim");
    let nowhere = "/api/pieces/00000000-0000-0000-0000-000000000000_en/claim";
    let before = log_end(&edith).await;
    assert_eq!(salma.ask("POST", nowhere, &json!({})).await.refused(), "translation:not_requested");
    assert_eq!(edith.ask("POST", &claim, &json!({})).await.refused(), "translation:needs_role");
    let long = salma.ask("POST", &claim, &json!({ "minutes": 100_000 })).await;
    assert_eq!(long.refused(), "translation:lease_out_of_bounds");
    let nobody = Person::new(&newsroom.address, "salma.1.forged".to_owned());
    let stranger = nobody.ask("POST", &claim, &json!({})).await;
    assert_eq!((stranger.status, stranger.refused().as_str()), (401, "not_signed_in"));
    assert_eq!(log_end(&edith).await, before, "a refusal records nothing");

    let epoch = salma.claim(&piece).await;
    let second = yusuf.ask("POST", &claim, &json!({})).await;
    assert_eq!((second.status, second.refused().as_str()), (409, "translation:claimed_by_another"));
    assert_eq!(second.body["refusal"]["by"]["name"], "Salma");
    assert!(second.body["detail"].as_str().unwrap().contains("Salma has it until"));

    salma.until_done("POST", &format!("/api/pieces/{piece}/release"), &json!({ "epoch": epoch })).await;
    assert_eq!(yusuf.claim(&piece).await, epoch + 1);
    let block = format!("/api/pieces/{piece}/blocks/0");
    let late = salma.ask("PUT", &block, &json!({ "epoch": epoch, "text": "Written too late" })).await;
    assert_eq!((late.status, late.refused().as_str()), (409, "translation:old_epoch"));
    assert_eq!(late.body["kept"], true, "words are never lost: {late:?}");
    let rescued = salma.piece(&piece).await["rescued"].clone();
    assert_eq!(rescued[0]["text"], "Written too late");
    assert_eq!(rescued[0]["by"], "salma");
    let elsewhere = format!("/api/pieces/{piece}/blocks/99");
    let words = json!({ "epoch": epoch + 1, "text": "x" });
    assert_eq!(yusuf.ask("PUT", &elsewhere, &words).await.refused(), "translation:no_such_block");
    let early =
        yusuf.ask("POST", &format!("/api/pieces/{piece}/submission"), &json!({ "epoch": epoch + 1 })).await;
    assert_eq!((early.status, early.refused().as_str()), (422, "translation:blocks_missing"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_approved_or_published_but_the_approved_words() {
    let (newsroom, piece) = with_a_piece("wrong-approvals").await;
    let (omar, edith) = (newsroom.person("omar"), newsroom.person("edith"));
    let (approval, publication) =
        (format!("/api/pieces/{piece}/approval"), format!("/api/pieces/{piece}/publication"));
    let none = json!({ "digest": contract::Digest::of(b"other words") });
    assert_eq!(edith.ask("POST", &approval, &none).await.refused(), "edit:not_submitted");
    assert_eq!(edith.ask("POST", &publication, &none).await.refused(), "publication:not_approved");

    omar.translate(&piece, |number, _| format!("First words {number}")).await;
    let first = edith.piece(&piece).await["submission"]["digest"].clone();
    let changes = json!({ "notes": [{ "block": 0, "text": "Say which bridge." }] });
    let back = until(async || {
        let answer = edith.ask("POST", &format!("/api/pieces/{piece}/changes"), &changes).await;
        (answer.body["type"] != "urn:dragoman:problem:edit:not_submitted").then_some(answer)
    });
    back.await.done();
    until(async || edith.pieces("open").await.pop()).await;
    omar.translate(&piece, |number, _| format!("Second words {number}")).await;
    until(async || {
        let old = edith.ask("POST", &approval, &json!({ "digest": first })).await;
        (old.refused() == "edit:other_words").then_some(())
    })
    .await;
    let second = json!({ "digest": edith.piece(&piece).await["submission"]["digest"] });
    let own = omar.ask("POST", &approval, &second).await;
    assert_eq!((own.status, own.refused().as_str()), (403, "edit:own_translation"));
    assert_eq!(newsroom.person("salma").ask("POST", &approval, &second).await.refused(), "edit:needs_role");

    edith.ask("POST", &approval, &second).await.done();
    until(async || {
        let other = edith.ask("POST", &publication, &none).await;
        (other.refused() == "publication:other_words").then_some(())
    })
    .await;
    assert_eq!(edith.get("/api/wire").await.done()["rows"], json!([]), "nothing leaves unapproved");
    edith.ask("POST", &publication, &second).await.done();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_are_none_are_told_so() {
    let (newsroom, piece) = with_a_piece("wrong-requests").await;
    let adam = newsroom.person("adam");
    let claim = format!("/api/pieces/{piece}/claim");
    for body in ["", "{", "[]", "\"claim\"", "{\"minutes\": \"four\"}", "{\"hours\": 4}", "\u{0}"] {
        let answer = adam.post_bytes(&claim, "application/json", body.into()).await;
        assert_eq!((answer.status, answer.refused().as_str()), (400, "not_understood"), "{body}");
    }
    let huge = format!("{{\"minutes\": {}}}", " ".repeat(2 * 1024 * 1024));
    assert_eq!(adam.post_bytes(&claim, "application/json", huge.into()).await.status, 413);
    for path in ["/api/pieces/x", "/api/pieces/event.%3E", "/api/articles/x/timeline", "/api/nothing"] {
        assert_eq!(adam.get(path).await.status, 404, "{path}");
    }
    assert_eq!(adam.get("/api/pieces?stage=lost").await.status, 400);
    assert_eq!(adam.ask("DELETE", "/api/sources", &Value::Null).await.status, 405);

    // Straight to a service: what is not a command, and a command whose answer would land on the log.
    let nonsense = newsroom.client.request("command.translation", "not JSON".into()).await.unwrap();
    let reply: Value = serde_json::from_slice(&nonsense.payload).unwrap();
    assert_eq!(reply["type"], "not_understood");
    let end = log_end(&adam).await;
    newsroom
        .client
        .publish_with_reply("command.translation", "event.translation.x", "{}".into())
        .await
        .unwrap();
    newsroom.client.request("command.translation", "again".into()).await.unwrap();
    assert_eq!(log_end(&adam).await, end);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_are_no_feeds_are_refused_and_bad_items_set_aside() {
    let newsroom = Newsroom::start("wrong-files").await;
    let adam = newsroom.person("adam");
    let take = async |kind: &str, bytes: &[u8]| {
        adam.post_bytes("/api/sources/wadi/feed", kind, bytes.to_vec()).await
    };
    let large = vec![b' '; 50 * 1024 * 1024];
    assert_eq!(take("application/rss+xml", &large).await.status, 413);
    let page = "<!doctype html><html><body><p>صفحة</p></body></html>";
    for bytes in [&b""[..], b"no feed", b"\x00\x01\x02", page.as_bytes(), b"<rss><channel>"] {
        let answer = take("application/rss+xml", bytes).await;
        assert_eq!((answer.status, answer.refused().as_str()), (422, "source:unreadable"), "{answer:?}");
    }
    let mixed = "<rss version=\"2.0\"><channel><title>t</title>\
        <item><guid>empty</guid></item>\
        <item><guid>script</guid><title>عنوان</title><description>&lt;script&gt;alert(1)&lt;/script&gt;\
        &lt;p onclick=\"x\"&gt;نص&lt;/p&gt;</description></item>\
        <item><guid>untitled</guid><description>نص بلا عنوان</description></item>\
        <item><guid>textless</guid><title>عنوان بلا نص</title></item></channel></rss>";
    let report = take("text/xml; charset=windows-1256", mixed.as_bytes()).await.done();
    assert_eq!(report, json!({ "received": 3, "revised": 0, "unchanged": 0, "set_aside": 1 }));
    let sources = adam.get("/api/sources").await.done();
    assert_eq!(sources["rows"][0]["set_aside"], 1);
    let articles = adam.get("/api/articles").await.done();
    for row in articles["rows"].as_array().unwrap() {
        let article = adam.get(&format!("/api/articles/{}", row["id"].as_str().unwrap())).await.done();
        let text = article["document"].to_string();
        assert!(!text.contains("script") && !text.contains("onclick") && !text.contains("alert"), "{text}");
    }
    let unknown = adam.post_bytes("/api/sources/nobody/feed", "text/xml", feed(1)).await;
    assert_eq!(unknown.refused(), "source:not_registered");
    let salma = newsroom.person("salma").post_bytes("/api/sources/wadi/feed", "text/xml", feed(1)).await;
    assert_eq!(salma.refused(), "source:needs_role");
}

/// A web server that gives every caller the same bytes, and then says nothing more.
async fn serve(answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/feed", listener.local_addr().unwrap());
    let answer = Arc::new(answer.replace("SELF", &address));
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = socket.read(&mut request).await;
            let _ = socket.write_all(answer.as_bytes()).await;
            open.push(socket);
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_that_cannot_be_fetched_is_a_fact_of_its_source() {
    let newsroom = Newsroom::start("wrong-feeds").await;
    let adam = newsroom.person("adam");
    let with_length = |body: &str| format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let addresses = [
        ("html", serve(with_length("<!doctype html><html><body>news</body></html>")).await),
        ("empty", serve(with_length("")).await),
        ("gone", serve("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n".to_owned()).await),
        (
            "loop",
            serve(
                "HTTP/1.1 302 Found\r\nlocation: SELF\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                    .to_owned(),
            )
            .await,
        ),
        (
            "large",
            serve(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n<rss>", 50 * 1024 * 1024)).await,
        ),
        ("nobody", "http://127.0.0.1:1/feed".to_owned()),
    ];
    for (id, address) in &addresses {
        let source = json!({
            "id": id, "name": id, "feed": address, "language": "ar", "section": "world", "rights": "none",
            "routes": [], "every_minutes": 15
        });
        adam.until_done("POST", "/api/sources", &source).await;
    }
    let failed = until(async || {
        let rows = adam.get("/api/sources").await.done()["rows"].as_array().unwrap().clone();
        let failed: Vec<Value> = rows.into_iter().filter(|row| !row["fault"].is_null()).collect();
        (failed.len() == addresses.len()).then_some(failed)
    });
    for row in failed.await {
        assert!(row["fault"]["what"].as_str().unwrap().len() > 20, "{row}");
    }
    // A source that works is read all the same.
    let good = serve(with_length(&String::from_utf8(feed(2)).unwrap())).await;
    let source = json!({
        "id": "good", "name": "Good", "feed": good, "language": "ar", "section": "world", "rights": "none",
        "every_minutes": 15
    });
    adam.until_done("POST", "/api/sources", &source).await;
    until(async || {
        (adam.get("/api/articles").await.done()["rows"].as_array().unwrap().len() == 2).then_some(())
    })
    .await;
}
