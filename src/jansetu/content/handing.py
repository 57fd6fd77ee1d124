"""Hands one finished picture to a platform that fetches pictures itself: a signed address, for a short while.

The signature names the picture by its digest, with a salt of its own; nothing else is served by it.
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
DIGEST = regex.compile(r"[0-9a-f]{64}")


def signer() -> TimestampSigner:
    """Signs and checks; its form fits into an address."""
    return TimestampSigner(salt=SALT, sep=".")


def address_of(digest: str) -> str:
    """Where the picture with that digest can be fetched from now on."""
    return f"{settings.JANSETU_PUBLIC_URL}/m/{signer().sign(digest)}/"


def behind(signature: str) -> Path | None:
    """The picture's file; None where the signature is not ours or too old, or the file is not there."""
    try:
        digest = signer().unsign(signature, max_age=LIFE)
    except BadSignature:
        return None
    if not DIGEST.fullmatch(digest):
        return None
    path = storage.path_of(storage.name_of(digest, "jpg"))
    return path if path.is_file() else None
