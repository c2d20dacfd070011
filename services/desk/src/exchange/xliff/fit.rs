//! Whether what a file says fits the piece as it is, unit by unit.

use std::collections::HashSet;

use contract::{BlockId, Mark, MarkKind, Place, translation::BLOCK_BYTES_MOST};

use super::{
    File, Given, MARKS_MOST, Marked, New, Unfit, Unit, Unreadable, Words,
    raw::{Code, Part, Raw, Token},
    read,
};

/// The units of a file of this piece, each with its words or the reason why they cannot be taken.
pub(crate) fn fit(bytes: &[u8], file: &File) -> Result<Vec<Given>, Unreadable> {
    let mut seen = HashSet::new();
    let given = |raw: Raw| {
        let block = raw.id.strip_prefix('b').and_then(|number| number.parse().ok()).map(BlockId);
        let unit = file.units.iter().find(|unit| Some(unit.block) == block);
        let words = match unit {
            None => Err(Unfit::NoSuchBlock),
            Some(unit) if !seen.insert(unit.block) => Err(Unfit::Twice),
            Some(unit) => unit.answered_by(&raw),
        };
        Given { unit: raw.id.chars().take(60).collect(), block, words }
    };
    Ok(read::read(bytes, file)?.into_iter().map(given).collect())
}

impl Unit {
    fn answered_by(&self, raw: &Raw) -> Result<Words, Unfit> {
        let Some(tokens) = target(&raw.parts)? else { return Ok(Words::None) };
        let words = self.marked(&tokens, raw);
        let is_of_the_file = |words: &Marked| raw.target.as_ref() == Some(&words.digest().to_string());
        if words.as_ref().is_ok_and(|words| self.words() == Some(words) || is_of_the_file(words)) {
            return Ok(Words::Same);
        }
        if !self.is_source_of(raw) {
            return Err(Unfit::SourceChanged);
        }
        let words = words?;
        if words.text.len() > BLOCK_BYTES_MOST {
            return Err(Unfit::TooLong { bytes: words.text.len(), most: BLOCK_BYTES_MOST });
        }
        match self.missing(&words) {
            Some(mark) => Err(Unfit::MarkMissing { mark: self.named(mark) }),
            None => Ok(Words::New(New {
                marks: words.anchors()?,
                text: words.text,
                over: self.target.as_ref().map_or_else(String::new, |target| target.text.clone()),
                is_newer: self.words().is_some_and(|words| !is_of_the_file(words)),
            })),
        }
    }

    fn is_source_of(&self, raw: &Raw) -> bool {
        if let Some(digest) = &raw.source {
            return *digest == self.source.digest().to_string();
        }
        let sources = raw.parts.iter().flat_map(|part| &part.source);
        let words = sources.filter_map(|token| match token {
            Token::Words(words) => Some(words.as_str()),
            Token::Open(_) | Token::Close { .. } | Token::Placeholder { .. } | Token::NoCharacter { .. } => {
                None
            }
        });
        words.collect::<String>() == self.source.text
    }

    /// The first mark of the source that is not carried over, unless the words that the piece has lack it as well.
    fn missing(&self, words: &Marked) -> Option<&Mark> {
        let mut left: Vec<&MarkKind> = words.marks.iter().map(|mark| &mark.kind).collect();
        let mut present: Option<Vec<&MarkKind>> =
            self.words().map(|words| words.marks.iter().map(|mark| &mark.kind).collect());
        self.source.marks.iter().find(|mark| {
            let was_there = present.as_mut().is_none_or(|present| take(present, &mark.kind));
            !take(&mut left, &mark.kind) && was_there
        })
    }

    /// A mark of the source as people see it.
    fn named(&self, mark: &Mark) -> String {
        let words: String =
            mark.place.words(&self.source.text).unwrap_or_default().chars().take(60).collect();
        match &mark.kind {
            MarkKind::Emphasis => format!("the emphasis of “{words}”"),
            MarkKind::Strong => format!("the bold type of “{words}”"),
            MarkKind::Link { address } => format!("the link of “{words}” to {address}"),
        }
    }

    /// What a code stands for: the mark of the source with its id, or what the file says of it.
    fn kind(&self, code: &Code, raw: &Raw) -> Option<MarkKind> {
        let number = code.id.strip_prefix('m').and_then(|number| number.parse::<usize>().ok());
        let known = number.and_then(|number| self.source.marks.get(number.checked_sub(1)?));
        let told = || match (code.kind.as_str(), code.sub_kind.as_str()) {
            ("fmt", "xlf:i") => Some(MarkKind::Emphasis),
            ("fmt", "xlf:b") => Some(MarkKind::Strong),
            ("link", _) => {
                raw.data.get(&code.data).map(|address| MarkKind::Link { address: address.clone() })
            }
            _ => None,
        };
        known.map(|mark| mark.kind.clone()).or_else(told)
    }

    fn marked(&self, tokens: &[&Token], raw: &Raw) -> Result<Marked, Unfit> {
        let (mut text, mut marks) = (String::new(), Vec::new());
        let mut open: Vec<(&str, MarkKind, usize)> = Vec::new();
        let shown = |id: &str| id.chars().take(60).collect::<String>();
        for token in tokens {
            match token {
                Token::Words(words) => text.push_str(words),
                Token::Open(_) if open.len() + marks.len() == MARKS_MOST => {
                    return Err(Unfit::TooManyMarks { most: MARKS_MOST });
                }
                Token::Open(code) => {
                    let kind =
                        self.kind(code, raw).ok_or_else(|| Unfit::MarkUnknown { id: shown(&code.id) })?;
                    open.push((&code.id, kind, text.len()));
                }
                Token::Close { id } => {
                    let begun = open.iter().rposition(|(begun, ..)| begun == id);
                    let (_, kind, start) = begun
                        .map(|at| open.remove(at))
                        .filter(|(.., start)| *start < text.len())
                        .ok_or_else(|| Unfit::MarkDamaged { id: shown(id) })?;
                    marks.push(Mark { kind, place: Place::of(start..text.len()) });
                }
                Token::Placeholder { id } => return Err(Unfit::Placeholder { id: shown(id) }),
                Token::NoCharacter { given } => return Err(Unfit::NoCharacter { given: given.clone() }),
            }
        }
        if let Some((id, ..)) = open.pop() {
            return Err(Unfit::MarkDamaged { id: shown(id) });
        }
        Ok(Marked::new(text, marks))
    }
}

fn take(kinds: &mut Vec<&MarkKind>, kind: &MarkKind) -> bool {
    let found = kinds.iter().position(|other| *other == kind);
    found.map(|at| kinds.remove(at)).is_some()
}

/// The targets of a unit as one, in their order, with what stands between its segments; none where no segment has one.
fn target(parts: &[Part]) -> Result<Option<Vec<&Token>>, Unfit> {
    let is_empty = |tokens: &[Token]| tokens.iter().all(Token::is_blank);
    let translated = |part: &Part| part.target.as_ref().is_some_and(|target| !is_empty(target));
    let segments = || parts.iter().filter(|part| part.is_segment);
    if !segments().any(translated) {
        return Ok(None);
    }
    // A segment whose source holds nothing asks for no words.
    if segments().any(|part| !translated(part) && !is_empty(&part.source)) {
        return Err(Unfit::PartlyTranslated);
    }
    let mut ordered: Vec<(usize, &Part)> =
        parts.iter().enumerate().map(|(at, part)| (at + 1, part)).collect();
    ordered.sort_by_key(|(at, part)| part.order.unwrap_or(*at));
    Ok(Some(ordered.into_iter().flat_map(|(_, part)| part.target.as_ref().unwrap_or(&part.source)).collect()))
}
