"""Who may open a page: every view says so itself, and one that says nothing is refused.

Public pages are open to everybody. Staff pages need a login, a running charge, a second factor where the
charge is sensitive, and one of the capabilities that the page names. Rights over the thing shown are the
operation's and the finder's to check.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django_htmx.middleware import HtmxDetails

from jansetu.core.clock import utcnow
from jansetu.fields.words import in_language
from jansetu.orgs.charges import present_charge
from jansetu.orgs.models import Person
from jansetu.orgs.rights import Actor, capabilities_of
from jansetu.orgs.roles import SENSITIVE, Capability

CHARGE = "charge"  # the session's key for the tenure in which its person acts
View = TypeVar("View", bound=Callable[..., Any])


class DeskRequest(HttpRequest):
    """A request on a staff page: who acts, what they may do somewhere, and the one `now` of this request."""

    actor: Actor
    capabilities: frozenset[Capability]
    now: datetime
    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks for. `capabilities`: one of them is enough; none: any running charge."""

    is_public: bool = False
    capabilities: tuple[Capability, ...] = ()
    needs_factor: bool = True


def public(view: View) -> View:
    """Everybody may open it."""
    return declare(view, Access(is_public=True))


def staff(*capabilities: Capability, needs_factor: bool = True) -> Callable[[View], View]:
    """Whoever has a running charge, with one of the capabilities where any is named."""

    def mark(view: View) -> View:
        return declare(view, Access(capabilities=capabilities, needs_factor=needs_factor))

    return mark


def declare(view: View, access: Access) -> View:
    """For views that are not written here."""
    view.access = access  # type: ignore[attr-defined]
    return view


class AccessMiddleware:
    """Asks before the view is called. Puts `actor`, `capabilities` and `now` on staff requests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through to the other middleware."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """None: the view may be called."""
        access = getattr(view, "access", None)
        if not isinstance(access, Access):
            raise ImproperlyConfigured(f"{view.__module__} does not say who may open it")
        return None if access.is_public else _admit(cast(DeskRequest, request), access)


def _admit(request: DeskRequest, access: Access) -> HttpResponseBase | None:
    if not isinstance(request.user, Person):
        return _to_login(request)
    request.now = utcnow()
    tenure = present_charge(request.user, chosen=request.session.get(CHARGE), now=request.now)
    if tenure is None:
        return _end(request)
    request.session.setdefault(CHARGE, tenure.pk)
    request.actor = Actor.of(tenure)
    request.capabilities = capabilities_of(request.actor, request.now)
    if access.needs_factor and request.capabilities & SENSITIVE and not is_mfa_enabled(request.user):
        return _to_second_factor(request)
    if access.capabilities and not request.capabilities.intersection(access.capabilities):
        return forbidden(request)
    return None


def _to_login(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403, headers={"HX-Redirect": "/accounts/login/"})
    return redirect_to_login(request.get_full_path())


def _end(request: HttpRequest) -> HttpResponse:
    """The charge has ended: so has the session, at this minute."""
    logout(request)
    messages.warning(
        request,
        in_language(
            "आपका यह प्रभार समाप्त हो गया है, इसलिए सत्र बंद किया गया। दूसरा प्रभार हो तो फिर लॉगिन करें।",
            "This charge of yours has ended, so the session was closed. Log in again if you hold another.",
        ),
    )
    return _to_login(request)


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    messages.warning(
        request,
        in_language(
            "इस प्रभार में अनुमोदन, प्रकाशन या चैनल जोड़ने का अधिकार है। पहले दूसरा कारक (ऐप का कोड या पासकी) जोड़ें।",
            "This charge approves, publishes or connects. First add a second factor (app code or passkey).",
        ),
    )
    return redirect("mfa_index")


def forbidden(request: HttpRequest) -> HttpResponse:
    """The page for somebody who is logged in and may not."""
    return render(request, "403.html", status=403)
