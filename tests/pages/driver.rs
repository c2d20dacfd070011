//! The protocol of the W3C for drivers of browsers (level 2), as chromedriver speaks it: one driver, one browser, one session.

use std::{
    io::{Read, Write},
    net::TcpStream,
    process::Stdio,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{newsroom::PATIENCE, tools::Chromium};

/// What the browser is started with: nothing of it speaks to anybody on its own.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1440,900",
];

/// What the browser could not do.
#[derive(Debug, thiserror::Error)]
#[error("{error}: {message}")]
pub struct Failed {
    /// The name that the standard gives it: `no such element`.
    pub error: String,
    pub message: String,
}

pub struct Driver {
    http: reqwest::Client,
    address: String,
    session: String,
    process: Child,
    browser: Option<rustix::process::Pid>,
}

impl Driver {
    /// A browser as it comes new.
    pub async fn start(chromium: &Chromium) -> Self {
        let mut command = Command::new(&chromium.driver);
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines.next_line().await.unwrap().expect("chromedriver says its port");
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build().unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let mut driver = Self { http, address, session: String::new(), process, browser: None };
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "binary": chromium.browser, "args": ARGUMENTS },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": 60_000, "pageLoad": 60_000, "implicit": 0 },
            "unhandledPromptBehavior": "accept",
        } } });
        let made = driver.send("POST", "/session", Some(&wanted)).await.expect("a browser starts");
        let number =
            made["capabilities"]["goog:processID"].as_i64().and_then(|number| i32::try_from(number).ok());
        driver.browser = number.and_then(rustix::process::Pid::from_raw);
        driver.session = made["sessionId"].as_str().map(str::to_owned).unwrap();
        driver
    }

    pub async fn get(&self, path: &str) -> Result<Value, Failed> {
        self.send("GET", &format!("/session/{}{path}", self.session), None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, Failed> {
        self.send("POST", &format!("/session/{}{path}", self.session), Some(body)).await
    }

    /// A command of Chromium's own protocol, behind its tools for developers.
    pub async fn devtools(&self, command: &str, with: Value) -> Value {
        let body = json!({ "cmd": command, "params": with });
        self.post("/goog/cdp/execute", &body).await.unwrap_or_else(|failed| panic!("{command}: {failed}"))
    }

    /// What was noted since this was asked last: `browser` or `performance`.
    pub async fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.post("/se/log", &json!({ "type": kind })).await.unwrap();
        entries.as_array().unwrap().clone()
    }

    async fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Failed> {
        let request = self.http.request(method.parse().unwrap(), format!("{}{path}", self.address));
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        let answer = request.send().await.expect("chromedriver answers");
        let status = answer.status();
        let mut answer: Value = answer.json().await.unwrap();
        let value = answer["value"].take();
        if status.is_success() {
            return Ok(value);
        }
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Err(Failed { error: text("error"), message: text("message") })
    }
}

impl Drop for Driver {
    /// The browser is a child of the driver: it goes only when the driver is told to end the session. A test may be failing
    /// just now, so nothing is awaited here but this one answer.
    fn drop(&mut self) {
        let host = self.address.trim_start_matches("http://");
        let told = TcpStream::connect(host).and_then(|mut connection| {
            connection.set_read_timeout(Some(Duration::from_secs(10)))?;
            let head = format!(
                "DELETE /session/{} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
                self.session
            );
            connection.write_all(head.as_bytes())?;
            connection.read(&mut [0; 64])
        });
        drop(told);
        // One that is told to go while it is busy may stay all the same.
        if let Some(browser) = self.browser {
            let _ = rustix::process::kill_process(browser, rustix::process::Signal::KILL);
        }
        let _ = self.process.start_kill();
    }
}
