"""One rule a file. A rule reads a `Matter` and says what it found; it asks no database and no network."""
