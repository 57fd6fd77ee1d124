"""What units may spend on platforms in a month, and what this month has cost."""
