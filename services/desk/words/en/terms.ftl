terms-title = Terms
terms-add = Add a term
terms-propose = Propose a term
terms-propose-help = Propose a name or an expression with its rendering; an editor decides.
terms-new-title = A new term
terms-empty = The register is empty. Add the names and expressions that must be rendered alike everywhere, or import a file.
terms-nothing-such = No term matches.
terms-narrow = Search the register
terms-search = Words
terms-from = From
terms-into = Into
terms-kind-of = Kind
terms-any = any
terms-show = Show
terms-show-all = Show all of the register
terms-show-retired = Show what was retired
terms-older = Older
terms-proposals = { $count ->
    [one] One proposal waits for a decision
   *[other] { $count } proposals wait for a decision
}
terms-agreed = Agreed
terms-term = Term
terms-rendering = What we write
terms-proposed-by = Proposed by
terms-decided-by = Decided by
terms-proposed-by-name = Proposed by { $what }
terms-decided-by-name = Decided by { $what }
terms-retired-by-name = Retired by { $what }
terms-decide = Decision
terms-agree = Agree
terms-decline = Decline
terms-proposals-pages = Pages of proposals
terms-proposals-later = Later proposals
terms-proposals-earliest = The proposals that wait longest
terms-waits = waits for an editor
terms-retired = retired
terms-change = Keep these changes
terms-retire = Retire
terms-reason = Why
terms-key-agree = agree
terms-key-decline = decline
terms-source = As it stands in source texts
terms-alternatives = Other forms in source texts
terms-allowed = What we write as well
terms-forbidden = What we do not write
terms-lines-help = One form a line.
terms-note = Note: why, and when which
terms-choose-language = Choose a language
terms-wants-from = Choose the language that the term is from.
terms-wants-into = Choose the language of the rendering.
terms-wants-kind = Choose what kind of term it is.
terms-kind-person = person
terms-kind-place = place
terms-kind-organisation = organisation
terms-kind-title = title
terms-kind-expression = expression
terms-kind-loaded = loaded expression
terms-import = Import
terms-import-help = CSV or TBX. What is new is added, what is there is changed to what the file says; what it does not mention stays.
terms-import-file = File
terms-import-now = Import
terms-import-added = { $count ->
    [one] One term was added.
   *[other] { $count } terms were added.
}
terms-import-changed = { $count ->
    [one] One was changed.
   *[other] { $count } were changed.
}
terms-import-unchanged = { $count ->
    [one] One was there already.
   *[other] { $count } were there already.
}
terms-import-refused = { $count ->
    [one] One entry was not taken:
   *[other] { $count } entries were not taken:
}
terms-export = Export
terms-export-help = All agreed terms as a file.
terms-export-as = As
terms-export-now = Download
