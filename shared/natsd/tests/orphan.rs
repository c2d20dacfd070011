//! The server ends when the process that started it is killed with -9. Run with `hold`, this program is that
//! process; else it is the test.

mod binary;

use std::env;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use natsd::Server;

const END_WITHIN: Duration = Duration::from_secs(10);

fn main() {
    if env::args().nth(1).as_deref() == Some("hold") {
        return hold();
    }
    if Command::new("setpriv")
        .args(["--pdeathsig", "TERM", "true"])
        .status()
        .is_ok_and(|tried| tried.success())
    {
        a_server_ends_when_its_starter_is_killed();
    }
}

fn a_server_ends_when_its_starter_is_killed() {
    let this = env::current_exe().expect("a running program has a path");
    let mut starter = Command::new(this)
        .arg("hold")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program runs");
    let mut url = String::new();
    let told = starter.stdout.take().expect("it is piped");
    BufReader::new(told).read_line(&mut url).expect("the starter tells the url");
    let address = url.trim().trim_start_matches("nats://");
    let mut connection = TcpStream::connect(address).expect("the server accepts");
    starter.kill().expect("the starter runs");
    starter.wait().expect("it was killed");
    // The server's greeting, then the end of the connection, because the server ended.
    connection.set_read_timeout(Some(END_WITHIN)).expect("the bound is not zero");
    let ended = connection.read_to_end(&mut Vec::new()).map_err(|error| error.kind());
    assert!(matches!(ended, Ok(_) | Err(ErrorKind::ConnectionReset)), "{ended:?}");
}

/// Starts a server, tells its url and waits to be killed; ends by itself when the test is no more.
fn hold() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(async {
        Server::start(binary::settings("orphan").await).await.expect("the server starts")
    });
    writeln!(io::stdout(), "{}", server.client_url()).expect("the test reads");
    io::stdin().read_to_end(&mut Vec::new()).expect("the test holds our input open");
}
