# What the pages of the newsroom's own things have in common.
rooms-needs = This needs the role of { $role }.
rooms-who-may = See who may do this
rooms-or = { $first } or { $second }
rooms-no-file = Choose a file that has something in it.
rooms-other-languages = Other languages
rooms-moved-on = Somebody changed this after you opened it, and nothing was saved. What you typed is still here: look at what it is now, and save again if you still want to.
rooms-as-it-is = See what it is now, in another tab
