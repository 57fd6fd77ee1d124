"""Photos that an office puts under its words: taken in, shown small, described. Notes and posts share it."""
