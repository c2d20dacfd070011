//! Search in everything: a form, and what answers it.

use axum::{extract::State as Shared, response::Response};
use contract::Place;
use runtime::clock;
use serde::Deserialize;

use super::{
    frame::{Frame, Here, page, refused},
    text::{Headline, Tongue},
    times::When,
    words::isolated,
};
use crate::{
    api::{
        bodies::{Excerpt, FoundArticle, FoundPiece, SearchAsked, SearchPage},
        route::Asked,
        search::find,
    },
    board::StageName,
    reader::Reader,
    signed::Signed,
    state::State,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asking {
    q: String,
    after: Option<String>,
}

/// The questions that teach how one asks, each with the message that says what it finds.
const EXAMPLES: [(&str, &str); 6] = [
    ("search-example-words", "search-finds-words"),
    ("search-example-phrase", "search-finds-phrase"),
    ("search-example-not", "search-finds-not"),
    ("search-example-source", "search-finds-source"),
    ("search-example-by", "search-finds-by"),
    ("search-example-time", "search-finds-time"),
];

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Response {
    let frame = Frame::new(&signed.reader.say("search-title"), Here::Elsewhere, &signed);
    let Asking { q, after } = asking;
    let asked = SearchAsked { q: q.clone(), after: after.clone(), limit: None };
    let found = if q.trim().is_empty() { Ok(None) } else { find(&state, asked).await.map(Some) };
    let reader = signed.reader;
    match found {
        Ok(found) => page(&FoundPage::of(frame, q, after.is_none(), found.as_ref(), reader)),
        Err(problem) => {
            let frame = frame.refusing(&problem);
            refused(&problem, &FoundPage::of(frame, q, true, None, reader))
        }
    }
}

#[derive(askama::Template)]
#[template(path = "searched.html")]
struct FoundPage {
    frame: Frame,
    q: String,
    /// What was found, in a sentence; none where nothing was asked.
    count: Option<String>,
    /// Whether texts are missing, for the desk is still reading.
    reading: bool,
    articles: Vec<Article>,
    /// The first page, where this is another.
    first: Option<String>,
    later: Option<String>,
    /// How one can ask: a question, where it leads, and what it finds.
    examples: Vec<Example>,
}

struct Example {
    question: String,
    address: String,
    finds: String,
}

struct Article {
    address: String,
    timeline: String,
    headline: Headline,
    about: String,
    when: When,
    excerpt: Option<Shown>,
    pieces: Vec<Piece>,
}

struct Piece {
    address: String,
    headline: Headline,
    stage: String,
    excerpt: Option<Shown>,
}

/// A passage in parts: words that were looked for, and what stands between them.
struct Shown {
    tongue: Tongue,
    begins_within: bool,
    parts: Vec<(String, bool)>,
    ends_within: bool,
}

impl FoundPage {
    fn of(frame: Frame, q: String, is_first: bool, found: Option<&SearchPage>, reader: Reader) -> Self {
        let first = (!is_first).then(|| address(&q, None));
        let later = found.and_then(|found| found.next.as_deref()).map(|next| address(&q, Some(next)));
        let examples = EXAMPLES.map(|(question, finds)| {
            let question = reader.say(question);
            Example { address: address(&question, None), question, finds: reader.say(finds) }
        });
        Self {
            count: found.map(|found| reader.count("search-count", found.count)),
            reading: found.is_some_and(|found| found.reading),
            articles: found
                .into_iter()
                .flat_map(|found| &found.articles)
                .map(|article| Article::of(article, reader))
                .collect(),
            first,
            later,
            examples: examples.into(),
            frame,
            q,
        }
    }
}

fn address(q: &str, after: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", q).extend_pairs(after.map(|after| ("after", after)));
    format!("/search?{}", query.finish())
}

impl Article {
    fn of(found: &FoundArticle, reader: Reader) -> Self {
        let row = &found.article;
        let headline = reader.headline(&row.language, &row.headline);
        Self {
            address: found.address.clone(),
            timeline: format!("/articles/{}", row.id),
            about: format!("{} · {}", isolated(&row.source_name), headline.tongue.name),
            headline,
            when: reader.when(row.received_at, clock::now()),
            excerpt: found.excerpt.as_ref().map(|excerpt| Shown::of(excerpt, reader)),
            pieces: found.pieces.iter().map(|piece| Piece::of(piece, reader)).collect(),
        }
    }
}

impl Piece {
    fn of(found: &FoundPiece, reader: Reader) -> Self {
        let language = &found.id.language;
        let stage = reader.say(match found.stage {
            StageName::Open => "search-open",
            StageName::Claimed => "search-claimed",
            StageName::Submitted => "search-submitted",
            StageName::Approved => "search-approved",
            StageName::Published => "search-published",
        });
        let name = reader.language(language);
        let headline = match &found.headline {
            Some(headline) => reader.headline(language, headline),
            None => Headline { tongue: reader.tongue(language), words: name.clone() },
        };
        Self {
            address: found.address.clone(),
            headline,
            stage: format!("{name} · {stage}"),
            excerpt: found.excerpt.as_ref().map(|excerpt| Shown::of(excerpt, reader)),
        }
    }
}

impl Shown {
    fn of(excerpt: &Excerpt, reader: Reader) -> Self {
        Self {
            tongue: reader.tongue(&excerpt.language),
            begins_within: excerpt.begins_within,
            parts: parts(&excerpt.text, &excerpt.marks),
            ends_within: excerpt.ends_within,
        }
    }
}

fn parts(text: &str, marks: &[Place]) -> Vec<(String, bool)> {
    let (mut parts, mut at) = (Vec::new(), 0);
    let ends = |place: &Place| Some((usize::try_from(place.start).ok()?, usize::try_from(place.end).ok()?));
    for (start, end) in marks.iter().filter_map(ends) {
        let between = text.get(at..start).zip(text.get(start..end));
        let Some((before, marked)) = between else { continue };
        parts.extend([(before.to_owned(), false), (marked.to_owned(), true)]);
        at = end;
    }
    parts.push((text[at..].to_owned(), false));
    parts.retain(|(words, _)| !words.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_shown_in_parts_and_places_that_are_none_are_left_out() {
        let marks = [Place::of(4..9), Place::of(9..9), Place::of(90..99)];
        let told: Vec<_> = parts("the water", &marks).into_iter().collect();
        assert_eq!(told, [("the ".to_owned(), false), ("water".to_owned(), true)]);
        assert!(parts("", &[]).is_empty());
    }

    #[test]
    fn a_question_stands_whole_in_an_address() {
        assert_eq!(address("a&b \"ماء\"", None), "/search?q=a%26b+%22%D9%85%D8%A7%D8%A1%22");
        assert_eq!(address("a", Some("1_2_3")), "/search?q=a&after=1_2_3");
    }
}
