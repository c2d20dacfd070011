//! A real nats-server as a child.

#![expect(clippy::unwrap_used, reason = "clippy takes only the test functions for tests, not what they call")]

mod binary;

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use natsd::{Error, Port, Server};
use rustix::process::{Pid, Signal, kill_process};

fn get(server: &Server, path: &str) -> String {
    let url = server.monitor_url();
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

fn connect(server: &Server) -> std::io::Result<TcpStream> {
    TcpStream::connect(server.client_url().strip_prefix("nats://").unwrap())
}

#[tokio::test]
async fn a_started_server_answers_where_it_says() {
    let server = Server::start(binary::settings("answers").await).await.unwrap();
    assert!(connect(&server).is_ok());
    assert!(get(&server, "/healthz").contains("ok"));
    server.stop().await.unwrap();
}

#[tokio::test]
async fn every_write_is_flushed_before_it_is_acknowledged() {
    let server = Server::start(binary::settings("flushes").await).await.unwrap();
    let told: serde_json::Value = serde_json::from_str(&get(&server, "/varz")).unwrap();
    assert_eq!(told["jetstream"]["config"]["sync_always"], true);
    assert_eq!(told["host"], "127.0.0.1");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_limit_of_the_store_holds_from_the_next_restart_on() {
    let mut server = Server::start(binary::settings("limited").await).await.unwrap();
    let most = |server: &Server| {
        let told: serde_json::Value = serde_json::from_str(&get(server, "/varz")).unwrap();
        told["jetstream"]["config"]["max_storage"].as_u64().unwrap()
    };
    server.limit_store(1_000_000);
    server.restart().await.unwrap();
    assert_eq!(most(&server), 1_000_000);
    server.unlimit_store();
    server.restart().await.unwrap();
    // What the disk leaves free, which others use too.
    assert!(most(&server) > 1_000_000);
}

#[tokio::test]
async fn a_second_server_on_the_folder_is_refused() {
    let settings = binary::settings("second").await;
    let server = Server::start(settings.clone()).await.unwrap();
    let error = Server::start(settings.clone()).await.unwrap_err();
    assert!(matches!(error, Error::FolderInUse { .. }), "{error}");
    server.stop().await.unwrap();
    Server::start(settings).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_restarts_on_the_same_ports() {
    let mut server = Server::start(binary::settings("restart").await).await.unwrap();
    let before = (server.client_url(), server.monitor_url());
    for _ in 0..3 {
        server.kill().await.unwrap();
        assert_eq!(server.pid(), None);
        assert!(connect(&server).is_err());
        server.restart().await.unwrap();
        assert_eq!((server.client_url(), server.monitor_url()), before);
        assert!(connect(&server).is_ok());
    }
}

#[tokio::test]
async fn a_running_server_can_be_restarted() {
    let mut server = Server::start(binary::settings("running").await).await.unwrap();
    let before = server.pid();
    server.restart().await.unwrap();
    assert_ne!(server.pid(), before);
    assert!(connect(&server).is_ok());
}

#[tokio::test]
async fn the_end_of_a_server_is_seen() {
    let mut server = Server::start(binary::settings("exited").await).await.unwrap();
    kill_process(pid(&server), Signal::KILL).unwrap();
    assert!(!server.exited().await.unwrap().success());
    assert_eq!(server.pid(), None);
}

#[tokio::test]
async fn a_paused_server_is_silent_until_it_is_resumed() {
    let server = Server::start(binary::settings("paused").await).await.unwrap();
    server.pause().unwrap();
    let mut connection = connect(&server).unwrap();
    connection.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
    let mut greeting = [0; 4];
    assert!(connection.read_exact(&mut greeting).is_err());
    server.resume().unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    connection.read_exact(&mut greeting).unwrap();
    assert_eq!(&greeting, b"INFO");
}

#[tokio::test]
async fn a_server_left_behind_is_ended_first() {
    let settings = binary::settings("left-behind").await;
    let config = settings.folder.join("nats-server.conf");
    let server = Server::start(settings.clone()).await.unwrap();
    server.stop().await.unwrap();
    // What a killed dragoman leaves where there is no setpriv: a server on the folder and no lock.
    let config = config.canonicalize().unwrap();
    let mut left = tokio::process::Command::new(&settings.binary)
        .arg("-c")
        .arg(&config)
        .current_dir(&settings.folder)
        .stderr(std::process::Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let expected = left.id().unwrap().to_string();
    let pid_file = settings.folder.join("nats-server.pid");
    while std::fs::read_to_string(&pid_file).ok().as_deref() != Some(&expected) {
        tokio::task::yield_now().await;
    }
    let server = Server::start(settings).await.unwrap();
    left.wait().await.unwrap();
    assert!(connect(&server).is_ok());
}

#[tokio::test]
async fn a_process_that_only_has_the_id_of_an_old_server_is_let_live() {
    let settings = binary::settings("other-process").await;
    let mut other = tokio::process::Command::new("cat")
        .stdin(std::process::Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    std::fs::create_dir_all(&settings.folder).unwrap();
    std::fs::write(settings.folder.join("nats-server.pid"), other.id().unwrap().to_string()).unwrap();
    let _server = Server::start(settings).await.unwrap();
    assert!(other.try_wait().unwrap().is_none());
}

#[tokio::test]
async fn a_server_outlives_the_thread_that_started_it() {
    let settings = binary::settings("thread").await;
    let runtime = tokio::runtime::Handle::current();
    let starter = std::thread::spawn(move || runtime.block_on(Server::start(settings)));
    let mut server = tokio::task::spawn_blocking(|| starter.join().unwrap().unwrap()).await.unwrap();
    let ended = tokio::time::timeout(Duration::from_millis(200), server.exited()).await;
    assert!(ended.is_err());
}

#[tokio::test]
async fn a_dropped_server_ends_and_leaves_its_folder() {
    let settings = binary::settings("dropped").await;
    let server = Server::start(settings.clone()).await.unwrap();
    let mut connection = connect(&server).unwrap();
    drop(server);
    connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let ended = connection.read_to_end(&mut Vec::new()).map_err(|error| error.kind());
    assert!(matches!(ended, Ok(_) | Err(ErrorKind::ConnectionReset)), "{ended:?}");
    Server::start(settings).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_preferred_port_is_taken_if_it_is_free() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let settings = binary::settings("preferred").await;
    let server = Server::start(natsd::Settings { port: Port::Preferred(port), ..settings }).await.unwrap();
    assert_eq!(server.client_url(), format!("nats://127.0.0.1:{port}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_prefer_one_port_all_start_though_they_start_at_once() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut starting = tokio::task::JoinSet::new();
    for number in 0..4 {
        let settings = binary::settings(&format!("at-once-{number}")).await;
        starting.spawn(Server::start(natsd::Settings { port: Port::Preferred(free), ..settings }));
    }
    let mut addresses = std::collections::BTreeSet::new();
    for server in starting.join_all().await {
        let server = server.unwrap();
        assert!(connect(&server).is_ok());
        addresses.insert(server.client_url());
    }
    assert_eq!(addresses.len(), 4);
}

#[tokio::test]
async fn why_a_server_did_not_start_is_told() {
    let settings = binary::settings("broken").await;
    std::fs::create_dir_all(&settings.folder).unwrap();
    std::fs::write(settings.folder.join("jetstream"), "a file where the store should be").unwrap();
    let error = Server::start(settings).await.unwrap_err();
    assert!(matches!(error, Error::Ended { .. }), "{error}");
    assert!(error.to_string().contains("JetStream"), "{error}");
}

fn pid(server: &Server) -> Pid {
    Pid::from_raw(server.pid().unwrap().cast_signed()).unwrap()
}
