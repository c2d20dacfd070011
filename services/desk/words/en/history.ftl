# The timeline of an article: who did what. What was done stands behind who did it.
history-then = { "" }
history-event = event { $number }
history-answers = , answers
history-as-it-stood = As it stood here
history-newsroom = The newsroom
history-wrote = { $count ->
    [one] wrote in { $count } block
   *[other] wrote in { $count } blocks
}
history-accepted = { $count ->
    [one] accepted what the source changed in { $count } block
   *[other] accepted what the source changed in { $count } blocks
}
history-worked = went on working
history-took-in = took it in from { $source }, { $words }
history-revised = { $count ->
    [one] saw that the source changed it: revision { $number }, { $count } block has other words
   *[other] saw that the source changed it: revision { $number }, { $count } blocks have other words
}
history-revised-gone = { $revised }, { $count } gone
history-commissioned = commissioned it into { $what }
history-with = { $what }, { $condition }
history-due = due { $what }
history-gave = gave it to { $who } until { $time }
history-put-back = put it back into the queue
history-left-out = left { $block } out
history-joined = joined { $block } to { $into }
history-split = split the translation of { $block }
history-note-added = added a note behind { $block }
history-restored = brought { $block } back
history-removed = took an added block out
history-unwaived = took a waiver back
history-suggested = asked { $engine } about { $block }
history-taken-up = worked with the machine’s words for { $block }
history-requested = put it into the queue
history-claimed = claimed it until { $what }
history-released = gave it back
history-lapsed = put it back into the queue: the time was over
history-rescued = had words for { $block } that could not be saved; they were kept
history-submitted = { $count ->
    [one] submitted { $count } word
   *[other] submitted { $count } words
}
history-returned = put it back into the queue with the notes
history-taken-over = took revision { $number } over: no words were written yet where it differs
history-put-before = { $count ->
    [one] put revision { $number } before the translator: { $count } block waits to be accepted
   *[other] put revision { $number } before the translator: { $count } blocks wait to be accepted
}
history-opened = put it before the editors
history-changes = asked for changes
history-fault = called it a fault: { $finding }
history-no-fault = called it no fault: { $finding }
history-approved = approved exactly these { $words } by { $translators }
history-let-stand = let stand { $finding }
history-finding = what the check “{ $check }” found in { $block }
history-note-on = { $block }: { $note }
history-prepared = made it ready to be published
history-published = published it: version { $number }, on the wire
