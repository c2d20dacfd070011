//! The memories that came from elsewhere, read into this process: their bytes are kept by digest, the board says which are
//! in use, and a task reads what is missing.

pub(crate) mod found;
pub(crate) mod names;
pub(crate) mod people;
pub(crate) mod tmx;

use std::{
    collections::BTreeMap,
    convert::Infallible,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use contract::{
    MemoryId,
    health::{Part, PartState},
};
use journal::{Fault, Live, Log};
use memory::Memory;
use tokio::sync::watch;

use crate::board::{self, Board, MemoryContents, MemoryRow};
use names::NameList;

/// The most bytes of a file: some hundred thousand units.
pub(crate) const FILE_BYTES_MOST: usize = 64 * 1024 * 1024;

/// How many of the units or rows that cannot be used are told one by one.
const TOLD_MOST: usize = 20;

/// When to ask again for bytes that the log did not give.
const AGAIN: Duration = Duration::from_secs(5);

/// What is read. All clones are one.
#[derive(Clone)]
pub(crate) struct Memories {
    files: Arc<Mutex<BTreeMap<MemoryId, Kept>>>,
    part: watch::Sender<Part>,
}

/// A memory in use, and what of it is here.
struct Kept {
    /// The fact that put it into use: withdrawn and imported again, it is another.
    position: u64,
    file: File,
}

/// What is here of a memory.
#[derive(Clone, Debug)]
pub(crate) enum File {
    Reading,
    Translations(Arc<Memory>),
    Names(Arc<NameList>),
    Unreadable(String),
}

impl Default for Memories {
    fn default() -> Self {
        Self { files: Arc::default(), part: watch::Sender::new(Part::new("memories")) }
    }
}

impl Memories {
    /// How reading is doing, for health: current when all that was in use at the start is read.
    pub(crate) fn part(&self) -> watch::Receiver<Part> {
        self.part.subscribe()
    }

    /// What is here of a memory.
    pub(crate) fn file(&self, id: MemoryId) -> File {
        self.lock().get(&id).map_or(File::Reading, |kept| kept.file.clone())
    }

    /// The translations in use that are here, the newest file first.
    pub(crate) fn translations(&self, in_use: &board::Memories) -> Vec<Arc<Memory>> {
        self.newest(in_use, |file| match file {
            File::Translations(memory) => Some(Arc::clone(memory)),
            File::Reading | File::Names(_) | File::Unreadable(_) => None,
        })
    }

    /// The lists of names in use that are here, the newest first.
    pub(crate) fn names(&self, in_use: &board::Memories) -> Vec<Arc<NameList>> {
        self.newest(in_use, |file| match file {
            File::Names(list) => Some(Arc::clone(list)),
            File::Reading | File::Translations(_) | File::Unreadable(_) => None,
        })
    }

    fn newest<T>(&self, in_use: &board::Memories, of: impl Fn(&File) -> Option<T>) -> Vec<T> {
        let mut rows: Vec<&MemoryRow> = in_use.in_use().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.position));
        let files = self.lock();
        let kept = |row: &MemoryRow| files.get(&row.id).filter(|kept| kept.position == row.position);
        rows.into_iter().filter_map(|row| of(&kept(row)?.file)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<MemoryId, Kept>> {
        // What is kept is whole at any time, so a lock that was left in a panic holds nothing broken.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what is here as the board says, once that shows what stood in the log at the start.
    pub(crate) async fn keep_current(self, board: Arc<Live<Board>>, log: Log) -> Infallible {
        board.rebuilt().await;
        let mut applied = board.part();
        let mut known = None;
        loop {
            applied.borrow_and_update();
            let changed = board.read().memories.changed();
            if known != Some(changed) {
                let rows: Vec<MemoryRow> = board.read().memories.in_use().cloned().collect();
                self.follow(&rows, &log).await;
                known = Some(changed);
            }
            // The sender lives as long as the board, which this holds.
            let _ = applied.changed().await;
        }
    }

    async fn follow(&self, rows: &[MemoryRow], log: &Log) {
        let stands = |id: &MemoryId, kept: &Kept| {
            rows.iter().any(|row| row.id == *id && row.position == kept.position)
        };
        self.lock().retain(|id, kept| stands(id, kept));
        for row in rows {
            if self.lock().contains_key(&row.id) {
                continue;
            }
            let file = read(row, log).await;
            self.lock().insert(row.id, Kept { position: row.position, file });
        }
        self.tell(rows);
    }

    /// What a person must look at is a file that cannot be read; the others are in use all the same.
    fn tell(&self, rows: &[MemoryRow]) {
        let unreadable = rows.iter().find_map(|row| match self.file(row.id) {
            // Everybody sees health: what is wrong with the file stands in the list of memories.
            File::Unreadable(_) => {
                let why = "a memory in use cannot be read: `dragoman memory list` says which, and why";
                Some(PartState::Stopped { at: row.position, why: why.to_owned() })
            }
            File::Reading | File::Translations(_) | File::Names(_) => None,
        });
        let applied = rows.iter().map(|row| row.position).max().unwrap_or(0);
        let state = unreadable.unwrap_or(PartState::Current);
        self.part.send_modify(|part| (part.applied, part.state) = (applied, state));
    }
}

/// Waits for a log that is away.
async fn read(row: &MemoryRow, log: &Log) -> File {
    let bytes = loop {
        match log.raw(row.digest).await {
            Ok(Some(bytes)) => break bytes,
            Ok(None) => return unreadable(row, "its bytes are not kept any more"),
            Err(fault) => waiting(row, &fault),
        }
        tokio::time::sleep(AGAIN).await;
    };
    let (digest, contents) = (row.digest, row.contents.clone());
    let made = tokio::task::spawn_blocking(move || match contents {
        MemoryContents::Translations { pairs } => tmx::read(&bytes, digest, &pairs)
            .map(|memory| File::Translations(Arc::new(memory)))
            .map_err(|fault| fault.to_string()),
        MemoryContents::Names { .. } => names::read(&bytes)
            .map(|list| File::Names(Arc::new(list)))
            .map_err(|unreadable| unreadable.to_string()),
    });
    match made.await {
        Ok(Ok(file)) => {
            tracing::info!(memory.id = %row.id, "a memory is read");
            file
        }
        Ok(Err(why)) => unreadable(row, &why),
        Err(_) => unreadable(row, "this program cannot read it"),
    }
}

fn waiting(row: &MemoryRow, fault: &Fault) {
    tracing::warn!(memory.id = %row.id, fault = %runtime::commands::chain(fault), "a memory is not read yet");
}

fn unreadable(row: &MemoryRow, why: &str) -> File {
    tracing::error!(memory.id = %row.id, why, "a memory cannot be read");
    File::Unreadable(why.to_owned())
}
