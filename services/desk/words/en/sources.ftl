sources-title = Sources
sources-new = Register a source
sources-empty = No source is registered yet. A source is an outlet whose articles you may republish; its feed is read by itself.
sources-source = Source
sources-state = How it goes
sources-looked = Last look
sources-next = Next look
sources-came = Articles
sources-about = { $language } · { $section }
sources-since = since
sources-last = last one
sources-articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
sources-aside = { $count ->
    [one] One item could not be taken so far.
   *[other] { $count } items could not be taken so far.
}
sources-state-paused = paused
sources-state-failing = cannot be read
sources-state-files = comes as files
sources-state-read = is read

sources-nothing-new = nothing new
sources-in-vain = in vain
sources-unrecorded = what was read could not be recorded; it is read again
sources-came-new = { $count } new
sources-came-changed = { $count } changed
sources-came-aside = { $count } not taken

sources-new-title = Register a source
sources-new-help = An outlet that you have the right to republish. Its feed is read at once, and then as often as you say.
sources-register = Register
sources-agreed = What is agreed
sources-change = Keep these changes
sources-pause = Pause
sources-resume = Resume
sources-id = Its short name
sources-id-help = Small Latin letters, digits and hyphens, such as al-wadi. It stays for good.
sources-name = Name, as readers know it
sources-feed = Address of its feed
sources-feed-help = RSS, Atom or JSON Feed. Without one its articles come as files.
sources-language = Language of its articles
sources-choose-language = Choose a language
sources-every = Minutes between two looks
sources-section = Section
sources-section-help = The part of your output that its articles belong to: small Latin letters, such as world or politics.
sources-rights = Rights
sources-rights-help = On what basis you republish: a licence, or a permission and its date.
sources-routes = Commissioned by itself
sources-routes-help = Every new article goes into the queue in these languages, without anybody asking. Leave it empty to choose in the inbox.
sources-route-into = Into
sources-no-route = none
sources-route-priority = Priority
sources-route-note = Note to the translator
sources-wants-id = Give the source a short name of small Latin letters, digits and single hyphens, such as al-wadi.
sources-wants-language = Choose the language of its articles.
sources-wants-section = Name the section in small Latin letters, digits and single hyphens, such as world-news.
sources-wants-minutes = Give the time between two looks in whole minutes, 1 to 1440.
sources-wants-route = Choose the languages to commission into from the list.

sources-file = Read a feed file now
sources-file-help = For a source without a feed, or to take in what its feed has dropped already. What was taken before is not taken twice.
sources-file-choose = RSS, Atom or JSON Feed
sources-file-read-now = Read it
sources-file-read = The file was read: { $came }.
sources-happened = What happened
sources-registered = Registered
sources-registered-by = { $what } registered it
sources-changed = What is agreed was changed
sources-changed-by = { $what } changed what is agreed
sources-paused = Paused
sources-paused-by = { $what } paused it
sources-resumed = Resumed
sources-resumed-by = { $what } resumed it
sources-failed = The feed could not be read
sources-recovered = The feed can be read again
sources-set-aside = An item could not be taken: { $what }
sources-its-articles = Its articles
sources-article = Article
sources-received = Received
sources-into = Commissioned into { $what }
sources-no-articles = Nothing has come from it yet. It appears here and in the inbox as soon as the feed is read.

# What the reader of feeds says, told anew. In English it says so itself.
sources-fault-address = `{ $first }` is not a web address: it has to begin with https:// or http://.
sources-fault-reached = The server cannot be reached ({ $first }): check the name in the address, and whether the site is up.
sources-fault-not-let-in = The server answered { $first }: it does not let us in; ask the source for access.
sources-fault-moved = The server answered { $first }: there is no feed at this address; ask the source for the new one.
sources-fault-too-often = The server answered { $first }: it is asked too often; look at the feed less often.
sources-fault-of-its-own = The server answered { $first }: it has a fault of its own; if it stays so, tell the source.
sources-fault-status = The server answered { $first }: check the address of the feed.
sources-fault-endless = The server sent more than { $first } bytes: check that the address is that of a feed.
sources-fault-slow = The server had not sent everything after { $first } seconds: it may be overloaded, or never end.
sources-fault-leads-on = The address leads on more than { $first } times: open it in a browser and use the address where it ends.
sources-fault-broke-off = The answer broke off or is not HTTP ({ $first }): if it stays so, tell the source.
sources-fault-empty = The feed is empty: look at its address in a browser, and ask the source if it is empty there too.
sources-fault-page = This is a web page, not a feed: look on it for the address of the feed, which often ends in /feed or /rss.
sources-fault-neither = This is neither RSS nor Atom nor JSON Feed (it begins `{ $first }`): check the address of the feed.
sources-fault-damaged = The feed is damaged, and no item could be read ({ $first }): tell the source.
sources-fault-large = The feed has { $first } bytes, and at most { $second } are read: ask the source for a shorter feed.
sources-fault-long = The feed has more than { $first } items: ask the source for a shorter feed.
sources-fault-nested = The feed is nested deeper than any feed is: check that its address is right and its source to be trusted.
sources-fault-letters = The letters of the feed fit no known encoding: ask the source to send it in UTF-8.
sources-fault-no-text = The item has neither title nor text.
sources-fault-tangled = The item is marked up deeper than any article is: submit its text by hand.
sources-fault-same-id = Another item of the feed has the same id: ask the source to give each its own, or submit it by hand.
sources-fault-item = The item is damaged ({ $first }): tell the source, or submit it by hand.
sources-fault-nothing-to-read = The article has neither headline nor text.
sources-fault-article = The article takes { $first } bytes; at most { $second } can be taken: submit it in parts.
sources-fault-kept = It takes { $first } bytes, more than the { $second } that can be kept at once.
sources-fault-event = The event { $first } on { $second } cannot be read.
sources-fault-missing = The event { $first } is missing from { $second }.
