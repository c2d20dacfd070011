# What the checks found, and what is said of it.
found-blocks = Must be mended
found-warns = Look here
found-informs = For your information
found-stands = Stands
found-fault-says = A fault, says { $what }.
found-no-fault-says = Not a fault, says { $what }.
found-because = { $who }: { $why }
found-fault = A fault
found-no-fault = Not a fault
found-let-because = Let it stand, because…
found-why = Why it stays as it is
found-let = Let it stand
found-recorded-fault = Recorded: a fault. The check was right.
found-recorded-no-fault = Recorded: not a fault. It is counted against the check.
found-recorded-waived = It stands, with your reason.
