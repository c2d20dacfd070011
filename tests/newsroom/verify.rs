//! `dragoman verify` finds what is wrong with a log, each kind of it, and nothing in a log that is as it must be.

use contract::{
    BlockId, Digest, Document, Event, Origin, PolicyKind, Subject, article, edit, publication, translation,
};
use serde_json::{Value, json};

use crate::{
    claims::feed,
    newsroom::{Newsroom, until},
    planted::{Planted, RAW, item, origin, policy, said, source, story, verify},
};

/// A change of a story's fact.
fn altered(number: usize, alter: impl FnOnce(&mut Event)) -> Vec<(Subject, Event)> {
    let mut facts = story();
    alter(&mut facts[number - 1].1);
    facts
}

/// The document that a fact carries.
fn document(event: &mut Event) -> &mut Document {
    match event {
        Event::Article(article::Event::Received(received)) => &mut received.document,
        Event::Article(article::Event::Commissioned(commissioned)) => &mut commissioned.document,
        Event::Translation(translation::Event::Requested(requested)) => &mut requested.document,
        Event::Translation(translation::Event::Submitted(submission)) => &mut submission.document,
        Event::Translation(translation::Event::SourceChanged(change)) => &mut change.document,
        Event::Edit(edit::Event::Opened(submission)) => &mut submission.document,
        Event::Edit(edit::Event::Approved(approval)) => &mut approval.document,
        Event::Publication(publication::Event::Prepared(approval)) => &mut approval.document,
        Event::Publication(publication::Event::Published(edition)) => &mut edition.document,
        Event::Source(_)
        | Event::Article(_)
        | Event::Translation(_)
        | Event::Edit(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Member(_)
        | Event::Newsroom(_) => panic!("it carries no document"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clean_newsroom_gives_no_finding() {
    let newsroom = Newsroom::start("verify-clean").await;
    let (adam, edith, salma) = (newsroom.person("adam"), newsroom.person("edith"), newsroom.person("salma"));
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(4)).await.done();
    let open = until(async || Some(adam.pieces("open").await).filter(|open| open.len() == 4)).await;
    let ids: Vec<&str> = open.iter().map(|piece| piece["id"].as_str().unwrap()).collect();
    for id in &ids[..3] {
        salma.translate(id, |number, _| format!("Words {number}")).await;
    }
    for id in &ids[..2] {
        let digest = edith.approve(id).await;
        edith.publish(id, digest).await;
    }
    let wire = || async { edith.get("/api/wire").await.done()["rows"].as_array().unwrap().len() };
    until(async || (wire().await == 2).then_some(())).await;
    for arguments in [&["--raw"][..], &[]] {
        let (code, said) = verify(&newsroom.server.client_url(), arguments).await;
        assert_eq!((code, &said["found"]), (Some(0), &json!(0)), "{said}");
        assert_eq!(said["wire"]["items"], 2, "{said}");
        assert_eq!(said["events"]["read"], said["events"]["end"], "{said}");
        assert!(said["folds"]["streams"].as_u64().unwrap() > 20, "{said}");
        assert_eq!(said["folds"]["articles"], 4, "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_as_it_must_be_gives_no_finding() {
    let log = Planted::with("verify-story", story()).await;
    log.put(&item(1, None)).await;
    log.finds(&["--raw"], &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deleted_events_are_gaps_wherever_they_stood() {
    let texts = ["a", "b", "c", "d", "e"].map(|text| policy("outlet-en", PolicyKind::Outlet, text));
    let others = ["f", "g"].map(|text| policy("rights-en", PolicyKind::Rights, text));
    let log = Planted::with("verify-gap", texts.into_iter().chain(others)).await;
    for sequence in [2, 3, 7] {
        log.events.delete_message(sequence).await.unwrap();
    }
    let said = log.finds(&[], &[("gap", 2), ("broken_chain", 4), ("gap", 7)]).await;
    assert_eq!(said["findings"][0]["to"], 3);
    assert_eq!(said["events"]["end"], 7);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_was_emptied_is_one_gap() {
    let log = Planted::with("verify-emptied", [policy("outlet-en", PolicyKind::Outlet, "a")]).await;
    log.events.purge().await.unwrap();
    log.finds(&[], &[("gap", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_ours_and_what_cannot_be_read_is_told_apart() {
    let log = Planted::with("verify-unreadable", [policy("outlet-en", PolicyKind::Outlet, "a")]).await;
    log.raw_append("event.gossip.x", None, b"{}".to_vec()).await;
    log.raw_append("event.policy.rights-en", Some(0), b"{\"id\":1}".to_vec()).await;
    let (subject, event) = policy("disclaimer-en", PolicyKind::Disclaimer, "a");
    let bytes = String::from_utf8(log.envelope(&subject, &event)).unwrap();
    let newer = bytes.replace("\"schemaversion\":1", "\"schemaversion\":99");
    log.raw_append("event.policy.disclaimer-en", Some(0), newer.into_bytes()).await;
    let said = log.finds(&[], &[("foreign", 2), ("unreadable", 3), ("from_the_future", 4)]).await;
    assert_eq!(said["from_the_future"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fact_that_does_not_name_the_one_before_it_breaks_the_chain() {
    let log = Planted::with("verify-chain", [policy("outlet-en", PolicyKind::Outlet, "a")]).await;
    let (subject, event) = policy("outlet-en", PolicyKind::Outlet, "b");
    log.raw_append(&subject.to_string(), None, log.envelope(&subject, &event)).await;
    let said = log.finds(&[], &[("broken_chain", 2)]).await;
    assert_eq!((&said["findings"][0]["before"], &said["findings"][0]["last"]), (&Value::Null, &json!(1)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_was_recorded_twice_is_found() {
    let log = Planted::with("verify-twice", []).await;
    let (subject, event) = policy("outlet-en", PolicyKind::Outlet, "a");
    let bytes = log.envelope(&subject, &event);
    log.raw_append(&subject.to_string(), Some(0), bytes.clone()).await;
    log.raw_append(&subject.to_string(), Some(1), bytes).await;
    let said = log.finds(&[], &[("command_twice", 2)]).await;
    assert_eq!(said["findings"][0]["first"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_envelope_on_anothers_subject_is_found() {
    let log = Planted::with("verify-subject", []).await;
    let (subject, event) = policy("outlet-en", PolicyKind::Outlet, "a");
    log.raw_append("event.policy.outlet-fr", Some(0), log.envelope(&subject, &event)).await;
    let said = log.finds(&[], &[("other_subject", 1)]).await;
    assert_eq!(said["findings"][0]["subject"], "event.policy.outlet-fr");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_are_not_those_of_their_digest_are_found_in_every_fact_that_carries_some() {
    for number in 1..=story().len() {
        let facts = altered(number, |event| document(event).blocks[1].text.push('!'));
        let log = Planted::with(&format!("verify-words-{number}"), facts).await;
        log.put(&item(1, None)).await;
        log.finds(&[], &[("other_words", number as u64)]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_translation_of_a_text_that_the_article_never_had_is_found() {
    let facts = altered(4, |event| {
        let Event::Translation(translation::Event::Submitted(submission)) = event else {
            panic!("a submission")
        };
        submission.origin.document = Digest::of(b"another text");
    });
    let log = Planted::with("verify-source", facts).await;
    log.put(&item(1, None)).await;
    log.finds(&[], &[("unknown_source", 4), ("behind_source", 4)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_translation_that_was_submitted_before_what_its_source_changed_was_accepted_is_found() {
    let mut newer = source();
    newer.blocks[1].text.push('!');
    let origin = Origin { revision: 2, document: newer.digest(), ..origin() };
    let (article, translation) = (story()[0].0.clone(), story()[2].0.clone());
    let (changed, gone) = (vec![BlockId(1)], Vec::new());
    let languages = ["en".parse().unwrap()].into();
    let revised =
        article::Revised { origin: origin.clone(), document: newer.clone(), changed, gone, languages };
    let open = vec![BlockId(1)];
    let change = translation::SourceChange { origin: origin.clone(), document: newer, open };
    let (block, until) = (BlockId(1), runtime::clock::now());
    let accepted = translation::Event::SourceAccepted { epoch: 1, block, revision: 2, until };

    let mut facts = story();
    facts.insert(2, (article, Event::Article(article::Event::Revised(revised.into()))));
    let changed = translation::Event::SourceChanged(change.into());
    facts.insert(4, (translation.clone(), Event::Translation(changed)));
    let log = Planted::with("verify-behind", facts.clone()).await;
    log.put(&item(1, None)).await;
    log.finds(&[], &[("behind_source", 6)]).await;

    // Accepted, and submitted as the answer to the newest text: nothing is wrong with that.
    facts.insert(5, (translation, Event::Translation(accepted)));
    if let Event::Translation(translation::Event::Submitted(submission)) = &mut facts[6].1 {
        submission.origin = origin;
    }
    let log = Planted::with("verify-accepted", facts).await;
    log.put(&item(1, None)).await;
    log.finds(&[], &[]).await;
}

/// A fact whose words are others, and have their own digest.
fn with_other_words(number: usize) -> Vec<(Subject, Event)> {
    altered(number, |event| {
        document(event).blocks[1].text.push('!');
        let is = document(event).digest();
        match event {
            Event::Edit(edit::Event::Opened(submission)) => submission.digest = is,
            Event::Edit(edit::Event::Approved(approval)) => approval.digest = is,
            Event::Publication(publication::Event::Prepared(approval)) => approval.digest = is,
            Event::Publication(publication::Event::Published(edition)) => edition.digest = is,
            Event::Source(_)
            | Event::Article(_)
            | Event::Translation(_)
            | Event::Edit(_)
            | Event::Term(_)
            | Event::Memory(_)
            | Event::Policy(_)
            | Event::Member(_)
            | Event::Newsroom(_) => panic!("it follows from no words"),
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_change_on_their_way_are_found_at_each_step() {
    let opened = Planted::with("verify-opened", with_other_words(5)).await;
    opened.put(&item(1, None)).await;
    opened.finds(&[], &[("not_submitted", 5), ("not_submitted", 6)]).await;
    let approved = Planted::with("verify-approved", with_other_words(6)).await;
    approved.put(&item(1, None)).await;
    approved.finds(&[], &[("not_submitted", 6), ("not_approved", 7), ("unapproved", 1)]).await;
    let prepared = Planted::with("verify-prepared", with_other_words(7)).await;
    prepared.put(&item(1, None)).await;
    prepared.finds(&[], &[("not_approved", 7), ("not_approved", 8)]).await;
    let published = Planted::with("verify-published", with_other_words(8)).await;
    published.put(&item(1, None)).await;
    published.finds(&[], &[("not_approved", 8), ("other_on_wire", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn raw_bytes_that_are_gone_or_others_are_found() {
    let gone = Planted::with("verify-raw-gone", story()).await;
    gone.put(&item(1, None)).await;
    gone.raw.delete(Digest::of(RAW).to_string()).await.unwrap();
    gone.finds(&[], &[("raw_missing", 1)]).await;
    gone.finds(&["--raw"], &[("raw_missing", 1)]).await;

    let others = Planted::with("verify-raw-others", story()).await;
    others.put(&item(1, None)).await;
    others.keep(&Digest::of(RAW).to_string(), b"other bytes").await;
    others.finds(&[], &[]).await;
    let said = others.finds(&["--raw"], &[("raw_other", 1)]).await;
    assert_eq!(said["findings"][0]["is"], Digest::of(b"other bytes").to_string());

    let parts = Planted::with("verify-raw-parts", story()).await;
    parts.put(&item(1, None)).await;
    parts.lose_parts().await;
    parts.finds(&["--raw"], &[("raw_unread", 1)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_on_the_wire_is_found() {
    let missing = Planted::with("verify-not-on-wire", story()).await;
    missing.finds(&[], &[("not_on_wire", 8)]).await;

    let gap = Planted::with("verify-wire-gap", story()).await;
    gap.put(&item(1, None)).await;
    gap.put(&item(2, None)).await;
    gap.wire.delete_message(1).await.unwrap();
    gap.finds(&[], &[("not_on_wire", 8), ("gap", 1), ("unpublished", 2)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_should_not_be_on_the_wire_is_found() {
    let log = Planted::with("verify-wire", story()).await;
    log.put(&item(1, None)).await;
    log.put(&item(1, None)).await;
    log.put(&item(2, Some(Digest::of(b"nobody's words")))).await;
    log.raw_append("wire.en.world.gossip", None, b"{\"headline\":\"Heard\"}".to_vec()).await;
    let expected = [("out_of_order", 2), ("unapproved", 3), ("unpublished", 3), ("no_item", 4)];
    log.finds(&[], &expected).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn folds_that_disagree_are_found() {
    let mut facts = story();
    // A request before its article: the board of the whole log has a piece that the article's own facts do not.
    let requested = facts.remove(2);
    facts.insert(0, requested);
    let log = Planted::with("verify-folds", facts).await;
    log.put(&item(1, None)).await;
    log.finds(&[], &[("unknown_source", 1), ("folds_disagree", 8)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_told_what_was_looked_at_and_what_findings_mean() {
    let log = Planted::with("verify-words", story()).await;
    let said = said(&log.server.client_url()).await;
    assert!(said.starts_with("Verified the log at nats://127.0.0.1:"), "{said}");
    assert!(said.contains("8 in 4 streams, up to sequence 8"), "{said}");
    assert!(said.contains("readers do not have it. Does the publishing service run?"), "{said}");
    assert!(said.contains("event 8  event.publication."), "{said}");
    assert!(said.trim_end().ends_with("One finding."), "{said}");
}
