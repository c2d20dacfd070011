# Search in everything.
search-title = Search
search-field = Search in everything
search-look = Search
search-key = search
search-how = Search in sources, headlines and translations, also those that are being written. All the words must be there; in Arabic they are found with whatever is attached to them.
search-nothing = Nothing has all of this. Leave a word out, or ask in another way:
search-count = { $count ->
    [0] No article was found.
    [one] One article was found.
   *[other] { $count } articles were found.
}
search-reading = The desk is still reading the log: some texts are missing for a moment.
search-example-words = water minister
search-finds-words = both words, anywhere in one text
search-example-phrase = "the water minister"
search-finds-phrase = these words, one behind the other
search-example-not = water -minister
search-finds-not = texts with the first word that do not have the second
search-example-source = dam source:wadi language:ar
search-finds-source = texts in a language, from a source
search-example-by = bridge by:salma
search-finds-by = what somebody wrote, translated or approved
search-example-time = dam after:2026-01 before:2026-06-15
search-finds-time = what came in, or was worked on, from a day on and before another
search-timeline = Timeline
search-best = The best
search-more = More
search-open = waits for a translator
search-claimed = is being translated
search-submitted = waits for an editor
search-approved = approved
search-published = published
