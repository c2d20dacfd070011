//! What figures in digits may mean.

use super::Value;

/// What digits with separators may mean, the likeliest first. Where they are no number (`3.1.2`), each part is one, and
/// the first is given: what they are is told apart by those who read dates.
pub(super) fn values(folded: &str) -> Vec<Value> {
    let parts: Vec<&str> = folded.split(|letter: char| !letter.is_ascii_digit()).collect();
    let separators: Vec<char> = folded.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    let Some(separator) = separators.last() else { return vec![value(first, "")] };
    let whole = parts[..parts.len() - 1].concat();
    let decimal = value(&whole, last);
    let grouped = value(&parts.concat(), "");
    let in_thousands = |parts: &[&str]| {
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && parts[1..].iter().all(|part| part.len() == 3)
    };
    let alike = separators.iter().all(|other| other == separator);
    match separator {
        '\u{66b}' => vec![decimal],
        _ if alike && in_thousands(&parts) => match (separators.len(), separator) {
            (1, ',') => vec![grouped, decimal],
            (1, '.') => vec![decimal, grouped],
            _ => vec![grouped],
        },
        _ if separators.len() == 1 => vec![decimal],
        // `1,250.50`: thousands, then a fraction.
        _ if separators.iter().filter(|other| *other == separator).count() == 1
            && in_thousands(&parts[..parts.len() - 1]) =>
        {
            vec![decimal]
        }
        _ => parts.iter().map(|part| value(part, "")).collect(),
    }
}

/// A number of this whole part and these digits behind the point; what is beyond all bounds is the greatest.
fn value(whole: &str, fraction: &str) -> Value {
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
    let number = whole
        .bytes()
        .chain(digits)
        .fold(0_u128, |sum, digit| sum.saturating_mul(10).saturating_add(u128::from(digit - b'0')));
    Value(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_read_as_all_newsrooms_write_them() {
        for (written, first, second) in [
            ("7", 7_000_000, None),
            ("1,250", 1_250_000_000, Some(1_250_000)),
            ("1.250", 1_250_000, Some(1_250_000_000)),
            ("1,250.5", 1_250_500_000, None),
            ("1.250,5", 1_250_500_000, None),
            ("2,5", 2_500_000, None),
            ("1٬500٬000", 1_500_000_000_000, None),
            ("3٫25", 3_250_000, None),
            ("12 500", 12_500_000_000, None),
            ("0.125", 125_000, None),
        ] {
            let expected: Vec<Value> = [Some(first), second].into_iter().flatten().map(Value).collect();
            assert_eq!(values(written), expected, "{written}");
        }
    }
}
