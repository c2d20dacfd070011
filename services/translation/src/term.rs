//! The rules of a term: proposed by whoever meets it, agreed by an editor, changed and retired by one.

use contract::{
    Kind, Role,
    term::{Command, Entry, Event, FORM_BYTES_MOST, FORMS_MOST, NOTE_BYTES_MOST, Refusal},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

/// A term over its life.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Term {
    #[default]
    Absent,
    Proposed {
        entry: Entry,
    },
    Agreed {
        entry: Entry,
    },
    Retired,
}

impl Decider for Term {
    const KIND: Kind = Kind::Term;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        match command {
            Command::Propose(entry) => self.propose(entry, context),
            Command::Add(entry) => self.add(entry, context),
            Command::Change(entry) => self.change(entry, context),
            Command::Retire { reason } => self.retire(reason, context),
        }
    }

    fn evolve(self, event: Event) -> Self {
        match event {
            Event::Proposed { entry, .. } => Self::Proposed { entry: *entry },
            Event::Added { entry, .. } | Event::Changed { entry, .. } => Self::Agreed { entry: *entry },
            Event::Retired { .. } => Self::Retired,
        }
    }
}

impl Term {
    fn propose(&self, entry: &Entry, context: &Context) -> Decision<Self> {
        if context.lacks(Role::Translator) && context.lacks(Role::Editor) {
            return Err(Refusal::NeedsRole { role: Role::Translator });
        }
        let entry = sound(entry)?;
        match self {
            Self::Proposed { entry: as_is } | Self::Agreed { entry: as_is } if *as_is == entry => Ok(None),
            Self::Proposed { .. } => Err(Refusal::AlreadyProposed),
            Self::Agreed { .. } => Err(Refusal::AlreadyAdded),
            Self::Absent | Self::Retired => {
                Ok(Some(Event::Proposed { entry: Box::new(entry), by: context.actor.credit() }))
            }
        }
    }

    fn add(&self, entry: &Entry, context: &Context) -> Decision<Self> {
        editors_only(context)?;
        let entry = sound(entry)?;
        match self {
            Self::Agreed { entry: as_is } if *as_is == entry => Ok(None),
            Self::Agreed { .. } => Err(Refusal::AlreadyAdded),
            Self::Proposed { entry: as_is } if !same_languages(as_is, &entry) => Err(other_languages(as_is)),
            Self::Absent | Self::Retired | Self::Proposed { .. } => {
                Ok(Some(Event::Added { entry: Box::new(entry), by: context.actor.credit() }))
            }
        }
    }

    fn change(&self, entry: &Entry, context: &Context) -> Decision<Self> {
        editors_only(context)?;
        let entry = sound(entry)?;
        match self {
            Self::Absent | Self::Retired => Err(Refusal::NotInRegister),
            Self::Proposed { .. } => Err(Refusal::OnlyProposed),
            Self::Agreed { entry: as_is } if !same_languages(as_is, &entry) => Err(other_languages(as_is)),
            Self::Agreed { entry: as_is } if *as_is == entry => Ok(None),
            Self::Agreed { .. } => {
                Ok(Some(Event::Changed { entry: Box::new(entry), by: context.actor.credit() }))
            }
        }
    }

    fn retire(&self, reason: &str, context: &Context) -> Decision<Self> {
        editors_only(context)?;
        let reason = reason.trim();
        note_fits(reason)?;
        match self {
            Self::Absent => Err(Refusal::NotInRegister),
            Self::Retired => Ok(None),
            // To decline what nobody has agreed to yet needs no reason.
            Self::Agreed { .. } if reason.is_empty() => Err(Refusal::NoReason),
            Self::Proposed { .. } | Self::Agreed { .. } => {
                Ok(Some(Event::Retired { reason: reason.to_owned(), by: context.actor.credit() }))
            }
        }
    }
}

fn editors_only(context: &Context) -> Result<(), Refusal> {
    if context.lacks(Role::Editor) { Err(Refusal::NeedsRole { role: Role::Editor }) } else { Ok(()) }
}

fn same_languages(one: &Entry, other: &Entry) -> bool {
    one.from == other.from && one.into == other.into
}

fn other_languages(entry: &Entry) -> Refusal {
    Refusal::OtherLanguages { from: entry.from.clone(), into: entry.into.clone() }
}

/// The entry as it is kept, if it can be.
fn sound(entry: &Entry) -> Result<Entry, Refusal> {
    let entry = entry.clone().tidied();
    if entry.from == entry.into {
        return Err(Refusal::OneLanguage { language: entry.from });
    }
    if entry.source.is_empty() {
        return Err(Refusal::NoSource);
    }
    if entry.rendering.is_empty() {
        return Err(Refusal::NoRendering);
    }
    for forms in [&entry.alternatives, &entry.allowed, &entry.forbidden] {
        if forms.len() > FORMS_MOST {
            return Err(Refusal::TooManyForms { count: forms.len(), most: FORMS_MOST });
        }
    }
    entry.source_forms().chain(entry.renderings()).try_for_each(form_fits)?;
    entry.forbidden.iter().try_for_each(|form| form_fits(form))?;
    if let Some(form) = entry.renderings().find(|form| entry.forbidden.iter().any(|other| other == form)) {
        return Err(Refusal::AllowedAndForbidden { form: form.to_owned() });
    }
    note_fits(&entry.note)?;
    Ok(entry)
}

fn form_fits(form: &str) -> Result<(), Refusal> {
    if form.len() > FORM_BYTES_MOST {
        return Err(Refusal::FormTooLong { bytes: form.len(), most: FORM_BYTES_MOST });
    }
    if form.chars().any(char::is_alphanumeric) {
        Ok(())
    } else {
        Err(Refusal::NoLetters { form: form.to_owned() })
    }
}

fn note_fits(note: &str) -> Result<(), Refusal> {
    if note.len() > NOTE_BYTES_MOST {
        return Err(Refusal::NoteTooLong { bytes: note.len(), most: NOTE_BYTES_MOST });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
