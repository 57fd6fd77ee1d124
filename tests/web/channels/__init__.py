"""Pages of the channels area."""
