//! A text with its marks, in the order in which it is written out: what begins, what stands there, what ends.

use crate::{Mark, MarkKind};

/// A step through a text that is set apart in places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch<'t> {
    Begins(&'t MarkKind),
    Words(&'t str),
    Ends(&'t MarkKind),
}

/// The text from its beginning to its end. What begins last ends first, so that it can be written as elements: where marks
/// cross, the one that goes on ends and begins again. No link begins within another one. Marks that are not of this text
/// are passed over, and so are links that lead nowhere.
pub fn stretches<'t>(text: &'t str, marks: &'t [Mark]) -> Vec<Stretch<'t>> {
    let spans = spans(text, marks);
    let mut bounds: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    bounds.extend([0, text.len()]);
    bounds.sort_unstable();
    bounds.dedup();
    let mut steps = Vec::new();
    let mut open: Vec<Span<'t>> = Vec::new();
    let mut waiting = spans.into_iter().peekable();
    for (at, next) in bounds.iter().zip(bounds.iter().skip(1).chain([&text.len()])) {
        let mut begin = end_those_that_end(&mut open, *at, &mut steps);
        begin.extend(std::iter::from_fn(|| waiting.next_if(|span| span.start == *at)));
        // What goes on for longer begins first; a link stands outside of what is as long.
        begin.sort_by_key(|span| (std::cmp::Reverse(span.end), span.kind.leads_to().is_none()));
        for span in begin {
            steps.push(Stretch::Begins(span.kind));
            open.push(span);
        }
        if at < next {
            steps.push(Stretch::Words(&text[*at..*next]));
        }
    }
    steps
}

/// Ends what ends here, and what was begun since; of the latter, gives what goes on.
fn end_those_that_end<'t>(
    open: &mut Vec<Span<'t>>,
    at: usize,
    steps: &mut Vec<Stretch<'t>>,
) -> Vec<Span<'t>> {
    let Some(outermost) = open.iter().position(|span| span.end == at) else { return Vec::new() };
    let ended = open.split_off(outermost);
    steps.extend(ended.iter().rev().map(|span| Stretch::Ends(span.kind)));
    ended.into_iter().filter(|span| span.end > at).collect()
}

#[derive(Clone, Copy, Debug)]
struct Span<'t> {
    start: usize,
    end: usize,
    kind: &'t MarkKind,
}

/// The marks of this text in the order of their beginnings, links cut so that none overlaps another.
fn spans<'t>(text: &str, marks: &'t [Mark]) -> Vec<Span<'t>> {
    let span = |mark: &'t Mark| {
        let words = mark.place.words(text)?;
        let start = usize::try_from(mark.place.start).ok()?;
        Some(Span { start, end: start + words.len(), kind: &mark.kind })
    };
    let mut spans: Vec<Span<'t>> = marks.iter().filter_map(span).collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end), span.kind));
    let mut linked = 0;
    spans.retain_mut(|span| match span.kind {
        MarkKind::Emphasis | MarkKind::Strong => span.start < span.end,
        MarkKind::Link { .. } if span.kind.leads_to().is_none() => false,
        MarkKind::Link { .. } => {
            span.start = span.start.max(linked);
            linked = linked.max(span.end);
            span.start < span.end
        }
    });
    spans.sort_by_key(|span| span.start);
    spans
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Place;

    const TEXT: &str = "قال الوزير كلمة";

    fn link(address: &str) -> MarkKind {
        MarkKind::Link { address: address.to_owned() }
    }

    fn mark(kind: MarkKind, words: &str) -> Mark {
        let start = TEXT.find(words).unwrap();
        Mark { kind, place: Place::of(start..start + words.len()) }
    }

    /// The text with signs for what begins and ends.
    fn written(text: &str, marks: &[Mark]) -> String {
        let sign = |kind: &MarkKind| match kind {
            MarkKind::Emphasis => "*",
            MarkKind::Strong => "_",
            MarkKind::Link { .. } => "^",
        };
        let step = |step: Stretch<'_>| match step {
            Stretch::Begins(kind) => format!("<{}", sign(kind)),
            Stretch::Words(words) => words.to_owned(),
            Stretch::Ends(kind) => format!("{}>", sign(kind)),
        };
        stretches(text, marks).into_iter().map(step).collect()
    }

    #[test]
    fn what_is_set_apart_begins_and_ends_where_it_stands() {
        assert_eq!(written(TEXT, &[]), TEXT);
        assert_eq!(written("", &[]), "");
        let marks = [mark(link("https://a.example"), "الوزير كلمة"), mark(MarkKind::Emphasis, "كلمة")];
        assert_eq!(written(TEXT, &marks), "قال <^الوزير <*كلمة*>^>");
        let same = [mark(MarkKind::Strong, "قال"), mark(link("https://a.example"), "قال")];
        assert_eq!(written(TEXT, &same), "<^<_قال_>^> الوزير كلمة");
    }

    #[test]
    fn marks_that_cross_are_ended_and_begun_again() {
        let marks = [mark(MarkKind::Emphasis, "قال الوزير"), mark(MarkKind::Strong, "الوزير كلمة")];
        assert_eq!(written(TEXT, &marks), "<*قال <_الوزير_>*><_ كلمة_>");
    }

    #[test]
    fn no_link_stands_within_another_and_none_leads_nowhere() {
        let [one, other] = ["https://a.example", "http://b.example"].map(link);
        assert_eq!(
            written(TEXT, &[mark(one.clone(), "الوزير كلمة"), mark(other.clone(), "كلمة")]),
            "قال <^الوزير كلمة^>"
        );
        let crossing = [mark(one, "قال الوزير"), mark(other, "الوزير كلمة")];
        assert_eq!(written(TEXT, &crossing), "<^قال الوزير^><^ كلمة^>");
        for hostile in [
            "javascript:alert(1)",
            " https://a.example",
            "data:text/html,x",
            "https://",
            "//a.example",
            "java\nscript://x",
            "https://a b",
        ] {
            assert_eq!(written(TEXT, &[mark(link(hostile), "قال")]), TEXT, "{hostile}");
        }
    }

    #[test]
    fn a_mark_that_is_not_of_this_text_is_passed_over() {
        let marks = [1..3, 0..400, 4..4, 3..5]
            .map(|bytes| Mark { kind: MarkKind::Emphasis, place: Place::of(bytes) });
        assert_eq!(written(TEXT, &marks), TEXT);
    }

    fn some_mark() -> impl Strategy<Value = Mark> {
        let kind = prop_oneof![
            Just(MarkKind::Emphasis),
            Just(MarkKind::Strong),
            Just(link("https://a.example")),
            Just(link("https://b.example")),
        ];
        (kind, 0_usize..14, 0_usize..14)
            .prop_map(|(kind, start, end)| Mark { kind, place: Place::of(start..end) })
    }

    proptest! {
        #[test]
        fn words_are_all_there_and_elements_nest(marks in prop::collection::vec(some_mark(), 0..8)) {
            let text = "abcdefghijkl";
            let mut open: Vec<&MarkKind> = Vec::new();
            let mut words = String::new();
            for step in stretches(text, &marks) {
                match step {
                    Stretch::Begins(kind) => {
                        prop_assert!(kind.leads_to().is_none() || open.iter().all(|open| open.leads_to().is_none()));
                        open.push(kind);
                    }
                    Stretch::Words(part) => {
                        // Emphasis covers just what its marks cover.
                        let at = words.len();
                        let covered = marks.iter().any(|mark| {
                            mark.kind == MarkKind::Strong && mark.place.words(text).is_some()
                                && (mark.place.start..mark.place.end).contains(&u32::try_from(at).unwrap())
                        });
                        prop_assert_eq!(open.contains(&&MarkKind::Strong), covered);
                        words.push_str(part);
                    }
                    Stretch::Ends(kind) => prop_assert_eq!(open.pop(), Some(kind)),
                }
            }
            prop_assert!(open.is_empty());
            prop_assert_eq!(words, text);
        }
    }
}
