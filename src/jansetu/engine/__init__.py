"""Claims, leases and settles rows that are due; limits and heartbeat. Knows no app's meaning."""
