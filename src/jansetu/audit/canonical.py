"""One way to write facts as bytes, so that equal facts have equal hashes. Refuses what databases round."""

from __future__ import annotations

import hashlib
import json


class NotAFactError(TypeError):
    """Facts are whole text, whole numbers, yes/no, nothing, lists and objects: no float, date or model."""


def encode(fact: object) -> bytes:
    """The fact as JSON: keys sorted, no spaces, UTF-8."""
    return json.dumps(fact, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(*parts: bytes) -> str:
    """SHA-256 in hex over the parts; each part's length goes in first, so that no two lists look alike."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8))
        total.update(part)
    return total.hexdigest()


def check(fact: object) -> None:
    """Refuse what is not a fact; floats too, for a database may give back another one."""
    match fact:
        case None | bool() | int():
            return
        case str():
            _check_text(fact)
        case list():
            for item in fact:
                check(item)
        case dict() if all(type(key) is str for key in fact):
            for key, item in fact.items():
                _check_text(key)
                check(item)
        case _:
            raise NotAFactError(f"not a fact: {type(fact).__name__}")


def _check_text(text: str) -> None:
    """PostgreSQL stores no NUL, and half a surrogate pair has no bytes: the sealer would stumble for ever."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotAFactError("not a fact: a text with half a surrogate pair") from error
    if "\x00" in text:
        raise NotAFactError("not a fact: a text with NUL")
