"""Hindi and English text as data: clean forms, lengths, links, pasted pages. Pure functions, no Django."""
