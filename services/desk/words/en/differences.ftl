differences-title = What changed: { $what }
differences-from = From
differences-to = To
differences-point = { $when }, event { $sequence }
differences-before = before the article was there
differences-others = Choose other moments
differences-none = Nothing differs between these moments.
differences-source = The source, { $language }
differences-revisions = revision { $from } became revision { $to }
differences-moved = { $from } → { $to }
differences-now = Now: { $what }
differences-words = All its words
differences-marks = other links or emphasis
differences-came = new: { $what }
differences-went = gone: { $what }
differences-other-image = another image in its place
differences-same = { $count ->
    [0] Nothing else has words.
    [one] { $count } other block is the same.
   *[other] { $count } other blocks are the same.
}
differences-stage-none = not commissioned
differences-stage-open = waiting for a translator
differences-stage-claimed = with a translator
differences-stage-submitted = with the editors
differences-stage-approved = approved
differences-stage-published = published
differences-words-title = All the words of { $block }, { $language }
differences-timeline = Timeline
differences-no-words = This block has never had any words.
