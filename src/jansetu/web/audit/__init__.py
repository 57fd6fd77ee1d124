"""The audit trail on the desk, and what its chain proves. Writes nothing."""
