//! The line between a browser and the desk: it can be cut, and mended. What is cut is cut for everything, also for what a page
//! sends while it closes.

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

pub struct Line {
    /// Where the desk is for whoever is at this end.
    pub address: String,
    whole: watch::Sender<bool>,
}

impl Line {
    pub async fn to(desk: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let whole = watch::Sender::new(true);
        let (desk, state) = (desk.trim_start_matches("http://").to_owned(), whole.subscribe());
        tokio::spawn(async move {
            while let Ok((here, _)) = listener.accept().await {
                tokio::spawn(carry(here, desk.clone(), state.clone()));
            }
        });
        Self { address, whole }
    }

    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    pub fn mend(&self) {
        self.whole.send_replace(true);
    }
}

/// Carries one connection until it ends or the line is cut.
async fn carry(mut here: TcpStream, desk: String, mut whole: watch::Receiver<bool>) {
    if !*whole.borrow() {
        return;
    }
    let Ok(mut there) = TcpStream::connect(&desk).await else { return };
    tokio::select! {
        _ = copy_bidirectional(&mut here, &mut there) => {}
        _ = whole.wait_for(|whole| !whole) => {}
    }
}
