"""What waits for a person, in the shape that the home page shows. Each area fills its own sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One thing that waits; `state` chooses its colour and drawing, `state_label` says it."""

    title: str
    url: str
    state: str
    state_label: str
    meta: Sequence[str] = ()
    when: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Things of one kind that wait, oldest or most urgent first; `count` may be more than `rows` holds.

    `more` leads to the whole list. An empty section is not shown.
    """

    title: str
    rows: Sequence[Row]
    count: int
    more: str
