# What every page may say: counts, times, names of things.

count-blocks = { $count ->
    [one] { $count } block
   *[other] { $count } blocks
}


count-returned = { $count ->
    [one] returned once
   *[other] returned { $count } times
}

list-last = { $first } and { $second }
list-more = { $first }, { $second }
headline-none = Without a headline
number-percent = { $number } %
byline-work = Translated by { $translators }; edited by { $editor }.
byline-by = By { $authors }. { $work }
machine-helped = { $engine }: { $number } of { $of }, { $changed } changed since

time-tomorrow = tomorrow { $time }
time-yesterday = yesterday { $time }
time-on = { $day } { $time }
time-day = { $day } { $month }
time-day-of-year = { $day } { $year }
time-moment = less than a minute
time-minutes = { $count } min
time-hours = { $count } h
time-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
time-both = { $first } { $second }
time-late = { $time } late
time-in = in { $time }
lease-mine = yours, { $time }
lease-held = { $who }, { $time } left
lease-mine-over = your time is over
lease-over = { $who }’s time is over
lease-yours = Yours for { $time }

priority-urgent = urgent
priority-normal = normal
priority-low = low
role-none = no role
role-translator = translator
role-editor = editor
role-administrator = administrator
role-head = head
role-service = part of the system
block-headline = the headline
block-summary = the summary
block-byline = the byline
block-added = a block that was added
block-numbered = block { $number }

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

check-untranslated = not translated
check-number = number
check-unit = unit or currency
check-date = date or time
check-quotation-mark = quotation mark
check-quotation-lost = quotation lost
check-negation = negation
check-link = address
check-repeated-word = repeated word
check-spacing = spacing
check-punctuation = punctuation
check-invisible = invisible character
check-length = length
check-source-left = source text left in
check-loaded = loaded expression
check-forbidden = forbidden expression
check-headline-length = headline length
check-term = name or term
check-mark = link or emphasis

language-ar = Arabic
language-bn = Bengali
language-ca = Catalan
language-ckb = Sorani Kurdish
language-cs = Czech
language-de = German
language-el = Greek
language-en = English
language-es = Spanish
language-fa = Persian
language-fi = Finnish
language-fr = French
language-he = Hebrew
language-hi = Hindi
language-hu = Hungarian
language-id = Indonesian
language-it = Italian
language-ja = Japanese
language-ko = Korean
language-ku = Kurdish
language-nl = Dutch
language-pl = Polish
language-ps = Pashto
language-pt = Portuguese
language-ro = Romanian
language-ru = Russian
language-sv = Swedish
language-sw = Swahili
language-tr = Turkish
language-uk = Ukrainian
language-ur = Urdu
language-zh = Chinese

count-words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
list-pair = { $from } → { $into }
