//! The JSON Schemas of what services are asked, and of what they answer.

use std::collections::BTreeMap;

use contract::{
    Kind, Reply, Request, article, edit, member, memory, newsroom, policy, publication,
    source::{self, Take, Taken},
    term, translation,
};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

/// Where the schema of what is asked on this subject is kept.
pub(super) fn asked(subject: &str) -> String {
    format!("commands/{subject}.json")
}

/// Where the schema of what is answered to it is kept.
pub(super) fn answered(subject: &str) -> String {
    format!("commands/{subject}.reply.json")
}

pub(super) fn files() -> BTreeMap<String, Value> {
    let mut files: BTreeMap<_, _> = Kind::ALL.into_iter().flat_map(of_kind).collect();
    files.extend(pair::<Take, Taken>(source::TAKE));
    files
}

fn of_kind(kind: Kind) -> [(String, Value); 2] {
    match kind {
        Kind::Source => command::<source::Command, source::Refusal>(kind),
        Kind::Article => command::<article::Command, article::Refusal>(kind),
        Kind::Translation => command::<translation::Command, translation::Refusal>(kind),
        Kind::Term => command::<term::Command, term::Refusal>(kind),
        Kind::Memory => command::<memory::Command, memory::Refusal>(kind),
        Kind::Edit => command::<edit::Command, edit::Refusal>(kind),
        Kind::Policy => command::<policy::Command, policy::Refusal>(kind),
        Kind::Publication => command::<publication::Command, publication::Refusal>(kind),
        Kind::Member => command::<member::Command, member::Refusal>(kind),
        Kind::Newsroom => command::<newsroom::Command, newsroom::Refusal>(kind),
    }
}

fn command<C: JsonSchema, R: JsonSchema>(kind: Kind) -> [(String, Value); 2] {
    pair::<Request<C>, Reply<R>>(&kind.command_subject())
}

fn pair<Asked: JsonSchema, Answered: JsonSchema>(subject: &str) -> [(String, Value); 2] {
    let subject = subject.trim_start_matches("command.");
    [(asked(subject), schema::<Asked>()), (answered(subject), schema::<Answered>())]
}

fn schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}
