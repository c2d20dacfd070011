use super::*;

fn figures(language: &str, text: &str) -> Figures {
    Figures::of(&Reading::of(text, &language.parse().unwrap()))
}

fn first_values(language: &str, text: &str) -> Vec<u128> {
    figures(language, text).numbers.iter().filter(|n| n.form != Form::Hint).map(|n| n.values[0].0).collect()
}

const M: u128 = Value::ONE;

#[test]
fn numbers_are_read_in_digits_and_in_words() {
    for (language, text, values) in [
        ("en", "twenty-five people and 3.5 million dollars", vec![25 * M, 3_500_000 * M]),
        (
            "en",
            "one hundred and twenty thousand; 1,250; two and three",
            vec![120_000 * M, 1250 * M, 2 * M, 3 * M],
        ),
        ("en", "a £5bn plan, half a million people", vec![5_000_000_000 * M, 500_000 * M]),
        ("ar", "خمسة وعشرون شخصا و١٬٥٠٠ جندي", vec![25 * M, 1500 * M]),
        ("ar", "مليون و300 ألف نازح", vec![1_300_000 * M]),
        ("ar", "ثلاثة عشر قتيلا ومئة وسبعة وأربعون جريحا", vec![13 * M, 147 * M]),
        ("ar", "مليوني دولار وثلاثة ملايين ونصف المليون", vec![2_000_000 * M, 3_500_000 * M]),
        ("ar", "مليونا و400 ألف، ومليونا دولار", vec![1_400_000 * M, 2_000_000 * M]),
        ("fa", "۲٫۸۹ میلیون و ۲٫۵۲ میلیون", vec![2_890_000 * M, 2_520_000 * M]),
        (
            "en",
            "two and a half million, 1.7 million four years ago",
            vec![2_500_000 * M, 1_700_000 * M, 4 * M],
        ),
        ("ar", "ثلاثمئة وخمسين ألف ليرة", vec![350_000 * M]),
        ("fa", "۲۵۰ هزار نفر و بیست و پنج درصد و ۳/۵ میلیون", vec![250_000 * M, 25 * M, 3_500_000 * M]),
        ("tr", "yüz yirmi beş bin kişi, 1.250 lira", vec![125_000 * M, 1_250_000]),
        (
            "fr",
            "quatre-vingt-dix-sept morts, 12 500 déplacés, soixante et onze",
            vec![97 * M, 12_500 * M, 71 * M],
        ),
        ("he", "עשרים וחמישה בני אדם ושלושה מיליון שקל", vec![25 * M, 3_000_000 * M]),
    ] {
        assert_eq!(first_values(language, text), values, "{text}");
    }
}

#[test]
fn a_number_knows_what_it_counts() {
    for (language, text, measure) in [
        ("en", "12 per cent", Measure::Percent),
        ("en", "$40 million", Measure::Dollar),
        ("en", "40 million Lebanese pounds", Measure::Pound),
        ("en", "a 12-kilometre road", Measure::Kilometre),
        ("ar", "12 في المئة", Measure::Percent),
        ("ar", "٤٠ مليون ليرة", Measure::Lira),
        ("ar", "15 كيلومترا مربعا", Measure::SquareKilometre),
        ("tr", "yüzde 12", Measure::Percent),
        ("tr", "%12", Measure::Percent),
        ("fr", "12 %", Measure::Percent),
        ("he", "12 אחוזים", Measure::Percent),
        ("fa", "۱۲ درصد", Measure::Percent),
    ] {
        assert_eq!(figures(language, text).numbers[0].measure, Some(measure), "{text}");
    }
}

#[test]
fn the_hundred_that_says_percent_is_no_number() {
    for (language, text, values) in [
        ("ar", "ثلاثون في المئة و40 في المائة", vec![30 * M, 40 * M]),
        ("ar", "خمسة وثلاثون بالمئة ثم ١٢٫٥ بالمائة", vec![35 * M, 12_500_000]),
        ("ar", "ثلاثون ونصف بالمئة", vec![30_500_000]),
        ("ar", "مئة شخص، مئة في المئة، مئة بالمئة", vec![100 * M, 100 * M, 100 * M]),
        ("fr", "trente pour cent des cent élèves, cent pour cent", vec![30 * M, 100 * M, 100 * M]),
        ("fr", "12 p. cent et 13 pour-cent", vec![12 * M, 13 * M]),
        ("fa", "سی در صد، صد در صد، نه درصد، صد نفر", vec![30 * M, 100 * M, 9 * M, 100 * M]),
        ("tr", "yüzde yüz, yüzde yüzü, yüzde otuzu, yüz kişi", vec![100 * M, 100 * M, 30 * M, 100 * M]),
        ("he", "מאה אחוז", vec![100 * M]),
    ] {
        assert_eq!(first_values(language, text), values, "{text}");
    }
    let first_days = &figures("ar", "في المئة يوم الأولى").numbers[0];
    assert_eq!((first_days.form, first_days.values[0]), (Form::Hint, Value::whole(100)));
}

#[test]
fn dates_are_read_in_every_calendar() {
    use crate::Calendar::{Gregorian, Hijri, Solar};
    for (language, text, calendar, year, month, day) in [
        ("en", "on 7 October 2023", Gregorian, Some(2023), 10, Some(7)),
        ("en", "on October 7th, 2023", Gregorian, Some(2023), 10, Some(7)),
        ("en", "in May", Gregorian, None, 5, None),
        ("ar", "في 7 تشرين الأول/أكتوبر 2023", Gregorian, Some(2023), 10, Some(7)),
        ("ar", "في السابع، ٧ شباط ٢٠٢٣", Gregorian, Some(2023), 2, Some(7)),
        ("ar", "15 رمضان 1445 هـ", Hijri, Some(1445), 9, Some(15)),
        ("ar", "في 12/5/2024", Gregorian, Some(2024), 5, Some(12)),
        ("fa", "۱۵ مهر ۱۴۰۲", Solar, Some(1402), 7, Some(15)),
        ("fa", "۱۴۰۲/۷/۱۵", Solar, Some(1402), 7, Some(15)),
        ("tr", "7 Ekim 2023'te", Gregorian, Some(2023), 10, Some(7)),
        ("fr", "le 1er août 2023", Gregorian, Some(2023), 8, Some(1)),
        ("he", "ב-7 באוקטובר 2023", Gregorian, Some(2023), 10, Some(7)),
    ] {
        let dates = figures(language, text).dates;
        assert_eq!(dates.len(), 1, "{text}");
        let date = &dates[0];
        assert_eq!((date.calendar, date.year, date.month, date.day), (calendar, year, month, day), "{text}");
    }
}

#[test]
fn a_word_that_is_a_month_elsewhere_is_none() {
    for (language, text) in
        [("en", "The army may march on."), ("en", "May they rest"), ("ar", "مارس الضغط على أب")]
    {
        assert_eq!(figures(language, text).dates, [], "{text}");
    }
}

#[test]
fn a_day_of_one_calendar_is_found_in_another() {
    let date = |language, text| figures(language, text).dates.remove(0);
    let solar = date("fa", "۱۵ مهر ۱۴۰۲");
    let hijri = date("ar", "22 ربيع الأول 1445");
    let gregorian = date("en", "7 October 2023");
    assert_eq!(solar.days_apart(&gregorian), Some(0));
    assert!(hijri.days_apart(&gregorian).unwrap() <= 1);
}

#[test]
fn times_of_day_and_weekdays_are_no_numbers() {
    let read = figures("en", "at 15:30 on Sunday");
    assert_eq!((read.numbers.len(), read.clocks.len(), read.weekdays[0].day), (0, 1, 7));
    assert!(read.clocks[0].agrees(&figures("ar", "الساعة 3:30").clocks[0]));
}

#[test]
fn ordinals_duals_and_decades_are_hints_of_their_numbers() {
    for (language, text, number) in [
        ("ar", "السادس والثلاثين", 36),
        ("en", "the thirty-sixth", 36),
        ("tr", "on birinci", 11),
        ("ar", "ثمانينيات", 80),
        ("ar", "يومين", 2),
    ] {
        let numbers = figures(language, text).numbers;
        assert_eq!((numbers.len(), numbers[0].form), (1, Form::Hint), "{text}");
        assert!(numbers[0].values.contains(&Value::whole(number)), "{text}");
    }
}

#[test]
fn a_figure_may_mean_more_than_one_number() {
    for (language, text, number) in [
        ("en", "1,250", 1250),
        ("tr", "1.250", 1250),
        ("en", "the 1980s", 80),
        ("en", "1950-53", 1953),
        ("en", "5m", 5_000_000),
        ("en", "at 3 p.m.", 15),
    ] {
        let numbers = figures(language, text).numbers;
        let means = numbers.iter().any(|read| read.values.contains(&Value::whole(number)));
        assert!(means, "{text}: {numbers:?}");
    }
}

#[test]
fn a_range_counts_one_thing() {
    let read = figures("en", "3 to 5 kilometres");
    assert_eq!(
        read.numbers.iter().map(|number| number.measure).collect::<Vec<_>>(),
        [Some(Measure::Kilometre); 2]
    );
}
