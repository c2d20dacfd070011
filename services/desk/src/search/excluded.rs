//! What must not be found. The scorers of phrases are made to go forward only, and those of tantivy 0.27 that leave documents
//! out ask them for documents that they have passed. This asks them for none.

use tantivy::{
    DocId, DocSet, Score, SegmentReader,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
};

#[derive(Debug)]
pub(super) struct Excluded(pub(super) Box<dyn Query>);

struct OfIndex(Box<dyn Weight>);

struct Forward(Box<dyn Scorer>);

impl Clone for Excluded {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Excluded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(OfIndex(self.0.weight(scoring)?)))
    }
}

impl Weight for OfIndex {
    fn scorer(&self, part: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(Forward(self.0.scorer(part, boost)?)))
    }

    fn explain(&self, part: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(part, document)
    }
}

/// What `DocSet` itself does to look for a document asks only for those that lie ahead.
impl DocSet for Forward {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }
}

impl Scorer for Forward {
    fn score(&mut self) -> Score {
        self.0.score()
    }
}
