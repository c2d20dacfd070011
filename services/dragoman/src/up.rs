//! `dragoman up`: a whole newsroom in one process, with a nats-server of its own unless one is given.

mod child;
mod invite;
mod listen;
mod ready;
mod services;
mod welcome;

use async_nats::ServerAddr;

use crate::{
    arguments::{Keeping, Up},
    open::{Opened, Promise, Whereabouts, named},
    place::{self, Folder, Place},
    say,
    seed::{self, Newsroom},
    signals::Signals,
};
use child::Child;
use listen::Address;
use services::{Reached, Services};
use welcome::Welcome;

/// Runs the newsroom until a signal, then drains it. A second signal stops it at once.
pub(crate) async fn run(up: Up, place: &Place) -> anyhow::Result<()> {
    up.telemetry.start("warn,access=info")?;
    let mut signals = Signals::listen()?;
    let folder = place.folder()?;
    let running = tokio::select! {
        running = Running::start(&up, &folder) => running?,
        () = signals.next() => return Ok(()),
    };
    let seeded = tokio::select! {
        seeded = running.furnish(&up, &folder) => seeded,
        () = signals.next() => Ok(None),
    };
    if let Ok(Some(welcome)) = &seeded {
        say::line(welcome);
        signals.next().await;
    }
    say::line("\nStopping; Ctrl-C again stops at once.");
    tokio::select! {
        () = running.stop(&folder) => say::line("Stopped. `up` carries on with what there is."),
        () = signals.next() => say::line("Stopped at once."),
    }
    seeded.map(drop)
}

/// All that is running.
struct Running {
    child: Option<Child>,
    opened: Opened,
    services: Services,
    whose: Newsroom,
    key: desk::Key,
    one_click: bool,
    is_elsewhere: bool,
    desk: String,
    nats: String,
}

impl Running {
    async fn start(up: &Up, folder: &Folder) -> anyhow::Result<Self> {
        let machine = up.asked.machine()?;
        check_entrance(up)?;
        folder.make()?;
        let (child, whereabouts) = whereabouts(up, folder).await?;
        let nats = named(&whereabouts.servers);
        let (opened, durability) =
            say::while_waiting("Opening the log …", Box::pin(whereabouts.open())).await?;
        let whose = seed::whose(&opened.log).await?;
        anyhow::ensure!(
            !up.demo || whose != Newsroom::Own,
            "{} holds a newsroom of its own, which is no demonstration: leave --demo out, or give another folder by --data",
            folder.path.display()
        );
        let address = Address::bind(up.listen)?;
        let (desk, is_elsewhere) = (address.url(), address.is_elsewhere(up.listen));
        let access = up.entrance.settings(up.demo && address.is_loopback(), address.own())?;
        let (key, one_click) = (folder.make_key()?, access.one_click);
        let (index, limits) = (folder.index(), up.often.limits());
        let reached = Reached { key: key.clone(), access, machine, index, limits };
        let services = Services::start(&opened, &durability, address, reached);
        Ok(Self { child, opened, services, whose, key, one_click, is_elsewhere, desk, nats })
    }

    /// Fills a new newsroom, and says where everything is.
    async fn furnish(&self, up: &Up, folder: &Folder) -> anyhow::Result<Option<Welcome>> {
        let furnished = seed::furnish(&self.opened, self.whose, up.demo);
        let whose = say::while_waiting("Setting up the newsroom …", furnished).await?;
        let ready = ready::wait(&self.opened.log, &self.desk);
        say::while_waiting("Reading the log …", ready).await?;
        let administrator = seed::administrator(whose);
        let invitation = invite::link(&self.opened.log, &self.desk, &self.key, &administrator);
        let invitation = if self.one_click { None } else { invitation.await? };
        folder.tell_address(&self.desk)?;
        folder.tell_servers(&self.nats)?;
        Ok(Some(Welcome {
            desk: self.desk.clone(),
            nats: self.nats.clone(),
            folder: folder.clone(),
            program: std::env::args().next().unwrap_or_else(|| "dragoman".to_owned()),
            is_demonstration: whose == Newsroom::Demonstration,
            is_elsewhere: self.is_elsewhere,
            one_click: self.one_click,
            invitation,
        }))
    }

    /// Lets everybody finish what is at hand: the services first, then the server that keeps their work.
    async fn stop(self, folder: &Folder) {
        folder.forget_address();
        self.services.stop().await;
        if let Err(error) = self.opened.client.flush().await {
            tracing::warn!(%error, "the last answers may be lost");
        }
        if let Some(child) = self.child {
            child.stop().await;
        }
    }
}

/// Whether people can come in as it is said, before anything is started.
fn check_entrance(up: &Up) -> anyhow::Result<()> {
    let listens = up.listen.unwrap_or(listen::USUAL);
    up.entrance.settings(false, listen::own(listens))?;
    if up.demo && listens.ip().is_loopback() { up.entrance.leads_nobody_here() } else { Ok(()) }
}

/// The server that is given, or a child.
async fn whereabouts(up: &Up, folder: &Folder) -> anyhow::Result<(Option<Child>, Whereabouts)> {
    if !up.servers.is_empty() {
        return Ok((None, Whereabouts::given(up.servers.clone(), &up.keeping)?));
    }
    let Keeping { replicas, .. } = up.keeping;
    anyhow::ensure!(
        replicas == 1,
        "the nats-server that is started stands alone: leave --replicas out, or give --nats"
    );
    let cache = place::cache(up.xdg_cache_home.as_deref())?;
    let binary = child::binary(up.nats_server.as_deref(), &cache).await?;
    let server = child::start(binary, folder.nats(), up.nats_port).await?;
    let url: ServerAddr = server.client_url().parse()?;
    let promise = Promise::Seen { at: vec![server.monitor_url()] };
    Ok((Some(Child::keep(server)), Whereabouts { servers: vec![url], promise, replicas: 1 }))
}
