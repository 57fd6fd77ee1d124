"""Jansetu, the communications desk of an Indian state government: note to approved post to measured reach."""
