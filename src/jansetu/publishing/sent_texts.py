"""The words that an attempt really sent, for looking them up, whatever somebody has edited since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jansetu.core.text.parts import mark_of, parts_of
from jansetu.publishing.models import Delivery
from jansetu.publishing.rows import Row


def as_sent(rows: Sequence[Row]) -> list[Row]:
    """The rows with the approved revision's words, where those of the variant may have changed since."""
    doubtful = {
        row.delivery: row for row in rows if row.title or len(parts_of(row.text)) > 1 or _is_edited(row)
    }
    if not doubtful:
        return list(rows)
    approved = Delivery.objects.filter(pk__in=doubtful).values_list("pk", "schedule__revision__snapshot")
    said = {pk: _said(snapshot["variants"], doubtful[pk]) for pk, snapshot in approved}
    return [said.get(row.delivery, row) for row in rows]


def _is_edited(row: Row) -> bool:
    return mark_of(row.text) != row.fingerprint


def _said(variants: Sequence[dict[str, Any]], row: Row) -> Row:
    for one in variants:
        # A correction is a later revision's: its words stand in the variant, and its mark is the first one's.
        if one["id"] == row.variant and mark_of(one["text"]) == row.fingerprint:
            return row._replace(text=one["text"], title=one.get("title", ""))
    return row
