# Following an invitation.
invitation-title = Your invitation
invitation-welcome = Welcome, { $what }
invitation-by = Come in with your account: { $what }
invitation-by-organisation = Come in with your organisation’s account
invitation-or = or choose a password
invitation-choose = Choose a password, and you are in. From then on you sign in with it under this name:
invitation-least = { $count ->
    [one] At least one character.
   *[other] At least { $count } characters.
 } Several words that do not belong together are good, and easy to keep.
invitation-come-in = Come in
invitation-once = This link works once. Wherever you were signed in before, you are signed out.
invitation-over = This invitation is over
invitation-over-why = It was used already, or it is older than seven days. If you have set a password by it, sign in. If not, ask an administrator of your newsroom for another one.
