memory-title = What was translated before
memory-search = Look for words in what was translated before
memory-search-help = See how words were rendered until now: in what this newsroom published, and in the files below.
memory-choose-both = Choose from which language and into which.
memory-words = Words
memory-side = Where
memory-in-source = in the source
memory-in-target = in the translation
memory-from = From
memory-into = Into
memory-look = Look
memory-choose-language = Choose a language
memory-any-language = all that the file has
memory-found = { $count ->
    [0] Nothing was found
    [one] Found in one place
   *[other] Found in { $count } places
}
memory-found-nothing = These words stand nowhere in what was translated before. Try fewer of them, or look on the other side.
memory-from-approved = { $headline } · { $translator }, approved by { $editor } · { $when }
memory-from-file = From the file { $what }
memory-files = Files in use
memory-no-files = No file is in use. Import what was translated with other tools, or a list of names with their spellings.
memory-file = File
memory-holds = Holds
memory-by = Imported by
memory-pair = { $from } → { $into }
memory-pair-count = { $pair }: { $count }
memory-texts = { $count ->
    [one] { $count } text
   *[other] { $count } texts
}
memory-given-names = { $count ->
    [one] { $count } given name
   *[other] { $count } given names
}
memory-family-names = { $count ->
    [one] { $count } family name
   *[other] { $count } family names
}
memory-reading = being read
memory-unreadable = cannot be read
memory-withdraw = Withdraw
memory-withdraw-now = Take it out of use
memory-why = Why
memory-refused = { $count ->
    [one] one entry cannot be used. The rest is in use.
   *[other] { $count } entries cannot be used. The rest is in use.
}
memory-import = Import
memory-import-help = Translations as TMX, or a table of names with the columns name, latin, role and count.
memory-what = What it is
memory-translations = translations (TMX)
memory-names = a list of names (CSV)
memory-name = What to call it; the name of the file if left empty
memory-import-now = Put it into use
memory-export = Export
memory-export-help = All that was approved, as TMX.
memory-export-nothing = Nothing was translated yet.
