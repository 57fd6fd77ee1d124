"""A person's own alerts: what happened, where to act, and whether they come by mail too."""
