# What the pages of the newsroom's own things have in common.
rooms-needs = This needs the role of { $role }.
rooms-or = { $first } or { $second }
rooms-no-file = Choose a file that has something in it.
rooms-other-languages = Other languages
