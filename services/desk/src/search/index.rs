//! The index: which fields an entry has in it, and how entries are written and read back.

use std::path::{Path, PathBuf};

use contract::Digest;
use language::search::{stems_of, words};
use serde::{Deserialize, Serialize};
use tantivy::{
    IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term,
    collector::TopDocs,
    directory::{Directory, MmapDirectory, RamDirectory},
    indexer::{IndexWriterOptions, LogMergePolicy},
    query::TermQuery,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions, Value,
    },
    tokenizer::{Token, TokenStream, Tokenizer},
};

use super::entry::{Entry, Of};

/// What stands before the stem of a word, so that it is told from a word that is written so.
pub(super) const STEM: char = '~';

/// The names of the two ways in which texts become terms.
const WITH_STEMS: &str = "words";
const AS_WRITTEN: &str = "forms";

/// What the words of changed entries may take in memory until they are written: a part of the index begins with each.
const WRITER_BYTES: usize = 32 * 1024 * 1024;

/// Parts of the index with fewer entries than this are alike to whoever merges them; below it, each save of a draft would soon
/// write a large part anew.
const PART_FEWEST: u32 = 64;

/// A part in which this share of the entries was replaced is written anew.
const REPLACED_MOST: f32 = 0.4;

/// Up to where in the log an index goes, and by which text of the program it was made. It is written with the entries, at one
/// moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Bound {
    pub(super) applied: u64,
    /// That of the event that stands there.
    pub(super) event: Digest,
    pub(super) version: Digest,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// What the entry is of, as one term.
    name: Field,
    article: Field,
    pub(super) at: Field,
    pub(super) text: Field,
    pub(super) headline: Field,
    pub(super) people: Field,
    pub(super) source: Field,
    pub(super) language: Field,
    entry: Field,
}

/// The names of the columns by which what is found is put together and in order.
pub(super) const ARTICLE: &str = "article";
pub(super) const AT: &str = "at";

fn schema() -> Schema {
    let with = |tokenizer: &str, record| {
        let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let words = || with(WITH_STEMS, IndexRecordOption::WithFreqsAndPositions);
    let forms = || with(AS_WRITTEN, IndexRecordOption::Basic);
    let number = || NumericOptions::default() | FAST;
    let mut schema = Schema::builder();
    schema.add_text_field("name", STRING);
    schema.add_u64_field(ARTICLE, number());
    schema.add_i64_field(AT, number() | INDEXED);
    schema.add_text_field("text", words());
    schema.add_text_field("headline", words());
    schema.add_text_field("people", forms());
    schema.add_text_field("source", forms());
    schema.add_text_field("language", STRING);
    schema.add_bytes_field("entry", STORED);
    schema.build()
}

/// An index, as whoever searches has it. All clones are one.
#[derive(Clone)]
pub(super) struct Index {
    index: tantivy::Index,
    reader: IndexReader,
    pub(super) fields: Fields,
    /// Where it is kept; none in memory.
    pub(super) folder: Option<PathBuf>,
}

impl Index {
    /// The one that is kept in a folder, or a new one there.
    pub(super) fn in_folder(folder: &Path) -> Result<Self, TantivyError> {
        std::fs::create_dir_all(folder).map_err(TantivyError::from)?;
        let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
        Self::of(directory, Some(folder.to_owned()))
    }

    pub(super) fn in_memory() -> Result<Self, TantivyError> {
        Self::of(RamDirectory::create(), None)
    }

    fn of(directory: impl Directory, folder: Option<PathBuf>) -> Result<Self, TantivyError> {
        let schema = schema();
        let index = tantivy::Index::builder().schema(schema.clone()).settings(IndexSettings::default());
        let index = index.open_or_create(directory)?;
        index.tokenizers().register(WITH_STEMS, Terms { stems: true });
        index.tokenizers().register(AS_WRITTEN, Terms { stems: false });
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let field = |name| schema.get_field(name);
        let fields = Fields {
            name: field("name")?,
            article: field(ARTICLE)?,
            at: field(AT)?,
            text: field("text")?,
            headline: field("headline")?,
            people: field("people")?,
            source: field("source")?,
            language: field("language")?,
            entry: field("entry")?,
        };
        Ok(Self { index, reader, fields, folder })
    }

    /// Up to where it goes; nothing for a new one.
    pub(super) fn bound(&self) -> Option<Bound> {
        serde_json::from_str(&self.index.load_metas().ok()?.payload?).ok()
    }

    /// What can be found at this moment, however the index goes on.
    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// The entry that stands at an address.
    pub(super) fn read(
        &self,
        searcher: &Searcher,
        at: tantivy::DocAddress,
    ) -> Result<Option<Entry>, TantivyError> {
        let document: TantivyDocument = searcher.doc(at)?;
        let bytes = document.get_first(self.fields.entry).and_then(|value| value.as_bytes());
        Ok(bytes.and_then(|bytes| serde_json::from_slice(bytes).ok()))
    }

    pub(super) fn entry(&self, of: &Of) -> Result<Option<Entry>, TantivyError> {
        let searcher = self.searcher();
        let query = TermQuery::new(self.term_of(of), IndexRecordOption::Basic);
        let found = searcher.search(&query, &TopDocs::with_limit(1).order_by_score())?;
        found.first().map_or(Ok(None), |(_, at)| self.read(&searcher, *at))
    }

    /// Every entry, one after the other.
    pub(super) fn each(&self, mut then: impl FnMut(Entry)) -> Result<(), TantivyError> {
        let searcher = self.searcher();
        for (number, segment) in (0..).zip(searcher.segment_readers()) {
            for document in segment.doc_ids_alive() {
                let entry = self.read(&searcher, tantivy::DocAddress::new(number, document))?;
                entry.into_iter().for_each(&mut then);
            }
        }
        Ok(())
    }

    fn term_of(&self, of: &Of) -> Term {
        Term::from_field_text(self.fields.name, &of.name())
    }
}

/// Writes entries. Nothing of what is put is found before the next commit.
pub(super) struct Writer {
    pub(super) index: Index,
    writer: IndexWriter,
}

impl Writer {
    pub(super) fn of(index: Index) -> Result<Self, TantivyError> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(WRITER_BYTES)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = index.index.writer_with_options(options)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_layer_size(PART_FEWEST);
        merging.set_del_docs_ratio_before_merge(REPLACED_MOST);
        writer.set_merge_policy(Box::new(merging));
        Ok(Self { index, writer })
    }

    /// Puts an entry in the place of the one before.
    pub(super) fn put(&self, entry: &Entry) -> Result<(), TantivyError> {
        let fields = self.index.fields;
        self.writer.delete_term(self.index.term_of(&entry.of));
        let mut document = TantivyDocument::new();
        document.add_text(fields.name, entry.of.name());
        let (article, _) = entry.of.article().0.as_u64_pair();
        document.add_u64(fields.article, article);
        document.add_i64(fields.at, entry.at.timestamp());
        // Each block is a value of its own, so that no phrase is found across two.
        entry.texts().for_each(|(_, text)| document.add_text(fields.text, text));
        entry.headline().into_iter().for_each(|text| document.add_text(fields.headline, text));
        entry.people().for_each(|name| document.add_text(fields.people, name));
        document.add_text(fields.source, entry.source.as_str());
        document.add_text(fields.source, &entry.source_name);
        document.add_text(fields.language, entry.language.as_str());
        if entry.language.primary() != entry.language.as_str() {
            document.add_text(fields.language, entry.language.primary());
        }
        let json = serde_json::to_vec(entry).expect("an entry is strings, numbers and maps by name");
        document.add_bytes(fields.entry, &json);
        self.writer.add_document(document).map(drop)
    }

    /// Lets everything be found that was put, and keeps it with what it is bound to.
    pub(super) fn commit(&mut self, bound: &Bound) -> Result<(), TantivyError> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(bound).expect("numbers and digests"));
        commit.commit()?;
        self.index.reader.reload()
    }

    /// Waits until what is being merged is written.
    pub(super) fn end(self) -> Result<(), TantivyError> {
        self.writer.wait_merging_threads()
    }
}

/// How a text becomes terms: its words as they are written, and where that is wanted, the stems of each at the same place.
#[derive(Clone, Copy)]
struct Terms {
    stems: bool,
}

struct Stream {
    rest: std::vec::IntoIter<Token>,
    token: Token,
}

impl Tokenizer for Terms {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let mut tokens = Vec::new();
        for (position, word) in words(text).into_iter().enumerate() {
            let token = |text: String| Token {
                offset_from: word.place.start,
                offset_to: word.place.end,
                position,
                text,
                position_length: 1,
            };
            let stems = if self.stems { stems_of(&word.form) } else { Vec::new() };
            tokens.push(token(word.form.clone()));
            tokens.extend(stems.into_iter().map(|stem| token(format!("{STEM}{}", stem.form))));
        }
        Stream { rest: tokens.into_iter(), token: Token::default() }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let next = self.rest.next();
        let any = next.is_some();
        self.token = next.unwrap_or_default();
        any
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
