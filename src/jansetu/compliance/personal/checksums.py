"""The check digit of Aadhaar and VID: ten lines instead of python-stdnum's seven megabytes."""

from __future__ import annotations

_PERMUTATION = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def is_verhoeff(digits: str) -> bool:
    """Whether the last digit is the check digit of the rest (Verhoeff 1969, as UIDAI uses it)."""
    check = 0
    for place, sign in enumerate(reversed(digits)):
        digit = int(sign)
        for _ in range(place % 8):
            digit = _PERMUTATION[digit]
        check = _multiply(check, digit)
    return check == 0


def _multiply(left: int, right: int) -> int:
    """In the group of a pentagon's turns (0 to 4) and reflections (5 to 9)."""
    moved = (left + right if left < 5 else left - right) % 5
    return moved + (5 if (left < 5) != (right < 5) else 0)
