use proptest::{collection, prelude::*};

use super::*;

fn matcher(language: &str, manner: Manner, terms: &[&str]) -> Matcher {
    let spellings = terms.iter().enumerate().map(|(term, text)| Spelling { term, text, manner });
    Matcher::new(&language.parse().unwrap(), spellings)
}

/// What is found, as (what is attached before it, itself, what is attached after it).
fn parts<'t>(found: &Found, text: &'t str) -> (&'t str, &'t str, &'t str) {
    (
        &text[found.place.start..found.core.start],
        &text[found.core.clone()],
        &text[found.core.end..found.place.end],
    )
}

fn assert_found(language: &str, manner: Manner, cases: &[(&str, &str, (&str, &str, &str))]) {
    for (term, text, expected) in cases {
        let found = matcher(language, manner, &[term]).find(text);
        assert_eq!(found.len(), 1, "{term} in {text}: {found:?}");
        assert_eq!(parts(&found[0], text), *expected, "{term} in {text}");
    }
}

fn assert_not_found(language: &str, manner: Manner, cases: &[(&str, &str)]) {
    for (term, text) in cases {
        let found = matcher(language, manner, &[term]).find(text);
        assert!(found.is_empty(), "{term} in {text}: {found:?}");
    }
}

#[test]
fn arabic_names_are_found_behind_what_is_attached() {
    assert_found(
        "ar",
        Manner::Name,
        &[
            ("دمشق", "في دمشق اليوم", ("", "دمشق", "")),
            ("دمشق", "ودمشق تنفي", ("و", "دمشق", "")),
            ("دمشق", "فدمشق تنفي", ("ف", "دمشق", "")),
            ("دمشق", "وصل وبدمشق أهله", ("وب", "دمشق", "")),
            ("دمشق", "مدينة كدمشق", ("ك", "دمشق", "")),
            ("القاهرة", "عاد بالقاهرة", ("ب", "القاهرة", "")),
            ("القاهرة", "سافر للقاهرة", ("ل", "لقاهرة", "")),
            ("القاهرة", "وللقاهرة دور", ("ول", "لقاهرة", "")),
            ("اللاذقية", "سافر للاذقية", ("ل", "لاذقية", "")),
            ("لبنان", "سوريا ولبنان", ("و", "لبنان", "")),
            ("لبنان", "وصل للبنان", ("ل", "لبنان", "")),
            ("الأمم المتحدة", "قرار للأمم المتحدة.", ("ل", "لأمم المتحدة", "")),
            ("أحمد", "وقال لأحمد", ("ل", "أحمد", "")),
            ("أحمد", "واحمد حاضر", ("و", "احمد", "")),
            ("مُحمّد", "قال مـحـمـد", ("", "مـحـمـد", "")),
        ],
    );
}

#[test]
fn spellings_of_an_arabic_name_are_one() {
    for (term, texts) in [
        ("عبد الله", ["عبدالله", "وعبد الله", "لعبدالله"]),
        ("عبدالرحمن", ["عبد الرحمن", "عبدالرحمن", "وعبد الرحمن"]),
        ("محمد بن سلمان", ["محمد ابن سلمان", "محمّد بن سلمان", "لمحمد بن سلمان"]),
        ("أبو بكر البغدادي", ["أبي بكر البغدادي", "ابا بكر البغدادى", "أبوبكر البغدادي"]),
        ("أبوظبي", ["أبو ظبي", "ابوظبي", "بأبوظبي"]),
        ("صلاح الدين", ["صلاحالدين", "صلاح الدين", "بصلاح الدين"]),
        ("فاطمة", ["فاطمه", "لفاطمة", "وفاطمة"]),
        ("مصطفى", ["مصطفي", "مصطفی", "ومصطفى"]),
        ("إسماعيل هنية", ["اسماعيل هنية", "أسماعيل هنيه", "لإسماعيل هنية"]),
        ("مؤيد", ["مويد", "ومؤيد", "لمؤيد"]),
    ] {
        let matcher = matcher("ar", Manner::Name, &[term]);
        for text in texts {
            let found = matcher.find(&format!("قال {text} أمس"));
            assert_eq!(found.len(), 1, "{term} in {text}");
        }
    }
}

#[test]
fn what_only_begins_like_something_attached_is_left_alone() {
    assert_not_found(
        "ar",
        Manner::Name,
        &[
            ("زير", "وزير الخارجية والوزير"),
            ("ريم", "كريم"),
            ("مال", "كمال"),
            ("أمل", "كامل"),
            ("سام", "وسام"),
            ("هبة", "وهبة"),
            ("ليد", "وليد"),
            ("بنان", "في لبنان ولبنان"),
            ("يان", "بيان"),
            ("حسن", "أحسن ومحسن"),
            ("علي", "على الطاولة وعلى الأرض"),
            ("الي", "إلى البيت"),
            ("غداد", "بغداد"),
            ("زارة", "وزارته"),
        ],
    );
    assert_not_found(
        "ar",
        Manner::Expression,
        &[("زير", "وزيرها ووزيره"), ("كتاب", "كتابة"), ("إعلام", "أعلام"), ("وزيرة", "وزيره")],
    );
}

#[test]
fn arabic_expressions_take_article_and_pronoun() {
    assert_found(
        "ar",
        Manner::Expression,
        &[
            ("وزير", "قال الوزير", ("ال", "وزير", "")),
            ("وزير", "قال للوزير", ("لل", "وزير", "")),
            ("وزير", "وبالوزير", ("وبال", "وزير", "")),
            ("وزير", "قال وزيرها", ("", "وزير", "ها")),
            ("وزارة", "أعلنت وزارته", ("", "وزارت", "ه")),
            ("شهيد", "سقط شهيداً", ("", "شهيد", "اً")),
            ("ضربة جوية", "الضربة الجوية", ("ال", "ضربة الجوية", "")),
            ("ضربة جوية", "وللضربة الجوية", ("ولل", "ضربة الجوية", "")),
            ("إطلاق نار", "وقف إطلاق النار", ("", "إطلاق النار", "")),
            ("رئيس الوزراء", "التقى برئيس الوزراء", ("ب", "رئيس الوزراء", "")),
        ],
    );
    assert_not_found("ar", Manner::Name, &[("ناصر", "الناصر وناصره"), ("سعيد", "سعيدا")]);
}

#[test]
fn english_plurals_possessives_hyphens_and_capitals_are_known() {
    assert_found(
        "en",
        Manner::Name,
        &[
            ("Assad", "Assad’s army", ("", "Assad", "’s")),
            ("NGO", "the NGOs left", ("", "NGO", "s")),
            ("US", "a US-backed group", ("", "US", "")),
            ("al-Assad", "Al-Assad said", ("", "Al-Assad", "")),
            ("Nato", "NATO SAYS", ("", "NATO", "")),
            ("UNESCO", "Unesco said", ("", "Unesco", "")),
            ("Erdogan", "Erdoğan said", ("", "Erdoğan", "")),
            ("Abu Dhabi", "in Abu\u{a0}Dhabi", ("", "Abu\u{a0}Dhabi", "")),
        ],
    );
    assert_found(
        "en",
        Manner::Expression,
        &[
            ("ceasefire", "CEASEFIRE", ("", "CEASEFIRE", "")),
            ("settler", "Settlers’ homes", ("", "Settler", "s")),
            ("militia", "the militia'll", ("", "militia", "")),
            ("security council", "Security Councils", ("", "Security Council", "s")),
            ("enemy", "its enemies", ("", "enem", "ies")),
        ],
    );
    assert_not_found(
        "en",
        Manner::Name,
        &[
            ("US", "tell us"),
            ("Turkey", "roast turkey"),
            ("Brien", "O'Brien"),
            ("Iran", "Iranian"),
            ("WHO", "Who said"),
            ("Abu Dhabi", "Abu, Dhabi"),
        ],
    );
}

#[test]
fn french_elides_and_turkish_attaches() {
    assert_found(
        "fr",
        Manner::Name,
        &[
            ("ONU", "l’ONU a dit", ("", "ONU", "")),
            ("Alep", "jusqu'Alep", ("", "Alep", "")),
            ("États-Unis", "d'Etats-Unis et d'États-Unis", ("", "États-Unis", "")),
        ],
    );
    assert_found(
        "fr",
        Manner::Expression,
        &[("force armée", "les forces armées", ("", "forces armée", "s"))],
    );
    assert_not_found("fr", Manner::Name, &[("Hui", "aujourd'Hui"), ("côte", "cote")]);
    assert_found(
        "tr",
        Manner::Name,
        &[
            ("İstanbul", "İstanbul’da", ("", "İstanbul", "’da")),
            ("Isparta", "ISPARTA'NIN", ("", "ISPARTA", "'NIN")),
            ("Türkiye", "Türkiye'nin", ("", "Türkiye", "'nin")),
        ],
    );
    assert_not_found("tr", Manner::Name, &[("İstanbul", "Istanbul"), ("Van", "Vanlı")]);
}

#[test]
fn hebrew_prefixes_and_persian_endings_are_known() {
    assert_found(
        "he",
        Manner::Name,
        &[
            ("ירושלים", "ובירושלים", ("וב", "ירושלים", "")),
            ("ירושלים", "שבירושלים", ("שב", "ירושלים", "")),
            ("צה״ל", "דובר צה\"ל אמר", ("", "צה\"ל", "")),
            ("ג'ורג'", "לג׳ורג׳ בוש", ("ל", "ג׳ורג׳", "")),
            ("כנסת", "הכנסת", ("ה", "כנסת", "")),
        ],
    );
    assert_not_found("he", Manner::Name, &[("דינה", "מדינה"), ("בנון", "לבנון"), ("שלים", "ירושלים")]);
    assert_found(
        "fa",
        Manner::Expression,
        &[
            ("کتاب", "کتاب‌های او", ("", "کتاب", "‌های")),
            ("وزیر", "وزیرها", ("", "وزیر", "ها")),
            ("نیرو", "نیروی دریایی", ("", "نیرو", "ی")),
        ],
    );
    assert_not_found("fa", Manner::Expression, &[("تن", "تنها"), ("وز", "وزیر")]);
}

#[test]
fn the_longest_term_is_found_and_none_within_it() {
    let text = "قال علي عبد الله صالح وعلي";
    let found = matcher("ar", Manner::Name, &["علي", "علي عبد الله صالح", "عبد الله"]).find(text);
    assert_eq!(found.iter().map(|found| found.term).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn a_word_of_the_register_is_preferred_to_one_with_something_attached() {
    let found = matcher("ar", Manner::Name, &["سيلة", "وسيلة"]).find("وسيلة");
    assert_eq!(found.iter().map(|found| found.term).collect::<Vec<_>>(), [1]);
}

#[test]
fn terms_that_share_a_spelling_are_all_told() {
    let found = matcher("en", Manner::Name, &["Tripoli", "Tripoli"]).find("in Tripoli");
    assert_eq!(found.iter().map(|found| found.term).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn spellings_without_letters_are_never_found() {
    assert!(matcher("ar", Manner::Name, &["", " ", "،", "ـ"]).find("قال ، ـ").is_empty());
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىؤئء]{1,7}",
        1 => "(و|ف)?(ب|ك|ل|لل)?(ال)?(علي|محمد|عبد الله|أحمد|القاهرة)",
        1 => "[a-zA-Z'’\"-]{1,6}",
        1 => "\\PC{1,4}",
    ];
    collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn places_are_whole_words_in_order_and_within_the_text(text in words(), language in "ar|fa|he|en|fr|tr|de") {
        let matcher = matcher(&language, Manner::Name, &["علي", "محمد علي", "عبد الله", "القاهرة", "a", "ab", "s"]);
        let found = matcher.find(&text);
        for found in &found {
            prop_assert!(found.place.start <= found.core.start && found.core.end <= found.place.end);
            prop_assert!(found.core.start < found.core.end);
            prop_assert!(text.is_char_boundary(found.core.start) && text.is_char_boundary(found.core.end));
            let joins = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            prop_assert!(!joins(text[..found.place.start].chars().next_back()));
            prop_assert!(!joins(text[found.place.end..].chars().next()));
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].place.end <= pair[1].place.start || pair[0].place == pair[1].place);
        }
    }

    #[test]
    fn a_name_is_found_behind_every_clitic(
        // Of letters that make no known word together with what stands before them.
        name in "[ذزشصضطظغق]{4,7}",
        before in "(و|ف)?(ب|ك|ل)?",
    ) {
        let text = format!("قال {before}{name} أمس");
        let found = matcher("ar", Manner::Name, &[&name]).find(&text);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(parts(&found[0], &text), (before.as_str(), name.as_str(), ""));
    }

    #[test]
    fn marks_and_tatweel_hide_no_name(name in "[حخدذرزسشصضطظعغقمنهي]{3,6}", mark in "[ًٌٍَُِّْـ]{0,2}") {
        let text: String = name.chars().flat_map(|letter| [letter].into_iter().chain(mark.chars())).collect();
        let found = matcher("ar", Manner::Name, &[&name]).find(&text);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].place, &(0..text.len()));
        prop_assert_eq!(found[0].form, Form::Written);
    }
}
