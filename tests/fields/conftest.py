"""Keys of their own for these tests."""

from tests.keys import key_file

__all__ = ["key_file"]
