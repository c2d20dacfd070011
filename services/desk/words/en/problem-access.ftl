# Why somebody does not come in, or may not do what they ask for.
problem-access-wrong-password = There is no member of this name with this password; check both, or ask an administrator for an invitation.
problem-access-not-the-password = This is not your present password, and nothing was changed; type it again, or ask an administrator for an invitation.
problem-access-too-many-attempts = There were too many attempts; wait { $seconds } seconds, then try again.
problem-access-busy = Too many people are signing in at this moment; try again in a few seconds.
problem-access-too-short = A password has at least { $least } characters; several words in a row are easy to remember.
problem-access-too-long = A password has at most { $most } characters.
problem-access-guessed-first = This is one of the passwords that are guessed first; take several words that do not belong together.
problem-access-invitation-over = This invitation was used, or is over; ask an administrator for another one.
problem-access-unknown-account = This newsroom has no member with that account; ask an administrator for an invitation, and come in by it.
problem-access-not-begun-here = The sign-in was not begun in this browser, or took too long; begin it again here.
problem-access-not-sent = The provider sent you back without an account; sign in there first, or choose another way.
problem-access-not-believed = What the provider says of you cannot be believed; tell whoever runs this newsroom.
problem-access-provider-away = The provider does not answer; try again in a moment, or choose another way.
problem-access-no-such-way = This newsroom has no such way to sign in.
problem-access-no-token = This token signs in nobody: it is not one of the command line’s, or has run out.
