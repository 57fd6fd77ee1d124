"""Posts that recur: what goes out again and when, beginning and stopping it."""
