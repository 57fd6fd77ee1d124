"""The trail, newest first, and the state of its chain."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jansetu.audit.models import Event
from jansetu.audit.verify import Verdict, chain_state, verify
from jansetu.core.errors import Refusal
from jansetu.orgs.roles import Capability
from jansetu.orgs.visibility import events_seen, unit_names
from jansetu.web.access import DeskRequest, staff
from jansetu.web.audit.export import ask_export
from jansetu.web.audit.forms import TrailForm
from jansetu.web.trail import deeds

PAGE = 25
MOST_AT_ONCE = 20_000  # seals that a page proves while somebody waits: about two seconds


@staff(Capability.AUDIT)
def trail(request: DeskRequest) -> HttpResponse:
    """Events, filtered; pages begin behind an event, so that news does not move them."""
    return _trail(request, None)


@staff(Capability.AUDIT)
@require_POST
def prove(request: DeskRequest) -> HttpResponse:
    """Check the whole chain, where it is short enough to wait for."""
    if chain_state().sealed > MOST_AT_ONCE:
        raise Refusal(
            "chain_long",
            hi="शृंखला लंबी है; सर्वर पर “jansetu audit verify” चलाएँ।",
            en="The chain is long; run “jansetu audit verify” on the server.",
        )
    return _trail(request, verify())


@staff(Capability.AUDIT)
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """Ask for what the filter shows as an Excel file."""
    job = ask_export(TrailForm(request.POST), by=request.actor, now=request.now)
    return redirect("job", job.pk)


def _trail(request: DeskRequest, verdict: Verdict | None) -> HttpResponse:
    form = TrailForm(request.GET)
    before = request.GET.get("before", "")
    found = form.narrow(events_seen(request.actor, request.now))
    events = list(found.older_than(int(before) if before.isdigit() else None)[: PAGE + 1])
    shown: list[Event] = events[:PAGE]
    chain = chain_state()
    query = request.GET.copy()
    query.pop("before", None)
    context: dict[str, Any] = {
        "form": form,
        "deeds": deeds(shown, unit_names(shown)),
        "chain": chain,
        "may_prove": chain.sealed <= MOST_AT_ONCE,
        "verdict": verdict,
        "older": shown[-1].pk if len(events) > PAGE else None,
        "is_later_page": bool(before),
        "query": query.urlencode(),
    }
    return render(request, "jansetu/audit/trail.html", context)
