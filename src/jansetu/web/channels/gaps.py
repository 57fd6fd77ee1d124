"""Which office has no account on which platform, for one part of the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode

from jansetu.channels.coverage import Row, coverage, platforms
from jansetu.channels.models import Channel
from jansetu.orgs.models import Unit
from jansetu.orgs.roles import Capability
from jansetu.orgs.terms import pack_in_use
from jansetu.orgs.visibility import topmost, units_seen
from jansetu.web.access import DeskRequest, staff

PAGE = 25


@dataclass(frozen=True, slots=True)
class Tally:
    """How many offices have an account on a platform."""

    label: str
    have: int
    lack: int


@dataclass(frozen=True, slots=True)
class Office:
    """A row with its platforms' names."""

    unit: Unit
    gaps: int
    cells: tuple[tuple[str, tuple[Channel, ...]], ...]


@staff(Capability.VIEW, Capability.REGISTER)
def coverage_table(request: DeskRequest) -> HttpResponse:
    """The gaps below a unit, for one kind of office."""
    seen = units_seen(request.actor, request.now).standing()
    code, kind = request.GET.get("unit", ""), request.GET.get("kind", "district")
    tops = list(topmost(seen)[:1])
    top = get_object_or_404(seen, code=code) if code else (tops[0] if tops else None)
    rows = coverage(seen.within(top).of_kind(kind).real().order_by("path")) if top else []
    lacking = [row for row in rows if row.gaps] if request.GET.get("gaps") else rows
    page = Paginator([_office(row) for row in lacking], PAGE).get_page(request.GET.get("page"))
    chosen = {"unit": top.code if top else "", "kind": kind, "gaps": request.GET.get("gaps", "")}
    pack = pack_in_use()
    context: dict[str, Any] = {
        "top": top,
        "page": page,
        "chosen": chosen,
        "total": len(rows),
        "tallies": tally(rows),
        "kinds": [(one.value, pack.term(one.value)) for one in Unit.Kind if one != Unit.Kind.PRACTICE],
        "query": f"&{urlencode(chosen)}",
        "larger": [unit for unit in seen.above(top) if unit != top] if top else [],
    }
    return render(request, "jansetu/channels/coverage.html", context)


def tally(rows: list[Row]) -> list[Tally]:
    """One a platform."""
    return [
        Tally(label, have := sum(bool(row.cells[place]) for row in rows), len(rows) - have)
        for place, (_, label) in enumerate(platforms())
    ]


def _office(row: Row) -> Office:
    labels = [label for _, label in platforms()]
    return Office(row.unit, row.gaps, tuple(zip(labels, row.cells, strict=True)))
