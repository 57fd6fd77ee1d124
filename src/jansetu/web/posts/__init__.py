"""The desk's posts: the editor, approval, the hour, deliveries, correction and withdrawal. Writes no row."""
