//! Policies: the texts that stand under what is published.

use clap::Subcommand;
use contract::PolicyId;
use desk::{
    api::bodies::{PolicyText, Rows},
    board::PolicyRow,
};

use super::{
    failure::Failure,
    session::{Session, text_of},
    table::{Table, line},
    words::time,
};

#[derive(Subcommand)]
pub(crate) enum Policy {
    /// List the policies in force
    List,
    /// Put a policy into force for what is published from now on
    Set {
        /// outlet, attribution, disclaimer or rights, `-` and a language, such as disclaimer-en
        policy: PolicyId,
        /// The text; `-` or nothing reads it from standard input
        #[arg(conflicts_with = "file")]
        text: Option<String>,
        /// A file with the text
        #[arg(long)]
        file: Option<String>,
    },
}

pub(super) async fn run(session: &Session, policy: Policy) -> Result<(), Failure> {
    match policy {
        Policy::List => list(session).await,
        Policy::Set { policy, text, file } => {
            let text = match (text.as_deref(), file) {
                (None | Some("-"), None) => text_of("-")?,
                (None | Some(_), Some(file)) => text_of(&file)?,
                (Some(text), None) => text.to_owned(),
            };
            set(session, &policy, text.trim().to_owned()).await
        }
    }
}

async fn list(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get("/api/policies").await?;
    session.print(&answer, |list: Rows<PolicyRow>| {
        if list.rows.is_empty() {
            return "No policy is in force; nothing can be published without outlet, attribution and disclaimer: \
                    dragoman policy set --help"
                .to_owned();
        }
        let row = |row: &PolicyRow| {
            [row.id.to_string(), row.version.to_string(), time(row.enacted_at), line(&row.text)]
        };
        Table::new(["POLICY", "VERSION", "SINCE (UTC)", "TEXT"], list.rows.iter().map(row)).to_string()
    })
}

async fn set(session: &Session, policy: &PolicyId, text: String) -> Result<(), Failure> {
    let answer = session.desk.put(&format!("/api/policies/{policy}"), &PolicyText { text }).await?;
    session.print(&answer, |row: PolicyRow| format!("In force: {}, version {}", row.id, row.version))
}
