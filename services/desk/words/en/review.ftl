# What waits for an editor.
review-empty = Nothing waits for an editor. What translators submit appears here.
review-to-queue = See in the queue who is on what
review-piece = Piece
review-due = Due
review-waits-for = Waits for
review-no-time = no time set
review-first = From the beginning
review-later = Submitted later
review-checks = How the checks do
review-by = by { $what }
review-approved-by = approved by { $what }
review-changed = source has changed since
review-for-another = another editor
review-for-you = your yes or your notes
review-for-publication = publication
review-for-nobody = nobody
