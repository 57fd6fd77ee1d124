"""The one kind of error that a person is meant to read: in Hindi and in English, with a stable code."""

from __future__ import annotations


class Refusal(Exception):
    """What was asked cannot be done; nothing was changed."""

    def __init__(self, code: str, *, hi: str, en: str) -> None:
        """`code` is stable and for tests and logs; `hi` and `en` tell the reader what to do next."""
        super().__init__(code)
        self.code, self.hi, self.en = code, hi, en

    def in_language(self, language: str) -> str:
        """The sentence in the reader's language; Hindi unless English is asked for."""
        return self.en if language.startswith("en") else self.hi
