//! Wires between clients and servers that can be cut after something was sent and before the answer has come.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_nats::ServerAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::Notify,
    task::JoinSet,
};

/// The most bytes that pass at once.
const CHUNK: usize = 64 * 1024;

/// A proxy before each server. It knows nothing of what passes.
pub struct Wires {
    addresses: Vec<ServerAddr>,
    scissors: Arc<Scissors>,
    _passing: JoinSet<()>,
}

#[derive(Default)]
struct Scissors {
    /// The next client that sends something loses its connection before it hears an answer.
    open: AtomicBool,
    closed: Notify,
}

impl Wires {
    pub async fn before(servers: &[ServerAddr]) -> Self {
        let scissors = Arc::new(Scissors::default());
        let (mut addresses, mut passing) = (Vec::new(), JoinSet::new());
        for server in servers {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            addresses.push(format!("nats://{}", listener.local_addr().unwrap()).parse().unwrap());
            passing.spawn(accept(listener, (server.host().to_owned(), server.port()), Arc::clone(&scissors)));
        }
        Self { addresses, scissors, _passing: passing }
    }

    /// Where the clients connect.
    pub fn addresses(&self) -> Vec<ServerAddr> {
        self.addresses.clone()
    }

    /// Waits until somebody sends something, lets it through, throws the answer away and cuts the connection.
    pub async fn cut(&self) {
        self.scissors.open.store(true, Ordering::SeqCst);
        self.scissors.closed.notified().await;
    }
}

async fn accept(listener: TcpListener, server: (String, u16), scissors: Arc<Scissors>) {
    // Dropped with the proxy, and so are the connections.
    let mut passing = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let (server, scissors) = (server.clone(), Arc::clone(&scissors));
        passing.spawn(async move {
            // A server that is not there is a connection that ends at once.
            if let Ok(server) = TcpStream::connect(server).await {
                let _ = pass(client, server, &scissors).await;
            }
        });
    }
}

/// Passes on what comes from both sides until one of them ends or the wire is cut.
async fn pass(client: TcpStream, server: TcpStream, scissors: &Scissors) -> io::Result<()> {
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let deaf = AtomicBool::new(false);
    let ended = tokio::select! {
        ended = requests(from_client, to_server, scissors, &deaf) => ended,
        ended = answers(from_server, to_client, &deaf) => ended,
    };
    if deaf.load(Ordering::SeqCst) {
        scissors.closed.notify_one();
    }
    ended
}

async fn requests(
    mut client: OwnedReadHalf,
    mut server: OwnedWriteHalf,
    scissors: &Scissors,
    deaf: &AtomicBool,
) -> io::Result<()> {
    let mut bytes = vec![0; CHUNK];
    loop {
        let length = client.read(&mut bytes).await?;
        if length == 0 {
            return Ok(());
        }
        // Deaf before the bytes pass: their answer must not slip through.
        if scissors.open.swap(false, Ordering::SeqCst) {
            deaf.store(true, Ordering::SeqCst);
        }
        server.write_all(&bytes[..length]).await?;
    }
}

async fn answers(mut server: OwnedReadHalf, mut client: OwnedWriteHalf, deaf: &AtomicBool) -> io::Result<()> {
    let mut bytes = vec![0; CHUNK];
    loop {
        let length = server.read(&mut bytes).await?;
        if length == 0 || deaf.load(Ordering::SeqCst) {
            return Ok(());
        }
        client.write_all(&bytes[..length]).await?;
    }
}
