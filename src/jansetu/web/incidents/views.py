"""Pages of the incidents: read only; what follows is decided on the post's own page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jansetu.orgs.roles import Capability
from jansetu.publishing.listing import IncidentLine, incident_lines, incidents_seen, removals_of, unsent_of
from jansetu.publishing.models import Removal
from jansetu.publishing.standing import OPEN
from jansetu.web.access import DeskRequest, staff

PAGE = 25
READERS = (Capability.WITHDRAW, Capability.VIEW)


@staff(*READERS)
@require_safe
def incidents(request: DeskRequest) -> HttpResponse:
    """The register of withdrawals and corrections."""
    seen = incidents_seen(request.actor, request.now)
    page = Paginator(seen, PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "rows": incident_lines(page.object_list)}
    return render(request, "jansetu/incidents/incidents.html", facts)


@staff(*READERS)
@require_safe
def incident(request: DeskRequest, pk: int) -> HttpResponse:
    """One incident: why, what became of it on each channel, the evidence, what cannot be undone."""
    return render(request, "jansetu/incidents/show.html", _facts(request, pk))


@staff(*READERS)
@require_safe
def progress(request: DeskRequest, pk: int) -> HttpResponse:
    """The channels alone, as the page fetches them anew while something is under way."""
    return render(request, "jansetu/incidents/removals.html", _facts(request, pk))


def _facts(request: DeskRequest, pk: int) -> dict[str, Any]:
    one = get_object_or_404(incidents_seen(request.actor, request.now), pk=pk)
    removals = removals_of(one)
    line = IncidentLine(one, {})
    done = sum(removal.state == Removal.State.DONE for removal in removals)
    return {
        "incident": one,
        "is_withdrawal": line.is_withdrawal,
        "removals": removals,
        "unsent": unsent_of(one) if line.is_withdrawal else [],
        "done": done,
        "is_under_way": any(removal.state in OPEN for removal in removals),
    }
