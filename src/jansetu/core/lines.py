"""Lines that wait between two uses, as those to a mail server; opens none and speaks no protocol."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Hashable
from typing import Protocol, TypeVar

IDLE = 20.0  # seconds after which a line is not used again; mail servers hang up after some minutes


class Line(Protocol):
    """What can be let go at once."""

    def close(self) -> None:
        """Hang up, without a word."""
        ...


T = TypeVar("T", bound=Line)


class IdleLines:
    """Open lines by whom they lead to; the key tells whose they are and is never shown."""

    def __init__(self) -> None:
        self._lines: dict[Hashable, list[tuple[float, Line]]] = defaultdict(list)

    def take(self, key: Hashable, kind: type[T]) -> T | None:
        """The line that was used last, if it is still fresh."""
        self._drop_old()
        while self._lines.get(key):
            _, line = self._lines[key].pop()
            if isinstance(line, kind):
                return line
            line.close()
        return None

    def put(self, key: Hashable, line: Line) -> None:
        """Keep a line for its next use."""
        self._drop_old()
        self._lines[key].append((time.monotonic(), line))

    def close(self) -> None:
        """Hang up everywhere."""
        for waiting in self._lines.values():
            for _, line in waiting:
                line.close()
        self._lines.clear()

    def _drop_old(self) -> None:
        too_old = time.monotonic() - IDLE
        for key, waiting in list(self._lines.items()):
            for since, line in waiting:
                if since < too_old:
                    line.close()
            fresh = [one for one in waiting if one[0] >= too_old]
            if fresh:
                self._lines[key] = fresh
            else:
                del self._lines[key]
