//! Why an aim is missed, where a profile has shown it. Shown only beside an aim that is missed.

/// What is known about the figure of this name; nothing where nothing is.
pub(crate) fn why_missed(name: &str) -> &'static str {
    match name {
        _ => "",
    }
}
