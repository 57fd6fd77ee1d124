"""Tells people what happened to what is theirs, on the screen and by mail. Decides nothing."""
