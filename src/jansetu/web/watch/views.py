"""The pulse for people, for Prometheus and for a load balancer."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from jansetu.core.clock import utcnow
from jansetu.engine import workers
from jansetu.orgs.roles import Capability
from jansetu.publishing.pulse import pulse
from jansetu.web.access import DeskRequest, public, staff
from jansetu.web.watch.figures import exposition


@staff(Capability.AUDIT, Capability.PAUSE)
@require_safe
def pulse_page(request: DeskRequest) -> HttpResponse:
    """The whole page."""
    return render(request, "jansetu/watch/pulse.html", _facts(request))


@staff(Capability.AUDIT, Capability.PAUSE)
@require_safe
def pulse_now(request: DeskRequest) -> HttpResponse:
    """The figures alone, fetched anew every five seconds."""
    return render(request, "jansetu/watch/now.html", _facts(request))


def _facts(request: DeskRequest) -> dict[str, object]:
    found = pulse(request.now)
    most = max((count for _, count in found.by_slice), default=0) or 1
    heights = [round(80 * count / most) for _, count in found.by_slice]
    bars = [
        {"x": place * 24 + 2, "top": 90 - height, "height": height, "count": count, "at": at}
        for place, ((at, count), height) in enumerate(zip(found.by_slice, heights, strict=True))
    ]
    return {"pulse": found, "bars": bars, "most": most}


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers and a worker has beaten within 30 seconds, else 503; says no more."""
    try:
        alive = not workers.are_absent(utcnow())
    except DatabaseError:
        return JsonResponse({"database": False, "worker": None}, status=503)
    return JsonResponse({"database": True, "worker": alive}, status=200 if alive else 503)


@public
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever brings JANSETU_METRICS_TOKEN; to all others there is nothing here."""
    wanted = settings.JANSETU_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted or not constant_time_compare(given, wanted):
        return HttpResponseNotFound()
    return HttpResponse(exposition(pulse(utcnow())), content_type=CONTENT_TYPE_LATEST)
