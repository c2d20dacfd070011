people-title = People
people-join = Take somebody in
people-join-now = Take them in
people-new-title = Take somebody in
people-name = Name
people-name-help = The name that stands under their work.
people-id = Short name
people-id-help = Small Latin letters, digits and hyphens, such as mariam. It stays for good.
people-wants-id = Give them a short name of small Latin letters, digits and single hyphens, such as mariam.
people-roles = Roles
people-may-translator = claims pieces, translates and submits them, proposes terms
people-may-editor = commissions, reviews, approves and publishes; never what they translated themselves
people-may-head = leads the desk: sees the figures of its people
people-may-administrator = sets up sources, policies and people
people-languages = Languages
people-languages-help = The languages that they work in. Choose none for any language.
people-any-language = any language
people-you = you
people-has = Has now
people-holds = { $count ->
    [0] no piece
    [one] { $count } piece
   *[other] { $count } pieces
}
people-has-nothing = Nothing at the moment.
people-piece = Piece
people-until = Until
people-left = { $what } left
people-change = Keep these changes
people-access = How they sign in
people-access-help = By an invitation: a link that works once, by which they choose a password.
people-access-by = An administrator invites them.
people-own-access = Password, browsers in which you are signed in, and tokens of your programs
people-entry = Signing in
people-entry-set-up = has a way to sign in
people-entry-invited = invited until { $when }, not in yet
people-entry-over = not in yet, and the invitation ended { $when }
people-entry-nothing = no way to sign in, and not invited
people-entry-one-click = signs in by one click
people-email = Their e-mail, if they sign in with an account elsewhere
people-email-help = Nothing is sent there: it says which account is theirs.
people-invite = Make a link
people-invited = Give this link to { $what } yourself: it is shown this once.
people-invited-help = It works once, until
people-account = Account elsewhere
people-account-bound = They sign in with an account that is bound to them.
people-account-awaited = Whoever signs in with the account of this address is them: { $what }
people-account-help = Where it is the wrong one, have it forgotten: they are signed out everywhere, and come in by another invitation.
people-account-forget = Forget this account
people-leave = Leave the newsroom
people-leave-help = From then on they cannot sign in, and wherever they are signed in, that ends. What they wrote stays, under their name.
people-leave-holding = { $count ->
    [one] They have one piece: it is open to others again when its time is over, with all that was written. An editor can take it back before that.
   *[other] They have { $count } pieces: they are open to others again when their time is over, with all that was written. An editor can take them back before that.
}
people-leave-meant = { $what } leaves
people-leave-now = Let them go
people-wants-meant = Tick that this is meant. Nothing was done.
