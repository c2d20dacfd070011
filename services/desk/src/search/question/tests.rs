use proptest::prelude::*;

use super::*;

/// The question as it is understood, in a short form.
fn read(typed: &str) -> Vec<String> {
    let told = |clause: &Clause| {
        let what = match &clause.wanted {
            Wanted::Words(words) => words.join("+"),
            Wanted::Source(words) => format!("source={}", words.join("+")),
            Wanted::Language(language) => format!("language={language}"),
            Wanted::By(words) => format!("by={}", words.join("+")),
            Wanted::Before(at) => format!("<{}", at.format("%F")),
            Wanted::After(at) => format!(">={}", at.format("%F")),
        };
        format!("{}{what}", if clause.not { "-" } else { "" })
    };
    Question::of(typed).clauses.iter().map(told).collect()
}

#[test]
fn words_phrases_and_operators_are_told_apart() {
    for (typed, read_as) in [
        ("Water minister", &["water", "minister"][..]),
        ("\"water Minister\" wadi", &["water+minister", "wadi"]),
        ("«وزير المياه» -كتاب", &["وزير+المياه", "-كتاب"]),
        ("F-16", &["f+16"]),
        ("source:al-wadi language:en-GB by:\"Salma H\"", &["source=al+wadi", "language=en-gb", "by=salma+h"]),
        ("before:2026-11-30 after:2026-11 -after:٢٠٢٧", &["<2026-11-30", ">=2026-11-01", "->=2027-01-01"]),
        ("مصدر:الوادي لغة:ar قبل:2026", &["source=الوادي", "language=ar", "<2026-01-01"]),
        ("-\"never said\" −so", &["-never+said", "-so"]),
        ("word\"phrase here\"word", &["word", "phrase+here", "word"]),
    ] {
        assert_eq!(read(typed), read_as, "{typed}");
    }
}

#[test]
fn what_is_no_operator_is_words() {
    for (typed, read_as) in [
        ("note:this", &["note+this"][..]),
        ("before:yesterday", &["before+yesterday"]),
        ("after:2026-13", &["after+2026+13"]),
        ("before:2026-02-30", &["before+2026+02+30"]),
        ("source:", &["source"]),
        ("10:30", &["10+30"]),
        ("\"unended phrase", &["unended+phrase"]),
        ("\"\" - -- : \"", &[]),
        (": :source -: -\"\"", &["source"]),
        ("\u{200f}-\u{200f}source\u{202b}:wadi\u{202c}", &["-source=wadi"]),
    ] {
        assert_eq!(read(typed), read_as, "{typed}");
    }
}

#[test]
fn a_question_is_bounded() {
    let long = "word ".repeat(2_000);
    assert_eq!(Question::of(&long).clauses.len(), CLAUSES_MOST);
    let phrase = format!("\"{long}\"");
    assert!(matches!(&Question::of(&phrase).clauses[..], [Clause { wanted: Wanted::Words(words), .. }]
        if words.len() == PHRASE_WORDS_MOST));
}

proptest! {
    #[test]
    fn anything_is_a_question(typed in "(source:|by:|before:|-|\"|«|:|\u{200f}|[a-z]{1,3}|ال|وك|٢٠|2026| |\\PC){0,80}") {
        let question = Question::of(&typed);
        prop_assert!(question.clauses.len() <= CLAUSES_MOST);
        for clause in question.clauses {
            if let Wanted::Words(words) | Wanted::Source(words) | Wanted::By(words) = clause.wanted {
                prop_assert!(!words.is_empty() && words.iter().all(|word| !word.is_empty()));
            }
        }
    }
}
