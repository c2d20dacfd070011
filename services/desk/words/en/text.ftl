# Ours among the texts of others.
text-note = Note by the newsroom
text-image = Image:
text-image-alone = Image
text-image-at = Image at the source
text-at-source = at the source
text-gone = Gone from the source
text-changed = The source changed this
text-no-link = No link to { $what } any more
text-new-link = A new link, to { $what }
text-other-words = Other words are linked or emphasised now
text-mark-emphasis = emphasis
text-mark-strong = bold
text-mark-link = link
text-chip = { $number } { $what }
