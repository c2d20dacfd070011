# What a page says while it is open: what happened meanwhile, and the end of a claim.
live-piece-moved = Something happened to this piece meanwhile.
live-article-moved = More happened meanwhile.
live-unheard = The desk does not answer. What stands here may be old; this page goes on by itself when the desk is back.
live-list-moved = Something here has changed meanwhile.
live-show = Show it as it is now
live-ending-why = Nobody has worked here for a while. Keep the piece, or give it back for others. If you do neither your claim ends, and what you wrote is kept.
live-keep = Keep it
live-give-back = Give it back
