newsroom-title = Your newsroom
newsroom-about = What is still missing before your first own piece can go out.
newsroom-all-done = Everything is there. Pieces can go out.
newsroom-own = This is the demonstration. A newsroom of your own begins with
newsroom-steps = { $done } of { $all } done
newsroom-done = (done)
newsroom-open = (still to do)
newsroom-source = A source to take articles from
newsroom-sources = { $count ->
    [0] None is registered yet.
    [one] One is registered.
   *[other] { $count } are registered.
}
newsroom-article = An article that has come in
newsroom-articles = { $count ->
    [one] One has come in.
   *[other] { $count } have come in.
}
newsroom-to-inbox = Inbox
newsroom-people = Two people: one who translates, another who approves
newsroom-no-people = There is no translator and no editor yet.
newsroom-no-translator = There is no translator yet.
newsroom-no-editor = There is no editor yet.
newsroom-two-eyes = One person is both: take in somebody else, for nobody approves their own translation.
newsroom-four-eyes = Both are there.
newsroom-to-people = People
newsroom-policies = What stands under each piece, in every language
newsroom-lacks = { $language } lacks: { $kinds }.
newsroom-policies-all = All of it is in force.
newsroom-policies-none = Nothing is in force yet.
newsroom-to-policies = Policies
newsroom-commission = A piece that is commissioned
newsroom-pieces = { $count ->
    [0] None is commissioned yet. Choose an article in the inbox and its language.
    [one] One is commissioned.
   *[other] { $count } are commissioned.
}
newsroom-first = The first piece on the wire
newsroom-published = { $count ->
    [0] Claim it, translate it, have it approved, publish it.
    [one] One is published.
   *[other] { $count } are published.
}
newsroom-to-queue = Queue
newsroom-to-board = Live board
newsroom-settings = What holds for all work
newsroom-lease = How long a claim lasts, in minutes
newsroom-lease-help = Work renews it by itself. Silence ends it, and the piece is open to others, with all that was written.
newsroom-most = How many pieces one translator can have at once
newsroom-most-help = Leave it empty for as many as they like. An editor may give them more.
newsroom-warning = Minutes before a deadline from which a piece counts as due soon
newsroom-decide = Decide
newsroom-wants-numbers = Give whole numbers: of minutes, and of pieces.
newsroom-to-checks = What is looked at in texts
newsroom-to-health = How the newsroom is doing
