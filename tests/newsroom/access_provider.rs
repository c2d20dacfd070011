//! Signing in by a provider of accounts: through a certified one, and past one that lies.

use std::{path::Path, process::Stdio};

use desk::access::{Claim, Provider, ProviderSettings, Settings};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use crate::{
    access::{leaves, outlived},
    liar::{Liar, Lie},
    newsroom::{Newsroom, PATIENCE, until},
    required::or_say,
    visitor::{Seen, Visitor, invited},
};

/// Where people know the desk: the provider sends them there, and a test takes them on to where it listens.
pub const DESK: &str = "http://desk.example";

fn settings(issuer: &str, claim: Claim) -> Settings {
    let described = ProviderSettings {
        issuer: issuer.to_owned(),
        client_id: "desk".to_owned(),
        client_secret: Some("a secret of the test alone".to_owned()),
        name: Some("News accounts".to_owned()),
        claim,
    };
    leading_to(described)
}

fn leading_to(described: ProviderSettings) -> Settings {
    let provider = Some(Provider::new(described).unwrap());
    Settings { public_address: Some(DESK.to_owned()), provider, ..Settings::default() }
}

/// Begins the way; gives the address at the provider.
async fn begin(visitor: &mut Visitor, path: &str) -> String {
    let seen = visitor.get(path).await;
    visitor.keep(&seen);
    assert_eq!(seen.status, 303, "{seen:?}");
    seen.location.unwrap()
}

/// A provider that runs for a test.
struct Certified {
    _running: Child,
    /// It ends if nobody hears what it says.
    _said: Lines<BufReader<ChildStdout>>,
    issuer: String,
}

impl Certified {
    /// None where it was not fetched.
    async fn start() -> Option<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        // It is marked when all of it was fetched.
        let fetched = Some(root.join("target/oidc")).filter(|folder| folder.join("fetched").is_file());
        let folder = or_say(fetched, "the provider of accounts is not there; .ci/oidc fetches it")?;
        // Its modules are found from where it stands.
        let program = folder.join("provider.mjs");
        std::fs::copy(root.join("tests/newsroom/provider.mjs"), &program).unwrap();
        let mut command = Command::new("node");
        command.arg(program).arg(format!("{DESK}/sign-in/provider/return"));
        let mut running =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn().unwrap();
        let mut said = BufReader::new(running.stdout.take().unwrap()).lines();
        let issuer = tokio::time::timeout(PATIENCE, said.next_line()).await.unwrap().unwrap().unwrap();
        Some(Self { _running: running, _said: said, issuer })
    }

    /// Signs in there under this name and agrees to all; gives the path and query with which the browser comes back.
    async fn returns(&self, newsroom: &Newsroom, begun: &str, name: &str) -> String {
        let mut there = Visitor::new(newsroom).at(&self.issuer);
        let mut seen = there.get(begun).await;
        loop {
            there.keep(&seen);
            seen = match &seen.location {
                Some(location) if location.starts_with(DESK) => return location[DESK.len()..].to_owned(),
                Some(location) => there.get(location).await,
                None => self.answers(&there, &seen, name).await,
            };
        }
    }

    async fn answers(&self, there: &Visitor, page: &Seen, name: &str) -> Seen {
        let value = |before: &str| {
            let rest = page.text.split(before).nth(1).unwrap_or_else(|| panic!("{page:?}"));
            rest.split('"').next().unwrap().to_owned()
        };
        let (action, prompt) = (value("action=\""), value("name=\"prompt\" value=\""));
        there.post(&action, &[("prompt", &prompt), ("login", name), ("password", "any")]).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_without_a_name_is_spoken_of_in_the_readers_language() {
    let issuer = "https://accounts.example".to_owned();
    let nameless = ProviderSettings { issuer, client_id: "desk".to_owned(), ..ProviderSettings::default() };
    let mut newsroom = Newsroom::closed("access-nameless").await;
    newsroom.access = leading_to(nameless);
    newsroom.open_desk().await;
    let anybody = Visitor::new(&newsroom);
    for (language, words) in [("en", "with your organisation’s account<"), ("ar", "بحساب مؤسستك<")]
    {
        let shown = until(async || {
            let request = anybody.request("GET", "/sign-in").header("accept-language", language);
            Some(request.send().await.ok()?.text().await.unwrap())
        })
        .await;
        assert!(shown.contains(words), "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_come_in_by_their_accounts_and_others_are_turned_away_kindly() {
    let Some(certified) = Certified::start().await else { return };
    let newsroom = Newsroom::with_access("access-provider", settings(&certified.issuer, Claim::Email)).await;
    invited(&newsroom, "salma", Some("Salma@News.example")).await;
    let mut salma = Visitor::new(&newsroom);
    assert!(salma.get("/sign-in?next=/queue").await.text.contains("News accounts"));
    let begun = begin(&mut salma, "/sign-in/provider?next=/queue").await;
    let back = certified.returns(&newsroom, &begun, "salma").await;
    let entered = salma.get(&back).await;
    assert_eq!((entered.status, entered.location.as_deref()), (303, Some("/queue")), "{entered:?}");
    salma.keep(&entered);
    let mine: Value = salma.request("GET", "/api/sessions").send().await.unwrap().json().await.unwrap();
    assert_eq!((&mine["rows"][0]["member"], &mine["rows"][0]["way"]), (&json!("salma"), &json!("provider")));
    // The same answer leads in once.
    let again = Visitor::new(&newsroom).with(&salma.cookies.join("; ")).get(&back).await;
    assert_eq!(
        (again.status, again.set.iter().any(|line| line.contains("Max-Age=12"))),
        (403, false),
        "{again:?}"
    );

    // One whom nobody knows, and one whose address the provider did not verify.
    for stranger in ["stranger", "unverified-salma"] {
        let mut visitor = Visitor::new(&newsroom);
        let begun = begin(&mut visitor, "/sign-in/provider").await;
        let refused = visitor.get(&certified.returns(&newsroom, &begun, stranger).await).await;
        assert!(refused.status == 403 && refused.text.contains("ask an administrator"), "{refused:?}");
        visitor.keep(&refused);
        assert!(!visitor.is_known().await, "{stranger}");
    }

    // An invitation binds whichever account it is followed with, once.
    let link = invited(&newsroom, "yusuf", None).await;
    let mut yusuf = Visitor::new(&newsroom);
    let page = yusuf.get(&link).await.text;
    assert!(page.contains("Come in with your account"), "{page}");
    let way = format!("/sign-in/provider?invitation={}", link.strip_prefix("/invitation/").unwrap());
    let begun = begin(&mut yusuf, &way).await;
    let entered = yusuf.get(&certified.returns(&newsroom, &begun, "y.karim").await).await;
    yusuf.keep(&entered);
    assert!(entered.status == 303 && yusuf.is_known().await, "{entered:?}");
    assert_eq!(yusuf.get(&link).await.status, 410);
    let mut later = Visitor::new(&newsroom);
    let begun = begin(&mut later, "/sign-in/provider").await;
    let entered = later.get(&certified.returns(&newsroom, &begun, "y.karim").await).await;
    assert_eq!(entered.status, 303, "{entered:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_that_lies_lets_nobody_in() {
    let liar = Liar::start().await;
    let newsroom = Newsroom::with_access("access-liar", settings(&liar.issuer, Claim::Email)).await;
    invited(&newsroom, "salma", Some("salma@news.example")).await;
    let enters = async |lie: Lie| {
        let mut visitor = Visitor::new(&newsroom);
        let begun = begin(&mut visitor, "/sign-in/provider").await;
        let seen = visitor.get(&liar.returns(&begun, lie)).await;
        visitor.keep(&seen);
        (seen, visitor.is_known().await)
    };
    let (honest, is_known) = enters(Lie::None).await;
    assert!(honest.status == 303 && is_known, "{honest:?}");
    for lie in Lie::ALL {
        let (seen, is_known) = enters(lie).await;
        assert!(
            seen.status == 403 && seen.text.contains("cannot be believed") && !is_known,
            "{lie:?}: {seen:?}"
        );
    }
    // Clocks that are some seconds apart are no lie, and new keys of the provider are asked for.
    for honest in [Lie::ClockBehind, Lie::NewKey] {
        let (seen, is_known) = enters(honest).await;
        assert!(seen.status == 303 && is_known, "{honest:?}: {seen:?}");
    }
    // One that says nothing is not taken for a liar.
    let (seen, is_known) = enters(Lie::BreaksOff).await;
    assert!(seen.status == 503 && seen.text.contains("does not answer") && !is_known, "{seen:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_for_the_browser_that_asked_and_for_the_provider_that_was_asked() {
    let liar = Liar::start().await;
    let newsroom = Newsroom::with_access("access-state", settings(&liar.issuer, Claim::Email)).await;
    invited(&newsroom, "salma", Some("salma@news.example")).await;
    let mut visitor = Visitor::new(&newsroom);
    let back = liar.returns(&begin(&mut visitor, "/sign-in/provider").await, Lie::None);
    // In a browser that did not ask: another's answer is put into mine, so that I work in their name.
    let mut other = Visitor::new(&newsroom);
    let others = liar.returns(&begin(&mut other, "/sign-in/provider").await, Lie::None);
    for (whose, path) in [
        (&Visitor::new(&newsroom), back.as_str()),
        (&other, back.as_str()),
        (&visitor, others.as_str()),
        (&visitor, &back.replace("state=", "state=x")),
        (&visitor, "/sign-in/provider/return?code=x"),
        (&visitor, "/sign-in/provider/return"),
    ] {
        let seen = whose.get(path).await;
        assert!(seen.status == 403 && seen.text.contains("not begun in this browser"), "{path}: {seen:?}");
    }
    // Another issuer answers (RFC 9207), which ends this way.
    let mixed = visitor.get(&format!("{back}&iss=https://evil.example")).await;
    assert_eq!(mixed.status, 403, "{mixed:?}");
    // The provider sends somebody back without a code.
    let begun = begin(&mut visitor, "/sign-in/provider").await;
    let denied = liar.returns(&begun, Lie::None).replace("code=", "error=access_denied&was=");
    let seen = visitor.get(&denied).await;
    assert!(seen.status == 403 && seen.text.contains("without an account"), "{seen:?}");
    assert!(!visitor.is_known().await);
    // Nobody is led to another site behind it.
    let begun = begin(&mut visitor, "/sign-in/provider?next=https://evil.example").await;
    let entered = visitor.get(&liar.returns(&begun, Lie::None)).await;
    assert_eq!(entered.location.as_deref(), Some("/"), "{entered:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_alone_lets_nobody_in_where_accounts_are_what_counts() {
    let liar = Liar::start().await;
    let newsroom = Newsroom::with_access("access-sub", settings(&liar.issuer, Claim::Subject)).await;
    let link = invited(&newsroom, "salma", Some("salma@news.example")).await;
    let mut visitor = Visitor::new(&newsroom);
    let begun = begin(&mut visitor, "/sign-in/provider").await;
    assert_eq!(visitor.get(&liar.returns(&begun, Lie::None)).await.status, 403);
    let way = format!("/sign-in/provider?invitation={}", link.strip_prefix("/invitation/").unwrap());
    let begun = begin(&mut visitor, &way).await;
    assert_eq!(visitor.get(&liar.returns(&begun, Lie::None)).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_that_has_run_out_on_the_way_binds_no_account() {
    let liar = Liar::start().await;
    let newsroom =
        Newsroom::with_access("access-provider-over", settings(&liar.issuer, Claim::Subject)).await;
    let link = invited(&newsroom, "salma", None).await;
    let mut visitor = Visitor::new(&newsroom);
    let way = format!("/sign-in/provider?invitation={}", link.strip_prefix("/invitation/").unwrap());
    let begun = begin(&mut visitor, &way).await;
    outlived(&newsroom, "INVITATIONS").await;
    assert_eq!(visitor.get(&liar.returns(&begun, Lie::None)).await.status, 403);
    let begun = begin(&mut visitor, "/sign-in/provider").await;
    assert_eq!(visitor.get(&liar.returns(&begun, Lie::None)).await.status, 403, "the account is nobody's");
}

/// Goes to the provider and comes back as the one account that it has; gives the status of that.
async fn comes_by_account(newsroom: &Newsroom, liar: &Liar) -> (Visitor, u16) {
    let mut visitor = Visitor::new(newsroom);
    let begun = begin(&mut visitor, "/sign-in/provider").await;
    let seen = visitor.get(&liar.returns(&begun, Lie::None)).await;
    visitor.keep(&seen);
    (visitor, seen.status)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_is_one_members_until_it_is_forgotten_or_they_leave() {
    let liar = Liar::start().await;
    let newsroom = Newsroom::with_access("access-unbound", settings(&liar.issuer, Claim::Email)).await;
    let (adam, address) = (newsroom.person("adam"), json!({ "email": "salma@news.example" }));
    invited(&newsroom, "salma", Some("salma@news.example")).await;
    let taken =
        adam.ask("POST", "/api/members/yusuf/invitations", &json!({ "email": "Salma@NEWS.example" })).await;
    assert_eq!((taken.status, taken.refused()), (409, "address_taken".to_owned()));
    adam.ask("POST", "/api/members/salma/invitations", &address).await.done();

    let (salma, status) = comes_by_account(&newsroom, &liar).await;
    assert!(status == 303 && salma.is_known().await);
    let page = newsroom.browser("adam").page("/people/salma").await;
    assert!(page.contains("bound to them") && page.contains("Forget this account"), "{page}");
    assert!(!newsroom.browser("edith").page("/people/salma").await.contains("bound to them"));
    let refused = newsroom.person("edith").ask("DELETE", "/api/members/salma/account", &json!({})).await;
    assert_eq!(refused.refused(), "not_an_administrator");
    let forgotten = newsroom.browser("adam").post("/people/salma/account", "").await.1;
    assert_eq!(forgotten, "/people/salma?done=account_forgotten");
    assert!(!salma.is_known().await);
    assert_eq!(comes_by_account(&newsroom, &liar).await.1, 403);
    assert_eq!(adam.ask("DELETE", "/api/members/salma/account", &json!({})).await.done()["ended"], 0);

    // Whoever has left and is taken in under another name has the same account.
    adam.ask("POST", "/api/members/yusuf/invitations", &address).await.done();
    assert_eq!(comes_by_account(&newsroom, &liar).await.1, 303);
    leaves(&newsroom, "yusuf").await;
    assert_eq!(comes_by_account(&newsroom, &liar).await.1, 403);
    adam.ask("POST", "/api/members/salma/invitations", &address).await.done();
    let (salma, status) = comes_by_account(&newsroom, &liar).await;
    assert!(status == 303 && salma.is_known().await);
}
