"""Secrets that can be recognised in every dress that a leak may wear, and the search for them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, quote_plus

# A session that a platform gave for an app password is as good as the password. Django's own are told apart
# by their colons.
SESSION = re.compile(rb"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Leak:
    """Which secret was seen, in which dress, where."""

    secret: str
    dress: str
    where: str


def dresses(secret: str) -> dict[str, bytes]:
    """The bytes to look for, by what was done to the secret."""
    raw = secret.encode()
    found = {
        "plain": raw,
        "url": quote(secret, safe="").encode(),
        "form": quote_plus(secret).encode(),
        "html": escape(secret).encode(),
        "json": json.dumps(secret)[1:-1].encode(),
        "hex": raw.hex().encode(),
    }
    for shift in range(3):
        # Whatever stands before and after it, these characters come of the secret alone.
        whole = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
        inner = whole[-(-shift * 8 // 6) : len(whole) - 1]
        found[f"base64 at {shift}"] = inner
        found[f"base64url at {shift}"] = inner.translate(bytes.maketrans(b"+/", b"-_"))
    by_form = {form: dress for dress, form in reversed(found.items())}
    return {dress: form for form, dress in by_form.items()}


def leaks_in(name: str, content: bytes, planted: Mapping[str, str]) -> list[Leak]:
    """Every secret that the content holds."""
    found = [
        Leak(secret=label, dress=dress, where=name)
        for label, secret in planted.items()
        for dress, form in dresses(secret).items()
        if form in content
    ]
    if SESSION.search(content):
        found.append(Leak(secret="a session of a platform", dress="plain", where=name))
    return found


def leaks(folders: Iterable[Path], planted: Mapping[str, str], passed_over: Iterable[str] = ()) -> list[Leak]:
    """In every file of the folders and in every name of one, save the files named."""
    spared = set(passed_over)
    return [
        leak
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in spared
        for leak in leaks_in(str(file.relative_to(folder)), file.name.encode() + file.read_bytes(), planted)
    ]
