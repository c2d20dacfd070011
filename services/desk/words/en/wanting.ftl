wanting-mend = { $count ->
    [one] One finding must be mended, or let stand with a reason.
   *[other] { $count } findings must be mended, or let stand with a reason.
}
wanting-words = { $count ->
    [one] One block is not translated yet.
   *[other] { $count } blocks are not translated yet.
}
