"""Pauses: which stand, making one, lifting one."""
