//! The wire: what was published, in order, and what is published from now on.

use std::time::Duration;

use clap::Subcommand;
use desk::api::bodies::{Item, Rows};
use serde_json::{Value, value::RawValue};

use super::{failure::Failure, session::Session, table::line};
use crate::say;

/// How often to look for more.
const EVERY: Duration = Duration::from_millis(500);

#[derive(Subcommand)]
pub(crate) enum Wire {
    /// Print every item from a number on, and each new one as it is published; Ctrl-C ends it
    Follow {
        /// The number to begin with
        #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = super::given::between(1, u64::MAX))]
        from: u64,
    },
}

pub(super) async fn run(session: &Session, wire: Wire) -> Result<(), Failure> {
    let Wire::Follow { from } = wire;
    let mut after = from - 1;
    let mut is_away = false;
    let mut has_answered = false;
    loop {
        match session.desk.get(&format!("/api/wire?limit=200&after={after}")).await {
            Ok(answer) => {
                (is_away, has_answered) = (false, true);
                let as_it_is: Rows<Box<RawValue>> = answer.read()?;
                let items: Rows<Item> = answer.read()?;
                for (item, json) in items.rows.iter().zip(as_it_is.rows) {
                    session.print_either(|| line_of(item), || json.get().to_owned())?;
                    after = item.number;
                }
                if !items.rows.is_empty() {
                    continue;
                }
            }
            // The desk may be starting again: followed on from where it was.
            Err(failure @ Failure::Unreachable { .. }) if has_answered => {
                if !is_away {
                    say::wrong(format!("{}; it is asked again", failure.in_full()));
                }
                is_away = true;
            }
            Err(failure) => return Err(failure),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Number, headline and name of an item.
fn line_of(item: &Item) -> String {
    let text = |value: &Value| line(value.as_str().unwrap_or("-"));
    let headline = item.document.pointer("/headlines/0/value").map_or_else(|| "-".to_owned(), text);
    let uri = item.document.get("uri").map_or_else(|| "-".to_owned(), text);
    format!("{:>6}  {headline}  {uri}", item.number)
}
