//! Folds that disagree: the same facts, folded in one pass over the log and again from where they stand, must give the
//! same states, and so must a fold that begins from its snapshot.

use std::{
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use contract::{ArticleId, Digest, Event, PieceId, Recorded, Subject};
use decider::{Decider, Fold};
use desk::{board::Board, member::Member, newsroom::Newsroom};
use editing::edit::Edit;
use ingest::{article::Article, source::Source};
use journal::{Fault, Log};
use publishing::{policy::Policy, publication::Publication};
use serde::Serialize;
use translation::{memory::Memory, term::Term, translation::Translation};

use super::found::{Findings, Found};

/// So many streams of facts are read again by their chains, drawn by the hash of their names.
const STREAMS: usize = 256;

/// So many articles are folded again from their own facts alone, as the state of a moment is.
const ARTICLES: usize = 32;

/// The folds of one pass.
#[derive(Default)]
pub(super) struct Folds {
    board: Board,
    /// The drawn streams: those whose names have the smallest hashes. A stream is drawn, or not, at its first fact, so what
    /// is drawn is complete.
    drawn: BTreeMap<u64, Drawn>,
    /// Streams that cannot be read again as they were written. That is a finding of its own.
    spoiled: HashSet<String>,
}

struct Drawn {
    subject: Subject,
    state: State,
    version: u64,
}

/// What was compared.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    pub(super) streams: usize,
    pub(super) articles: usize,
    /// The digest of the board after the whole log.
    pub(super) board: Digest,
}

impl Folds {
    /// Folds the next fact.
    pub(super) fn apply(&mut self, recorded: Recorded<Event>, is_first: bool) {
        let hash = hash(&recorded.subject);
        if is_first
            && (self.drawn.len() < STREAMS
                || self.drawn.last_key_value().is_some_and(|(most, _)| hash < *most))
        {
            let (subject, state) = (recorded.subject.clone(), State::before(&recorded.event));
            self.drawn.insert(hash, Drawn { subject, state, version: 0 });
            if self.drawn.len() > STREAMS {
                self.drawn.pop_last();
            }
        }
        if let Some(drawn) = self.drawn.get_mut(&hash).filter(|drawn| drawn.subject == recorded.subject) {
            drawn.version = recorded.sequence;
            drawn.state = std::mem::take(&mut drawn.state).evolve(recorded.event.clone());
        }
        self.board.apply(recorded);
    }

    /// This stream is damaged, so that reading it again would only say so again.
    pub(super) fn spoil(&mut self, subject: &str) {
        self.spoiled.insert(subject.to_owned());
    }

    /// Folds again, and says where that differs.
    pub(super) async fn compare(mut self, log: &Log, findings: &mut Findings) -> Result<Compared, Fault> {
        self.drawn.retain(|_, drawn| !self.spoiled.contains(&drawn.subject.to_string()));
        for drawn in self.drawn.values() {
            let again = drawn.again(log).await?;
            if digest(&again) != digest(&drawn.state) {
                let (state, subject) = (drawn.state.name(), drawn.subject.to_string());
                let why =
                    format!("the {state} differs between one pass over the log and the chain of its stream");
                findings.event(drawn.version, &subject, Found::FoldsDisagree { why });
            }
        }
        let articles = self.articles();
        for id in &articles {
            self.compare_article(log, *id, findings).await?;
        }
        self.compare_snapshot(log, findings).await?;
        Ok(Compared { streams: self.drawn.len(), articles: articles.len(), board: self.board.digest() })
    }

    /// The drawn articles: none of which has a damaged stream.
    fn articles(&self) -> Vec<ArticleId> {
        let spoiled: HashSet<ArticleId> =
            self.spoiled.iter().filter_map(|s| s.parse::<Subject>().ok()?.article_id()).collect();
        let mut drawn: Vec<(u64, ArticleId)> =
            self.board.articles.keys().filter(|id| !spoiled.contains(id)).map(|id| (hash(id), *id)).collect();
        drawn.sort_unstable();
        drawn.into_iter().take(ARTICLES).map(|(_, id)| id).collect()
    }

    /// The board as a desk has it that begins from the snapshot: where there is none that fits, nothing rests on one.
    async fn compare_snapshot(&self, log: &Log, findings: &mut Findings) -> Result<(), Fault> {
        let Some(snapshot) = log.snapshot::<Board>().await else { return Ok(()) };
        let (begun, end) = (snapshot.applied, self.board.applied);
        let mut board = snapshot.fold;
        let mut follow = log.follow(Board::KINDS, begun + 1).await?;
        while board.applied < end {
            // What cannot be read is a finding of its own, and no desk is beyond it.
            let Ok(recorded) = follow.next().await?.read() else { return Ok(()) };
            board.apply(recorded);
        }
        if begun <= end && board.digest() != self.board.digest() {
            let why = format!("the board from its snapshot at event {begun} differs from the whole log's");
            findings.event(begun, "SNAPSHOTS", Found::FoldsDisagree { why });
        }
        Ok(())
    }

    async fn compare_article(&self, log: &Log, id: ArticleId, findings: &mut Findings) -> Result<(), Fault> {
        let Some(article) = self.board.articles.get(&id) else { return Ok(()) };
        let mut alone = Board::default();
        for sequence in &article.history {
            alone.apply(log.get(*sequence).await?.read()?);
        }
        let piece = |language: &contract::Language| PieceId { article: id, language: language.clone() };
        let mut pieces = article.row.commissioned.iter().map(piece);
        let agrees = alone.articles.get(&id) == Some(article)
            && pieces.all(|piece| alone.pieces.get(&piece) == self.board.pieces.get(&piece));
        if !agrees {
            let why = "the board differs between the whole log and the article's own facts".to_owned();
            let (last, subject) = (article.history.last(), Subject::article(id).to_string());
            findings.event(last.copied().unwrap_or(0), &subject, Found::FoldsDisagree { why });
        }
        Ok(())
    }
}

impl Drawn {
    async fn again(&self, log: &Log) -> Result<State, Fault> {
        let mut state = State::Nothing;
        for stored in log.chain(&self.subject, 0).await? {
            if stored.sequence <= self.version {
                let event = stored.read()?.event;
                state = if let State::Nothing = state { State::before(&event) } else { state }.evolve(event);
            }
        }
        Ok(state)
    }
}

/// The state of a stream of any kind.
#[derive(Default, Serialize)]
#[serde(untagged)]
enum State {
    #[default]
    Nothing,
    Source(Source),
    Article(Article),
    Translation(Translation),
    Term(Term),
    Memory(Memory),
    Edit(Edit),
    Policy(Policy),
    Publication(Publication),
    Member(Member),
    Newsroom(Newsroom),
}

impl State {
    /// The state before the first event of a stream.
    fn before(event: &Event) -> Self {
        match event {
            Event::Source(_) => Self::Source(Source::default()),
            Event::Article(_) => Self::Article(Article::default()),
            Event::Translation(_) => Self::Translation(Translation::default()),
            Event::Term(_) => Self::Term(Term::default()),
            Event::Memory(_) => Self::Memory(Memory::default()),
            Event::Edit(_) => Self::Edit(Edit::default()),
            Event::Policy(_) => Self::Policy(Policy::default()),
            Event::Publication(_) => Self::Publication(Publication::default()),
            Event::Member(_) => Self::Member(Member::default()),
            Event::Newsroom(_) => Self::Newsroom(Newsroom::default()),
        }
    }

    fn evolve(self, event: Event) -> Self {
        match (self, event) {
            (Self::Source(state), Event::Source(event)) => Self::Source(state.evolve(event)),
            (Self::Article(state), Event::Article(event)) => Self::Article(state.evolve(event)),
            (Self::Translation(state), Event::Translation(event)) => Self::Translation(state.evolve(event)),
            (Self::Term(state), Event::Term(event)) => Self::Term(state.evolve(event)),
            (Self::Memory(state), Event::Memory(event)) => Self::Memory(state.evolve(event)),
            (Self::Edit(state), Event::Edit(event)) => Self::Edit(state.evolve(event)),
            (Self::Policy(state), Event::Policy(event)) => Self::Policy(state.evolve(event)),
            (Self::Publication(state), Event::Publication(event)) => Self::Publication(state.evolve(event)),
            (Self::Member(state), Event::Member(event)) => Self::Member(state.evolve(event)),
            (Self::Newsroom(state), Event::Newsroom(event)) => Self::Newsroom(state.evolve(event)),
            // The subject says of which kind an event is, so a stream has events of one kind.
            (state, _) => state,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "state",
            Self::Source(_) => "source",
            Self::Article(_) => "article",
            Self::Translation(_) => "translation",
            Self::Term(_) => "term",
            Self::Memory(_) => "memory",
            Self::Edit(_) => "edit",
            Self::Policy(_) => "policy",
            Self::Publication(_) => "publication",
            Self::Member(_) => "member",
            Self::Newsroom(_) => "newsroom",
        }
    }
}

fn digest(state: &State) -> Digest {
    Digest::of(&serde_json::to_vec(state).expect("a state is strings, numbers, lists and maps by name"))
}

fn hash(name: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
