"""What is said in trials: a Hindi notice of usual length, different each time."""

from __future__ import annotations

WORDS = "उज्जैन जिले में आज सुबह नौ बजे से टीकाकरण शिविर है। कृपया आधार कार्ड साथ लाएँ। सूचना क्रमांक {number}"


def text_of(number: object) -> str:
    """The notice of that number."""
    return WORDS.format(number=number)
