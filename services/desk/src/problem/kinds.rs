//! The kinds of problems that are no refusal of the rules. They stand in one list, so that each has its words in every
//! language of the desk.

macro_rules! kinds {
    ($($kind:ident = $name:literal,)*) => {
        /// The kind of a problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind {
            $($kind,)*
        }

        impl Kind {
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Its name, as it stands in the type of the problem.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    NotSignedIn = "not_signed_in",
    FromElsewhere = "from_elsewhere",
    NotFound = "not_found",
    NoSuchFinding = "no_such_finding",
    NotAllowed = "not_allowed",
    NotUnderstood = "not_understood",
    WrongType = "wrong_type",
    MovedOn = "moved_on",
    NothingToMatch = "nothing_to_match",
    KeyReused = "key_reused",
    TooManyRequests = "too_many_requests",
    NoMoment = "no_moment",
    ImproperForm = "improper_form",
    Incomplete = "incomplete",
    Lacking = "lacking",
    NotATranslator = "not_a_translator",
    LastAdministrator = "last_administrator",
    NothingWaits = "nothing_waits",
    TooLarge = "too_large",
    Unavailable = "unavailable",
    Blocked = "blocked",
    Behind = "behind",
    NotYet = "not_yet",
    NotRecorded = "not_recorded",
    RecordedUnseen = "recorded_unseen",
    BeyondScope = "beyond_scope",
    NotAnAdministrator = "not_an_administrator",
    AddressTaken = "address_taken",
    NotAnAddress = "not_an_address",
    TokenUnnamed = "token_unnamed",
    NoScopeChosen = "no_scope_chosen",
    NotDays = "not_days",
    FiguresOfOthers = "figures_of_others",
    NoMachine = "no_machine",
    LookAgain = "look_again",
    NoPlaceToSplit = "no_place_to_split",
    NobodyChosen = "nobody_chosen",
    NotMinutes = "not_minutes",
    NoLanguageChosen = "no_language_chosen",
    NotATime = "not_a_time",
    NotesWritten = "notes_written",
    NotALength = "not_a_length",
    NoSuchExcuse = "no_such_excuse",
    NotSpoken = "not_spoken",
    NothingToTranslate = "nothing_to_translate",
    NotADay = "not_a_day",
    MachineTookTooLong = "machine:took_too_long",
    MachineUnreachable = "machine:unreachable",
    MachineNotAnAddress = "machine:not_an_address",
    MachineNotAName = "machine:not_a_name",
    MachineTooLarge = "machine:too_large",
    MachineLeadsElsewhere = "machine:leads_elsewhere",
    MachineRefused = "machine:refused",
    MachineNotUnderstood = "machine:not_understood",
    MachineNoWords = "machine:no_words",
}
