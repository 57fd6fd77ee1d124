"""Personal data in a text, in both digit scripts: numbers that the law lets nobody publish, spans exact."""
