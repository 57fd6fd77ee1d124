"""Append-only events, sealed into a hash chain in batches, and the outbox of news to other apps."""
