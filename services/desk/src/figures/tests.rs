use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    ArticleId, Block, BlockId, BlockKind, Brief, CommandId, Credit, Digest, Document, MemberId, Origin, edit,
    translation::{self, Lease, MachineHelp, Requested, Submission},
};

use proptest::prelude::*;

use super::{piece::PAUSE_MOST, *};

/// Facts of one piece, a sequence after the other.
struct Story {
    figures: Figures,
    number: u64,
}

/// At this many seconds after the commission.
fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::seconds(seconds)
}

fn piece(number: u64) -> PieceId {
    let article = ArticleId::of(&"wadi".parse().unwrap(), &number.to_string());
    PieceId { article, language: "en".parse().unwrap() }
}

fn credit(member: &str) -> Credit {
    Credit { member: member.parse().unwrap(), name: member.to_owned() }
}

fn member(name: &str) -> MemberId {
    name.parse().unwrap()
}

fn document(language: &str, texts: &[&str]) -> Document {
    let kind = |id| if id == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |(id, text): (u32, &&str)| Block::plain(BlockId(id), kind(id), *text);
    Document { blocks: (0..).zip(texts).map(block).collect(), language: language.parse().unwrap() }
}

fn origin() -> Origin {
    Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: None,
        authors: Vec::new(),
        published_at: None,
        rights: String::new(),
        section: "world".parse().unwrap(),
        language: "ar".parse().unwrap(),
        revision: 1,
        document: Digest::of(b"source"),
        raw: Digest::of(b"raw"),
    }
}

fn lease(holder: &str, epoch: u32) -> Lease {
    Lease { holder: credit(holder), epoch, until: at(100_000), minutes: 240 }
}

fn drafted(block: u32) -> translation::Event {
    let (block, text) = (BlockId(block), "words".to_owned());
    translation::Event::Drafted { epoch: 1, block, text, until: at(100_000), marks: Vec::new() }
}

fn renewed() -> translation::Event {
    translation::Event::Renewed { epoch: 1, until: at(100_000) }
}

fn submitted(texts: &[&str], translators: &[&str], round: u32) -> translation::Event {
    let translators = translators.iter().copied().map(credit).collect();
    translation::Event::Submitted(Box::new(Submission::new(
        origin(),
        document("en", texts),
        translators,
        round,
    )))
}

fn returned(round: u32) -> translation::Event {
    translation::Event::Returned { round, notes: Vec::new(), editor: credit("edith") }
}

fn approved(texts: &[&str]) -> edit::Event {
    let submission = Submission::new(origin(), document("en", texts), [credit("salma")].into(), 1);
    edit::Event::Approved(Box::new(edit::Approval::new(submission, credit("edith"))))
}

impl Story {
    /// A piece that was asked for at 0, with five words.
    fn begin() -> Self {
        Self { figures: Figures::default(), number: 0 }.asked_for(1, 0)
    }

    fn asked_for(self, number: u64, seconds: i64) -> Self {
        let requested = Requested {
            language: "en".parse().unwrap(),
            origin: origin(),
            document: document("ar", &["أعيد فتح", "الجسر هذا الصباح"]),
            brief: Brief::default(),
        };
        let event = translation::Event::Requested(Box::new(requested));
        self.fact(
            &Subject::translation(&piece(number)),
            seconds,
            "service-translation",
            Event::Translation(event),
        )
    }

    fn fact(mut self, subject: &Subject, seconds: i64, by: &str, event: Event) -> Self {
        self.number += 1;
        let (sequence, subject, by) = (self.number, subject.clone(), member(by));
        let id = CommandId::caused_by(
            "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().map(CommandId).unwrap(),
            &sequence.to_string(),
        );
        self.figures.apply(Recorded { sequence, subject, id, cause: None, by, at: at(seconds), event });
        self
    }

    fn then(self, seconds: i64, by: &str, event: translation::Event) -> Self {
        self.fact(&Subject::translation(&piece(1)), seconds, by, Event::Translation(event))
    }

    fn claimed(self, seconds: i64, by: &str, epoch: u32) -> Self {
        self.then(seconds, by, translation::Event::Claimed(lease(by, epoch)))
    }

    fn edited(self, seconds: i64, event: edit::Event) -> Self {
        self.fact(&Subject::edit(&piece(1)), seconds, "edith", Event::Edit(event))
    }

    fn work(&self) -> &Work {
        self.figures.of(&piece(1)).unwrap()
    }

    fn active(&self, by: &str) -> u64 {
        self.work().shares.get(&member(by)).map_or(0, |share| share.active_milliseconds / 1000)
    }
}

fn day(seconds: i64) -> Span {
    let day = at(seconds).date_naive();
    Span { from: day, to: day }
}

#[test]
fn a_piece_has_words_and_times_from_its_commission_on() {
    let story = Story::begin()
        .claimed(60, "salma", 1)
        .then(120, "salma", drafted(0))
        .then(400, "salma", submitted(&["The bridge", "It was reopened this morning"], &["salma"], 1))
        .edited(1000, approved(&["The bridge", "It was reopened this morning"]));
    let work = story.work();
    assert_eq!((work.source_words, work.words, work.returns), (5, 7, 0));
    assert_eq!(
        (work.requested_at, work.submitted_at, work.approved_at),
        (at(0), Some(at(400)), Some(at(1000)))
    );
    assert_eq!(work.edited, Some(Apart { exchanged: 0, of: 7 }));
    assert_eq!(work.translators, [member("salma")].into());
}

#[test]
fn active_time_runs_from_fact_to_fact_of_one_claim_and_a_pause_counts_five_minutes() {
    let story =
        Story::begin().claimed(0, "salma", 1).then(60, "salma", drafted(0)).then(90, "salma", renewed());
    assert_eq!(story.active("salma"), 90);
    let story = story.then(90 + 3600, "salma", drafted(1));
    assert_eq!(story.active("salma"), 90 + 300);
    // What is not the holder's, and the time between two claims, is nobody's.
    let rescued =
        translation::Event::Rescued { block: BlockId(0), text: "x".to_owned(), by: credit("yusuf") };
    let story = story
        .then(3700, "yusuf", rescued)
        .then(3710, "salma", translation::Event::Released { epoch: 1 })
        .claimed(3800, "salma", 2)
        .then(3830, "salma", drafted(1));
    assert_eq!((story.active("salma"), story.active("yusuf")), (390 + 20 + 30, 0));
    // A clock that is behind takes nothing away, and gives nothing twice.
    let story = story.then(3820, "salma", renewed()).then(3840, "salma", renewed());
    assert_eq!(story.active("salma"), 440 + 10);
}

#[test]
fn who_was_given_a_piece_is_active_from_their_own_first_fact_on() {
    let assigned =
        translation::Event::Assigned { lease: lease("yusuf", 1), by: credit("edith"), reason: String::new() };
    let story = Story::begin().then(0, "edith", assigned).then(200, "yusuf", drafted(0)).then(
        260,
        "yusuf",
        drafted(1),
    );
    assert_eq!((story.active("yusuf"), story.active("edith")), (60, 0));
    let lapsed = translation::Event::Lapsed { epoch: 1 };
    let story = story.then(270, "service-translation", lapsed).claimed(300, "salma", 2).then(
        310,
        "salma",
        drafted(0),
    );
    assert_eq!((story.active("yusuf"), story.active("salma")), (60, 10));
}

#[test]
fn what_an_editor_sent_back_is_counted_and_how_far_the_text_came() {
    let story = Story::begin()
        .claimed(0, "salma", 1)
        .then(60, "salma", submitted(&["The bridge", "was opened today"], &["salma"], 1))
        .then(90, "service-translation", returned(1))
        .claimed(100, "salma", 2)
        .then(160, "salma", submitted(&["The old bridge", "was reopened today"], &["salma"], 2))
        .edited(200, approved(&["The old bridge", "was reopened today"]));
    let work = story.work();
    assert_eq!((work.returns, work.submitted_at), (1, Some(at(60))));
    assert_eq!(work.edited, Some(Apart { exchanged: 2, of: 6 }));
    // The text of then is not kept any longer.
    assert!(!serde_json::to_string(&story.figures).unwrap().contains("bridge"));
}

#[test]
fn each_word_counts_for_whom_it_is() {
    let story = Story::begin()
        .claimed(0, "salma", 1)
        .then(10, "salma", drafted(0))
        .then(20, "salma", drafted(1))
        .then(30, "salma", translation::Event::Released { epoch: 1 })
        .claimed(40, "yusuf", 2)
        .then(50, "yusuf", drafted(1))
        .then(60, "yusuf", submitted(&["The bridge", "was reopened this morning"], &["salma", "yusuf"], 1));
    let sums = story.figures.by_member(day(60), Whose::Everybodys);
    let told = |who: &str| sums.get(&member(who)).map(|sum| (sum.pieces, sum.words, sum.active_milliseconds));
    assert_eq!(told("salma"), Some((1, 2, 30_000)));
    assert_eq!(told("yusuf"), Some((1, 4, 20_000)));
    let own = story.figures.by_member(day(60), Whose::Only(&member("salma")));
    assert_eq!(own.into_keys().collect::<Vec<_>>(), [member("salma")]);
}

#[test]
fn sums_are_of_the_pieces_that_were_first_submitted_on_these_days() {
    const DAY: i64 = 86_400;
    let mut story = Story::begin();
    for (number, seconds) in [(2, 100), (3, 300), (4, 900), (5, DAY + 100)] {
        story = story.asked_for(number, 0);
        let subject = Subject::translation(&piece(number));
        let event = submitted(&["one two"], &["salma"], 1);
        story = story.fact(&subject, seconds, "salma", Event::Translation(event));
    }
    let sums = story.figures.by_pair(day(0));
    let sum = &sums[&"ar_en".to_owned().try_into().unwrap()];
    assert_eq!((sums.len(), sum.pieces, sum.words, sum.approved), (1, 3, 6, 0));
    assert_eq!((sum.to_submission(), sum.to_approval()), (Some(TimeDelta::seconds(300)), None));
    let by_source =
        |span| story.figures.by_source(span).get(&"wadi".parse().unwrap()).map(|sum: &Sum| sum.pieces);
    assert_eq!(by_source(day(DAY)), Some(1));
    assert_eq!(by_source(Span { from: day(0).from, to: day(DAY).to }), Some(4));
    assert_eq!(by_source(day(-DAY)), None);
    assert_eq!(
        by_source(Span { from: day(DAY).from, to: day(0).to }),
        Some(1),
        "an end before the beginning is one day"
    );
}

#[test]
fn what_a_machine_suggested_counts_for_whoever_wrote_the_block_last() {
    let translation::Event::Submitted(submission) =
        submitted(&["One", "two", "three"], &["salma", "yusuf"], 1)
    else {
        unreachable!("it is a submission")
    };
    let help = |block, changed| MachineHelp { block: BlockId(block), engine: "Engine".to_owned(), changed };
    let machine = vec![help(0, 100), help(1, 400), help(2, 0)];
    let submission = translation::Event::Submitted(Box::new(Submission { machine, ..*submission }));
    let (block, part) = (BlockId(0), BlockId(1));
    let (head, tail) = ("One".to_owned(), "two".to_owned());
    let split = translation::Event::Split {
        epoch: 1,
        block,
        part,
        head,
        tail,
        head_marks: Vec::new(),
        tail_marks: Vec::new(),
        until: at(100_000),
    };
    let story = Story::begin()
        .claimed(0, "salma", 1)
        .then(10, "salma", split)
        .then(20, "salma", translation::Event::Released { epoch: 1 })
        .claimed(30, "yusuf", 2)
        .then(40, "yusuf", submission);
    let helped = |who: &str| story.work().shares[&member(who)].machine;
    assert_eq!(helped("salma"), Help { blocks: 2, changed: 500 });
    assert_eq!(
        (helped("yusuf"), story.work().machine()),
        (Help { blocks: 1, changed: 0 }, Help { blocks: 3, changed: 500 })
    );
    assert_eq!(story.work().machine().mean(), Some(166));
    assert_eq!(story.figures.by_source(day(40))[&"wadi".parse().unwrap()].machine.mean(), Some(166));
    assert_eq!(Help::default().mean(), None);
}

/// By how many seconds a service's clock may be behind the one before.
const BEHIND_MOST: i64 = 20;

/// Steps of a random history: after so many seconds somebody does one of several things.
fn steps() -> impl Strategy<Value = Vec<(i64, &'static str, u8)>> {
    let who = prop::sample::select(vec!["salma", "yusuf"]);
    prop::collection::vec((-BEHIND_MOST..1000, who, 0..6_u8), 0..60)
}

proptest! {
    #[test]
    fn active_time_is_never_more_than_there_was(steps in steps()) {
        let (mut story, mut now, mut newest, facts) = (Story::begin(), 0, 0, steps.len());
        for (seconds, who, what) in steps {
            now += seconds;
            newest = newest.max(now);
            let rescued = || translation::Event::Rescued { block: BlockId(0), text: "x".to_owned(), by: credit(who) };
            story = match what {
                0 => story.claimed(now, who, 1),
                1 => story.then(now, who, translation::Event::Released { epoch: 1 }),
                2 => story.then(now, who, renewed()),
                3 => story.then(now, who, drafted(1)),
                4 => story.then(now, who, rescued()),
                _ => story.then(now, who, submitted(&["one", "two"], &[who], 1)),
            };
        }
        let facts = i64::try_from(facts).unwrap();
        let active = i64::try_from(story.work().active_milliseconds() / 1000).unwrap();
        prop_assert!(active <= newest + facts * BEHIND_MOST, "{active} of {newest} seconds");
        prop_assert!(active <= facts * PAUSE_MOST.num_seconds(), "{active} seconds in {facts} facts");
        prop_assert_eq!(story.work().shares.values().map(|share| share.words).sum::<usize>(), story.work().words);
    }
}

#[test]
fn a_fold_reads_as_it_is_written() {
    let story = Story::begin().claimed(0, "salma", 1).then(9, "salma", drafted(0)).then(
        60,
        "salma",
        submitted(&["The bridge"], &["salma"], 1),
    );
    let kept: Figures = serde_json::from_str(&serde_json::to_string(&story.figures).unwrap()).unwrap();
    assert_eq!(kept, story.figures);
}
