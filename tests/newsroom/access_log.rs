//! The log of who comes in: each sign-in and each refusal stands there, and no secret does.

use serde_json::Value;

use crate::{
    command_line::Up,
    newsroom::folder,
    person::Person,
    visitor::{PASSWORD, Visitor, seen},
};

const WRONG: &str = "nine herons over the river";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_has_who_comes_in_and_who_does_not_and_none_of_what_they_brought() {
    let mut up = Up::begin(folder("access-log"), &[]);
    let desk = up.desk().await;
    let link = up.hears("/invitation/").await.trim().strip_prefix(&desk).unwrap().to_owned();
    let mut admin = Visitor::nowhere().at(&desk);
    let entered = admin.post(&link, &[("password", PASSWORD)]).await;
    admin.keep(&entered);
    assert!(admin.is_known().await, "{entered:?}");
    let wrong = Visitor::nowhere().at(&desk).sign_in("admin", WRONG).await;
    assert_eq!(wrong.status, 401, "{wrong:?}");

    up.does("member add edith --name Edith --role editor --as admin").await;
    let invited = up.does("member invite edith --as admin").await["link"].as_str().unwrap().to_owned();
    let token =
        up.does("token sync --scope read --days 2 --as admin").await["token"].as_str().unwrap().to_owned();
    let signed = up.does("sign-in --as edith").await["token"].as_str().unwrap().to_owned();
    assert_eq!(Visitor::nowhere().at(&desk).post("/sign-in", &[("token", &signed)]).await.status, 303);
    // That there is no such piece is no matter of scopes.
    let program = Person::new(&desk, token.clone());
    assert_eq!(program.get("/api/pieces/none").await.status, 404);
    assert_eq!(program.ask("DELETE", "/api/members/edith", &Value::Null).await.refused(), "beyond_scope");
    let forged = format!("{token}x");
    assert_eq!(Person::new(&desk, forged.clone()).get("/api/newsroom").await.status, 401);
    let elsewhere = admin.request("POST", "/you/access/sessions/end").header("sec-fetch-site", "cross-site");
    assert_eq!(seen(elsewhere.send().await.unwrap()).await.status, 403);
    let session = admin.cookies[0].split_once('=').unwrap().1.to_owned();
    assert_eq!(admin.post("/sign-out", &[]).await.status, 303);
    assert!(!admin.is_known().await);

    let log = up.log();
    for (said, with) in [
        ("signed in", "member.id=admin way=\"invitation\" address.network=127.0.0.0/24"),
        ("a sign-in was refused", "member.id=admin way=\"password\" address.network=127.0.0.0/24"),
        ("a member was invited", "member.id=edith by=admin"),
        ("a token was made", "member.id=admin by=admin"),
        ("signed in", "member.id=edith way=\"key\""),
        ("a token was used for what it is not for", "member.id=admin"),
        ("a request was turned away", "way=\"token\" address.network=127.0.0.0/24 why=\"not_signed_in\""),
        ("a request was turned away", "way=\"session\" address.network=127.0.0.0/24 why=\"from_elsewhere\""),
        ("signed out", "member.id=admin"),
        ("a request was turned away", "way=\"session\" address.network=127.0.0.0/24 why=\"not_signed_in\""),
    ] {
        let lines = log
            .lines()
            .filter(|line| line.contains("access: ") && line.contains(said) && line.contains(with));
        assert_eq!(lines.count(), 1, "{said} {with}: {log}");
    }
    let secret_of = |link: &str| link.rsplit('/').next().unwrap().to_owned();
    let secrets = [
        PASSWORD.to_owned(),
        WRONG.to_owned(),
        secret_of(&link),
        secret_of(&invited),
        token,
        signed,
        forged,
        session,
    ];
    for secret in secrets {
        assert!(secret.len() > 20 && !log.contains(&secret), "{secret}: {log}");
    }
    assert_eq!(up.stop("-TERM").await, Some(0));
}
