"""The append-only journal from which the practice platforms come back after a restart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from jansetu.sandbox.exchange import Json


class Journal:
    """One JSON line a change. Without a folder it writes nothing and costs nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.open_file: IO[str] | None = None
        self.replaying = False
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def path(self) -> Path | None:
        """Where the lines are."""
        return self.folder / "journal.jsonl" if self.folder else None

    def replay(self) -> Iterator[Json]:
        """Every whole line written earlier; what is written meanwhile is not written twice.

        A last line that was cut short by a crash is left out: its call was never answered.
        """
        if self.path is None:
            return
        self.replaying = True
        if self.path.exists():
            whole, _, cut = self.path.read_text(encoding="utf-8").rpartition("\n")
            if cut:
                self.path.write_text(whole + "\n" if whole else "", encoding="utf-8")
            for line in whole.split("\n") if whole else ():
                yield json.loads(line)
        self.replaying = False
        self.open_file = self.path.open("a", encoding="utf-8")

    def write(self, line: Callable[[], Json]) -> None:
        """Append what `line` makes and hand it to the operating system."""
        if self.open_file is not None:
            self.open_file.write(json.dumps(line(), ensure_ascii=False) + "\n")
            self.open_file.flush()

    def clear(self) -> None:
        """Forget every line."""
        if self.open_file is not None:
            self.open_file.truncate(0)

    def close(self) -> None:
        """Write no more."""
        if self.open_file is not None:
            self.open_file.close()
            self.open_file = None
