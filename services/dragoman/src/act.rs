//! The command line: what people do and look up at the desk, through its HTTP API.

mod accepting;
mod api;
mod arranging;
mod articles;
mod assign;
mod failure;
mod figures;
mod findings;
pub(crate) mod given;
mod marked;
mod members;
mod memory;
mod moment;
mod name;
mod newsroom;
mod piece;
mod policies;
mod queue;
mod review;
mod search;
mod session;
mod sources;
mod system;
pub(crate) mod table;
mod terms;
mod timeline;
mod tokens;
mod wire;
mod words;
mod work;
mod xliff;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use contract::MemberId;
use desk::api::bodies::Moment;

use crate::{place::Place, say};
use failure::Failure;
use name::{ArticleName, PieceName};
use session::Session;

/// What the options are headed by that say so.
pub(crate) const AT_THE_DESK: &str = "At the desk";

/// Where the desk is and who acts there.
#[derive(Args)]
#[command(next_help_heading = AT_THE_DESK)]
pub(crate) struct How {
    /// Act as this member, by the key in the newsroom's folder
    #[arg(long = "as", env = "DRAGOMAN_AS", value_name = "MEMBER", global = true)]
    pub(crate) acting: Option<MemberId>,
    /// Act by this token, where --as is not given
    #[arg(long, env = "DRAGOMAN_TOKEN", value_name = "TOKEN", global = true, hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// The desk's address [default: that of the newsroom that runs in the folder]
    #[arg(long = "desk", env = "DRAGOMAN_DESK", value_name = "URL", global = true)]
    pub(crate) address: Option<String>,
    /// Print the desk's answer as it is, in JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Subcommand)]
pub(crate) enum Act {
    /// List what came in, the newest first
    Inbox,
    /// Show an article with its text
    Article {
        /// Its id, or as much of it as is plain
        article: ArticleName,
    },
    /// Have an article translated
    Commission(articles::Commission),
    /// List what waits for a translator, and who is on what
    Queue(queue::Queue),
    /// Show the piece whose turn it is, of those in your languages that nobody has
    Next,
    /// Take a piece to translate it
    Claim {
        /// Its id, or as much of it as is plain
        piece: PieceName,
        /// For how long, from now on, in minutes [default: as long as a claim lasts in this newsroom]
        #[arg(long, value_parser = given::number::<u32>)]
        minutes: Option<u32>,
    },
    /// Make a claim last as long again, from now on
    Renew(work::Held),
    /// Give a claim back; the words stay
    Release(work::Held),
    /// Give a piece to a translator, or take it over from another with a reason
    Assign(assign::Assign),
    /// End a claim, with a reason: nobody has the piece then
    Unassign(assign::Unassign),
    /// Save the words of one block, or of all blocks from a file
    Draft(work::Draft),
    /// Work on a piece in another tool: as an XLIFF 2.1 file, out and in
    #[command(subcommand)]
    Xliff(xliff::Xliff),
    /// Say that words answer what the source changed meanwhile: in some blocks, or in all
    Accept(accepting::Accept),
    /// Leave a block of the source out of a translation, with a reason
    Omit(arranging::Omit),
    /// Join a block to the one before it
    Join(arranging::Join),
    /// Split the translation of a block in two
    Split(arranging::Split),
    /// Add a note by the newsroom behind a block
    Note(arranging::Note),
    /// Let a block that was left out or joined stand by itself again
    Restore(arranging::OfHeld),
    /// Take a block that the translation added out of it
    Remove(arranging::OfHeld),
    /// Show a piece with all its words
    Show {
        /// Its id, or as much of it as is plain
        piece: PieceName,
    },
    /// Show what the checks find in the words of a piece
    Findings(findings::Show),
    /// Let a finding stand, with a reason: who has the piece, or an editor who reviews it
    Waive(findings::Waive),
    /// Say of a finding in what was submitted whether it is a fault; false alarms count against the check
    Judge(findings::Judge),
    /// Show how each check does: what it raised, and what editors judged of that
    Checks,
    /// Look after what the checks look at in texts of a language
    #[command(subcommand)]
    Style(findings::StyleAct),
    /// Hand a translation in for review
    Submit(work::Held),
    /// List what waits for an editor
    Review {
        /// List what is approved and waits to be published
        #[arg(long)]
        approved: bool,
    },
    /// Send a translation back with a note
    Changes(review::Changes),
    /// Approve exactly the words that were submitted
    Approve(review::Words),
    /// Publish exactly the words that were approved
    Publish(review::Words),
    /// List what is published
    Published,
    /// Follow what is published, as downstream systems get it
    #[command(subcommand)]
    Wire(wire::Wire),
    /// Search in sources, headlines and translations: words, "a phrase", -not, source:, language:, by:, before:, after:
    Search(search::Search),
    /// Show every fact about an article: who did what and when; or how it stood at a moment
    Timeline {
        /// Its id, or as much of it as is plain
        article: ArticleName,
        /// Show how it stood then: a time in UTC such as 2026-11-22T14:05:00Z or `yesterday 14:00`, or the number of an event
        #[arg(long, value_name = "TIME|SEQUENCE", value_parser = given::moment)]
        at: Option<Moment>,
    },
    /// Show what the work came to: words, times, what was sent back
    Figures(figures::Figures),
    /// Look after the outlets whose articles come in
    #[command(subcommand)]
    Source(sources::Source),
    /// Look after names and expressions and their renderings
    #[command(subcommand)]
    Term(terms::Term),
    /// Look up what was translated before, and look after files of it
    #[command(subcommand)]
    Memory(memory::Memory),
    /// Look after the texts that stand under what is published
    #[command(subcommand)]
    Policy(policies::Policy),
    /// Look after who belongs to the newsroom
    #[command(subcommand, alias = "members")]
    Member(members::Member),
    /// Look after what holds for all work: how long a claim lasts, how many one can have, when a deadline warns
    #[command(subcommand)]
    Newsroom(newsroom::Newsroom),
    /// Make a token with which a program can act as you, and print it this once
    Token(tokens::Make),
    /// Print a token for the desk's sign-in page, good for ten minutes
    SignIn,
    /// Show how the newsroom is doing
    Health,
}

/// Acts, and says what came of it. What went wrong is said on standard error, in JSON where that is asked for.
pub(crate) async fn run(act: Act, how: &How, place: &Place) -> ExitCode {
    let acted = match Session::begin(how, place) {
        Ok(session) => carry_out(act, &session).await,
        Err(failure) => Err(failure),
    };
    let Err(failure) = acted else { return ExitCode::SUCCESS };
    if failure.is_enough() {
        return ExitCode::SUCCESS;
    }
    if how.json {
        say::error(failure.json());
    } else {
        say::wrong(failure.in_full());
    }
    if failure.is_misuse() { ExitCode::from(2) } else { ExitCode::FAILURE }
}

async fn carry_out(act: Act, session: &Session) -> Result<(), Failure> {
    match act {
        Act::Inbox => articles::inbox(session).await,
        Act::Article { article } => articles::show(session, &article).await,
        Act::Commission(commission) => articles::commission(session, commission).await,
        Act::Queue(queue) => queue::list(session, &queue).await,
        Act::Next => queue::next(session).await,
        Act::Claim { piece, minutes } => work::claim(session, &piece, minutes).await,
        Act::Renew(held) => work::renew(session, held).await,
        Act::Release(held) => work::release(session, held).await,
        Act::Assign(assign) => assign::assign(session, assign).await,
        Act::Unassign(unassign) => assign::unassign(session, unassign).await,
        Act::Draft(draft) => work::draft(session, draft).await,
        Act::Xliff(xliff) => xliff::run(session, xliff).await,
        Act::Accept(accept) => accepting::accept(session, accept).await,
        Act::Omit(omit) => arranging::omit(session, omit).await,
        Act::Join(join) => arranging::join(session, join).await,
        Act::Split(split) => arranging::split(session, split).await,
        Act::Note(note) => arranging::note(session, note).await,
        Act::Restore(of) => arranging::restore(session, of).await,
        Act::Remove(of) => arranging::remove(session, of).await,
        Act::Show { piece } => piece::show(session, &piece).await,
        Act::Findings(show) => findings::show(session, show).await,
        Act::Waive(waive) => findings::waive(session, waive).await,
        Act::Judge(judge) => findings::judge(session, judge).await,
        Act::Checks => findings::checks(session).await,
        Act::Style(style) => findings::style(session, style).await,
        Act::Submit(held) => work::submit(session, held).await,
        Act::Review { approved: false } => review::waiting(session).await,
        Act::Review { approved: true } => review::approved(session).await,
        Act::Changes(changes) => review::changes(session, changes).await,
        Act::Approve(words) => review::approve(session, words).await,
        Act::Publish(words) => review::publish(session, words).await,
        Act::Published => review::published(session).await,
        Act::Wire(wire) => wire::run(session, wire).await,
        Act::Search(search) => search::run(session, &search).await,
        Act::Timeline { article, at: None } => timeline::show(session, &article).await,
        Act::Timeline { article, at: Some(moment) } => moment::show(session, &article, moment).await,
        Act::Figures(figures) => figures::show(session, &figures).await,
        Act::Source(source) => sources::run(session, source).await,
        Act::Term(term) => terms::run(session, term).await,
        Act::Memory(memory) => memory::run(session, memory).await,
        Act::Policy(policy) => policies::run(session, policy).await,
        Act::Member(member) => members::run(session, member).await,
        Act::Newsroom(newsroom) => newsroom::run(session, newsroom).await,
        Act::Token(make) => tokens::make(session, make).await,
        Act::SignIn => tokens::sign_in(session).await,
        Act::Health => system::health(session).await,
    }
}
