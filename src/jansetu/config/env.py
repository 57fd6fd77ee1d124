"""Typed reading of the environment; a secret may come from the file that NAME_FILE names. Fails loudly."""

from __future__ import annotations

import os
from decimal import Decimal, InvalidOperation
from pathlib import Path


class SettingMissing(Exception):
    """A setting that has no default is not in the environment."""


class SettingWrong(Exception):
    """A setting in the environment cannot be read as what it must be."""


def text(name: str, default: str | None = None) -> str:
    """The value of NAME, or of the file NAME_FILE names, or the default."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise SettingMissing(f"{name} (or {name}_FILE) must be set")
    return value


def flag(name: str, default: bool) -> bool:
    """1, true, yes, on / 0, false, no, off."""
    value = text(name, "on" if default else "off").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingWrong(f"{name} must be on or off, not {value!r}")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise SettingWrong(f"{name} must be a whole number, not {value!r}") from error


def amount(name: str, default: str) -> Decimal:
    """An amount above zero, with a point before its fraction."""
    value = text(name, default)
    try:
        read = Decimal(value)
    except InvalidOperation as error:
        raise SettingWrong(f"{name} must be an amount, not {value!r}") from error
    if not (read.is_finite() and read > 0):
        raise SettingWrong(f"{name} must be above zero, not {value!r}")
    return read


def one_of(name: str, *choices: str) -> str:
    """One of these words; the first is the default."""
    value = text(name, choices[0])
    if value not in choices:
        raise SettingWrong(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Words separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()
