"""The words that an attempt really sent, for looking them up, whatever somebody has edited since."""

from __future__ import annotations

from collections.abc import Sequence

from jansetu.core.text.fingerprint import fingerprint
from jansetu.publishing.models import Delivery
from jansetu.publishing.rows import Row


def texts_of(rows: Sequence[Row]) -> dict[int, str]:
    """By delivery: the variant's text as it stands, or the approved revision's where that has changed."""
    found = {row.delivery: row.text for row in rows}
    edited = {row.delivery: row.variant for row in rows if fingerprint(row.text) != row.fingerprint}
    approved = Delivery.objects.filter(pk__in=edited).values_list("pk", "schedule__revision__snapshot")
    for delivery, snapshot in approved if edited else ():
        variant = edited[delivery]
        found[delivery] = next(one["text"] for one in snapshot["variants"] if one["id"] == variant)
    return found
