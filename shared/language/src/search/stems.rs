//! The words that may be meant by a word, with what its language attaches taken off.

use crate::terms::{arabic, hebrew};

/// The fewest letters of a stem that an ending of number was taken from.
const COUNTED_FEWEST: usize = 4;

/// The endings of Arabic plurals and duals.
const NUMBERS: [&str; 4] = ["ات", "ون", "ين", "ان"];

/// The fewest letters of a word in Latin script whose `s` may be an ending.
const PLURAL_FEWEST: usize = 4;

/// A word that may be meant by another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stem {
    /// Folded.
    pub form: String,
    pub taken: Taken,
}

/// What was taken off a word to come to its stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// An article, with or without what stands before that, or the ending of a plural in Latin script: few words merely
    /// begin or end so.
    Sure,
    /// A conjunction, a preposition or a pronoun: many words merely begin or end with such letters.
    Attached,
    /// The ending of an Arabic plural or dual.
    Number,
}

/// The stems of a folded word, each once and without the word itself. There may be too many, for which of them is meant is
/// not to be seen from a word alone; the true one is among them, if it has three letters or more.
pub fn stems_of(form: &str) -> Vec<Stem> {
    let mut stems = Vec::new();
    match form.chars().next() {
        Some('\u{620}'..='\u{6ff}') => {
            arabic::readings(form, &mut |reading| {
                let taken = if reading.article { Taken::Sure } else { Taken::Attached };
                if !reading.doubtful {
                    keep(&mut stems, form, &reading.stem, taken);
                }
            });
            without_numbers(form, &mut stems);
        }
        Some('א'..='ת') => {
            hebrew::readings(form, &mut |reading| keep(&mut stems, form, &reading.stem, Taken::Attached));
        }
        Some('a'..='z') => {
            singular(form, &mut |stem| keep(&mut stems, form, stem, Taken::Sure));
        }
        Some(_) | None => {}
    }
    stems
}

fn keep(stems: &mut Vec<Stem>, form: &str, stem: &str, taken: Taken) {
    match stems.iter_mut().find(|known| known.form == stem) {
        Some(known) => known.taken = known.taken.min(taken),
        None if stem == form => {}
        None => stems.push(Stem { form: stem.to_owned(), taken }),
    }
}

/// The singulars of an Arabic word, and of each of its stems.
fn without_numbers(form: &str, stems: &mut Vec<Stem>) {
    let mut singulars = Vec::new();
    for word in [form].into_iter().chain(stems.iter().map(|stem| stem.form.as_str())) {
        for ending in NUMBERS {
            let Some(stem) = word.strip_suffix(ending) else { continue };
            if stem.chars().count() < COUNTED_FEWEST {
                continue;
            }
            singulars.push(stem.to_owned());
            // حكومات is of حكومة, and ساعتين of ساعة.
            let feminine = if ending == "ات" { Some(stem) } else { stem.strip_suffix('ت') };
            singulars.extend(feminine.map(|stem| format!("{stem}ه")));
        }
    }
    for singular in singulars {
        keep(stems, form, &singular, Taken::Number);
    }
}

/// What a word in Latin script is without the ending of a plural: as English, French and Spanish write it.
fn singular(form: &str, then: &mut dyn FnMut(&str)) {
    if form.chars().count() < PLURAL_FEWEST || ["ss", "us", "is"].iter().any(|ending| form.ends_with(ending))
    {
        return;
    }
    if let Some(stem) = form.strip_suffix("ies") {
        then(&format!("{stem}y"));
    }
    if let Some(stem) = form.strip_suffix("es")
        && ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end))
    {
        then(stem);
    }
    if let Some(stem) = form.strip_suffix('s') {
        then(stem);
    }
}
