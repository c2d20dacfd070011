//! A file of translations: which pairs of languages it has, and what of it is kept.

use contract::{
    Digest, Language,
    memory::{PAIRS_MOST, PairCount},
};
use memory::{
    Imported, Memory, Origin, Pair, Unfit,
    tmx::{Entry, Fault, Reader, Unit},
};

/// The most texts of one unit that are looked at: files of translations have some dozen languages.
const TEXTS_MOST: usize = 200;

/// Which of a file's pairs of languages are wanted: all where nothing is said. Regions and scripts make no difference.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) from: Option<Language>,
    pub(crate) into: Option<Language>,
}

impl Wanted {
    fn takes(&self, source: &Language, target: &Language) -> bool {
        let is = |wanted: &Option<Language>, language: &Language| {
            wanted.as_ref().is_none_or(|wanted| wanted.primary() == language.primary())
        };
        source.primary() != target.primary() && is(&self.from, source) && is(&self.into, target)
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
        let id = unit.id.as_deref().unwrap_or("a unit without an id");
        if unit.texts.len() > TEXTS_MOST {
            self.refuse(format!("{id}: it has more than {TEXTS_MOST} texts"));
        }
        for [source, target] in texts(unit).filter(|[source, target]| wanted.takes(source.0, target.0)) {
            match Memory::fits(source.1, target.1) {
                Ok(()) => self.add(source.0, target.0),
                Err(why) => self.refuse(format!("{id}, {} into {}: {why}", source.0, target.0)),
            }
        }
    }

    fn add(&mut self, from: &Language, into: &Language) {
        match self.pairs.iter().position(|known| known.from == *from && known.into == *into) {
            Some(known) => self.pairs[known].units += 1,
            // One more than can be used is enough to say so.
            None if self.pairs.len() > PAIRS_MOST => {}
            None => self.pairs.push(PairCount { from: from.clone(), into: into.clone(), units: 1 }),
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
    let in_use = |from: &Language, into: &Language| {
        pairs.iter().any(|known| known.from == *from && known.into == *into)
    };
    for entry in Reader::new(bytes)? {
        let Entry::Unit(unit) = entry? else { continue };
        for [source, target] in texts(&unit).filter(|[source, target]| in_use(source.0, target.0)) {
            let origin = Origin::Imported(Imported { file, by: unit.by.clone(), at: unit.at });
            let pair = Pair { source: source.0.clone(), target: target.0.clone() };
            match memory.add(&pair, origin, source.1, target.1) {
                // What is unfit was told when the file came.
                Ok(()) | Err(Unfit::NoSource | Unfit::NoTarget | Unfit::TooLong { .. }) => {}
            }
        }
    }
    Ok(memory)
}

/// A text of a unit, in its language.
type Text<'u> = (&'u Language, &'u str);

/// The texts of a unit that answer each other, in both directions, without the white space around them. Of several in one
/// language the first counts. None of a unit with too many: each would answer each.
fn texts(unit: &Unit) -> impl Iterator<Item = [Text<'_>; 2]> {
    let texts = if unit.texts.len() > TEXTS_MOST { &[][..] } else { &unit.texts };
    let is_first = |at: usize| !texts[..at].iter().any(|(earlier, _)| *earlier == texts[at].0);
    let firsts: Vec<Text<'_>> =
        (0..texts.len()).filter(|at| is_first(*at)).map(|at| (&texts[at].0, texts[at].1.trim())).collect();
    let count = firsts.len();
    let pairs = (0..count * count).map(move |at| [firsts[at / count], firsts[at % count]]);
    pairs.filter(|[source, target]| source.0 != target.0)
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
    fn a_unit_of_very_many_texts_is_refused_and_costs_nothing() {
        let text = |number: usize| format!("<tuv xml:lang=\"{}\"><seg>a</seg></tuv>", tag(number));
        let file = |texts: usize| {
            let unit: String = (0..texts).map(text).collect();
            format!("<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu>{unit}</tu></body></tmx>")
        };
        let counted = |texts| count(file(texts).as_bytes(), &wanted(Some("aaa"), None)).unwrap();
        let most = counted(TEXTS_MOST);
        assert_eq!((most.pairs.len(), most.refused), (PAIRS_MOST + 1, 0), "{:?}", most.why);
        let more = counted(TEXTS_MOST + 1);
        assert_eq!((more.pairs.len(), more.refused), (0, 1), "{:?}", more.why);
        let pairs = most.pairs;
        assert!(read(file(TEXTS_MOST + 1).as_bytes(), Digest::of(b"file"), &pairs).unwrap().is_empty());
    }

    /// A language of three letters.
    fn tag(number: usize) -> String {
        let letter = |place: usize| char::from(b"abcdefghijklmnop"[number / place % 16]);
        [letter(256), letter(16), letter(1)].iter().collect()
    }

    #[test]
    fn what_is_no_tmx_is_not_counted() {
        assert!(matches!(count(b"<html></html>", &Wanted::default()), Err(Fault::NotTmx)));
        let cut = &FILE[..FILE.len() - 20];
        assert!(count(cut.as_bytes(), &Wanted::default()).is_err());
    }
}
