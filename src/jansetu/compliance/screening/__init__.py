"""Objectionable language in Hindi, Hinglish and English: our own list, disguises taken off, spans exact."""
