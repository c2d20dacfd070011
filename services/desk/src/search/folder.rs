//! Where an index is kept: each in a folder of its own, under a number. While one is made anew there are two.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tantivy::TantivyError;

use super::index::{Bound, Index};

/// The index that goes furthest. What cannot be read is as good as none.
pub(super) fn kept(folder: &Path) -> Option<(Index, Bound)> {
    let read = |(_, path): (u64, PathBuf)| {
        let index = Index::in_folder(&path).ok()?;
        let bound = index.bound()?;
        Some((index, bound))
    };
    let (index, bound) =
        numbered(folder).into_iter().filter_map(read).max_by_key(|(_, bound)| bound.applied)?;
    clear(folder, index.folder.as_deref());
    Some((index, bound))
}

/// A new one, under the next number.
pub(super) fn anew(folder: &Path) -> Result<Index, TantivyError> {
    let next = numbered(folder).last().map_or(1, |(number, _)| number + 1);
    Index::in_folder(&folder.join(next.to_string()))
}

/// Takes all away but this one. What cannot be taken away now is so at the next start.
pub(super) fn clear(folder: &Path, but: Option<&Path>) {
    for (_, path) in numbered(folder).into_iter().filter(|(_, path)| Some(path.as_path()) != but) {
        if let Err(error) = fs::remove_dir_all(&path) {
            tracing::warn!(%error, "an old search index could not be taken away");
        }
    }
}

/// What there is, in the order of the numbers. Nothing else in the folder is ours.
fn numbered(folder: &Path) -> Vec<(u64, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let numbered =
        entries.filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())));
    let mut numbered: Vec<(u64, PathBuf)> = numbered.collect();
    numbered.sort_unstable();
    numbered
}
