//! A machine that can be asked for translations.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use desk::machine::{Bounds, Machine};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What the machine makes of every text.
pub const SAID: &str = "<b>The machine</b> says this";

/// A server that speaks the `LibreTranslate` API.
pub struct Server {
    address: String,
    pub asked: Arc<Mutex<Vec<Value>>>,
    /// Why it refuses, if it does.
    pub refuses: Arc<Mutex<Option<String>>>,
}

impl Server {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (asked, refuses) = (Arc::<Mutex<Vec<Value>>>::default(), Arc::<Mutex<Option<String>>>::default());
        let (heard, refusing) = (Arc::clone(&asked), Arc::clone(&refuses));
        let translate = async move |Json(question): Json<Value>| -> Response {
            heard.lock().unwrap().push(question);
            match refusing.lock().unwrap().clone() {
                Some(why) => (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response(),
                None => Json(json!({ "translatedText": SAID })).into_response(),
            }
        };
        let app = Router::new().route("/translate", post(translate));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, asked, refuses }
    }

    pub fn machine(&self) -> Machine {
        Machine::new("Test engine", &self.address, Some("key".to_owned()), Bounds::default()).unwrap()
    }

    pub fn times(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}
