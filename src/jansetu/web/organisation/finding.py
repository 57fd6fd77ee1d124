"""Which units, positions and people a request is about: none that its charge may not look at."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from jansetu.orgs.models import Cell, Grant, Person, Position, Tenure, Unit
from jansetu.orgs.visibility import people_seen, units_seen
from jansetu.web.access import DeskRequest


def unit_or_404(request: DeskRequest, code: str) -> Unit:
    """A unit that is seen."""
    return get_object_or_404(units_seen(request.actor, request.now).select_related("parent"), code=code)


def position_or_404(request: DeskRequest, code: str) -> Position:
    """A standing position of such a unit."""
    near = units_seen(request.actor, request.now).values("pk")
    standing = Position.objects.standing().select_related("unit")
    return get_object_or_404(standing, code=code, unit__in=near)


def person_or_404(request: DeskRequest, person_id: int) -> Person:
    """A person who is seen."""
    return get_object_or_404(people_seen(request.actor, request.now), pk=person_id)


def tenure_or_404(request: DeskRequest, tenure_id: int) -> Tenure:
    """A tenure in such a unit."""
    near = units_seen(request.actor, request.now).values("pk")
    return get_object_or_404(Tenure.objects.with_names(), pk=tenure_id, position__unit__in=near)


def grant_or_404(request: DeskRequest, grant_id: int) -> Grant:
    """A running grant of a position of such a unit."""
    near = units_seen(request.actor, request.now).values("pk")
    running = Grant.objects.select_related("position__unit", "unit")
    return get_object_or_404(running, pk=grant_id, ended_at=None, position__unit__in=near)


def cell_or_404(request: DeskRequest, cell_id: int) -> Cell:
    """An open cell of such a unit."""
    near = units_seen(request.actor, request.now).values("pk")
    return get_object_or_404(
        Cell.objects.select_related("unit", "in_charge", "deputy"), pk=cell_id, closed_at=None, unit__in=near
    )
