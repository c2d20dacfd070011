//! The queue over HTTP: filtered, sorted and paged where it is kept.

use chrono::TimeDelta;
use runtime::clock;
use serde_json::{Value, json};

use crate::{assigning::open, newsroom::Newsroom, person::Person};

/// The positions of these pieces in the order of the log.
async fn listed(person: &Person, query: &str, all: &[String]) -> Vec<usize> {
    let rows = person.get(&format!("/api/pieces?{query}")).await.done();
    numbers(&rows, all)
}

fn numbers(page: &Value, all: &[String]) -> Vec<usize> {
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| all.iter().position(|id| row["id"] == **id).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_finds_in_the_queue_what_they_look_for() {
    let newsroom = Newsroom::start("queue").await;
    let mut all = open(&newsroom, 5).await;
    let [adam, edith, salma, yusuf] = ["adam", "edith", "salma", "yusuf"].map(|name| newsroom.person(name));
    // An urgent one into French that is soon due, and a late one into German.
    for (number, language, brief) in [
        (
            0,
            "fr",
            json!({ "priority": "urgent", "deadline": clock::now() + TimeDelta::minutes(30), "note": "" }),
        ),
        (
            1,
            "de",
            json!({ "priority": "normal", "deadline": clock::now() - TimeDelta::minutes(30), "note": "" }),
        ),
    ] {
        let article = all[number].split('_').next().unwrap().to_owned();
        let body = json!({ "language": language, "brief": brief });
        edith.ask("POST", &format!("/api/articles/{article}/commissions"), &body).await.done();
        let piece = format!("{article}_{language}");
        edith.piece(&piece).await;
        all.push(piece);
    }
    salma.claim(&all[2]).await;

    for (query, expected) in [
        ("sort=turn", vec![5, 6, 0, 1, 2, 3, 4]),
        ("sort=deadline", vec![6, 5, 0, 1, 2, 3, 4]),
        ("sort=age&into=en", vec![0, 1, 2, 3, 4]),
        ("sort=newest&stage=open", vec![6, 5, 4, 3, 1, 0]),
        ("sort=turn&unclaimed=true&into=en", vec![0, 1, 3, 4]),
        ("sort=turn&mine=true", vec![2]),
        ("sort=turn&overdue=true", vec![6]),
        ("sort=turn&priority=urgent", vec![5]),
        ("sort=turn&from=fa", vec![]),
        ("sort=turn&from=ar&source=wadi&section=world&into=fr", vec![5]),
        ("sort=turn&returned=true", vec![]),
    ] {
        assert_eq!(listed(&salma, query, &all).await, expected, "{query}");
    }
    let rows = salma.get("/api/pieces?sort=deadline&limit=3").await.done();
    let due: Vec<_> = rows["rows"].as_array().unwrap().iter().map(|row| row["due"].clone()).collect();
    assert_eq!(due, [json!("overdue"), json!("soon"), json!(null)]);

    // The next page begins where the last one ended, also when what was read is gone.
    let first = yusuf.get("/api/pieces?sort=turn&unclaimed=true&limit=3").await.done();
    assert_eq!(numbers(&first, &all), [5, 6, 0]);
    yusuf.claim(&all[5]).await;
    let next = first["next"].as_str().unwrap();
    let second =
        yusuf.get(&format!("/api/pieces?sort=turn&unclaimed=true&limit=3&after={next}")).await.done();
    assert_eq!((numbers(&second, &all), &second["next"]), (vec![1, 3, 4], &json!(null)));
    for wrong in ["sort=age&after=turn.1.2.3", "sort=turn&after=x", "sort=turn&stage=published", "sort=best"]
    {
        assert_eq!(yusuf.get(&format!("/api/pieces?{wrong}")).await.status, 400, "{wrong}");
    }

    // What is next is in one's languages; where nothing is, that is said.
    let languages = json!({ "languages": ["ar", "en"] });
    adam.ask("PUT", "/api/members/mariam/languages", &languages).await.done();
    let mariam = newsroom.person("mariam");
    assert_eq!(mariam.get("/api/pieces/next").await.done()["id"], *all[0]);
    assert_eq!(yusuf.get("/api/pieces/next").await.done()["id"], *all[6]);
    adam.ask("PUT", "/api/members/mariam/languages", &json!({ "languages": ["he"] })).await.done();
    let nothing = mariam.get("/api/pieces/next").await;
    assert_eq!((nothing.status, nothing.refused()), (404, "nothing_waits".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_queue_page_narrows_without_a_script_and_lets_editors_give() {
    let newsroom = Newsroom::start("queue-page").await;
    let all = open(&newsroom, 2).await;
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let page = async |member: &str, path: &str| {
        let token = newsroom.token(member);
        http.get(format!("{}{path}", newsroom.address)).bearer_auth(token).send().await.unwrap()
    };
    let shown = page("edith", "/queue?only=open&pair=ar_en&source=&section=&priority=&sort=length").await;
    let shown = shown.text().await.unwrap();
    assert!(shown.contains("Arabic → English: 2, 2 open"), "{shown}");
    assert!(all.iter().all(|piece| shown.contains(piece.as_str())));
    assert!(!page("edith", "/queue?pair=fa_en").await.text().await.unwrap().contains("data-row href"));
    assert!(!page("salma", "/queue").await.text().await.unwrap().contains("/assignment"));

    let post = async |path: &str, form: &str| {
        let request = http.post(format!("{}{path}", newsroom.address)).bearer_auth(newsroom.token("edith"));
        let request =
            request.header("content-type", "application/x-www-form-urlencoded").body(form.to_owned());
        request.send().await.unwrap()
    };
    let address = format!("/pieces/{}/assignment", all[0]);
    let given = post(&address, "member=salma&minutes=&reason=&command=").await;
    assert_eq!(
        (given.status(), given.headers()["location"].to_str().unwrap().contains("done=assigned")),
        (303.try_into().unwrap(), true)
    );
    let refused = post(&address, "member=yusuf&minutes=&over=1&reason=+").await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.unwrap().contains("Say why"));
    post(&address, "member=yusuf&minutes=30&over=1&reason=ill").await;
    let told = page("salma", &format!("/pieces/{}", all[0])).await.text().await.unwrap();
    let told = told.replace(['\u{2068}', '\u{2069}'], "");
    assert!(
        told.contains("Edith gave it to Yusuf, who took it over from you") && told.contains("ill"),
        "{told}"
    );
    post(&format!("/pieces/{}/unassignment", all[0]), "over=2&reason=not+now").await;
    let row = newsroom.person("edith").piece(&all[0]).await;
    assert_eq!(row["state"], "open");

    let next = page("salma", "/queue/next").await;
    assert!(next.headers()["location"].to_str().unwrap().ends_with(&all[0]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_looks_for_work_is_told_what_of_a_piece_is_done_already() {
    let newsroom = Newsroom::start("queue-begun").await;
    let piece = &open(&newsroom, 1).await[0];
    let (salma, yusuf) = (newsroom.person("salma"), newsroom.person("yusuf"));
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    let epoch = salma.claim(piece).await;
    for text in ["The bridge", "The old bridge"] {
        let words = json!({ "epoch": epoch, "text": text });
        salma.ask("PUT", &at("blocks/0"), &words).await.done();
    }
    let wanted = salma.piece(piece).await["progress"]["wanted"].as_u64().unwrap();
    let told = format!("words in 1 of {wanted} blocks");
    let queue = async || yusuf.text(&format!("/queue?piece={piece}")).await;
    assert!(!queue().await.contains("words in"), "whoever has it is writing on");
    salma.ask("POST", &at("release"), &json!({ "epoch": epoch })).await.done();
    let shown = queue().await;
    assert!(
        shown.contains(&format!("{told}</div>")) && shown.contains("Somebody began: there are words"),
        "{shown}"
    );

    let epoch = yusuf.claim(piece).await;
    yusuf.ask("PUT", &at("blocks/0"), &json!({ "epoch": epoch, "text": " " })).await.done();
    yusuf.ask("POST", &at("release"), &json!({ "epoch": epoch })).await.done();
    assert!(!queue().await.contains("words in"), "it is as if nobody had begun");
}
