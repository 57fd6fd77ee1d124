"""The staff desk and the public portal: reads input, calls one operation, renders. Writes no row itself."""
