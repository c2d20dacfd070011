//! Random commands on one piece. Most fit a nominal history, in which they are carried out one after the other in the
//! order in which they were drawn; so they fit the real one often enough to be recorded, and fail to often enough too.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Actor, ArticleId, Block, BlockId, BlockKind, Brief, CommandId, Digest, Document, Looked, Note, Origin,
    PieceId, Role, Subject,
    translation::{Command, Event, Requested},
};
use decider::{Context, Decider};
use journal::Instruction;
use proptest::prelude::*;
use translation::translation::Translation;

use crate::{chance::Ids, given::Given};

/// The translators of a test. Commands of services come beside them.
const PEOPLE: [&str; 3] = ["aino", "bea", "cem"];

#[derive(Clone, Copy, Debug)]
enum Verb {
    Claim,
    Renew,
    Release,
    Draft,
    Rescue,
    Submit,
    Lapse,
    Return,
    Request,
}

/// What is left to chance in one command.
#[derive(Clone, Debug)]
pub struct Draw {
    verb: Verb,
    /// Whether the right member gives it, under the epoch or the round of the nominal history.
    fits: bool,
    who: usize,
    /// The epoch or the round where it need not fit.
    number: u32,
    minutes: u32,
    block: u32,
    text: String,
    /// By how much the clock has moved on.
    later: i64,
    /// Gives an earlier command again instead: that many before.
    again: Option<usize>,
}

pub fn draws() -> impl Strategy<Value = Draw> {
    let verbs = prop_oneof![
        3 => Just(Verb::Claim),
        2 => Just(Verb::Renew),
        1 => Just(Verb::Release),
        8 => Just(Verb::Draft),
        2 => Just(Verb::Rescue),
        1 => Just(Verb::Submit),
        1 => Just(Verb::Lapse),
        1 => Just(Verb::Return),
        1 => Just(Verb::Request),
    ];
    let again = prop::option::weighted(0.1, 0..20_usize);
    // The last block is one that the text has not; a lease of no minutes is none.
    let numbers = (0..PEOPLE.len(), 0..6_u32, 0..90_u32, 0..4_u32, 0..15_i64);
    (verbs, prop::bool::weighted(0.8), numbers, "[ab ]{0,3}", again).prop_map(
        |(verb, fits, (who, number, minutes, block, later), text, again)| Draw {
            verb,
            fits,
            who,
            number,
            minutes,
            block,
            text,
            later,
            again,
        },
    )
}

/// One piece and its nominal history.
pub struct Plot {
    subject: Subject,
    state: Translation,
    epoch: u32,
    round: u32,
    holder: usize,
    now: DateTime<Utc>,
    drawn: Vec<(CommandId, Actor, Command)>,
}

impl Plot {
    pub fn new(name: &str) -> Self {
        let article = ArticleId::of(&"wadi".parse().unwrap(), name);
        let subject = Subject::translation(&PieceId { article, language: "en".parse().unwrap() });
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let (state, drawn) = (Translation::default(), Vec::new());
        Self { subject, state, epoch: 0, round: 0, holder: 0, now, drawn }
    }

    /// How many commands were drawn for it.
    pub fn length(&self) -> usize {
        self.drawn.len()
    }

    /// The next command of this piece.
    pub fn next(&mut self, draw: &Draw, ids: &mut Ids) -> Given {
        if self.drawn.is_empty() {
            return self.request(ids);
        }
        self.now += TimeDelta::minutes(draw.later);
        let earlier = draw.again.and_then(|before| self.drawn.iter().rev().nth(before)).cloned();
        let (id, actor, command) = earlier.unwrap_or_else(|| {
            let fresh = (ids.next(), self.actor(draw), self.command(draw));
            self.drawn.push(fresh.clone());
            fresh
        });
        self.give(id, actor, command)
    }

    /// The command with which every piece begins.
    pub fn request(&mut self, ids: &mut Ids) -> Given {
        let (id, actor, command) = (ids.next(), Actor::service("test"), Command::Request(requested()));
        self.drawn.push((id, actor.clone(), command.clone()));
        self.give(id, actor, command)
    }

    /// A command that is carried out whatever has become of the piece, once somebody has asked for it.
    pub fn rescue(&self, ids: &mut Ids) -> Given {
        let command = Command::Rescue { block: BlockId(0), text: "rival".to_owned() };
        let instruction = Instruction::new(ids.next(), None, translator(0), self.now);
        Given { subject: self.subject.clone(), instruction, command }
    }

    fn give(&mut self, id: CommandId, actor: Actor, command: Command) -> Given {
        self.carry_out(&actor, &command);
        let instruction = Instruction::new(id, None, actor, self.now);
        Given { subject: self.subject.clone(), instruction, command }
    }

    fn actor(&self, draw: &Draw) -> Actor {
        match draw.verb {
            Verb::Lapse | Verb::Return | Verb::Request if draw.fits => Actor::service("test"),
            Verb::Renew | Verb::Release | Verb::Draft | Verb::Submit if draw.fits => translator(self.holder),
            Verb::Claim
            | Verb::Rescue
            | Verb::Renew
            | Verb::Release
            | Verb::Draft
            | Verb::Submit
            | Verb::Lapse
            | Verb::Return
            | Verb::Request => translator(draw.who),
        }
    }

    fn command(&self, draw: &Draw) -> Command {
        let fitting = |nominal| if draw.fits { nominal } else { draw.number };
        let (epoch, round) = (fitting(self.epoch), fitting(self.round));
        let (block, text) = (BlockId(draw.block), draw.text.clone());
        match draw.verb {
            Verb::Claim => Command::Claim { minutes: draw.minutes },
            Verb::Renew => Command::Renew { epoch },
            Verb::Release => Command::Release { epoch },
            Verb::Draft => Command::Draft { epoch, block, text, marks: None, over: None },
            Verb::Rescue => Command::Rescue { block, text },
            Verb::Submit => Command::Submit { epoch, looked: self.looked() },
            Verb::Lapse => Command::Lapse { epoch },
            Verb::Return => Command::Return { round, notes: notes(), editor: translator(draw.who).credit() },
            Verb::Request => Command::Request(requested()),
        }
    }

    /// What is there to be submitted, with nothing found in it.
    fn looked(&self) -> Looked {
        let nothing = Digest::of(b"");
        let (source, target) = self.state.digests().unwrap_or((nothing, nothing));
        Looked { source, target, findings: Vec::new() }
    }

    fn carry_out(&mut self, actor: &Actor, command: &Command) {
        let context = Context { actor: actor.clone(), at: self.now };
        let Ok(Some(event)) = self.state.decide(&command.clone().into(), &context) else { return };
        if let Event::Claimed(lease) = &event {
            self.epoch = lease.epoch;
            let holds = |name: &&str| lease.holder.member.as_str() == *name;
            self.holder = PEOPLE.iter().position(holds).expect("only these claim");
        }
        if let Event::Submitted(submission) = &event {
            self.round = submission.round;
        }
        self.state = std::mem::take(&mut self.state).evolve(event);
    }
}

fn translator(index: usize) -> Actor {
    let name = PEOPLE[index];
    Actor { member: name.parse().unwrap(), name: name.to_uppercase(), roles: [Role::Translator].into() }
}

fn notes() -> Vec<Note> {
    vec![Note { block: Some(BlockId(1)), text: "Which bridge?".to_owned() }]
}

fn requested() -> Box<Requested> {
    let block = |id, kind, text: &str| Block::plain(BlockId(id), kind, text.to_owned());
    let document = Document {
        language: "ar".parse().unwrap(),
        blocks: vec![
            block(0, BlockKind::Headline, "فتح الجسر القديم"),
            block(1, BlockKind::Paragraph, "أعيد فتح الجسر صباح اليوم."),
            block(2, BlockKind::Paragraph, ""),
        ],
    };
    let origin = Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: None,
        authors: vec![],
        published_at: None,
        rights: "by agreement".to_owned(),
        section: "news".parse().unwrap(),
        language: "ar".parse().unwrap(),
        revision: 1,
        document: document.digest(),
        raw: Digest::of(b"raw"),
    };
    Box::new(Requested { language: "en".parse().unwrap(), origin, document, brief: Brief::default() })
}
