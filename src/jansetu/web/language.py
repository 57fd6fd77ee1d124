"""Hindi first: a page is English only for whoever chose English. A browser's own wish does not count."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from jansetu.web.access import public

COOKIE = "language"
YEAR = 365 * 24 * 3600


class LanguageChosen:
    """Shows every page in the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The cookie decides, else Hindi."""
        language = "en" if request.COOKIES.get(COOKIE) == "en" else "hi"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        response.headers.setdefault("Content-Language", language)
        return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to where the reader was.

    A link will do: a form's token would set a cookie on public pages.
    """
    said = request.POST or request.GET
    target = said.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(target)
    chosen = "en" if said.get("language") == "en" else "hi"
    response.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response
