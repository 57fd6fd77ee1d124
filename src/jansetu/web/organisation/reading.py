"""The tree of units, level by level, and one unit with all that belongs to it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from jansetu.channels.models import Channel
from jansetu.orgs.directory import cells_of
from jansetu.orgs.models import Position, Unit
from jansetu.orgs.roles import Capability
from jansetu.orgs.terms import pack_in_use
from jansetu.orgs.visibility import topmost, units_seen
from jansetu.web.access import DeskRequest, staff
from jansetu.web.organisation.finding import unit_or_404
from jansetu.web.organisation.shown import kind_of, places, twigs

PAGE = 25
CHANNELS = 8


@staff(Capability.PEOPLE, Capability.VIEW)
def tree(request: DeskRequest) -> HttpResponse:
    """Where the tree begins for this charge; or what a search found in it."""
    words = request.GET.get("q", "").strip()
    seen = units_seen(request.actor, request.now)
    found = seen.search(words).order_by("path") if words else topmost(seen.standing())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "page": page,
        "twigs": twigs(page.object_list, request.now),
        "query": f"&{urlencode({'q': words})}",
        "opened": [] if words else _first_level(page.object_list, request),
    }
    return render(request, "jansetu/organisation/tree.html", context)


@staff(Capability.PEOPLE, Capability.VIEW)
def branch(request: DeskRequest, code: str) -> HttpResponse:
    """The units directly below one, for opening a level in place."""
    unit = unit_or_404(request, code)
    below = twigs(Unit.objects.standing().children_of(unit), request.now)
    return render(request, "jansetu/organisation/branch.html", {"twigs": below})


@staff(Capability.PEOPLE, Capability.VIEW)
def unit_page(request: DeskRequest, code: str) -> HttpResponse:
    """One unit."""
    unit, now = unit_or_404(request, code), request.now
    channels = Channel.objects.visible_to(request.actor, now).standing().within(unit).for_list()
    context: dict[str, Any] = {
        "unit": unit,
        "kind": kind_of(unit, pack_in_use()),
        "above": [one for one in reversed(Unit.objects.above(unit)) if one != unit],
        "places": places(Position.objects.at(unit), now),
        "cells": cells_of(unit, now),
        "channels": channels[:CHANNELS],
        "channel_count": channels.count(),
        "twigs": twigs(Unit.objects.standing().children_of(unit), now),
        "may_order": unit.closed_at is None and request.actor.can(Capability.PEOPLE, unit, now=now),
    }
    return render(request, "jansetu/organisation/unit.html", context)


def _first_level(tops: Any, request: DeskRequest) -> list[Any]:
    """Where the tree has one root, what lies below it is open already."""
    roots = list(tops)
    if len(roots) != 1:
        return []
    return twigs(Unit.objects.standing().children_of(roots[0]), request.now)
