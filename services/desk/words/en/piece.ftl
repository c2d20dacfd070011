# A piece, as those see it who do not have it; and what stands beside it for everybody.
piece-title = Piece: { $what }
piece-claim = Claim
piece-see = See it in the review
piece-blocks = Blocks
piece-beside = Beside the text
piece-revision = { $language }, revision { $number }
piece-not-translated = Not translated yet
piece-editor-asks = The editor asks
piece-kept = Your words that could not be saved, kept { $what }
piece-claim-to-take = Claim the piece to take them up again.
piece-needs-role = Claiming needs the role of translator.
piece-editors = The editors
piece-waits = Waits for a translator
piece-has = { $who } has it, { $time } left
piece-free-again = { $what }’s time is over; it is free again
piece-with-editors = With the editors, translated by { $what }
piece-review = Review it
piece-approved = Approved by { $what }, waits to be published
piece-see-approved = See what was approved
piece-published = Published { $what }
piece-read = Read it
piece-due = Due { $what }
piece-has-it = Who has it
piece-wanted = What the desk wants
piece-urgent = urgent
piece-source = Source
piece-source-revision = { $source }, revision { $number }
piece-by = By { $what }
piece-as-published = As it was published
piece-timeline = Timeline
piece-changed-since = The source has changed since.
piece-newest = Revision { $number } is the newest.
piece-read-newest = Read it
piece-source-changed = The source changed
piece-newest-revision = revision { $number }
piece-changed-blocks = { $count ->
    [one] One block waits
   *[other] { $count } blocks wait
}
piece-to-look-at = to be looked at: the words there answer the source as it was.
piece-block = Block { $number }
piece-kept-elsewhere = Kept, as their block left the text
piece-kept-for = Your words for { $block }, kept { $time }
piece-left-out = Left out:
