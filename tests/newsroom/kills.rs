//! kill -9 of each process at every step of the way: afterwards the way is finished, nothing is twice, nothing is lost.

use std::{collections::BTreeMap, net::TcpListener, process::Stdio, time::Duration};

use contract::{ArticleId, PieceId};
use natsd::Server;
use runtime::clock;
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use crate::{
    newsroom::{self, Newsroom, Service, until},
    person::Person,
};

/// What can be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Victim {
    Ingest,
    Translation,
    Editing,
    Publishing,
    Desk,
    Server,
}

impl Victim {
    const ALL: [Self; 6] =
        [Self::Ingest, Self::Translation, Self::Editing, Self::Publishing, Self::Desk, Self::Server];

    const fn name(self) -> &'static str {
        match self {
            Self::Ingest => Service::Ingest.name(),
            Self::Translation => Service::Translation.name(),
            Self::Editing => Service::Editing.name(),
            Self::Publishing => Service::Publishing.name(),
            Self::Desk => "desk",
            Self::Server => "server",
        }
    }
}

/// What is asked for at the moment of the kill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Take,
    Claim,
    Draft,
    Submit,
    Approve,
    Publish,
}

impl Step {
    const ALL: [Self; 6] = [Self::Take, Self::Claim, Self::Draft, Self::Submit, Self::Approve, Self::Publish];
}

/// Every service as a process of its own.
struct Processes {
    server: Server,
    running: BTreeMap<Victim, Child>,
    desk_port: u16,
    key: std::path::PathBuf,
}

impl Processes {
    async fn start(name: &str) -> Self {
        let server = newsroom::server(name).await;
        let key = newsroom::folder(&format!("{name}-key")).join("desk.key");
        std::fs::write(&key, [7_u8; 32]).unwrap();
        // Free for now; the desk that is started again must be found where it was.
        let desk_port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut processes = Self { server, running: BTreeMap::new(), desk_port, key };
        for victim in Victim::ALL {
            processes.open(victim);
        }
        processes
    }

    fn open(&mut self, victim: Victim) {
        if victim == Victim::Server {
            return;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
        command.arg(victim.name()).args(["--nats", &self.server.client_url()]);
        command.args(["--nats-monitor", &self.server.monitor_url()]);
        if victim == Victim::Desk {
            command
                .args(["--listen", &format!("127.0.0.1:{}", self.desk_port)])
                .arg("--key-file")
                .arg(&self.key);
        }
        let child = command.stdin(Stdio::null()).stderr(self.log(victim)).kill_on_drop(true).spawn().unwrap();
        self.running.insert(victim, child);
    }

    /// What a process said is kept beside its server's folder, for whoever looks into a failure.
    fn log(&self, victim: Victim) -> std::fs::File {
        let path = self.key.with_file_name(format!("{}.log", victim.name()));
        std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap()
    }

    /// kill -9, then the supervisor's part: start it again.
    async fn kill(&mut self, victim: Victim) {
        if victim == Victim::Server {
            self.server.kill().await.unwrap();
            self.server.restart().await.unwrap();
            return;
        }
        self.running.get_mut(&victim).unwrap().kill().await.unwrap();
        self.open(victim);
    }

    /// Kills while this is asked for, if anything is to be killed, and looks after all processes until it is done.
    async fn during<T>(&mut self, victim: Option<Victim>, asking: impl Future<Output = T>) -> T {
        let looking_after = async {
            if let Some(victim) = victim {
                self.kill(victim).await;
            }
            let mut looks = tokio::time::interval(Duration::from_millis(100));
            loop {
                looks.tick().await;
                self.supervise();
            }
        };
        tokio::select! {
            done = asking => done,
            never = looking_after => never,
        }
    }

    /// A process that ended of itself (its server was away for too long) is started again, as a supervisor would.
    fn supervise(&mut self) {
        for victim in Victim::ALL {
            let ended =
                self.running.get_mut(&victim).is_some_and(|child| child.try_wait().unwrap().is_some());
            if ended {
                self.open(victim);
            }
        }
    }

    fn person(&self, member: &str) -> Person {
        let token = desk::Key::new([7; 32])
            .token(&member.parse().unwrap(), clock::now() + chrono::TimeDelta::hours(1));
        Person::new(&format!("http://127.0.0.1:{}", self.desk_port), token)
    }
}

fn feed(guid: &str) -> Vec<u8> {
    format!(
        "<rss version=\"2.0\"><channel><title>الوادي</title><item><title>خبر</title><guid>{guid}</guid>\
         <link>https://wadi.example/{guid}</link><description>أعيد فتح الجسر صباح اليوم.</description></item>\
         </channel></rss>"
    )
    .into_bytes()
}

fn piece_of(guid: &str) -> PieceId {
    let article = ArticleId::of(&"wadi".parse().unwrap(), guid);
    PieceId { article, language: "en".parse().unwrap() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_process_killed_at_any_step_loses_and_doubles_nothing() {
    let mut processes = Processes::start("kills").await;
    settle(&processes).await;
    let mut guids = Vec::new();
    for victim in Victim::ALL {
        for step in Step::ALL {
            let guid = format!("{}-{step:?}", victim.name()).to_lowercase();
            go_all_the_way(&mut processes, victim, step, &guid).await;
            guids.push(guid);
        }
    }
    check_facts(&processes.person("edith"), &guids).await;
    check_wire(&processes.person("edith"), &guids).await;
}

/// The people, policies and source of the usual test newsroom, through the running processes.
async fn settle(processes: &Processes) {
    Newsroom::settle_through(&processes.server.client_url(), &processes.person("adam")).await;
}

async fn go_all_the_way(processes: &mut Processes, victim: Victim, at: Step, guid: &str) {
    let piece = piece_of(guid).to_string();
    let (salma, edith) = (processes.person("salma"), processes.person("edith"));
    let mut epoch = 0;
    for step in Step::ALL {
        let asking = ask(&salma, &edith, step, guid, &piece, epoch);
        epoch = processes.during(Some(victim).filter(|_| step == at), asking).await;
    }
}

/// One step of the way, asked for until it is done. Gives the epoch of the claim.
async fn ask(salma: &Person, edith: &Person, step: Step, guid: &str, piece: &str, epoch: u64) -> u64 {
    let path = |what: &str| format!("/api/pieces/{piece}/{what}");
    match step {
        Step::Take => {
            edith.until_taken("wadi", &feed(guid)).await;
            salma.piece(piece).await;
        }
        Step::Claim => return salma.claim(piece).await,
        Step::Draft => {
            for block in 0..2 {
                let words = json!({ "epoch": epoch, "text": format!("The bridge has reopened ({guid}).") });
                salma.until_done("PUT", &path(&format!("blocks/{block}")), &words).await;
            }
        }
        Step::Submit => {
            salma.until_done("POST", &path("submission"), &json!({ "epoch": epoch })).await;
        }
        Step::Approve => {
            edith.approve(piece).await;
        }
        Step::Publish => {
            // A desk that was just started again shows what it has read so far.
            let submitted = until(async || {
                serde_json::from_value(edith.piece(piece).await["submission"]["digest"].clone()).ok()
            });
            edith.publish(piece, submitted.await).await;
        }
    }
    epoch
}

/// Each fact of each article stands in the log once, in the order of the way.
async fn check_facts(person: &Person, guids: &[String]) {
    let expected = [
        "article.received",
        "article.commissioned",
        "translation.requested",
        "translation.claimed",
        "translation.drafted",
        "translation.drafted",
        "translation.submitted",
        "edit.opened",
        "edit.approved",
        "publication.prepared",
        "publication.published",
    ];
    for guid in guids {
        let path = format!("/api/articles/{}/timeline", piece_of(guid).article);
        let facts = until(async || {
            let facts = person.get(&path).await;
            let kinds = |rows: &Vec<Value>| {
                rows.iter().map(|fact| fact["type"].as_str().unwrap().to_owned()).collect()
            };
            facts.body["rows"].as_array().map(kinds)
        });
        let facts: Vec<String> = facts.await;
        assert_eq!(facts, expected, "{guid}");
    }
}

async fn check_wire(person: &Person, guids: &[String]) {
    let rows = until(async || {
        let rows = person.get("/api/wire?limit=200").await.done()["rows"].as_array().unwrap().clone();
        (rows.len() >= guids.len()).then_some(rows)
    });
    let rows = rows.await;
    let mut pieces: Vec<_> = rows.iter().map(|row| row["subject"].as_str().unwrap().to_owned()).collect();
    pieces.sort_unstable();
    pieces.dedup();
    assert_eq!((rows.len(), pieces.len()), (guids.len(), guids.len()), "each piece once on the wire");
    assert!(rows.iter().zip(1..).all(|(row, number)| row["number"] == number), "no gap");
}
