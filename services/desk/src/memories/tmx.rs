//! A file of translations: which pairs of languages it has, and what of it is kept.

use contract::{
    Digest, Language,
    memory::{PAIRS_MOST, PairCount},
};
use memory::{
    Imported, Memory, Origin, Pair, Unfit,
    tmx::{Entry, Fault, Reader, Unit},
};

/// Which of a file's pairs of languages are wanted: all where nothing is said. Regions and scripts make no difference.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) from: Option<Language>,
    pub(crate) into: Option<Language>,
}

impl Wanted {
    fn takes(&self, pair: &Pair) -> bool {
        let is = |wanted: &Option<Language>, language: &Language| {
            wanted.as_ref().is_none_or(|wanted| wanted.primary() == language.primary())
        };
        pair.source.primary() != pair.target.primary()
            && is(&self.from, &pair.source)
            && is(&self.into, &pair.target)
    }
}

/// What a file has.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Counted {
    pub(crate) pairs: Vec<PairCount>,
    /// How many units cannot be used.
    pub(crate) refused: usize,
    /// Why, of the first of them.
    pub(crate) why: Vec<String>,
}

/// Counts what of a file would be kept.
pub(crate) fn count(bytes: &[u8], wanted: &Wanted) -> Result<Counted, Fault> {
    let mut counted = Counted::default();
    for entry in Reader::new(bytes)? {
        match entry? {
            Entry::Unit(unit) => counted.unit(&unit, wanted),
            Entry::Refused(refused) => counted.refuse(refused.to_string()),
        }
    }
    Ok(counted)
}

impl Counted {
    fn unit(&mut self, unit: &Unit, wanted: &Wanted) {
        for (pair, source, target) in texts(unit).filter(|(pair, ..)| wanted.takes(pair)) {
            match Memory::fits(source, target) {
                Ok(()) => self.add(pair),
                Err(why) => {
                    let id = unit.id.as_deref().unwrap_or("a unit without an id");
                    self.refuse(format!("{id}, {} into {}: {why}", pair.source, pair.target));
                }
            }
        }
    }

    fn add(&mut self, pair: Pair) {
        let known =
            self.pairs.iter().position(|known| known.from == pair.source && known.into == pair.target);
        match known {
            Some(known) => self.pairs[known].units += 1,
            // One more than can be used is enough to say so.
            None if self.pairs.len() > PAIRS_MOST => {}
            None => self.pairs.push(PairCount { from: pair.source, into: pair.target, units: 1 }),
        }
    }

    fn refuse(&mut self, why: String) {
        self.refused += 1;
        if self.why.len() < super::TOLD_MOST {
            self.why.push(why);
        }
    }
}

/// Reads what is kept of a file that was counted before.
pub(crate) fn read(bytes: &[u8], file: Digest, pairs: &[PairCount]) -> Result<Memory, Fault> {
    let mut memory = Memory::default();
    let in_use =
        |pair: &Pair| pairs.iter().any(|known| known.from == pair.source && known.into == pair.target);
    for entry in Reader::new(bytes)? {
        let Entry::Unit(unit) = entry? else { continue };
        for (pair, source, target) in texts(&unit).filter(|(pair, ..)| in_use(pair)) {
            let origin = Origin::Imported(Imported { file, by: unit.by.clone(), at: unit.at });
            match memory.add(&pair, origin, source, target) {
                // What is unfit was told when the file came.
                Ok(()) | Err(Unfit::NoSource | Unfit::NoTarget | Unfit::TooLong { .. }) => {}
            }
        }
    }
    Ok(memory)
}

/// The texts of a unit that answer each other, in both directions, without the white space around them. Of several in one
/// language the first counts.
fn texts(unit: &Unit) -> impl Iterator<Item = (Pair, &str, &str)> {
    let firsts = unit
        .texts
        .iter()
        .enumerate()
        .filter(|(at, (language, _))| !unit.texts[..*at].iter().any(|(earlier, _)| earlier == language));
    let firsts: Vec<_> = firsts.map(|(_, text)| text).collect();
    let pairs = firsts.clone().into_iter().flat_map(move |source| {
        firsts
            .clone()
            .into_iter()
            .filter(move |target| target.0 != source.0)
            .map(move |target| (source, target))
    });
    pairs.map(|((source_language, source), (target_language, target))| {
        let pair = Pair { source: source_language.clone(), target: target_language.clone() };
        (pair, source.trim(), target.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"<tmx version="1.4"><header srclang="en"/><body>
        <tu tuid="1"><tuv xml:lang="en"><seg> Good morning </seg></tuv><tuv xml:lang="ar"><seg>صباح الخير</seg></tuv>
        <tuv xml:lang="fr"><seg>Bonjour</seg></tuv></tu>
        <tu tuid="2"><tuv xml:lang="en"><seg>…</seg></tuv><tuv xml:lang="ar"><seg>نعم</seg></tuv></tu>
        <tu tuid="3"><tuv xml:lang="en-GB"><seg>Evening</seg></tuv><tuv xml:lang="ar"><seg>مساء</seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>alone</seg></tuv></tu></body></tmx>"#;

    fn wanted(from: Option<&str>, into: Option<&str>) -> Wanted {
        let language = |tag: &str| tag.parse().unwrap();
        Wanted { from: from.map(language), into: into.map(language) }
    }

    fn pairs(counted: &Counted) -> Vec<(&str, &str, u32)> {
        counted.pairs.iter().map(|pair| (pair.from.as_str(), pair.into.as_str(), pair.units)).collect()
    }

    #[test]
    fn a_file_is_counted_in_both_directions_unless_one_is_asked_for() {
        let counted = count(FILE.as_bytes(), &wanted(Some("ar"), Some("en"))).unwrap();
        assert_eq!(pairs(&counted), [("ar", "en", 1), ("ar", "en-gb", 1)]);
        assert_eq!(counted.refused, 2, "{:?}", counted.why);
        let all = count(FILE.as_bytes(), &Wanted::default()).unwrap();
        assert_eq!(all.pairs.len(), 8, "{:?}", pairs(&all));
    }

    #[test]
    fn what_was_counted_is_what_is_read() {
        let counted = count(FILE.as_bytes(), &wanted(Some("ar"), Some("en"))).unwrap();
        let memory = read(FILE.as_bytes(), Digest::of(b"file"), &counted.pairs).unwrap();
        assert_eq!(memory.len(), 2);
        let pair = Pair { source: "ar".parse().unwrap(), target: "en-us".parse().unwrap() };
        let found = memory.look_up(&pair, "صباح الخير", memory::Score::EXACT, 5);
        assert_eq!(found[0].segment.target, "Good morning");
    }

    #[test]
    fn what_is_no_tmx_is_not_counted() {
        assert!(matches!(count(b"<html></html>", &Wanted::default()), Err(Fault::NotTmx)));
        let cut = &FILE[..FILE.len() - 20];
        assert!(count(cut.as_bytes(), &Wanted::default()).is_err());
    }
}
