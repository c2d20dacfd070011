published-version = On the wire, version { $version }
published-from = Where it comes from
published-rights = Rights: { $what }
published-no-machine = No suggestion of a machine was taken up.
published-machine = Suggested by a machine, checked and edited by people. { $what }.
published-timeline = Timeline
published-beside = Beside its source
