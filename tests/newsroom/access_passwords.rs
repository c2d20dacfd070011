//! Passwords and invitations: what is used once, told alike, slowed down, and shuts nobody out.

use std::time::Instant;

use desk::access::Settings;
use futures_util::future::join_all;
use serde_json::json;

use crate::{
    access::outlived,
    browser::is_flawed,
    newsroom::{Newsroom, until},
    visitor::{PASSWORD, Visitor, invited},
};

const OTHER: &str = "nine herons over the river";

const HOME: &str = "203.0.113.7";
const ELSEWHERE: &str = "198.51.100.9";

/// A newsroom behind a proxy of its own, which says where people come from.
async fn newsroom(name: &str) -> Newsroom {
    let settings = Settings { proxies: vec!["127.0.0.1".parse().unwrap()], ..Settings::default() };
    Newsroom::with_access(name, settings).await
}

/// A member with a password, in the browser at home in which they have set it.
async fn member(newsroom: &Newsroom, member: &str) -> Visitor {
    let link = invited(newsroom, member, None).await;
    let mut visitor = Visitor::new(newsroom).from(HOME);
    let entered = visitor.post(&link, &[("password", PASSWORD)]).await;
    assert_eq!((entered.status, entered.location.as_deref()), (303, Some("/")), "{entered:?}");
    visitor.keep(&entered);
    visitor
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_leads_in_once() {
    let newsroom = newsroom("access-invitation").await;
    let refused = newsroom.person("salma").ask("POST", "/api/members/salma/invitations", &json!({})).await;
    assert_eq!((refused.status, refused.refused()), (403, "not_an_administrator".to_owned()));
    assert_eq!(
        newsroom.person("adam").ask("POST", "/api/members/no-one/invitations", &json!({})).await.status,
        404
    );

    let (link, other) = (invited(&newsroom, "salma", None).await, invited(&newsroom, "salma", None).await);
    let visitor = Visitor::new(&newsroom);
    // Looked at it is not used up, nor by a password that is no good.
    for _ in 0..2 {
        let shown = visitor.get(&link).await;
        assert!(
            shown.status == 200 && shown.text.contains("Welcome") && shown.text.contains("Salma"),
            "{shown:?}"
        );
    }
    // Whoever chooses their language first comes back to it; on the way in, what they wanted stays wanted.
    let (wanted, nowhere) = ("/sign-in?next=/queue".to_owned(), "/nowhere".to_owned());
    for path in [&link, &wanted, &nowhere] {
        let field = format!("name=\"next\" value=\"{path}\"");
        assert!(visitor.get(path).await.text.contains(&field), "{path}");
        let chosen = visitor.post("/language", &[("language", "ar"), ("next", path)]).await;
        assert_eq!((chosen.status, chosen.location.as_ref()), (303, Some(path)));
    }
    for (weak, why) in [("short", "at least 15"), ("salmasalmasalma1", "guessed first")] {
        let told = visitor.post(&link, &[("password", weak)]).await;
        assert!(told.status == 422 && told.text.contains(why), "{weak}: {told:?}");
    }
    // Of many who follow it at one time one comes in.
    let many = join_all((0..6).map(|_| visitor.post(&link, &[("password", PASSWORD)]))).await;
    let mut statuses: Vec<u16> = many.iter().map(|seen| seen.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410, 410, 410, 410, 410]);
    for used in [link, other, "/invitation/x".to_owned()] {
        assert_eq!(visitor.get(&used).await.status, 410, "{used}");
        assert_eq!(visitor.post(&used, &[("password", OTHER)]).await.status, 410, "{used}");
    }
    let mut back = Visitor::new(&newsroom);
    assert_eq!(back.sign_in(" Salma ", PASSWORD).await.status, 303);
    assert!(back.is_known().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_that_has_run_out_leads_nowhere() {
    let newsroom = newsroom("access-invitation-over").await;
    let (link, visitor) = (invited(&newsroom, "salma", None).await, Visitor::new(&newsroom));
    assert_eq!(visitor.get(&link).await.status, 200);
    outlived(&newsroom, "INVITATIONS").await;
    assert_eq!(visitor.get(&link).await.status, 410);
    let refused = visitor.post(&link, &[("password", PASSWORD)]).await;
    assert_eq!((refused.status, refused.set.len()), (410, 0), "{refused:?}");
    assert_eq!(visitor.clone().sign_in("salma", PASSWORD).await.status, 401, "it set no password");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_and_an_unknown_name_are_told_and_timed_alike() {
    let newsroom = newsroom("access-alike").await;
    member(&newsroom, "salma").await;
    let visitor = Visitor::new(&newsroom).from(ELSEWHERE);
    let mut times = [const { Vec::new() }; 3];
    let mut said = Vec::new();
    // A member with a password, one without, and nobody; in turns, for the machine may be busy.
    for _ in 0..4 {
        for (which, name) in ["salma", "yusuf", "nobody"].into_iter().enumerate() {
            let start = Instant::now();
            let seen = visitor.post("/sign-in", &[("name", name), ("password", OTHER)]).await;
            times[which].push(start.elapsed());
            assert_eq!(seen.status, 401, "{seen:?}");
            said.push(seen.text.replace(&format!("value=\"{name}\""), ""));
        }
    }
    assert!(
        said.iter()
            .all(|text| *text == said[0] && text.contains("no member of this name with this password"))
    );
    let least = times.map(|times| times.into_iter().min().unwrap());
    let (quickest, slowest) = (least.iter().min().unwrap(), least.iter().max().unwrap());
    // Without the hash an answer takes a small part of that; a busy machine makes it up to some times longer.
    assert!(*slowest < *quickest * 4, "{least:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_guesses_waits_longer_each_time_and_shuts_nobody_out() {
    let mut newsroom = newsroom("access-guessing").await;
    let salma = member(&newsroom, "salma").await;
    let mut guesser = Visitor::new(&newsroom).from(ELSEWHERE);
    for _ in 0..5 {
        assert_eq!(guesser.sign_in("salma", OTHER).await.status, 401);
    }
    let refused = guesser.sign_in("salma", OTHER).await;
    assert_eq!(refused.status, 429, "{refused:?}");
    assert!((1..=2).contains(&refused.retry_after.unwrap()) && refused.text.contains("wait"), "{refused:?}");
    // Also with the right password, also from a third place, and also at another desk.
    let first = newsroom.address.clone();
    newsroom.open_desk().await;
    until(async || {
        let page = guesser.at(&newsroom.address).request("GET", "/api/health").send().await.ok()?;
        let health: serde_json::Value = page.json().await.ok()?;
        (health["rebuilt"] == true).then_some(())
    })
    .await;
    // The attempt after the pause is judged again, and the pause behind it is longer.
    let mut elsewhere = guesser.at(&newsroom.address);
    until(async || {
        let seen = elsewhere.sign_in("salma", OTHER).await;
        assert!([401, 429].contains(&seen.status), "{seen:?}");
        seen.retry_after.filter(|seconds| *seconds >= 4)
    })
    .await;
    assert_eq!(guesser.at(&first).from("192.0.2.1").sign_in("salma", PASSWORD).await.status, 429);

    // From where she has signed in before she comes in all the same, and her session was never touched.
    assert_eq!(Visitor::new(&newsroom).from(HOME).sign_in("salma", PASSWORD).await.status, 303);
    assert!(salma.is_known().await);
    // Another account from the same place is free, as people behind one address are.
    assert_eq!(guesser.at(&first).sign_in("yusuf", OTHER).await.status, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_guesses_at_once_are_no_more_than_one_after_the_other() {
    let newsroom = newsroom("access-at-once").await;
    member(&newsroom, "salma").await;
    let guesser = Visitor::new(&newsroom).from(ELSEWHERE);
    let at_once = join_all((0..40).map(|_| {
        let mut guesser = guesser.clone();
        async move { guesser.sign_in("salma", OTHER).await.status }
    }));
    let statuses = at_once.await;
    let judged = statuses.iter().filter(|status| **status == 401).count();
    assert!((1..=6).contains(&judged), "{statuses:?}");
    assert!(statuses.iter().all(|status| [401, 429].contains(status)), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_password_ends_every_other_session() {
    let newsroom = newsroom("access-change").await;
    let mut salma = member(&newsroom, "salma").await;
    let mut other = Visitor::new(&newsroom).from(HOME);
    assert_eq!(other.sign_in("salma", PASSWORD).await.status, 303);
    let page = salma.get("/you/access").await;
    assert!(page.text.contains("this browser") && page.text.contains("End all but this one"), "{page:?}");

    let change = async |salma: &Visitor, old: &str, new: &str| {
        salma.post("/you/access/password", &[("password", old), ("new-password", new)]).await
    };
    let wrong = change(&salma, OTHER, OTHER).await;
    assert_eq!((wrong.status, wrong.text.contains("This is not your present password")), (422, true));
    assert!(is_flawed(&wrong.text, "old") && !wrong.text.contains(OTHER), "{wrong:?}");
    let short = change(&salma, PASSWORD, "short").await;
    assert!(short.status == 422 && is_flawed(&short.text, "new"), "{short:?}");
    assert!(salma.is_known().await && other.is_known().await);
    let before = salma.clone();
    let changed = change(&salma, PASSWORD, OTHER).await;
    assert_eq!(changed.location.as_deref(), Some("/you/access?done=password_changed"), "{changed:?}");
    salma.keep(&changed);
    assert!(salma.is_known().await && !before.is_known().await && !other.is_known().await);
    assert!(salma.get("/you/access?done=password_changed").await.text.contains("is changed"));
    assert_eq!(other.sign_in("salma", PASSWORD).await.status, 401);
    assert_eq!(other.sign_in("salma", OTHER).await.status, 303);

    // Another invitation does the same: whoever lost a password may have lost it to somebody.
    let link = invited(&newsroom, "salma", None).await;
    let entered = Visitor::new(&newsroom).post(&link, &[("password", PASSWORD)]).await;
    assert_eq!(entered.status, 303);
    let page = newsroom.browser("adam").page("/people/salma").await;
    assert!(page.contains("has a way to sign in") && !page.contains("invited until"), "{page}");
    assert!(!salma.is_known().await && !other.is_known().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_command_gives_the_invitation_that_stands() {
    let newsroom = newsroom("access-invited-twice").await;
    let adam = newsroom.person("adam").with("idempotency-key", "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7");
    let path = "/api/members/salma/invitations";
    let (first, again) =
        (adam.ask("POST", path, &json!({})).await.done(), adam.ask("POST", path, &json!({})).await.done());
    assert_eq!(first, again);
    let link = first["link"].as_str().unwrap().strip_prefix(&newsroom.address).unwrap();
    assert_eq!(Visitor::new(&newsroom).post(link, &[("password", PASSWORD)]).await.status, 303);
    let used = adam.ask("POST", path, &json!({})).await;
    assert_eq!((used.status, used.refused()), (410, "access:invitation_over".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_with_a_link_is_kept_nowhere() {
    let newsroom = newsroom("access-not-kept").await;
    let adam = crate::access::signed_in(&newsroom, "adam").await;
    let form = adam.request("POST", "/people/salma/invitation").header("sec-fetch-site", "same-origin");
    let form = form.header("content-type", "application/x-www-form-urlencoded").body("email=");
    let page = form.send().await.unwrap();
    assert_eq!(
        (page.status().as_u16(), &page.headers()["cache-control"]),
        (200, &"no-store".parse().unwrap())
    );
    assert!(page.text().await.unwrap().contains("/invitation/"));
}

/// Guesses by the old password that are on their way while it is changed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_sign_in_outlives_the_change_of_its_password() {
    let newsroom = newsroom("access-in-flight").await;
    let salma = member(&newsroom, "salma").await;
    let form = [("password", PASSWORD), ("new-password", OTHER)];
    let change = salma.post("/you/access/password", &form);
    let signing_in = join_all((0..3).map(|_| {
        let mut visitor = Visitor::new(&newsroom).from(HOME);
        async move {
            let seen = visitor.sign_in("salma", PASSWORD).await;
            (seen.status, visitor)
        }
    }));
    let (changed, came) = futures_util::join!(change, signing_in);
    assert_eq!(changed.status, 303, "{changed:?}");
    for (status, visitor) in came {
        assert!([303, 401].contains(&status) && !visitor.is_known().await, "{status}");
    }
}
