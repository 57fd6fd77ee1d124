"""What waits for whoever orders people: units whose head's position stands empty."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jansetu.fields.words import in_language
from jansetu.orgs.models import Position
from jansetu.orgs.rights import Actor
from jansetu.orgs.visibility import vacant_heads
from jansetu.web.filling import said
from jansetu.web.waiting import Row, Section

SHOWN = 5


def sections(actor: Actor, now: datetime) -> list[Section]:
    """One section, of vacant heads from the top down; three queries."""
    vacant = vacant_heads(actor, now)
    rows = list(vacant[:SHOWN])
    if not rows:
        return []
    return [
        Section(
            title=in_language("रिक्त प्रमुख पद", "Vacant heads"),
            rows=[_row(position) for position in rows],
            count=vacant.count(),
            more=reverse("vacant_heads"),
        )
    ]


def _row(position: Position) -> Row:
    return Row(
        title=f"{said(position, 'title')}, {said(position.unit, 'name')}",
        url=reverse("unit", args=[position.unit.code]),
        state="held",
        state_label=in_language("रिक्त", "Vacant"),
    )
