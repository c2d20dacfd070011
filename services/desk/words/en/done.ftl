# What was done last, said on the page that follows.
done-commissioned = Commissioned. It is in the queue now.
done-claimed = It is yours now. What you write is saved as you go.
done-saved = Saved.
done-released = Released. What you wrote stays in the piece for whoever takes it next.
done-submitted = Submitted. It is with the editors now.
done-accepted = Accepted. Your text answers the source there as it is by now.
done-arranged = Done. What you had typed is saved as well.
done-returned = Sent back to the translators with your notes.
done-approved = Approved. These words, and no others, can be published now.
done-published = Published. It is on the wire.
done-assigned = Given. Whoever gets it finds it among their own pieces.
done-unassigned = Ended. Nobody has it now; what was written stays in the piece.
done-waived = It stands, with your reason.
done-decided = Decided. Texts are looked at so from now on.
done-preferred = The desk reads so for you from now on.
