# Pages that say why something was not done. What a problem itself says stands in problem.ftl.
problems-sign-in = Sign in to go on
problems-not-for-you = This is not for you to do
problems-nothing = There is nothing here
problems-faster = Somebody was faster
problems-away = Part of the newsroom is away
problems-other = This did not work
problems-unknown = This did not work: { $what }
problems-kept = What you typed is still here. Send it again when you are ready.
problems-kept-first = What you typed is still here. Sign in in another tab, then send it again.
problems-other-tab = Sign in in another tab
problems-again = Send it again
problems-desk = To the desk
problems-to-sign-in = Sign in
