"""Joining and leaving the lists by mail: open to everybody, telling nobody who is on them."""
