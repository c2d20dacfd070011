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
            "folding is bound by the processors, of which our side takes two thirds: for decoding 29 %, the connection 23 %, headers and following 12 %, applying 13 %"
        }
        "r3_commands_per_second_ratio" => {
            "three servers beside everything else take two thirds of the processors, and a command passes them as request and reply besides"
        }
        "growth_page_queue" => {
            "each look at the queue's page copies and sorts the rows of all open pieces, of which a long log has more"
        }
        _ => "",
    }
}
