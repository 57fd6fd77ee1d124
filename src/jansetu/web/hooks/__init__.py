"""Addresses that platforms call. Answers fast, keeps what is genuine, works nothing out."""
