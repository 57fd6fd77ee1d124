"""Files of this installation's media folder, named by their digest. A file is there whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from jansetu.core.errors import Refusal

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # the disk, the account's share, or the file's limit


def path_of(name: str) -> Path:
    """Where a stored file lies."""
    return Path(settings.JANSETU_MEDIA) / name


def name_of(digest: str, suffix: str) -> str:
    """The name of a stored file below the media folder."""
    return f"{digest[:2]}/{digest}.{suffix}"


def keep(content: bytes, suffix: str) -> tuple[str, str]:
    """Store bytes; their SHA-256 and the file's name below the media folder. Repeating it is harmless.

    A Refusal `disk_full` where the disk has no room; nothing half-written stays behind.
    """
    digest = hashlib.sha256(content).hexdigest()
    name = name_of(digest, suffix)
    target = path_of(name)
    with or_disk_full():
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.stat().st_size != len(content):
            _write_whole(target, content)
    return digest, name


def place(whole: Path, name: str) -> None:
    """Move a whole file, already forced to the disk, to its place. Repeating it is harmless."""
    target = path_of(name)
    with or_disk_full():
        target.parent.mkdir(parents=True, exist_ok=True)
        whole.chmod(0o600)
        whole.replace(target)
        _force_folder(target.parent)


@contextmanager
def or_disk_full() -> Iterator[None]:
    """What the disk says of having no room, in words; every other trouble stays what it is."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise disk_full() from error
        raise


def _write_whole(target: Path, content: bytes) -> None:
    """Written beside its place, forced to the disk, then moved: a crash leaves the old state or the new."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _force_folder(target.parent)


def _force_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def disk_full() -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        "disk_full",
        hi="सर्वर की डिस्क भर गई है, इसलिए फ़ाइल नहीं रखी जा सकी। आपका लिखा हुआ सुरक्षित है; प्रशासक को बताएँ।",
        en="The server's disk is full, so the file could not be kept. "
        "What you wrote is safe; tell the administrator.",
    )
