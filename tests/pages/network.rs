//! What a page asks of the network, as the browser notes it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{newsroom::until, window::Window};

/// The first load of a page with everything that it asks for.
#[derive(Debug, Default)]
pub struct Load {
    /// Addresses, by the browser's names for requests.
    pub asked: BTreeMap<String, String>,
    /// The document itself.
    pub document: Option<String>,
    pub status: u64,
    /// As the resources are, in bytes.
    pub whole: u64,
    /// As they came over the network, with their headers.
    pub transferred: u64,
    pending: BTreeSet<String>,
}

impl Load {
    /// Opens a page as for the first time, and waits until it has all that it asks for.
    pub async fn of(window: &Window, path: &str) -> Self {
        window.driver.devtools("Network.clearBrowserCache", json!({})).await;
        window.driver.log("performance").await;
        window.driver.log("browser").await;
        window.go(path).await;
        let mut load = Self::default();
        until(async || {
            for entry in window.driver.log("performance").await {
                let noted: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
                load.note(&noted["message"]);
            }
            (load.document.is_some() && load.pending.is_empty()).then_some(())
        })
        .await;
        load
    }

    /// The document as it came.
    pub async fn html(&self, window: &Window) -> String {
        let body =
            window.driver.devtools("Network.getResponseBody", json!({ "requestId": self.document })).await;
        body["body"].as_str().unwrap().to_owned()
    }

    /// Requests to anywhere but the desk.
    pub fn elsewhere(&self, desk: &str) -> Vec<String> {
        let ours = |address: &&String| {
            address.starts_with(desk) || address.starts_with("data:") || address.starts_with("blob:")
        };
        self.asked.values().filter(|address| !ours(address)).cloned().collect()
    }

    fn note(&mut self, event: &Value) {
        let with = &event["params"];
        let Some(request) = with["requestId"].as_str().map(str::to_owned) else { return };
        let number = |name: &str| with[name].as_f64().map_or(0, whole);
        match event["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                let address = with["request"]["url"].as_str().unwrap().to_owned();
                if with["type"] == "Document" {
                    self.document = Some(request.clone());
                }
                self.asked.insert(request.clone(), address);
                // News go on for as long as the page is open.
                if with["type"] != "EventSource" {
                    self.pending.insert(request);
                }
            }
            "Network.responseReceived" if self.document.as_ref() == Some(&request) => {
                self.status = with["response"]["status"].as_u64().unwrap();
            }
            "Network.dataReceived" => self.whole += number("dataLength"),
            "Network.loadingFinished" => {
                self.transferred += number("encodedDataLength");
                self.pending.remove(&request);
            }
            "Network.loadingFailed" => {
                self.pending.remove(&request);
            }
            _ => {}
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the browser tells counts of bytes as numbers of JSON"
)]
fn whole(number: f64) -> u64 {
    number as u64
}
