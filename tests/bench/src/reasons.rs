//! Why an aim is missed, where a profile or the figures beside it have shown it. Shown only beside an aim that is missed.

/// What is known about the figure of this name; nothing where nothing is.
pub(crate) fn why_missed(name: &str) -> &'static str {
    match name {
        "peers_commands_1" => {
            "most of a command is one wait for the disk, here as there: see one raw publish beside one of their commands"
        }
        "peers_commands_64" => {
            "one server syncs each message by itself, PostgreSQL many commits at once: see the bare server's publishes"
        }
        "peers_replay" => "no reader is faster than the server sends: see the bare server's reading",
        "rebuild_ratio" | "rebuild_board_ratio" => {
            "reading and decoding together take both processors, and the profile of decoding is flat; the bench's README says what was tried"
        }
        "r3_commands_per_second_ratio" => {
            "three servers beside everything else take two thirds of the processors, and a command passes them as request and reply besides"
        }
        "search_frequent" | "search_phrase" | "search_many" => {
            "nearly every text there is has to be scored; the profile is flat, and lies within tantivy"
        }
        _ => "",
    }
}
