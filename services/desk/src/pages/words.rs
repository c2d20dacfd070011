//! Names, counts and bylines in people's words.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    BlockId, Check, Credit, Document, Language, Priority, Role, is_on_the_web,
    translation::{Helped, MachineHelp},
};

pub(super) use crate::reader::sentence;
use crate::reader::{Reader, Said};

/// The tags of the languages that the desk can name, each by a message: `language-ar`.
pub(super) const LANGUAGES: [&str; 32] = [
    "ar", "bn", "ca", "ckb", "cs", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it",
    "ja", "ko", "ku", "nl", "pl", "ps", "pt", "ro", "ru", "sv", "sw", "tr", "uk", "ur", "zh",
];

impl Reader {
    /// `Arabic`, `English (GB)`; a language that has no name here by its tag.
    pub(crate) fn language(self, language: &Language) -> String {
        let (tag, primary) = (language.as_str(), language.primary());
        let Some(name) = self.named("language", primary) else { return tag.to_owned() };
        match tag.get(primary.len() + 1..) {
            Some(rest) => format!("{name} ({})", rest.to_uppercase()),
            None => name,
        }
    }

    /// `English, French and German`: names of the desk's own, which need no isolation.
    pub(crate) fn listed(self, names: impl IntoIterator<Item = String>) -> String {
        let mut names: Vec<String> = names.into_iter().collect();
        let Some(last) = names.pop() else { return String::new() };
        let Some(mut listed) = names.first().cloned() else { return last };
        let join = |id, first, second| {
            self.say_with(id, &[("first", Said::own(first)), ("second", Said::own(second))])
        };
        for name in names.into_iter().skip(1) {
            listed = join("list-more", listed, name);
        }
        join("list-last", listed, last)
    }

    /// `Mariam and Omar`, each isolated from the other.
    pub(super) fn names(self, credits: &BTreeSet<Credit>) -> String {
        self.listed(credits.iter().map(|credit| isolated(&credit.name)))
    }

    /// `translator and editor`; somebody without a role may read.
    pub(super) fn roles(self, roles: &BTreeSet<Role>) -> String {
        if roles.is_empty() {
            return self.say("role-none");
        }
        self.listed(roles.iter().map(|role| self.role(*role)))
    }

    pub(crate) fn role(self, role: Role) -> String {
        self.say(match role {
            Role::Translator => "role-translator",
            Role::Editor => "role-editor",
            Role::Administrator => "role-administrator",
            Role::Head => "role-head",
            Role::Service => "role-service",
        })
    }

    /// Who stands under a published piece: `By Salma Haddad. Translated by Mariam; edited by Edith.`
    pub(super) fn byline(
        self,
        authors: &[String],
        translators: &BTreeSet<Credit>,
        editor: &Credit,
    ) -> String {
        let with =
            [("translators", Said::own(self.names(translators))), ("editor", Said::from(&editor.name))];
        let work = self.say_with("byline-work", &with);
        if authors.is_empty() {
            return work;
        }
        let authors = self.listed(authors.iter().map(|author| isolated(author)));
        self.say_with("byline-by", &[("authors", Said::own(authors)), ("work", Said::own(work))])
    }

    /// `returned once`, `returned 3 times`; nothing where it never was.
    pub(super) fn returned(self, times: u32) -> Option<String> {
        (times > 0).then(|| self.say_with("count-returned", &[("count", times.into())]))
    }

    /// `389 words`.
    pub(super) fn words(self, words: usize) -> String {
        self.count("count-words", words)
    }

    /// `Arabic → English`.
    pub(super) fn pair(self, from: &Language, into: &Language) -> String {
        let with = [("from", Said::own(self.language(from))), ("into", Said::own(self.language(into)))];
        self.say_with("list-pair", &with)
    }

    pub(super) fn priority(self, priority: Priority) -> String {
        self.say(match priority {
            Priority::Urgent => "priority-urgent",
            Priority::Normal => "priority-normal",
            Priority::Low => "priority-low",
        })
    }

    /// What a block is called among words.
    pub(crate) fn block(self, block: BlockId) -> String {
        match block {
            BlockId(0) => self.say("block-headline"),
            BlockId::SUMMARY => self.say("block-summary"),
            BlockId::BYLINE => self.say("block-byline"),
            added if added.is_added() => self.say("block-added"),
            BlockId(number) => self.say_with("block-numbered", &[("number", number.into())]),
        }
    }

    /// What a check looks after, in people's words.
    pub(super) fn check(self, check: Check) -> String {
        self.named("check", &check.name().replace('_', "-")).unwrap_or_else(|| check.name().to_owned())
    }

    /// The same of all checks, by their names on the wire, as JSON.
    pub(super) fn checks(self) -> String {
        let names: BTreeMap<&str, String> =
            Check::ALL.into_iter().map(|each| (each.name(), self.check(each))).collect();
        serde_json::to_string(&names).expect("names are strings")
    }

    /// Thousandths as `12.5 %`.
    pub(super) fn percent(self, thousandths: u16) -> String {
        let number = match (thousandths / 10, thousandths % 10) {
            (whole, 0) => whole.to_string(),
            (whole, tenth) => format!("{whole}{}{tenth}", self.point()),
        };
        self.say_with("number-percent", &[("number", Said::own(self.in_digits(&number)))])
    }

    /// What machines helped with in a text: `LibreTranslate: 2 of 8 blocks, 12.5 % changed since`.
    pub(super) fn machine_help(self, help: &[MachineHelp], document: &Document) -> Vec<String> {
        let of = document.blocks.iter().filter(|block| !block.text.is_empty()).count();
        let told = |Helped { engine, blocks, changed }: Helped| {
            let (number, of) = (Said::from(blocks), Said::own(self.count("count-blocks", of)));
            let changed = Said::own(self.percent(changed));
            let with =
                [("engine", Said::from(&engine)), ("number", number), ("of", of), ("changed", changed)];
            self.say_with("machine-helped", &with)
        };
        MachineHelp::by_engine(help).into_iter().map(told).collect()
    }
}

/// Words of somebody else's among ours: they turn nothing around them (Unicode TR 9, section 2.6).
pub(super) fn isolated(words: &str) -> String {
    format!("\u{2068}{words}\u{2069}")
}

pub(super) const PRIORITIES: [Priority; 3] = [Priority::Urgent, Priority::Normal, Priority::Low];

/// The priority of this name; what is none of them is nothing out of the ordinary.
pub(super) fn priority_named(name: &str) -> Priority {
    PRIORITIES.into_iter().find(|known| priority(*known) == name).unwrap_or_default()
}

/// As it stands in addresses, forms and facts.
pub(super) const fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Urgent => "urgent",
        Priority::Normal => "normal",
        Priority::Low => "low",
    }
}

/// The address, if a browser may be sent there.
pub(super) fn web_address(address: &str) -> Option<String> {
    is_on_the_web(address).then(|| address.to_owned())
}

/// A sentence of ours that quotes texts: each quotation runs in its own direction and turns nothing around it.
pub(super) fn quoting(sentence: &str) -> String {
    sentence.replace('“', "“\u{2068}").replace('”', "\u{2069}”")
}

/// With a capital, as it stands at the beginning of a line.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use contract::member::Digits;

    use super::*;
    use crate::reader::tests::{in_arabic, in_english};

    fn credit(name: &str) -> Credit {
        Credit { member: name.to_lowercase().parse().unwrap(), name: name.to_owned() }
    }

    #[test]
    fn thousandths_read_as_percent() {
        let percent = |thousandths| in_english().percent(thousandths);
        assert_eq!([0, 5, 125, 1000].map(percent), ["0 %", "0.5 %", "12.5 %", "100 %"]);
        let western = Reader { digits: Digits::Western, ..in_arabic() };
        assert!(western.percent(125).contains("12.5") && in_arabic().percent(125).contains("١٢٫٥"));
    }

    #[test]
    fn languages_are_named() {
        for (tag, name) in
            [("ar", "Arabic"), ("en-gb", "English (GB)"), ("tlh", "tlh"), ("ku-arab", "Kurdish (ARAB)")]
        {
            assert_eq!(in_english().language(&tag.parse().unwrap()), name);
        }
        assert!(LANGUAGES.iter().all(|tag| tag.parse::<Language>().is_ok()));
    }

    #[test]
    fn what_people_are_told_is_told_in_their_language() {
        let (english, arabic) = (in_english(), in_arabic());
        let british = "en-gb".parse().unwrap();
        assert_eq!(
            [english, arabic].map(|reader| reader.language(&british)),
            ["English (GB)", "الإنجليزية (GB)"]
        );
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([english, arabic].map(|reader| reader.listed(names.clone())), ["a, b and c", "a، b وc"]);
        let roles = [Role::Editor, Role::Translator].into();
        assert_eq!(
            [english, arabic].map(|reader| reader.roles(&roles)),
            ["translator and editor", "مترجم ومحرر"]
        );
        assert_eq!([english, arabic].map(|reader| reader.percent(125)), ["12.5 %", "١٢٫٥ ٪"]);
        assert_eq!(arabic.roles(&[Role::Head].into()), "رئيس التحرير");
        let has_names = |reader: Reader| Check::ALL.into_iter().all(|each| reader.check(each) != each.name());
        assert!(has_names(arabic));
        assert!(
            LANGUAGES
                .iter()
                .all(|tag| [english, arabic].iter().all(|reader| reader.named("language", tag).is_some()))
        );
    }

    #[test]
    fn a_byline_names_everyone() {
        let translators = [credit("Mariam"), credit("Omar")].into();
        let authors = ["Salma Haddad".to_owned()];
        let byline = |authors: &[String], translators: &BTreeSet<Credit>, editor: &Credit| {
            let told = in_english().byline(authors, translators, editor);
            told.replace(['\u{2068}', '\u{2069}'], "")
        };
        let said = "By Salma Haddad. Translated by Mariam and Omar; edited by Edith.";
        assert_eq!(byline(&authors, &translators, &credit("Edith")), said);
        let said = "Translated by Mariam; edited by Edith.";
        assert_eq!(byline(&[], &[credit("Mariam")].into(), &credit("Edith")), said);
    }

    #[test]
    fn lists_and_counts_read_as_people_say_them() {
        assert_eq!(in_english().listed([]), "");
        assert_eq!([0, 1].map(|words| in_english().words(words)), ["0 words", "1 word"]);
        assert_eq!(in_english().roles(&BTreeSet::new()), "no role");
        assert_eq!(in_english().returned(0), None);
        assert_eq!(in_english().returned(2).unwrap(), "returned 2 times");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address("https://example.org/a").unwrap(), "https://example.org/a");
    }
}
