# The workbench: a piece as whoever has it works on it.
bench-title = Workbench:
bench-not-yours = Not yours any more
bench-save = Save
bench-saved = Saved
bench-release = Release
bench-submit = Submit
bench-go-there = Go there
bench-news = The source changed while you were working; what you wrote is saved.
bench-see-changes = See what changed
bench-blocks = Blocks
bench-bring-back = Bring back
bench-field = { $language }, { $block }
bench-not-translated = Not translated yet
bench-for-readers = What readers should know
bench-may-be-empty = May stay empty
bench-needed = Needed before you can submit.
bench-not-saved = Not saved yet.
bench-marks-of = Links and emphasis of { $block }
bench-source-dropped = The source dropped this block. If you leave it out, its words leave the text; the timeline keeps them.
bench-answers-former = The words above answer the source as it was.
bench-set-aside = It was set aside when the source said something else.
bench-accept-gone = Leave it out
bench-accept = My text fits the new source
bench-accept-aside = It stays as it is
bench-editor-asks = The editor asks
bench-take = Take these instead
bench-beside = Beside the text
bench-mend = Mend these, or say why they stay
bench-why = Why it stays as it is
bench-let-stand = Let it stand
bench-accept-all = My text fits all that changed
bench-notes-on = { $count ->
    [one] { $block }
   *[other] { $block }: { $count } notes
}
bench-findings = What the checks find
bench-machine = Machine
bench-ask = Ask about this block
bench-elsewhere = Work in another tool
bench-download = Download as XLIFF
bench-file = The file with your words
bench-take-in = Take its words in
bench-take-in-without-scripts = Words come back in with a browser that runs scripts, or by the command line:
bench-meter = Blocks translated
bench-done = { $number } of { $count ->
    [one] { $count } block
   *[other] { $count } blocks
}
bench-more-for = More for { $block }
bench-because = Leave it out, because
bench-leave-out = Leave out
bench-join = Join to the block before
bench-split = Split at the first empty line
bench-add-note = Add a note by the newsroom
bench-take-out = Take out
