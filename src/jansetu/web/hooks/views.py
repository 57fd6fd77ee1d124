"""Takes platforms' calls: no session, no form, only their signature."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jansetu.channels.hooked import Call, takes_hooks
from jansetu.channels.models import AppRegistration, Channel
from jansetu.channels.operations.hooking import answer_to_challenge, receive_for_app, receive_for_channel
from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.web.access import public

LARGEST = 3 * 1024 * 1024  # bytes; Meta sends at most 3 MB: its webhooks reference, 2026


@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
def for_app(request: HttpRequest, app_id: int) -> HttpResponse:
    """A call for any of an app's accounts; a GET is the platform making sure that we are there."""
    app = get_object_or_404(AppRegistration, pk=app_id)
    if not takes_hooks(app.kind):
        return _refused(404)
    if request.method == "GET":
        answer = answer_to_challenge(app, _call(request, b""))
        return _refused(403) if answer is None else HttpResponse(answer, content_type=_form(answer))
    body = _body(request)
    if body is None:
        return _refused(413)
    try:
        receive_for_app(app, _call(request, body), now=utcnow())
    except Refusal:
        return _refused(403)
    return HttpResponse(status=200)


@public
@csrf_exempt
@require_http_methods(["POST"])
def for_channel(request: HttpRequest, channel_id: int) -> HttpResponse:
    """A call for one channel, from a platform that knows an address for each."""
    channel = get_object_or_404(Channel, pk=channel_id)
    if not takes_hooks(channel.kind):
        return _refused(404)
    body = _body(request)
    if body is None:
        return _refused(413)
    try:
        receive_for_channel(channel, _call(request, body), now=utcnow())
    except Refusal:
        return _refused(403)
    return HttpResponse(status=200)


def _body(request: HttpRequest) -> bytes | None:
    """The raw bytes, over which the signature was made; None where there are too many."""
    told = int(request.headers.get("Content-Length") or 0)
    return None if told > LARGEST else request.read(LARGEST)


def _call(request: HttpRequest, body: bytes) -> Call:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Call(query=request.GET.dict(), headers=headers, body=body)


def _form(answer: str) -> str:
    """X wants JSON, Meta its own words back."""
    return "application/json" if answer.startswith("{") else "text/plain"


def _refused(status: int) -> HttpResponse:
    """Nothing is explained to whoever is not the platform."""
    return HttpResponse(status=status)
