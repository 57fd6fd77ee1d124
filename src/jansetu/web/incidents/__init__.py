"""Incidents: what was withdrawn or corrected, why, and what became of it on each channel."""
