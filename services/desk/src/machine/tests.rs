//! Against a real server over HTTP that speaks the API, or does anything but.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use futures_util::stream;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::*;

/// Serves one answer to every question at `/translate`; gives the address and what was asked.
async fn serving(
    answer: impl Fn(&Value) -> Response + Clone + Send + Sync + 'static,
) -> (String, Arc<Mutex<Vec<Value>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&asked);
    let translate = async move |Json(question): Json<Value>| {
        heard.lock().unwrap().push(question.clone());
        answer(&question)
    };
    let app = Router::new().route("/translate", post(translate));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, asked)
}

async fn ask(address: &str, bounds: Bounds) -> Result<String, Failure> {
    let (from, into) = ("ar-eg".parse().unwrap(), "en".parse().unwrap());
    let machine = Machine::new("Test engine", address, Some("secret".to_owned()), bounds).unwrap();
    machine.translate("أعيد فتح الجسر", &from, &into).await
}

async fn answered(
    answer: impl Fn(&Value) -> Response + Clone + Send + Sync + 'static,
) -> Result<String, Failure> {
    let short = Bounds { whole: Duration::from_millis(500), ..Bounds::default() };
    ask(&serving(answer).await.0, short).await
}

#[tokio::test]
async fn a_text_is_asked_for_as_the_api_says() {
    let (address, asked) =
        serving(|_| Json(json!({ "translatedText": "The bridge was reopened" })).into_response()).await;
    for address in [address.clone(), format!("{address}/")] {
        assert_eq!(ask(&address, Bounds::default()).await.unwrap(), "The bridge was reopened");
    }
    let question = json!({
        "q": "أعيد فتح الجسر", "source": "ar", "target": "en", "format": "text", "api_key": "secret"
    });
    assert_eq!(*asked.lock().unwrap(), [question.clone(), question]);
}

#[tokio::test]
async fn without_a_key_none_is_sent() {
    let (address, asked) = serving(|_| Json(json!({ "translatedText": "x" })).into_response()).await;
    let machine = Machine::new("Test engine", &address, None, Bounds::default()).unwrap();
    machine.translate("ا", &"ar".parse().unwrap(), &"en".parse().unwrap()).await.unwrap();
    assert!(asked.lock().unwrap()[0].get("api_key").is_none());
}

#[tokio::test]
async fn what_the_server_refuses_is_told_in_its_words() {
    let refused = answered(|_| {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": "ar is not\u{7} supported\n" }))).into_response()
    });
    let refused = refused.await;
    assert_eq!(refused, Err(Failure::Refused { status: 400, said: "ar is not supported".to_owned() }));
    let long =
        answered(|_| (StatusCode::FORBIDDEN, Json(json!({ "error": "x".repeat(9000) }))).into_response())
            .await;
    assert!(matches!(long, Err(Failure::Refused { status: 403, said }) if said.len() == SAID_MOST));
    let bare = answered(|_| StatusCode::TOO_MANY_REQUESTS.into_response()).await;
    assert_eq!(bare, Err(Failure::Refused { status: 429, said: "it says nothing more".to_owned() }));
}

#[tokio::test]
async fn an_answer_that_is_none_of_the_api_is_not_taken_for_words() {
    for wrong in [
        json!({}),
        json!({ "translatedText": 7 }),
        json!({ "translatedText": ["x"] }),
        json!("x"),
        json!(null),
    ] {
        let answer = wrong.clone();
        assert_eq!(
            answered(move |_| Json(answer.clone()).into_response()).await,
            Err(Failure::NotUnderstood),
            "{wrong}"
        );
    }
    assert_eq!(answered(|_| "<html>".into_response()).await, Err(Failure::NotUnderstood));
    assert_eq!(
        answered(|_| b"{\"translatedText\":\"\xff\"}".into_response()).await,
        Err(Failure::NotUnderstood)
    );
    assert_eq!(
        answered(|_| Json(json!({ "translatedText": " \u{1} \n" })).into_response()).await,
        Err(Failure::NoWords)
    );
}

#[tokio::test]
async fn words_of_the_machine_are_data_and_come_without_control_characters() {
    let hostile = "<script>alert(1)</script>\u{0}\u{1b}[31m\r\nsecond\tline";
    let words = answered(move |_| Json(json!({ "translatedText": hostile })).into_response()).await;
    assert_eq!(words.unwrap(), "<script>alert(1)</script>[31m\nsecond line");
}

#[tokio::test]
async fn an_answer_that_is_huge_or_never_ends_is_given_up() {
    let fits = "x".repeat(BLOCK_BYTES_MOST);
    let longest = fits.clone();
    let words = answered(move |_| Json(json!({ "translatedText": longest.clone() })).into_response()).await;
    assert_eq!(words.unwrap(), fits);
    let long = answered(move |_| Json(json!({ "translatedText": format!("{fits}x") })).into_response()).await;
    assert_eq!(long, Err(Failure::TooLarge));
    let endless = || stream::repeat_with(|| Ok::<_, std::io::Error>("x".repeat(10_000)));
    assert_eq!(answered(move |_| Body::from_stream(endless()).into_response()).await, Err(Failure::TooLarge));
}

#[tokio::test]
async fn an_answer_that_is_slow_or_breaks_off_is_given_up() {
    let silent = || stream::pending::<Result<String, std::io::Error>>();
    let slow = answered(move |_| Body::from_stream(silent()).into_response()).await;
    assert_eq!(slow, Err(Failure::TookTooLong { seconds: 0 }));
    let broken = || stream::iter([Ok("{\"tr".to_owned()), Err(std::io::Error::other("gone"))]);
    let broken = answered(move |_| Body::from_stream(broken()).into_response()).await;
    assert_eq!(broken, Err(Failure::NotUnderstood));
    // Nobody listens at a port that was just given back.
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(ask(&format!("http://{free}"), Bounds::default()).await, Err(Failure::Unreachable));
}

#[tokio::test]
async fn a_text_is_not_sent_on_to_elsewhere() {
    let (elsewhere, heard) = serving(|_| Json(json!({ "translatedText": "x" })).into_response()).await;
    let location = format!("{elsewhere}/translate");
    let moved = answered(move |_| {
        (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location.clone())]).into_response()
    });
    assert_eq!(moved.await, Err(Failure::LeadsElsewhere));
    assert!(heard.lock().unwrap().is_empty());
}

#[test]
fn an_address_is_one_of_the_web_and_holds_no_secrets() {
    let new = |address: &str| {
        Machine::new("Test engine", address, None, Bounds::default())
            .map(|machine| machine.address.to_string())
    };
    assert_eq!(new("https://mt.example/api/").unwrap(), "https://mt.example/api/translate");
    for wrong in [
        "",
        "mt.example",
        "ftp://mt.example",
        "file:///etc/passwd",
        "http://a:b@mt.example",
        "http://",
        "http://mt.example/?key=1",
    ] {
        assert_eq!(new(wrong), Err(Failure::NotAnAddress), "{wrong}");
    }
    let told = format!(
        "{:?}",
        Machine::new("Test engine", "http://mt.example", Some("secret".to_owned()), Bounds::default())
            .unwrap()
    );
    assert!(!told.contains("secret"), "{told}");
}
