"""Posts that were made in the platforms' own apps, past the desk: seen, counted, looked into."""
