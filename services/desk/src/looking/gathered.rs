//! A source and its translation in blocks that answer each other: what was joined or split is looked at together, and what was
//! found is told of the block that people see.

use std::collections::BTreeMap;

use contract::{Arrangement, Block, BlockId, Check, Document, Finding, Mark, Place, Style};

/// Both texts, block beside block.
pub(super) struct Gathered {
    pub(super) source: Document,
    pub(super) target: Document,
    /// The blocks that were gathered into one, by that one's number.
    sources: BTreeMap<BlockId, Vec<Piece>>,
    targets: BTreeMap<BlockId, Vec<Piece>>,
}

/// A block within a gathered one: from where to where its words go there, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    block: BlockId,
    start: u32,
    end: u32,
}

impl Gathered {
    pub(super) fn new(arrangement: &Arrangement, source: &Document, target: &Document) -> Self {
        let (source, sources) = gather(source, |block| home(arrangement, block.id));
        let (target, targets) = gather(target, |block| Some(home(arrangement, block.id).unwrap_or(block.id)));
        Self { source, target, sources, targets }
    }

    /// What was found, each told of the block in which it stands.
    pub(super) fn apart(&self, found: Vec<Finding>, style: &Style) -> Vec<Finding> {
        let of_headline = |finding: &Finding| finding.check == Check::HeadlineLength;
        found
            .into_iter()
            .filter(|finding| !of_headline(finding) || self.is_long(finding.block, style))
            .map(|finding| self.told(finding))
            .collect()
    }

    fn told(&self, mut finding: Finding) -> Finding {
        let gathered = finding.block;
        if let (Some(pieces), Some(place)) = (self.sources.get(&gathered), finding.source) {
            finding.source = Some(place).filter(|place| place.end <= pieces[0].end);
        }
        if let (Some(pieces), Some(place)) = (self.targets.get(&gathered), finding.target) {
            let piece = pieces.iter().rev().find(|piece| piece.start <= place.start).unwrap_or(&pieces[0]);
            finding.block = piece.block;
            finding.target = (place.end <= piece.end)
                .then(|| Place { start: place.start - piece.start, end: place.end - piece.start });
            if piece.block != gathered {
                // A part has no source of its own.
                finding.source = None;
            }
        }
        finding
    }

    /// Whether the headline itself is too long, without what was split off from it.
    fn is_long(&self, block: BlockId, style: &Style) -> bool {
        let Some(pieces) = self.targets.get(&block) else { return true };
        let Some(most) = style.headline_characters_most else { return true };
        let text = self.target.block(block).map_or("", |block| block.text.as_str());
        let own = usize::try_from(pieces[0].end).ok().and_then(|end| text.get(..end)).unwrap_or(text);
        own.chars().count() > usize::try_from(most).unwrap_or(usize::MAX)
    }
}

/// The block of the source with which a block is looked at: a part goes on with another block, and what was joined stands in
/// one. A block that is left out is not looked at.
fn home(arrangement: &Arrangement, block: BlockId) -> Option<BlockId> {
    let mut at = arrangement.root(block);
    // A chain is no longer than there are blocks that were joined.
    for _ in 0..arrangement.joined.len() {
        let Some(into) = arrangement.joined.get(&at) else { break };
        at = arrangement.root(*into);
    }
    (!arrangement.omitted.contains_key(&at)).then_some(at)
}

/// The text with each block put into the one that is said for it, in the order of the text; what goes nowhere is left out. A
/// block that is to go into one that does not stand before it stays by itself.
fn gather(
    document: &Document,
    into: impl Fn(&Block) -> Option<BlockId>,
) -> (Document, BTreeMap<BlockId, Vec<Piece>>) {
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    let mut gathered: BTreeMap<BlockId, Vec<Piece>> = BTreeMap::new();
    for block in &document.blocks {
        let Some(place) = into(block) else { continue };
        let Some(before) = blocks.iter_mut().find(|known| known.id == place && place != block.id) else {
            blocks.push(block.clone());
            continue;
        };
        let own = Piece { block: before.id, start: 0, end: bytes(&before.text) };
        let pieces = gathered.entry(place).or_insert_with(|| vec![own]);
        if !before.text.is_empty() && !block.text.is_empty() {
            before.text.push(' ');
        }
        let start = bytes(&before.text);
        before.marks.extend(block.marks.iter().map(|mark| moved(mark, start)));
        before.text.push_str(&block.text);
        pieces.push(Piece { block: block.id, start, end: bytes(&before.text) });
    }
    (Document { blocks, language: document.language.clone() }, gathered)
}

fn moved(mark: &Mark, by: u32) -> Mark {
    let place = Place { start: mark.place.start + by, end: mark.place.end + by };
    Mark { kind: mark.kind.clone(), place }
}

fn bytes(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use contract::{Added, AddedKind, BlockKind, Level};

    use super::*;

    fn document(language: &str, texts: &[(u32, &str)]) -> Document {
        let kind = |id| if id == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
        let block = |(id, text): &(u32, &str)| Block::plain(BlockId(*id), kind(*id), *text);
        Document { blocks: texts.iter().map(block).collect(), language: language.parse().unwrap() }
    }

    fn look(arrangement: &Arrangement, source: &[(u32, &str)], target: &[(u32, &str)]) -> Vec<Finding> {
        let (source, target) = (document("ar", source), document("en", target));
        let style = Style { headline_characters_most: Some(20), ..Style::default() };
        let gathered = Gathered::new(arrangement, &source, &target);
        gathered.apart(checks::look(&gathered.source, &gathered.target, &style, &[]), &style)
    }

    fn is_about(findings: &[Finding], check: Check) -> Vec<(BlockId, Level)> {
        let about = findings.iter().filter(|finding| finding.check == check);
        about.map(|finding| (finding.block, finding.level)).collect()
    }

    const SOURCE: [(u32, &str); 4] = [
        (0, "فتح الجسر القديم"),
        (1, "حضر الافتتاح 250 شخصا."),
        (2, "وتعود الحافلات بعد 12 يوما."),
        (3, "ويفتح السوق يوم الجمعة."),
    ];

    #[test]
    fn a_block_that_is_left_out_is_not_untranslated() {
        let target = [(0, "Old bridge reopens"), (1, "250 people came."), (2, "Buses return after 12 days.")];
        let plain = look(&Arrangement::default(), &SOURCE, &target);
        assert_eq!(is_about(&plain, Check::Untranslated), [(BlockId(3), Level::Blocks)]);
        let omitted = [(BlockId(3), "an advertisement".to_owned())].into();
        assert_eq!(look(&Arrangement { omitted, ..Arrangement::default() }, &SOURCE, &target), []);
    }

    #[test]
    fn blocks_that_were_joined_are_looked_at_together() {
        let joined: BTreeMap<_, _> = [(BlockId(2), BlockId(1)), (BlockId(3), BlockId(2))].into();
        let arrangement = Arrangement { joined, ..Arrangement::default() };
        let together = "250 people came. Buses return after 12 days. The market opens on Friday.";
        assert_eq!(look(&arrangement, &SOURCE, &[(0, "Old bridge reopens"), (1, together)]), []);
        let changed = together.replace("12", "13");
        let found = look(&arrangement, &SOURCE, &[(0, "Old bridge reopens"), (1, &changed)]);
        assert_eq!(is_about(&found, Check::Number), [(BlockId(1), Level::Warns)]);
        let finding = found.iter().find(|finding| finding.check == Check::Number).unwrap();
        assert_eq!(finding.source, None, "what stands in another block is not shown in this one");
        assert_eq!(finding.target.and_then(|place| place.words(&changed)), Some("13"));
    }

    #[test]
    fn parts_are_looked_at_together_and_told_of_by_themselves() {
        let (part, note) = (BlockId(1 << 31), BlockId((1 << 31) + 1));
        let added = |kind| Added { after: BlockId(1), kind };
        let added = [(part, added(AddedKind::Part)), (note, added(AddedKind::Note))].into();
        let arrangement = Arrangement { added, ..Arrangement::default() };
        let source = &SOURCE[..2];
        let split = |tail| {
            let headline = (0, "Old bridge reopens");
            look(
                &arrangement,
                source,
                &[headline, (1, "People came."), (part.0, tail), (note.0, "A note by us.")],
            )
        };
        assert_eq!(split("There were 250 of them."), []);
        let tail = "There  were 250 of them.";
        let found = split(tail);
        assert_eq!(is_about(&found, Check::Spacing).iter().map(|found| found.0).collect::<Vec<_>>(), [part]);
        let place = found[0].target.unwrap();
        assert!(place.words(tail).is_some_and(|words| words.trim().is_empty()), "{place:?}");
    }

    #[test]
    fn what_was_joined_to_a_part_is_looked_at_with_its_whole() {
        let part = BlockId(1 << 31);
        let added = [(part, Added { after: BlockId(1), kind: AddedKind::Part })].into();
        let joined = [(BlockId(2), part)].into();
        let arrangement = Arrangement { added, joined, ..Arrangement::default() };
        let tail = (part.0, "There were 250 of them. Buses return after 12 days.");
        let target = [(0, "Old bridge reopens"), (1, "People came."), tail];
        assert_eq!(look(&arrangement, &SOURCE[..3], &target), []);
    }

    #[test]
    fn a_headline_that_was_split_is_as_long_as_it_is() {
        let part = BlockId(1 << 31);
        let added = [(part, Added { after: BlockId(0), kind: AddedKind::Part })].into();
        let arrangement = Arrangement { added, ..Arrangement::default() };
        let long = |head| {
            let found = look(&arrangement, &SOURCE[..1], &[(0, head), (part.0, "after long years of work")]);
            is_about(&found, Check::HeadlineLength).len()
        };
        assert_eq!((long("Old bridge reopens"), long("The old bridge reopens today")), (0, 1));
    }
}
