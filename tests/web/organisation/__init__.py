"""Pages of the organisation area."""
