//! A newsroom of one's own from the first minute: `up`, the administrator's link, and what the command line gives out.

use serde_json::json;

use crate::{
    command_line::{Up, dragoman},
    newsroom::folder,
    person::Person,
    visitor::{PASSWORD, Visitor},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_newsroom_lets_its_administrator_in_once_and_nobody_by_one_click() {
    let folder = folder("access-up");
    let mut up = Up::begin(folder.clone(), &[]);
    let desk = up.desk().await;
    let link = up.hears("/invitation/").await.trim().to_owned();
    up.hears("up --demo").await;
    let path = link.strip_prefix(&desk).expect("the link leads to this desk");

    let mut admin = Visitor::nowhere().at(&desk);
    assert!(!admin.get("/sign-in").await.text.contains("name=\"member\""), "there is no one click");
    assert_eq!(admin.post("/sign-in", &[("member", "admin")]).await.status, 404);
    let entered = admin.post(path, &[("password", PASSWORD)]).await;
    admin.keep(&entered);
    assert!(entered.status == 303 && admin.is_known().await, "{entered:?}");
    assert_eq!(admin.get(path).await.status, 410);

    // The command line goes by the key in the folder: it invites, makes tokens, and signs a browser in.
    up.does("member add edith --name Edith --role editor --as admin").await;
    let invited = up.does("members invite edith --as admin").await;
    let invited = invited["link"].as_str().unwrap();
    let welcome = admin.get(invited.strip_prefix(&desk).unwrap()).await;
    assert!(welcome.status == 200 && welcome.text.contains("Edith"), "{welcome:?}");
    assert!(up.says("member invite edith --as edith").await.contains("administrator"));
    let token = up.does("token sync --scope read,administer --days 2 --as admin").await;
    let program = Person::new(&desk, token["token"].as_str().unwrap().to_owned());
    assert_eq!(program.get("/api/members").await.done()["rows"].as_array().unwrap().len(), 2);
    let signed = up.does("sign-in --as edith").await;
    let entered =
        Visitor::nowhere().at(&desk).post("/sign-in", &[("token", signed["token"].as_str().unwrap())]).await;
    assert_eq!(entered.status, 303, "{entered:?}");
    assert_eq!(up.stop("-TERM").await, Some(0));

    // What is somebody's own is no demonstration, and has no second link once somebody can sign in.
    let mut command = dragoman(&folder);
    let refused = command.args(["up", "--demo", "--data"]).arg(&folder).output().await.unwrap();
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && said.contains("--demo") && said.contains("--data"), "{said}");
    let mut again = Up::begin(folder, &[]);
    let mut heard = String::new();
    while !heard.contains("up --demo") {
        heard = again.hears("").await;
        assert!(!heard.contains("/invitation/"), "{heard}");
    }
    assert_eq!(again.stop("-TERM").await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demonstration_that_others_can_reach_lets_nobody_in_by_one_click() {
    let folder = folder("access-up-open");
    let mut up = Up::begin(folder.clone(), &["--demo"]);
    let mut edith = Visitor::nowhere().at(&up.desk().await);
    let entered = edith.post("/sign-in", &[("member", "edith")]).await;
    edith.keep(&entered);
    assert!(entered.status == 303 && edith.is_known().await, "{entered:?}");
    assert_eq!(up.stop("-TERM").await, Some(0));

    let mut up = Up::begin(folder, &["--demo", "--listen", "0.0.0.0:0"]);
    let desk = up.desk().await;
    assert!(!edith.at(&desk).is_known().await, "what one click began leads nowhere");
    let token = up.does("token look --scope read --days 1 --as edith").await;
    let program = Person::new(&desk, token["token"].as_str().unwrap().to_owned());
    assert_eq!(program.get("/api/sessions").await.done()["rows"], json!([]));
    // Also for a browser on this machine, which is all that a desk on loopback asks for.
    let nobody = Visitor::nowhere().at(&desk);
    let page = nobody.get("/sign-in").await;
    assert!(page.status == 200 && !page.text.contains("name=\"member\""), "{page:?}");
    let refused = nobody.post("/sign-in", &[("member", "edith")]).await;
    assert_eq!((refused.status, refused.set.len()), (404, 0), "{refused:?}");
    up.hears("/invitation/").await;
    assert_eq!(up.stop("-TERM").await, Some(0));
}

#[tokio::test]
async fn a_demonstration_of_one_click_is_not_led_to_from_elsewhere() {
    let folder = folder("access-up-led");
    for (name, value) in
        [("DRAGOMAN_PUBLIC_ADDRESS", "https://demo.example"), ("DRAGOMAN_TRUSTED_PROXIES", "127.0.0.1")]
    {
        let mut command = dragoman(&folder);
        command.env(name, value).args(["up", "--demo", "--data"]).arg(&folder);
        let output = command.output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(name) && said.contains("--demo"), "{said}");
        assert!(!folder.join("nats").exists(), "nothing was started");
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_used_is_said_before_anything_starts() {
    let folder = folder("access-up-wrong");
    let client = ("DRAGOMAN_OIDC_CLIENT_ID", "desk");
    for (settings, named) in [
        (vec![client, ("DRAGOMAN_OIDC_ISSUER", "accounts.example")], "DRAGOMAN_OIDC_ISSUER"),
        (vec![client], "DRAGOMAN_OIDC_ISSUER"),
        (vec![("DRAGOMAN_OIDC_ISSUER", "https://accounts.example")], "DRAGOMAN_OIDC_CLIENT_ID"),
        (vec![("DRAGOMAN_PUBLIC_ADDRESS", "desk.example")], "DRAGOMAN_PUBLIC_ADDRESS"),
    ] {
        let mut command = dragoman(&folder);
        command.envs(settings).args(["up", "--data"]).arg(&folder);
        let output = command.output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(named), "{named}: {said}");
        assert!(!folder.join("nats").exists(), "nothing was started");
    }
}
