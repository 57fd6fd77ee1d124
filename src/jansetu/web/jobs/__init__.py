"""Long jobs on the desk: one's own and those of the units one administers. Runs none itself."""
