//! TMX.
