//! What is set apart in the words of a block while they are written.

use contract::{
    Anchor, BlockId, MARKS_MOST, MarkKind,
    translation::{BLOCK_BYTES_MOST, Refusal},
};

use super::Work;

impl Work {
    /// The marks that a block has when its words are saved with these: none given leave those that it has. Marks whose words
    /// do not stand in the text are kept: the words may come back.
    pub(super) fn marks(&self, block: BlockId, given: Option<&[Anchor]>) -> Result<Vec<Anchor>, Refusal> {
        let Some(given) = given else {
            return Ok(self.drafts.get(&block).map_or_else(Vec::new, |draft| draft.marks.clone()));
        };
        few(given.to_vec())
    }
}

/// As many marks as one block can have.
pub(super) fn few(marks: Vec<Anchor>) -> Result<Vec<Anchor>, Refusal> {
    if marks.len() > MARKS_MOST {
        return Err(Refusal::TooManyMarks { most: MARKS_MOST });
    }
    let bytes = marks.iter().map(bytes).sum();
    if bytes > BLOCK_BYTES_MOST {
        return Err(Refusal::TextTooLong { bytes, most: BLOCK_BYTES_MOST });
    }
    Ok(marks)
}

fn bytes(anchor: &Anchor) -> usize {
    let address = match &anchor.kind {
        MarkKind::Link { address } => address.len(),
        MarkKind::Emphasis | MarkKind::Strong => 0,
    };
    anchor.words.len() + address
}

#[cfg(test)]
mod tests {
    use contract::{
        Mark, Place,
        translation::{Command, Event, Submission},
    };

    use super::{
        super::{
            Translation,
            tests::{
                after, claimed, complete, draft, drafted, noon, requested, scenario, submission, submit,
                translator,
            },
        },
        *,
    };

    fn link(words: &str) -> Anchor {
        let address = "https://wadi.example/2".to_owned();
        Anchor { kind: MarkKind::Link { address }, nth: 0, words: words.to_owned() }
    }

    fn marking(text: &str, anchors: Option<Vec<Anchor>>) -> Command {
        let Command::Draft { epoch, block, over, .. } = draft(1, 1, text) else { unreachable!() };
        Command::Draft { epoch, block, text: text.to_owned(), marks: anchors, over }
    }

    fn marked(text: &str, anchors: &[Anchor], minute: i64) -> Event {
        let Event::Drafted { epoch, block, text, until, .. } = drafted(1, 1, text, after(minute)) else {
            unreachable!()
        };
        Event::Drafted { epoch, block, text, until, marks: anchors.to_vec() }
    }

    fn begun() -> Vec<Event> {
        vec![
            requested(),
            claimed("aino", 1, noon()),
            marked("The bridge was reopened.", &[link("bridge")], 0),
        ]
    }

    fn when(history: Vec<Event>, command: Command) -> decider::Scenario<Translation> {
        scenario(history).when(command, &translator("aino"), after(1))
    }

    #[test]
    fn words_that_are_saved_without_marks_keep_those_that_they_have() {
        when(begun(), marking("The old bridge was reopened.", None)).then(marked(
            "The old bridge was reopened.",
            &[link("bridge")],
            1,
        ));
        when(begun(), marking("The bridge was reopened.", None)).then_nothing();
    }

    #[test]
    fn the_same_words_with_other_marks_are_saved_and_with_the_same_not_again() {
        let words = "The bridge was reopened.";
        when(begun(), marking(words, Some(vec![link("The bridge")]))).then(marked(
            words,
            &[link("The bridge")],
            1,
        ));
        when(begun(), marking(words, Some(Vec::new()))).then(marked(words, &[], 1));
        when(begun(), marking(words, Some(vec![link("bridge")]))).then_nothing();
    }

    #[test]
    fn a_block_without_words_takes_no_empty_marks_for_news() {
        when(vec![requested(), claimed("aino", 1, noon())], marking("", Some(vec![link("bridge")])))
            .then(marked("", &[link("bridge")], 1));
    }

    #[test]
    fn marks_are_bounded_in_number_and_in_words() {
        let many = vec![link("bridge"); MARKS_MOST + 1];
        when(begun(), marking("The bridge.", Some(many)))
            .then_refused(Refusal::TooManyMarks { most: MARKS_MOST });
        let long = link(&"a".repeat(BLOCK_BYTES_MOST));
        let bytes = BLOCK_BYTES_MOST + "https://wadi.example/2".len();
        when(begun(), marking("The bridge.", Some(vec![long])))
            .then_refused(Refusal::TextTooLong { bytes, most: BLOCK_BYTES_MOST });
    }

    #[test]
    fn what_is_submitted_has_the_marks_whose_words_stand_in_it() {
        let mut history = complete();
        let words = "The bridge was reopened this morning.";
        history.push(marked(words, &[link("this morning"), link("the river"), link("bridge")], 0));
        let mark = |words: &str| {
            let start = "The bridge was reopened this morning.".find(words).unwrap();
            Mark { kind: link(words).kind, place: Place::of(start..start + words.len()) }
        };
        let plain = submission(1, &["aino"]);
        let mut document = plain.document;
        document.blocks[1].marks = vec![mark("bridge"), mark("this morning")];
        let expected = Submission::new(plain.origin, document, plain.translators, 1);
        let Command::Submit { epoch, mut looked } = submit(1) else { unreachable!() };
        looked.target = expected.digest;
        when(history, Command::Submit { epoch, looked }).then(Event::Submitted(Box::new(expected)));
    }
}
