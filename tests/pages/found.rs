//! What a visit leaves behind: what judges found, what was measured, and the folders in which its pictures and HTML are kept.

use std::path::{Path, PathBuf};

/// Who judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judge {
    Answer,
    Axe,
    Contrast,
    Console,
    Elsewhere,
    Empty,
    Language,
    Paint,
    Shift,
    Weight,
    Width,
    Plain,
    Spoken,
}

impl Judge {
    pub const ALL: [Self; 13] = [
        Self::Answer,
        Self::Axe,
        Self::Contrast,
        Self::Console,
        Self::Elsewhere,
        Self::Empty,
        Self::Language,
        Self::Paint,
        Self::Shift,
        Self::Weight,
        Self::Width,
        Self::Plain,
        Self::Spoken,
    ];
}

/// What a judge finds wrong with a page.
#[derive(Clone, Debug)]
pub struct Found {
    pub judge: Judge,
    /// The page's name.
    pub of: &'static str,
    pub language: &'static str,
    pub words: String,
}

/// What a visit measured.
#[derive(Clone, Debug)]
pub struct Measured {
    pub page: String,
    pub whole: u64,
    pub transferred: u64,
    pub paint_ms: f64,
    pub shift: f64,
}

/// Folders for what is looked at later.
pub struct Kept {
    pub html: PathBuf,
    pub shots: PathBuf,
}

impl Kept {
    /// Empty folders.
    pub fn within(folder: &Path) -> Self {
        let kept = Self { html: folder.join("html"), shots: folder.join("shots") };
        for folder in [&kept.html, &kept.shots] {
            let _ = std::fs::remove_dir_all(folder);
            std::fs::create_dir_all(folder).unwrap();
        }
        kept
    }
}
