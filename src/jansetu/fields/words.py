"""A sentence in Hindi and in English that is shown in the reader's language. Translates nothing by itself."""

from __future__ import annotations

from typing import cast

from django.utils.functional import lazystr
from django.utils.translation import get_language


def in_language(hi: str, en: str) -> str:
    """The Hindi sentence, or the English one where the reader chose English."""
    return en if (get_language() or "").startswith("en") else hi


class _Both:
    """Said anew each time it is shown; Hindi in the database's and the migrations' eyes."""

    def __init__(self, hi: str, en: str) -> None:
        self.hi, self.en = hi, en

    def __str__(self) -> str:
        return in_language(self.hi, self.en)


def both(hi: str, en: str) -> str:
    """For labels made at import: decides when it is shown, not when it is written down."""
    # lazystr's promise behaves as a str in forms, choices and templates.
    return cast(str, lazystr(_Both(hi, en)))
