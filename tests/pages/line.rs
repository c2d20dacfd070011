//! The line between a browser and the desk: it can be cut, and mended. What is cut is cut for everything, also for what a page
//! sends while it closes. It can also lose what the desk answers, and nothing else.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Whole,
    LosingAnswers,
    Cut,
}

pub struct Line {
    /// Where the desk is for whoever is at this end.
    pub address: String,
    state: watch::Sender<State>,
}

impl Line {
    pub async fn to(desk: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = watch::Sender::new(State::Whole);
        let (desk, states) = (desk.trim_start_matches("http://").to_owned(), state.subscribe());
        tokio::spawn(async move {
            while let Ok((here, _)) = listener.accept().await {
                tokio::spawn(carry(here, desk.clone(), states.clone()));
            }
        });
        Self { address, state }
    }

    pub fn cut(&self) {
        self.state.send_replace(State::Cut);
    }

    pub fn mend(&self) {
        self.state.send_replace(State::Whole);
    }

    /// From now on what the desk answers is lost, until the line is cut: then the browser learns that nothing comes.
    pub fn lose_answers(&self) {
        self.state.send_replace(State::LosingAnswers);
    }
}

/// Carries one connection until it ends or the line is cut.
async fn carry(here: TcpStream, desk: String, mut state: watch::Receiver<State>) {
    if *state.borrow() == State::Cut {
        return;
    }
    let Ok(there) = TcpStream::connect(&desk).await else { return };
    let (mut asked, browser) = here.into_split();
    let (answered, mut to_desk) = there.into_split();
    tokio::select! {
        _ = copy(&mut asked, &mut to_desk) => {}
        () = answer(answered, browser, state.clone()) => {}
        _ = state.wait_for(|state| *state == State::Cut) => {}
    }
}

/// Carries what the desk answers, as far as it is not lost.
async fn answer(mut desk: OwnedReadHalf, mut browser: OwnedWriteHalf, state: watch::Receiver<State>) {
    let mut bytes = [0; 16_384];
    loop {
        let Ok(read @ 1..) = desk.read(&mut bytes).await else { return };
        if *state.borrow() == State::Whole && browser.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}
