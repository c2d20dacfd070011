//! A question as a query of the index, and as words that can be shown in a text.

use std::{cell::OnceCell, ops::Bound};

use language::search::{Stem, Taken, Word, stems_of};
use tantivy::{
    Searcher, TantivyError, Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{
    excluded::Excluded,
    index::{Fields, STEM},
    question::{Clause, Question, Wanted},
};

/// How much more a word counts in a headline, and as it was typed.
const IN_HEADLINE: f32 = 2.0;
const AS_TYPED: f32 = 2.0;

/// How much less a word counts that may be meant by the one that was typed.
const MEANT: f32 = 0.5;

/// More than any word comes to by how rare and how frequent it is: in Latin script, where an ending is taken off on less
/// evidence than an Arabic article, texts with the word as it was typed stand before all others.
const LATIN_AS_TYPED: f32 = 40.0;

/// The words that may be meant by one, at most.
const MEANT_MOST: usize = 6;

/// A question beside an index: the query, and the words that are looked for.
pub(super) struct Asked {
    pub(super) query: Box<dyn Query>,
    pub(super) terms: Vec<Phrase>,
}

/// Words that follow each other; or one, in all that is meant by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase(Vec<Meant>);

/// A word, and what else may be meant by it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Meant {
    typed: String,
    others: Vec<String>,
}

/// A word of a text. Its stems are found once, however much is looked for.
pub(super) struct Written {
    pub(super) word: Word,
    stems: OnceCell<Vec<Stem>>,
}

impl From<Word> for Written {
    fn from(word: Word) -> Self {
        Self { word, stems: OnceCell::new() }
    }
}

impl Asked {
    pub(super) fn of(question: &Question, searcher: &Searcher, fields: Fields) -> Result<Self, TantivyError> {
        let (mut clauses, mut terms): (Vec<(Occur, Box<dyn Query>)>, _) = (Vec::new(), Vec::new());
        for Clause { not, wanted } in &question.clauses {
            let (query, phrase) = match wanted {
                Wanted::Words(words) => {
                    let phrase = Phrase::of(words, searcher, fields)?;
                    (phrase.query(fields), Some(phrase))
                }
                Wanted::Source(_)
                | Wanted::Language(_)
                | Wanted::By(_)
                | Wanted::Before(_)
                | Wanted::After(_) => (filter(wanted, fields), None),
            };
            clauses.push(if *not {
                (Occur::MustNot, Box::new(Excluded(query)) as Box<dyn Query>)
            } else {
                (Occur::Must, query)
            });
            terms.extend(phrase.filter(|_| !not));
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, uncounted(Box::new(AllQuery))));
        }
        Ok(Self { query: Box::new(BooleanQuery::new(clauses)), terms })
    }
}

/// What only says which are found, and not which are better.
fn uncounted(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn filter(wanted: &Wanted, fields: Fields) -> Box<dyn Query> {
    let all = |field: Field, words: &[String]| -> Box<dyn Query> {
        let each = words.iter().map(|word| (Occur::Must, term(field, word)));
        Box::new(BooleanQuery::new(each.collect()))
    };
    let seconds = |at: &chrono::DateTime<chrono::Utc>| Term::from_field_i64(fields.at, at.timestamp());
    uncounted(match wanted {
        // Words are asked for with what is meant by them.
        Wanted::Words(words) => all(fields.text, words),
        Wanted::Source(words) => all(fields.source, words),
        Wanted::By(words) => all(fields.people, words),
        Wanted::Language(language) => term(fields.language, language),
        Wanted::Before(at) => Box::new(RangeQuery::new(Bound::Unbounded, Bound::Excluded(seconds(at)))),
        Wanted::After(at) => Box::new(RangeQuery::new(Bound::Included(seconds(at)), Bound::Unbounded)),
    })
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn stem(word: &str) -> String {
    format!("{STEM}{word}")
}

impl Phrase {
    fn of(words: &[String], searcher: &Searcher, fields: Fields) -> Result<Self, TantivyError> {
        if let [word] = words {
            return Ok(Self(vec![Meant::of(word, searcher, fields)?]));
        }
        // Within a phrase a word is meant as it was typed.
        let typed = |word: &String| Meant { typed: word.clone(), others: Vec::new() };
        Ok(Self(words.iter().map(typed).collect()))
    }

    fn query(&self, fields: Fields) -> Box<dyn Query> {
        let Self(words) = self;
        let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut or = |query: Box<dyn Query>, boost: f32| {
            any.push((Occur::Should, Box::new(BoostQuery::new(query, boost))));
        };
        if let [word] = words.as_slice() {
            word.query(fields, &mut or);
            return Box::new(BooleanQuery::new(any));
        }
        for (field, boost) in [(fields.text, 1.0), (fields.headline, IN_HEADLINE)] {
            let words: Vec<String> = words.iter().map(|word| word.typed.clone()).collect();
            // What stands before the first word, as in ورئيس الوزراء, is not part of the phrase.
            let behind = words.split_first().map(|(first, rest)| [&[stem(first)][..], rest].concat());
            for (words, boost) in [(Some(words), AS_TYPED * boost), (behind, boost)] {
                let terms = words.into_iter().flatten().map(|word| Term::from_field_text(field, &word));
                or(Box::new(PhraseQuery::new(terms.collect())), boost);
            }
        }
        Box::new(BooleanQuery::new(any))
    }

    /// Where it stands among the words of a text: the numbers of the words.
    pub(super) fn places(&self, words: &[Written]) -> Vec<std::ops::Range<usize>> {
        let Self(wanted) = self;
        let Some((first, rest)) = wanted.split_first() else { return Vec::new() };
        let stands = |at: &usize| {
            let window = &words[*at..*at + wanted.len()];
            let follow =
                window[1..].iter().zip(rest).all(|(written, wanted)| written.word.form == wanted.typed);
            follow && first.is_meant_by(&window[0])
        };
        let last = (words.len() + 1).saturating_sub(wanted.len());
        (0..last).filter(stands).map(|at| at..at + wanted.len()).collect()
    }
}

impl Meant {
    /// What of a word's stems is meant: what an article or an ending was taken from; and where a letter may as well belong to
    /// the word, only what is written at least as often as the word itself. So لبنان does not find بنان, and بلبنان finds لبنان.
    fn of(word: &str, searcher: &Searcher, fields: Fields) -> Result<Self, TantivyError> {
        let count = |form: &str| searcher.doc_freq(&Term::from_field_text(fields.text, form));
        let typed = count(word)?;
        let (mut others, mut stems) = (Vec::new(), stems_of(word));
        stems.sort_by_key(|stem| stem.taken);
        for stem in stems {
            let meant = match stem.taken {
                Taken::Sure => true,
                Taken::Attached => count(&stem.form)? >= typed,
                Taken::Number => false,
            };
            others.extend(Some(stem.form).filter(|_| meant && others.len() < MEANT_MOST));
        }
        Ok(Self { typed: word.to_owned(), others })
    }

    fn query(&self, fields: Fields, or: &mut impl FnMut(Box<dyn Query>, f32)) {
        let Self { typed, others } = self;
        for (field, boost) in [(fields.text, 1.0), (fields.headline, IN_HEADLINE)] {
            or(term(field, typed), AS_TYPED * boost);
            or(term(field, &stem(typed)), boost);
            for other in others {
                or(term(field, other), MEANT * boost);
                or(term(field, &stem(other)), MEANT * boost);
            }
        }
        if typed.starts_with(|first: char| first.is_ascii_lowercase()) {
            or(Box::new(ConstScoreQuery::new(term(fields.text, typed), 1.0)), LATIN_AS_TYPED);
        }
        for field in [fields.people, fields.source] {
            or(term(field, typed), MEANT);
        }
    }

    fn is_meant_by(&self, Written { word, stems }: &Written) -> bool {
        let meant = |form: &str| form == self.typed || self.others.iter().any(|other| form == other);
        meant(&word.form) || stems.get_or_init(|| stems_of(&word.form)).iter().any(|stem| meant(&stem.form))
    }
}
