//! Tokens of programs: for what they are, until when they last, and what they never do.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    access::{outlived, signed_in},
    assigning::open,
    newsroom::{Newsroom, until},
    person::Person,
};

/// Within this time what was revoked, or has run out, is refused at every desk.
const SOON: Duration = Duration::from_secs(1);

/// A program with a token of this member for these scopes, and the name of the token.
async fn program(newsroom: &Newsroom, member: &str, scopes: &[&str]) -> (Person, String) {
    let new = json!({ "name": "sync", "scopes": scopes, "days": 30 });
    let made = newsroom.person(member).ask("POST", "/api/tokens", &new).await.done();
    let token = made["token"].as_str().unwrap();
    assert!(token.starts_with("dgm_") && token.len() == 47, "{token}");
    (Person::new(&newsroom.address, token.to_owned()), made["id"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_for_its_scopes_and_never_for_more_than_its_members_roles() {
    let newsroom = Newsroom::start("access-scopes").await;
    let piece = &open(&newsroom, 1).await[0];
    let claim = format!("/api/pieces/{piece}/claim");
    let (reads, _) = program(&newsroom, "salma", &["read"]).await;
    assert_eq!(reads.get(&format!("/api/pieces/{piece}")).await.status, 200);
    let nobody = Person::new(&newsroom.address, "nobody".to_owned()).get("/api/pieces").await;
    assert_eq!((nobody.status, nobody.header("www-authenticate")), (401, Some("Bearer realm=\"dragoman\"")));
    let refused = reads.ask("POST", &claim, &json!({})).await;
    assert_eq!((refused.status, refused.refused()), (403, "beyond_scope".to_owned()));
    assert!(refused.body["detail"].as_str().unwrap().contains("translate"), "{refused:?}");

    let (translates, _) = program(&newsroom, "salma", &["translate"]).await;
    assert_eq!(translates.get("/api/pieces").await.refused(), "beyond_scope");
    translates.ask("POST", &claim, &json!({})).await.done();

    // Of a translator the widest token approves nothing, and administers nobody.
    let (all, _) = program(&newsroom, "salma", &["read", "translate", "edit", "publish", "administer"]).await;
    let digest = json!({ "digest": format!("sha256:{}", "0".repeat(64)) });
    assert_eq!(
        all.ask("POST", &format!("/api/pieces/{piece}/approval"), &digest).await.refused(),
        "edit:needs_role"
    );
    assert_eq!(
        all.ask("DELETE", "/api/members/yusuf/account", &json!({})).await.refused(),
        "not_an_administrator"
    );
    // What is on pages is for people.
    assert_eq!(all.get("/queue").await.refused(), "beyond_scope");

    // A token makes no way in: neither another token, which would outlast it, nor a link by which its member comes in whole.
    let (administers, _) = program(&newsroom, "adam", &["administer"]).await;
    administers.ask("DELETE", "/api/sessions?member=yusuf", &json!({})).await.done();
    for scopes in [json!(["administer"]), json!(["publish"])] {
        let another = json!({ "name": "another", "scopes": scopes, "days": 1 });
        assert_eq!(administers.ask("POST", "/api/tokens", &another).await.refused(), "beyond_scope");
    }
    for member in ["adam", "yusuf"] {
        let path = format!("/api/members/{member}/invitations");
        assert_eq!(administers.ask("POST", &path, &json!({})).await.refused(), "beyond_scope", "{member}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_shown_once_lasts_for_a_while_and_is_revoked_everywhere() {
    let mut newsroom = Newsroom::start("access-tokens").await;
    let salma = newsroom.person("salma");
    for (new, missing) in [
        (json!({ "name": "x", "scopes": ["read"] }), "days"),
        (json!({ "name": "x", "scopes": ["read"], "days": 0 }), "366"),
        (json!({ "name": "x", "scopes": ["read"], "days": 367 }), "366"),
        (json!({ "name": "x", "scopes": [], "days": 7 }), "scope"),
        (json!({ "name": " ", "scopes": ["read"], "days": 7 }), "name"),
        (json!({ "name": "x", "scopes": ["everything"], "days": 7 }), "everything"),
    ] {
        let refused = salma.ask("POST", "/api/tokens", &new).await;
        let detail = refused.body["detail"].as_str().unwrap().to_owned();
        assert!([400, 422].contains(&refused.status) && detail.contains(missing), "{new}: {refused:?}");
    }
    // For another only an administrator makes one.
    let for_yusuf = json!({ "name": "x", "scopes": ["read"], "days": 7, "member": "yusuf" });
    assert_eq!(salma.ask("POST", "/api/tokens", &for_yusuf).await.refused(), "not_an_administrator");
    newsroom.person("adam").ask("POST", "/api/tokens", &for_yusuf).await.done();

    let (program, id) = program(&newsroom, "salma", &["read", "administer"]).await;
    program.get("/api/newsroom").await.done();
    let listed = until(async || {
        let listed = salma.get("/api/tokens").await.done()["rows"].clone();
        (!listed[0]["used"].is_null()).then_some(listed)
    })
    .await;
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["name"]), (1, &json!("sync")));
    assert!(!listed.to_string().contains("dgm_"), "it was shown once: {listed}");

    // Others do not revoke it, and are not told that there is one.
    let path = format!("/api/tokens/{id}");
    assert_eq!(newsroom.person("yusuf").ask("DELETE", &path, &json!({})).await.done()["ended"], 0);
    assert_eq!(program.get("/api/newsroom").await.status, 200);
    newsroom.open_desk().await;
    let elsewhere = Person::new(&newsroom.address, token_of(&salma).await);
    until(async || {
        (elsewhere.try_ask("GET", "/api/newsroom", &json!({})).await?.status == 200).then_some(())
    })
    .await;
    let listed = salma.get("/api/tokens").await.done()["rows"].as_array().unwrap().clone();
    for token in listed {
        let path = format!("/api/tokens/{}", token["id"].as_str().unwrap());
        assert_eq!(salma.ask("DELETE", &path, &json!({})).await.done()["ended"], 1);
        assert_eq!(salma.ask("DELETE", &path, &json!({})).await.done()["ended"], 0, "it is as it was wanted");
    }
    assert_eq!(program.get("/api/newsroom").await.status, 401, "at once where it was revoked");
    refused_soon(&elsewhere).await;
}

async fn refused_soon(program: &Person) {
    let refused = until(async || (program.get("/api/newsroom").await.status == 401).then_some(()));
    tokio::time::timeout(SOON, refused).await.expect("refused within a second");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_has_run_out_is_refused() {
    let newsroom = Newsroom::start("access-token-over").await;
    let (program, _) = program(&newsroom, "salma", &["read"]).await;
    program.get("/api/newsroom").await.done();
    outlived(&newsroom, "TOKENS").await;
    refused_soon(&program).await;
}

/// One more token of this person.
async fn token_of(person: &Person) -> String {
    let new = json!({ "name": "elsewhere", "scopes": ["read"], "days": 1 });
    person.ask("POST", "/api/tokens", &new).await.done()["token"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_twice_makes_one_token_and_never_one_that_was_revoked() {
    let newsroom = Newsroom::start("access-token-page").await;
    let salma = signed_in(&newsroom, "salma").await;
    let page = salma.get("/you/access").await.text;
    let command =
        page.split("name=\"command\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = [
        ("command", command.as_str()),
        ("name", "My <b>script"),
        ("scope", "read"),
        ("scope", "translate"),
        ("days", "7"),
    ];
    let token = |text: &str| {
        let start = text.find("dgm_")?;
        Some(text[start..start + 47].to_owned())
    };
    let lacking = salma.post("/you/access/tokens", &[("name", "CSV"), ("days", "7")]).await;
    assert!(
        lacking.status == 422 && lacking.text.contains("value=\"CSV\""),
        "what was typed stays: {lacking:?}"
    );
    assert!(
        lacking.text.contains("aria-describedby=\"scope-flaw\"")
            && lacking.text.contains("<details class=\"other-way\" open>")
    );
    let (made, again) =
        (salma.post("/you/access/tokens", &form).await, salma.post("/you/access/tokens", &form).await);
    assert!(made.status == 200 && made.text.contains("My &#60;b&#62;script"), "{made:?}");
    assert_eq!(token(&made.text).unwrap(), token(&again.text).unwrap());
    let program = Person::new(&newsroom.address, token(&made.text).unwrap());
    assert_eq!(program.get("/api/newsroom").await.status, 200);
    let listed: Value = salma.request("GET", "/api/tokens").send().await.unwrap().json().await.unwrap();
    let rows = listed["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["scopes"]), (1, &json!(["read", "translate"])));

    let revoked =
        salma.post(&format!("/you/access/tokens/{}/revoke", rows[0]["id"].as_str().unwrap()), &[]).await;
    assert_eq!(revoked.location.as_deref(), Some("/you/access?done=revoked"));
    assert_eq!(program.get("/api/newsroom").await.status, 401);
    assert_eq!(salma.post("/you/access/tokens", &form).await.status, 404);
    assert_eq!(program.get("/api/newsroom").await.status, 401);
}
