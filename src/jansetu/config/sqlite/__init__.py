"""SQLite as Django's own backend speaks to it, but for how a writer waits for its turn."""
