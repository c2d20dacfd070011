health-title = How the newsroom is doing
health-all-well = All is well: every service answers and keeps up.
health-but-feeds = Every service answers and keeps up. Some feeds cannot be read.
health-missing = A service does not answer. What it does waits until it is started again; nothing is lost.
health-waits = Something waits for a person. Everything else goes on.
health-reading = The desk still reads the log; what it shows is not the newest yet.
health-not-well = A service is behind, or its answer takes long.
health-as-of = As of
health-events = { $count ->
    [one] one event in the log
   *[other] { $count } events in the log
}
health-no-lag = the pages show all of them
health-lag = { $count ->
    [one] the pages are one event behind
   *[other] the pages are { $count } events behind
}
health-log-away = the log does not answer now
health-since = since
health-waiting = Waits for a person
health-about = It is about
health-tries = { $count ->
    [0] not tried yet
    [one] tried once
   *[other] tried { $count } times
}
health-why-unreadable = What was recorded cannot be read.
health-why-panicked = The program failed on the answer to it.
health-why-large = The answer to it is larger than what can be kept at once.
health-why-contended = Its answer could not be recorded: what it builds on changed during every attempt.
health-why-missing = A fact that the answer builds on is missing from the log.
health-why-foreign = What stands on the wire was not put there by this newsroom.
health-why-behind = Nothing is known to be wrong with it; it follows one that waits.
health-why-not-known = The reason was written by a newer version of the program.
health-advice-verify = See what is wrong with the log before anything else:
health-advice-log = The service’s own log says more. When the program is mended:
health-advice-give-up = Shorten the article at its source, or give it up with a reason:
health-advice-retry = Try it again:
health-advice-first = It goes on by itself after the one before it; or try all again:
health-advice-newer = Start the newer program again; or try it again:
health-feeds = { $count ->
    [one] One feed cannot be read
   *[other] { $count } feeds cannot be read
}
health-services = Services
health-service = Service
health-running = Running
health-reads-the-log = What it keeps from the log
health-processes = { $count ->
    [0] does not answer
    [one] one process
   *[other] { $count } processes
}
health-current = keeps up
health-reads = still reading
health-still-reading = still reading: { $applied } of { $end }
health-stopped = has stopped: { $what }
health-aside = { $count ->
    [one] one event waits for a person
   *[other] { $count } events wait for a person
}
health-overdue = has tried to answer one event since { $since }
health-says-nothing = does not say how it is doing
health-a-process = A process
health-service-ingest = Ingest
health-service-translation = Translation
health-service-editing = Editing
health-service-publishing = Publishing
health-service-desk = Desk
health-does-ingest = reads sources
health-does-translation = keeps who has which piece, and the words
health-does-editing = keeps reviews and approvals
health-does-publishing = keeps policies, and puts pieces on the wire
health-does-desk = shows these pages
health-part-ingest = commissions received articles by routing rules
health-part-translation = answers to articles and reviews
health-part-editing = answers to submissions
health-part-publishing = answers to approvals
health-part-publishing-wire = puts pieces on the wire
health-part-feeds = which feeds there are
health-part-leases = whose time is over
health-part-board = what stands where
health-part-figures = what work comes to
health-part-remembered = what was approved
health-part-memories = files from elsewhere
health-part-search = what is searched
health-kept = Is what was acknowledged kept?
health-on-disk = Yes: every server was seen to write to its disk before it acknowledges.
health-weaker = Not in every case: { $what }
health-not-known = One process does not say.
health-nobody-says = No process says so at the moment.
health-help = For whoever runs this newsroom
health-help-verify = walks through the whole log and says whether it is as it must be.
health-help-rebuild = builds what a service keeps anew from the log, beside what is in use, and says what differs.
health-help-reactions = lists what waits for a person, tries it again, or gives it up.
# What a process says of itself, told anew. In English it says so itself.
health-stopped-unknown = Not an event of a known type.
health-stopped-new-type = `{ $first }` in version { $second } was written by a newer program; this one does not know the type.
health-stopped-newer = `{ $first }` in version { $second } was written by a newer program; this one reads up to version { $third }.
health-stopped-subject = On a subject that is not one.
health-stopped-otherwise = The place of the reaction { $first } in the log is set up otherwise than it must be: { $second }; if no newer program set it up, delete it with `{ $third }`: every event is then answered anew, which changes nothing.
health-stopped-index = The search index cannot be read or written.
health-stopped-no-index = The search index is not there at this moment.
health-stopped-memory = A memory in use cannot be read: `dragoman memory list` says which, and why.
health-weaker-unseen = The server's monitoring page { $first } does not answer; is `http` set in its configuration?
health-weaker-no-server = { $first } is no monitoring page of a NATS server; give its address, such as http://host:8222.
health-weaker-no-jetstream = The server { $first } has no JetStream; set `jetstream` in its configuration.
health-weaker-not-synced = The server { $first } writes to disk only every { $second } s, so a power cut loses acknowledged work; set `jetstream { "{" } sync_interval: always { "}" }` in its configuration.
health-weaker-too-old = The server { $first } has version { $second }; the log needs 2.12 or newer, and 2.15 or newer is advised.
health-weaker-not-looked-at = The log is kept on { $first }, which nobody has looked at; give --nats-monitor with the monitoring address of every server of the cluster, separated by commas.
health-weaker-no-monitor = Nobody has looked whether the servers keep what they acknowledge: --nats-monitor was not given.
