"""The form, the page that confirms, the page that leaves. Nothing here is for search engines or caches."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from jansetu.channels.models import Channel, Subscriber
from jansetu.channels.operations.subscribing import confirm, leave, subscribe
from jansetu.channels.subscribers import by_token, reading_lists
from jansetu.core.clock import utcnow
from jansetu.fields.words import both, in_language
from jansetu.orgs.models import Installation
from jansetu.publishing import portal
from jansetu.web.access import public
from jansetu.web.filling import DeskForm, carry_out
from jansetu.web.letters.pace import may_go_on

View = Callable[..., HttpResponse]
NOTICE_HI = (
    "पता केवल इन समाचारों के लिए रखा जाएगा, मुहरबंद; किसी को दिया या दिखाया नहीं जाएगा। हर मेल में छोड़ने की कड़ी होगी।"
)
NOTICE_EN = (
    "The address is kept, sealed, for this news alone; it is given and shown to nobody. Every mail has "
    "a link by which you leave."
)


class JoinForm(DeskForm):
    """One address."""

    address = forms.CharField(
        label=both("आपका ई-मेल पता", "Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def unlisted(view: View) -> View:
    """Not kept by caches, not found by search engines."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@public
@unlisted
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Which lists there are."""
    found = reading_lists().select_related("unit").order_by("unit__path", "handle")
    return _page(request, "lists", {"lists": found})


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, channel_id: int) -> HttpResponse:
    """The form; its answer is the same whoever is on the list."""
    channel = get_object_or_404(reading_lists().select_related("unit"), pk=channel_id)
    form = JoinForm(request.POST if request.method == "POST" else None)
    facts: dict[str, Any] = {"channel": channel, "form": form, "notice": in_language(NOTICE_HI, NOTICE_EN)}
    if request.method != "POST":
        return _page(request, "join", facts)
    if not may_go_on(request):
        return _page(request, "slow", facts, status=429)
    done, _ = carry_out(form, lambda typed: _subscribe(request, channel, typed["address"]))
    return _page(request, "asked" if done else "join", facts, status=200 if done else 422)


def _subscribe(request: HttpRequest, channel: Channel, address: str) -> None:
    language = "en" if getattr(request, "LANGUAGE_CODE", "hi") == "en" else "hi"
    subscribe(channel, address=address, language=language, now=utcnow())


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """A button, for programs that open links in mails must confirm nothing; then the confirmation."""
    one = by_token(token)
    if one is not None and request.method == "POST":
        one = confirm(token, notice=NOTICE_HI, now=utcnow())
        return _about(request, one, "confirmed" if one else "void")
    if one is None or one.state not in (Subscriber.State.PENDING, Subscriber.State.ACTIVE):
        return _about(request, one, "void")
    return _about(request, one, "confirmed" if one.state == Subscriber.State.ACTIVE else "confirm")


@public
@csrf_exempt  # RFC 8058: the mail program posts by itself, with no cookie and no page before it
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def leave_page(request: HttpRequest, token: str) -> HttpResponse:
    """One button, and one click is enough; twice is once."""
    one = by_token(token)
    if one is not None and request.method == "POST":
        leave(token, now=utcnow())
        return _about(request, one, "left")
    if one is None:
        return _about(request, one, "void")
    gone = one.state in (Subscriber.State.LEFT, Subscriber.State.DEAD)
    return _about(request, one, "left" if gone else "leave")


def _about(request: HttpRequest, one: Subscriber | None, name: str) -> HttpResponse:
    facts = {"channel": one.channel if one else None}
    return _page(request, name, facts, status=404 if name == "void" else 200)


def _page(request: HttpRequest, name: str, facts: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """In the portal's frame."""
    frame: dict[str, Any] = {
        "front": portal.front(),
        "installation": Installation.objects.first(),
        "updated": portal.last_updated(),
    }
    return render(request, f"jansetu/letters/{name}.html", frame | facts, status=status)
