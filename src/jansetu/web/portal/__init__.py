"""The citizens' portal: reads what publishing shows to everybody, and sets no cookie but the language's."""
