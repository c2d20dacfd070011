# A piece as one line of a list.
card-piece = Piece
card-state = How it stands
card-act = What to do
card-about = { $source } · { $from } → { $into } · { $count ->
    [one] { $count } word
   *[other] { $count } words
}
card-changed = { $count ->
    [one] the source changed in one block
   *[other] the source changed in { $count } blocks
}
card-behind = behind its source for { $time }
card-open = waits for a translator
card-submitted = translated by { $names }, with the editors
card-approved = approved by { $what }, waits to be published
card-published = published { $when }, version { $version }
card-compare = See what changed
