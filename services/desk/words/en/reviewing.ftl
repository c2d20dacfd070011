# The review of one piece.
reviewing-ask = Ask for changes
reviewing-approve = Approve these words
reviewing-approved = Approved
reviewing-publish = Publish
reviewing-title = Review: { $what }
reviewing-blocks = Blocks
reviewing-as-submitted = { $language }, as submitted
reviewing-round = { $language }, as submitted, round { $number }
reviewing-asked-before = Asked last time
reviewing-note = Note
reviewing-note-on = Note on { $what }
reviewing-decision = Decision
reviewing-would-publish = You would publish
reviewing-would-approve = You would approve
reviewing-exactly = Exactly the words on this page are meant: a yes to them is no yes to any others.
reviewing-checks = How the checks do
reviewing-elsewhere = Found in blocks of the translation’s own
reviewing-behind = Why they go ahead although the source has revision { $number }
reviewing-behind-help = Without a reason they do not: they answer revision { $number }. The reason is recorded.
reviewing-whole = Note on the whole
reviewing-whole-help = Notes go back to the translators with “Ask for changes”.
reviewing-typed = What you typed
reviewing-typed-help = It stands on this page only: copy what you still need.
reviewing-needs-role = This needs the role of editor.
reviewing-own = You translated this; another editor must approve it.
reviewing-nothing = There is nothing to decide here now.
reviewing-holds-nothing = The checks hold nothing up
reviewing-holds = { $count ->
    [one] One finding holds it up
   *[other] { $count } findings hold it up
}
reviewing-findings = { $count ->
    [one] { $count } finding
   *[other] { $count } findings
}
reviewing-by-you = Translated by you
reviewing-by-another = Translated by someone else
reviewing-newest = Answers the newest source
reviewing-older = The source has changed since
reviewing-revision = revision { $number }
reviewing-revision-of = { $number } of { $newest }
reviewing-machine = Suggested by a machine
reviewing-notices = Attribution and disclaimer are set
reviewing-lacking = No { $what } for { $language } yet
reviewing-administrator = an administrator sets it
