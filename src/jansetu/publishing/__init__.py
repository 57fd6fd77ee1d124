"""Schedule, delivery, attempt, reconciliation, pause and withdrawal: the only app that publishes."""
