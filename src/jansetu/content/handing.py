"""Hands one finished picture or film to a platform that fetches them itself: a signed address, for a while.

The signature names the file by its digest and kind, with a salt of its own; nothing else is served by it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import regex
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from jansetu.content import storage

SALT = "jansetu.handed-picture"
LIFE = timedelta(hours=1)  # far longer than a platform takes to fetch a picture
FILE = regex.compile(r"([0-9a-f]{64})(?:-(mp4))?")
MIMES = {"jpg": "image/jpeg", "mp4": "video/mp4"}


def signer() -> TimestampSigner:
    """Signs and checks; its form fits into an address."""
    return TimestampSigner(salt=SALT, sep=".")


def address_of(digest: str, suffix: str = "jpg") -> str:
    """Where the picture or film with that digest can be fetched from now on."""
    name = digest if suffix == "jpg" else f"{digest}-{suffix}"
    return f"{settings.JANSETU_PUBLIC_URL}/m/{signer().sign(name)}/"


def behind(signature: str) -> Path | None:
    """The file; None where the signature is not ours or too old, or the file is not there."""
    try:
        named = FILE.fullmatch(signer().unsign(signature, max_age=LIFE))
    except BadSignature:
        return None
    if named is None:
        return None
    path = storage.path_of(storage.name_of(named[1], named[2] or "jpg"))
    return path if path.is_file() else None
