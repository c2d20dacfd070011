# Signing in.
sign-in-title = Sign in
sign-in-demonstration = This is a demonstration: be whoever you like. Begin as an editor; you go on as a translator by one click.
sign-in-by-password = With a password of your own
sign-in-nobody = Nobody has joined yet. Add the first member at the command line, then reload this page.
sign-in-as = Sign in as { $what }
sign-in-by = Go on with { $what }
sign-in-by-organisation = Go on with your organisation’s account
sign-in-or = or with a password of this newsroom
sign-in-name = Your name in this newsroom
sign-in-name-help = The short one, in small Latin letters.
sign-in-password = Password
sign-in-lost = Nobody has a password until they follow an invitation. If you lost yours, ask an administrator for another one.
sign-in-by-token = With a token of the command line
sign-in-token = Token
sign-in-token-help = Printed on the newsroom’s own machine by this command:
