"""Films that come in pieces: each in a file, none in memory; knows how many bytes came over the line."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jansetu.sandbox.exchange import Json

BLOCK = 1024 * 1024  # bytes read at one time


@dataclass(slots=True)
class Arrival:
    """One film on its way. `arrived` counts every byte of every piece, also what was there already."""

    platform: str
    account: str
    id: str
    size: int
    path: Path
    arrived: int = 0
    pieces: int = 0
    digest: str = ""  # SHA-256 in hex, once it is whole

    @property
    def has(self) -> int:
        """How many bytes are kept."""
        return self.path.stat().st_size if self.path.exists() else 0

    def take(self, start: int, content: bytes) -> None:
        """Keep a piece that begins at or before what is missing; what is there already is passed over."""
        self.arrived += len(content)
        self.pieces += 1
        fresh = content[self.has - start :]
        if fresh:
            with self.path.open("ab") as file:
                file.write(fresh)

    def finish(self) -> str:
        """Its digest, now that it is whole."""
        digest = hashlib.sha256()
        for block in self.blocks():
            digest.update(block)
        self.digest = digest.hexdigest()
        return self.digest

    def blocks(self) -> Iterator[bytes]:
        """The film, a little at a time."""
        with self.path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


class Films:
    """Every film that arrived or is on its way; beside the pictures where the sandbox has a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._kept = folder / "media" if folder else None
        self._passing: tempfile.TemporaryDirectory[str] | None = None
        self._arrivals: dict[tuple[str, str], Arrival] = {}

    def arrival(self, platform: str, account: str, film_id: str, size: int) -> Arrival:
        """The film of that id; one that began before a restart goes on."""
        found = self._arrivals.get((platform, film_id))
        if found is None:
            place = self._folder() / f"{platform}-{film_id}"
            found = self._arrivals[platform, film_id] = Arrival(platform, account, film_id, size, place)
        return found

    def listed(self) -> list[Json]:
        """Each film: how large it is to be, what is there, what came over the line in how many pieces."""
        return [
            {
                "platform": one.platform,
                "account": one.account,
                "id": one.id,
                "size": one.size,
                "has": one.has,
                "arrived": one.arrived,
                "pieces": one.pieces,
                "digest": one.digest,
            }
            for one in self._arrivals.values()
        ]

    def clear(self) -> None:
        """Forget them all, and their files."""
        for one in self._arrivals.values():
            one.path.unlink(missing_ok=True)
        self._arrivals.clear()

    def close(self) -> None:
        """Leave nothing behind of what was not to be kept."""
        if self._passing is not None:
            shutil.rmtree(self._passing.name, ignore_errors=True)

    def _folder(self) -> Path:
        if self._kept is not None:
            self._kept.mkdir(parents=True, exist_ok=True)
            return self._kept
        if self._passing is None:
            self._passing = tempfile.TemporaryDirectory(prefix="jansetu-films-")
        return Path(self._passing.name)
