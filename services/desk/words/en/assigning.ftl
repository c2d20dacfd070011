# Who has a piece by an editor's word.
assigning-take-over = Take it over from { $what }
assigning-give-it = Give it to a translator
assigning-to = To
assigning-minutes = For so many minutes
assigning-why-both = Why; both are told
assigning-why = Why, if you like; the translator is told
assigning-over = Take over
assigning-give = Give
assigning-end = End the claim, give it to nobody
assigning-has-none = { $name }, has none
assigning-has = { $name }, has { $count }
assigning-other-languages = { $what }, works in other languages
assigning-no-reason = No reason was given.
assigning-told-over = { $by ->
    [you] You gave it
   *[other] { $by } gave it
} { $to ->
    [you] to you
   *[other] to { $to }
}, who took it over { $from ->
    [you] from you
   *[other] from { $from }
}
assigning-told-to = { $by ->
    [you] You gave it
   *[other] { $by } gave it
} { $to ->
    [you] to you
   *[other] to { $to }
}
assigning-told-from = { $by ->
    [you] You took it back
   *[other] { $by } took it back
} { $from ->
    [you] from you
   *[other] from { $from }
}
assigning-told-back = { $by ->
    [you] You put it back into the queue
   *[other] { $by } put it back into the queue
}
