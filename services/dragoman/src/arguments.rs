//! What can be said on the command line. Every setting can also stand in the environment, as `DRAGOMAN_…`.

use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

use async_nats::ServerAddr;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, builder::BoolishValueParser};

use crate::{
    act::{AT_THE_DESK, Act, How},
    entrance::Entrance,
    limits::Often,
    machine::Asked,
    place::Place,
    reactions::Reactions,
    rebuild::Rebuild,
    verify::Verify,
};

/// A newsroom for articles in translation: they come in from feeds, people translate and edit them, and what was
/// approved is published with its attribution.
#[derive(Parser)]
#[command(name = "dragoman", version, subcommand_value_name = "COMMAND", after_help = AFTER)]
pub struct Arguments {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    pub(crate) how: How,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER: &str = "Begin with `dragoman up`; or try a demonstration: `dragoman up --demo`, then in another terminal `dragoman inbox --as \
                     edith`.";

/// What does not act at the desk, so that options for that mean nothing to it.
const ALONE: [&str; 9] = [
    "up",
    "ingest",
    "translation",
    "editing",
    "publishing",
    "desk",
    OPERATING[0],
    OPERATING[1],
    OPERATING[2],
];

/// What looks after the log itself, and tells what it found in JSON too.
const OPERATING: [&str; 3] = ["verify", "rebuild", "reactions"];

impl Arguments {
    /// What this process was started with. Where that is not to be understood, the process ends and says why.
    pub fn read() -> Self {
        let mut matches = Self::described().get_matches();
        Self::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.exit())
    }

    /// The command line with helps that hold only what is of use.
    fn described() -> clap::Command {
        let mut command = Self::command();
        // The options that hold for many commands are in each of them once the whole is built.
        command.build();
        let own = |arg: clap::Arg| {
            let is_for_desk = arg.get_help_heading() == Some(AT_THE_DESK);
            if is_for_desk { arg.hide(true) } else { arg }
        };
        let command = ALONE
            .into_iter()
            .fold(command, |command, name| command.mut_subcommand(name, |alone| alone.mut_args(own)));
        // What is found there can be had in JSON too.
        let json = |arg: clap::Arg| {
            let is_json = arg.get_id() == "json";
            if is_json { arg.hide(false).help("Print it in JSON").help_heading(None::<&str>) } else { arg }
        };
        OPERATING
            .into_iter()
            .fold(command, |command, name| command.mut_subcommand(name, |operating| operating.mut_args(json)))
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Start a whole newsroom on this machine
    Up(Box<Up>),
    #[command(flatten)]
    Act(Act),
    /// Have a service fold the log anew beside what it has in use, and say what differs
    Rebuild(Rebuild),
    /// Walk the whole log once and say whether it is as it must be; code 1 if anything is found
    Verify(Verify),
    /// See which events the services could not answer; try them again, or give one up
    Reactions(Reactions),
    /// Run the service for sources and articles, as a process of its own
    Ingest(Service),
    /// Run the service for translations
    Translation(Service),
    /// Run the service for reviews and approvals
    Editing(Service),
    /// Run the service for policies and publications
    Publishing(Service),
    /// Run the desk: people's pages, the HTTP API and the members
    Desk(Desk),
}

#[derive(Args)]
pub(crate) struct Up {
    /// Set up a demonstration where there is no newsroom yet: members, articles, and signing in by one click while the desk
    /// listens on this machine alone
    #[arg(long, env = "DRAGOMAN_DEMO", value_parser = BoolishValueParser::new())]
    pub(crate) demo: bool,
    /// Where the desk listens [default: 127.0.0.1:4280, or another port if that one is taken]
    #[arg(long, env = "DRAGOMAN_LISTEN", value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// The port of the nats-server that is started [default: 4222, or another if that one is taken]
    #[arg(long, env = "DRAGOMAN_NATS_PORT", value_name = "PORT", conflicts_with = "servers")]
    pub(crate) nats_port: Option<u16>,
    /// The nats-server to start [default: the one on the PATH, else one is fetched]
    #[arg(long, env = "DRAGOMAN_NATS_SERVER", value_name = "PATH")]
    pub(crate) nats_server: Option<PathBuf>,
    /// Use the server or cluster that runs here, and start none; separate several by commas
    #[arg(
        long = "nats",
        env = "DRAGOMAN_NATS",
        value_name = "URL",
        value_delimiter = ',',
        hide_env_values = true
    )]
    pub(crate) servers: Vec<ServerAddr>,
    #[command(flatten)]
    pub(crate) keeping: Keeping,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) often: Often,
    #[command(flatten)]
    pub(crate) telemetry: Telemetry,
    #[command(flatten)]
    pub(crate) entrance: Entrance,
    /// The base of the folder for a fetched nats-server, as the XDG Base Directory Specification names it.
    #[arg(long, env = "XDG_CACHE_HOME", hide = true)]
    pub(crate) xdg_cache_home: Option<OsString>,
}

/// One service as a process of its own.
#[derive(Args)]
pub(crate) struct Service {
    /// The server or cluster that has the log; separate several addresses by commas
    #[arg(
        long = "nats",
        env = "DRAGOMAN_NATS",
        value_name = "URL",
        value_delimiter = ',',
        required = true,
        hide_env_values = true
    )]
    pub(crate) servers: Vec<ServerAddr>,
    #[command(flatten)]
    pub(crate) keeping: Keeping,
    #[command(flatten)]
    pub(crate) telemetry: Telemetry,
}

#[derive(Args)]
pub(crate) struct Desk {
    #[command(flatten)]
    pub(crate) service: Service,
    /// Where the desk listens
    #[arg(long, env = "DRAGOMAN_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4280")]
    pub(crate) listen: SocketAddr,
    /// The file with the 32 bytes that tokens are signed with [default: desk.key in the newsroom's folder]
    #[arg(long, env = "DRAGOMAN_KEY_FILE", value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// The folder in which this desk alone keeps its search index, so that a start costs little
    /// [default: it is in memory, and made anew from the log at each start]
    #[arg(long, env = "DRAGOMAN_SEARCH_FOLDER", value_name = "FOLDER")]
    pub(crate) search_folder: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) asked: Asked,
    #[command(flatten)]
    pub(crate) entrance: Entrance,
    #[command(flatten)]
    pub(crate) often: Often,
}

/// How the log is kept, and how that is known.
#[derive(Args)]
pub(crate) struct Keeping {
    /// The server's monitoring address, to see there that what it acknowledges is on its disk; in a cluster those of all
    /// servers that keep the log, separated by commas
    #[arg(
        long,
        env = "DRAGOMAN_NATS_MONITOR",
        value_name = "URL",
        value_delimiter = ',',
        hide_env_values = true
    )]
    pub(crate) nats_monitor: Vec<String>,
    /// Use a server that was not seen to keep what it acknowledges: a power cut may lose it. Health shows that
    #[arg(long, env = "DRAGOMAN_ACCEPT_WEAKER_DURABILITY", value_parser = BoolishValueParser::new())]
    pub(crate) accept_weaker_durability: bool,
    /// On how many servers of a cluster each event is kept
    #[arg(long, env = "DRAGOMAN_REPLICAS", value_name = "COUNT", default_value_t = 1,
          value_parser = clap::value_parser!(u8).range(1..=5))]
    pub(crate) replicas: u8,
}

#[derive(Args)]
pub(crate) struct Telemetry {
    /// What is logged to standard error, such as `info` or `warn,journal=debug`
    /// [default: `warn,access=info` for `up`, `info` for a service]
    #[arg(long, env = "DRAGOMAN_LOG", value_name = "FILTER")]
    pub(crate) log: Option<String>,
    /// Log in JSON, one object a line
    #[arg(long, env = "DRAGOMAN_LOG_JSON", value_parser = BoolishValueParser::new())]
    pub(crate) log_json: bool,
}

impl Telemetry {
    pub(crate) fn start(&self, otherwise: &str) -> anyhow::Result<()> {
        let filter = self.log.as_deref().unwrap_or(otherwise);
        runtime::telemetry::start(filter, self.log_json)
            .map_err(|error| error.context("the log filter (--log, DRAGOMAN_LOG) cannot be used"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(line.split(' '))
    }

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::described().debug_assert();
    }

    #[test]
    fn a_help_holds_what_is_of_use() {
        let help = |name: &str| {
            let mut described = Arguments::described();
            described.find_subcommand_mut(name).unwrap().render_long_help().to_string()
        };
        assert!(help("queue").contains("--as <MEMBER>"));
        for alone in ALONE {
            assert!(!help(alone).contains("--as <MEMBER>"), "{alone}");
        }
        for operating in OPERATING {
            assert!(help(operating).contains("--json"), "{operating}");
        }
        let verify = Arguments::described().try_get_matches_from(["dragoman", "verify", "--json"]).unwrap();
        assert!(verify.get_flag("json"));
    }

    #[test]
    fn who_acts_may_be_said_after_the_command() {
        assert!(parse("dragoman queue --as salma --json").is_ok());
        assert!(parse("dragoman --as salma queue").is_ok());
        assert!(parse("dragoman queue --as Salma!").is_err());
        for act in [
            "source add wadi --name Al-Wadi --language ar --route en",
            "source read wadi --file -",
            "commission 3f2a --into en",
            "queue --into en --sort deadline --only mine,overdue --priority urgent",
            "next",
            "assign 3f2a --to salma --minutes 90 --reason ill",
            "unassign 3f2a --reason ill",
            "draft 3f2a 0 -",
            "draft 3f2a summary -",
            "draft 3f2a --file english.txt",
            "omit 3f2a 4 --reason x",
            "join 3f2a 4",
            "split 3f2a 4 one two",
            "note 3f2a 4 -x",
            "restore 3f2a 4",
            "remove 3f2a 2147483648",
            "accept 3f2a",
            "accept 3f2a 1 3 --revision 2",
            "changes 3f2a --note x --block 3",
            "approve 3f2a",
            "findings 3f2a --block 3",
            "waive 3f2a 0a1b --because agreed",
            "waive 3f2a 0a1b --back",
            "judge 3f2a 0a1b not-a-fault",
            "checks",
            "style show en",
            "style set en --file -",
            "wire follow --from 7",
            "term add x y --from ar --into en --kind place --also z --forbid w",
            "term list --into en --proposed",
            "term import --file - --from ar --into en --kind person",
            "term export --format tbx",
            "policy set outlet-en x",
            "member add edith --name Edith --role editor,translator",
            "member languages salma --language ar,en",
            "memory list",
            "memory import --file old.tmx --from ar",
            "memory import --file - --names --name names",
            "memory find bridge --from ar --into en --side target",
            "memory matches 3f2a 1 --least 80",
            "figures --by member --member salma --from 2026-11-01",
            "newsroom show",
            "newsroom set --lease 90 --claims any --warning 60",
            "token sync --days 2 --scope read,translate",
            "sign-in",
            "member invite salma",
            "members invite salma --email salma@desk.example",
            "timeline 3f2a --at 2026-11-22T14:05:00Z",
            "timeline 3f2a --at 17",
            "xliff out 3f2a",
            "xliff out 3f2a bridge.xlf",
            "xliff in 3f2a bridge.xlf --epoch 2",
        ] {
            let parsed =
                parse(&format!("dragoman {act} --as adam")).unwrap_or_else(|error| panic!("{error}"));
            assert!(parsed.how.acting.is_some(), "{act}");
        }
    }

    #[test]
    fn a_service_needs_to_know_its_servers() {
        assert!(parse("dragoman ingest").is_err());
        let Command::Ingest(service) = parse("dragoman ingest --nats nats://a,nats://b").unwrap().command
        else {
            panic!("another command");
        };
        assert_eq!(service.servers.len(), 2);
    }

    #[test]
    fn up_starts_a_server_or_uses_one() {
        assert!(parse("dragoman up --nats nats://a --nats-port 4222").is_err());
        assert!(parse("dragoman up --replicas 0").is_err());
        assert!(parse("dragoman up --listen 4280").is_err());
    }
}
