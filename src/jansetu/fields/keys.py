"""The keys that seal secrets: where they lie, how a new one comes in front. Shows none and drops none."""

from __future__ import annotations

import errno
import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from jansetu.core.errors import Refusal

NAME = "JANSETU_KEYS"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def keyring() -> MultiFernet:
    """The keys of this installation, newest first: the first seals, every one opens.

    A key that another process has just put in front is known here at once.
    """
    return _ring(present_keys())


def each_key() -> list[Fernet]:
    """The keys one by one, newest first, to tell which of them sealed something."""
    return [Fernet(key) for key in present_keys()]


def present_keys() -> tuple[str, ...]:
    """As the environment gave them at the start, or as this installation's file has them now."""
    if is_from_environment():
        return tuple(settings.JANSETU_KEYS)
    state = key_file().stat()
    return _read(key_file(), state.st_mtime_ns, state.st_ino)


def is_from_environment() -> bool:
    """Whether whoever runs this installation keeps the keys elsewhere, so that none can be added here."""
    return bool(os.environ.get(NAME) or os.environ.get(f"{NAME}_FILE"))


def key_file() -> Path:
    """Where the keys lie that this installation made for itself."""
    return Path(settings.JANSETU_FOLDER) / NAME.lower()


def fresh_key() -> str:
    """A key that nobody has."""
    return Fernet.generate_key().decode()


def put_in_front() -> int:
    """Put a new key before the others, for every process of this installation at once; returns how many.

    A Refusal where the keys come from the environment (`keys_elsewhere`) or the disk is full; the keys are
    then as they were.
    """
    if is_from_environment():
        raise Refusal(
            "keys_elsewhere",
            hi="कुंजियाँ JANSETU_KEYS से आती हैं: `jansetu keys fresh` की कुंजी वहाँ सबसे आगे लिखें (पुरानी भी रहें), "
            "सब कुछ फिर चालू करें, फिर `jansetu keys reseal` चलाएँ।",
            en="The keys come from JANSETU_KEYS: put the key that `jansetu keys fresh` prints in front there "
            "(leave the old ones), start everything anew, then run `jansetu keys reseal`.",
        )
    with _alone():
        keys = [fresh_key(), *present_keys()]
        _write_whole(key_file(), "\n".join(keys) + "\n")
    return len(keys)


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int, _inode: int) -> tuple[str, ...]:
    """Anew for every state of the file."""
    return tuple(file.read_text(encoding="utf-8").split())


@contextmanager
def _alone() -> Iterator[None]:
    """Two rotations at once would each forget the other's key, and with it everything that it sealed."""
    with (key_file().with_name(f"{NAME.lower()}.lock")).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write_whole(file: Path, text: str) -> None:
    """On the disk before anything is sealed with it; a crash leaves the old keys or the new."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}-")  # readable by us only
        with os.fdopen(handle, "w", encoding="utf-8") as part:
            part.write(text)
            part.flush()
            os.fsync(part.fileno())
        Path(temporary).replace(file)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if error.errno not in NO_ROOM:
            raise
        raise Refusal(
            "disk_full",
            hi="डिस्क भर गई है, नई कुंजी नहीं रखी जा सकी; पुरानी कुंजियाँ यथावत हैं।",
            en="The disk is full, the new key could not be kept; the old keys are as they were.",
        ) from error
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
