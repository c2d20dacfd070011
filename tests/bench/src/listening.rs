//! What it costs a desk to keep many open pages told: the processor time of a desk in a process of its own, while pages in
//! another process listen and facts are written to the log ten times a second.

mod pages;

use std::{
    fs,
    io::{self, Read},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::Context;
use chrono::TimeDelta;
use contract::{
    Language, MemberId, PieceId, Role, Subject,
    member::{self, Membership},
    translation::{Event, Lease, Requested},
};
use journal::Log;
use runtime::clock;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

pub(crate) use pages::listen;

use crate::{
    desk::Desk,
    facts::written,
    ground::{self, Ground},
    report::{Better, Figure, Report},
    versions::{OURS, locked, machine},
    way,
};

/// How many people there are at how many pieces, and for how long they are watched.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) people: usize,
    pub(crate) seconds: u32,
}

/// What the aim is stated for.
pub(crate) const FULL: Size = Size { people: 200, seconds: 30 };

pub(crate) const QUICK: Size = Size { people: 200, seconds: 5 };

/// So many facts are written in a second, each of which moves a piece in the queue.
const FACTS_PER_SECOND: u32 = 10;

/// Before it is measured: all are connected, and who looks is known.
const SETTLES: Duration = Duration::from_secs(3);

/// Less than this often in a second a page is not told what moves: a desk that tells nothing would cost nothing.
const TOLD_LEAST: f64 = 1.0;

/// What listeners may cost on top of what the desk does without them, in hundredths of one processor.
const AIM: f64 = 10.0;

const GROUP: &str = "processor time of the desk, of one core";

/// The kernel counts processor time in these.
const TICKS_PER_SECOND: f64 = 100.0;

/// What the pages do besides listening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Pages {
    /// Nothing.
    Listen,
    /// Each asks for the rows that moved, as browsers do.
    Ask,
}

pub(crate) async fn measure(size: Size) -> anyhow::Result<Report> {
    let binary = ground::binary().await?;
    let ground = Ground::alone(&binary, "live").await?;
    let mut versions = fill(&ground.log, size.people).await?;
    let quiet = run(&ground, size, &mut versions, None).await?;
    let listening = run(&ground, size, &mut versions, Some(Pages::Listen)).await?;
    let asking = run(&ground, size, &mut versions, Some(Pages::Ask)).await?;
    let figure = |name, what, value| Figure::plain(GROUP, name, what, value, "%", Better::Lower);
    let told = |name, what, value| Figure::plain("news", name, what, value, "a second", Better::Higher);
    let figures = vec![
        figure("live_quiet", "ten facts a second, nobody listens", quiet.percent),
        figure("live_listening", "what is added where 200 pages are told", listening.percent - quiet.percent)
            .aim(AIM, Better::Lower),
        figure(
            "live_asking",
            "what is added where each asks for the rows that moved as well",
            asking.percent - quiet.percent,
        )
        .aim(AIM, Better::Lower),
        told("live_told", "news told to each page", listening.told),
        told("live_asked", "rows asked for by each page that asks", asking.asked),
    ];
    let versions = vec![
        format!("dragoman {}", env!("CARGO_PKG_VERSION")),
        ground::version(&binary).await?,
        locked(OURS, "axum"),
    ];
    ground.stop().await?;
    let ground = format!("{} people, each at a piece and the queue, for {} s", size.people, size.seconds);
    let method =
        "The user and system time of the desk's process by /proc, which the other processes do not share.";
    Ok(Report { name: "live", figures, machine: machine(), ground, method, versions })
}

/// What one run came to.
struct Came {
    percent: f64,
    /// By each page in a second.
    told: f64,
    asked: f64,
}

async fn run(
    ground: &Ground,
    size: Size,
    versions: &mut [u64],
    pages: Option<Pages>,
) -> anyhow::Result<Came> {
    let address = &ground.addresses()[0];
    let people = size.people.to_string();
    let mut desk = Beside::start(&["desk", "--address", address, "--people", &people])?;
    let at = desk.said().await?;
    let process = desk.child.id().context("the desk has ended by itself")?;
    let mut listeners = match pages {
        None => None,
        Some(pages) => {
            let kind = if pages == Pages::Ask { "ask" } else { "listen" };
            let mut listeners = Beside::start(&["listen", kind, "--desk", &at, "--people", &people])?;
            anyhow::ensure!(listeners.said().await? == "listening", "the pages did not come to listen");
            Some(listeners)
        }
    };
    tokio::time::sleep(SETTLES).await;
    let (before, start) = (used(process)?, Instant::now());
    write(&ground.log, size, versions).await?;
    let seconds = start.elapsed().as_secs_f64();
    let percent = (used(process)? - before) / seconds * 100.0;
    let mut came = Came { percent, told: 0.0, asked: 0.0 };
    if let Some(listeners) = &mut listeners {
        let said = listeners.end().await?;
        let (told, asked) = said.split_once(' ').context("the pages did not say what they heard")?;
        let people = f64::from(u32::try_from(size.people)?);
        came.told = told.parse::<f64>()? / people / seconds;
        came.asked = asked.parse::<f64>()? / people / seconds;
        anyhow::ensure!(came.told >= TOLD_LEAST, "the pages were told of {} things a second", came.told);
    }
    desk.end().await?;
    Ok(came)
}

/// People, and a piece for each.
async fn fill(log: &Log, people: usize) -> anyhow::Result<Vec<u64>> {
    let at = clock::now();
    let mut versions = Vec::with_capacity(people);
    for number in 0..people {
        let member = member(number);
        let subject = Subject::member(&member);
        let languages = [].into();
        let joined =
            Membership { name: format!("Person {number}"), roles: [Role::Translator].into(), languages };
        log.append(&subject, 0, written(&subject, 0, at, &member::Event::Joined(joined))).await?;
        let requested = Event::Requested(Box::new(Requested { language: english(), ..way::requested() }));
        let subject = Subject::translation(&piece(number));
        versions.push(log.append(&subject, 0, written(&subject, 0, at, &requested)).await?);
    }
    Ok(versions)
}

/// One piece after the other is claimed, and claimed anew when its turn comes again.
async fn write(log: &Log, size: Size, versions: &mut [u64]) -> anyhow::Result<()> {
    let mut beat = tokio::time::interval(Duration::from_secs(1) / FACTS_PER_SECOND);
    for number in 0..size.seconds * FACTS_PER_SECOND {
        beat.tick().await;
        let at = clock::now();
        let number = usize::try_from(number)?;
        let (subject, version) = (Subject::translation(&piece(number % size.people)), number % size.people);
        let version = versions.get_mut(version).context("each piece has a version")?;
        let epoch = u32::try_from(*version)?;
        let until = at + TimeDelta::hours(4);
        let lease = Lease { holder: way::translator().credit(), epoch, until, minutes: 240 };
        let seed = usize::try_from(*version)?;
        *version =
            log.append(&subject, *version, written(&subject, seed, at, &Event::Claimed(lease))).await?;
    }
    Ok(())
}

fn english() -> Language {
    "en".parse().expect("a language")
}

fn piece(number: usize) -> PieceId {
    PieceId { language: english(), ..way::piece(number) }
}

fn member(number: usize) -> MemberId {
    format!("person-{number}").parse().expect("a short name")
}

/// The seconds of processor time that a process has had.
fn used(process: u32) -> anyhow::Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name of the program, in parentheses, may hold anything.
    let (_, fields) = stat.rsplit_once(')').context("the kernel tells of a process otherwise")?;
    let ticks = |at| fields.split_whitespace().nth(at).and_then(|ticks: &str| ticks.parse::<f64>().ok());
    let (user, system) = ticks(11).zip(ticks(12)).context("the kernel tells of a process otherwise")?;
    Ok((user + system) / TICKS_PER_SECOND)
}

/// A desk alone, which has read the facts of so many people and their pieces.
pub(crate) async fn desk(address: &str, people: usize) -> anyhow::Result<Desk> {
    let client = ground::connect(&[address.to_owned()]).await?;
    let log = Log::open_existing(client.clone()).await?;
    Desk::shown_to(&member(0), client, log, &piece(people - 1), None).await
}

/// Waits until whoever has started this process wants no more of it.
pub(crate) async fn until_told() -> anyhow::Result<()> {
    let ended = tokio::task::spawn_blocking(|| io::stdin().read_to_end(&mut Vec::new()));
    ended.await??;
    Ok(())
}

/// A process of this program that works beside this one.
struct Beside {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Beside {
    fn start(arguments: &[&str]) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let command = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn()?;
        let said = child.stdout.take().context("the process has no output")?;
        Ok(Self { child, lines: BufReader::new(said).lines() })
    }

    async fn said(&mut self) -> anyhow::Result<String> {
        self.lines.next_line().await?.context("the process has ended before it said anything")
    }

    /// Lets it end; gives what it says last, if it says anything.
    async fn end(&mut self) -> anyhow::Result<String> {
        drop(self.child.stdin.take());
        let said = self.lines.next_line().await?.unwrap_or_default();
        self.child.wait().await?;
        Ok(said)
    }
}
