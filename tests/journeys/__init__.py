"""Whole days in a real browser against everything that `bin/run` starts."""
