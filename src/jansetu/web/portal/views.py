"""The newest posts, one post for ever, and what remains of a withdrawn one. Open to everybody."""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode

from jansetu.orgs.models import Unit
from jansetu.publishing import portal
from jansetu.publishing.models import DeliveryQuerySet
from jansetu.web.access import public
from jansetu.web.portal.caching import kept
from jansetu.web.portal.sheets import Sheet, absolute, frame, language_asked

PAGE = 25
LONGEST_SEARCH = 100
FURTHEST = 500  # posts that can be leafed through; older ones are found by search and by office


class Leaves(Paginator[Any]):
    """Pages that count no further than a reader leafs: counting everything would read everything."""

    @cached_property
    def count(self) -> int:
        """At most FURTHEST."""
        return cast(DeliveryQuerySet, self.object_list)[:FURTHEST].count()


@public
@kept()
def front_page(request: HttpRequest) -> HttpResponse:
    """The newest posts; those of one office or district, or with the words that were asked for."""
    search = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_SEARCH]
    code = request.GET.get("unit", "")
    unit = get_object_or_404(Unit, code=code) if code.isprintable() and code else None
    found = portal.published(search=search, unit=unit, language=language_asked(request))
    page = Leaves(portal.with_corrections(found), PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "sheets": [Sheet(portal.shown(one)) for one in page],
        "search": search,
        "unit": unit,
        "units": list(portal.places()),
        "query": "".join(f"&{urlencode({key: value})}" for key, value in asked(search, unit)),
    }
    return render(request, "jansetu/portal/front.html", frame() | facts)


def asked(search: str, unit: Unit | None) -> list[tuple[str, str]]:
    """What the address says beside the page's number."""
    pairs = [("q", search), ("unit", unit.code if unit else "")]
    return [(key, value) for key, value in pairs if value]


@public
@kept()
def post_page(request: HttpRequest, post: int) -> HttpResponse:
    """One post in the reader's language where it stands in it, else in its own."""
    return _page(request, post, portal.editions(post), language_asked(request))


@public
@kept()
def edition(request: HttpRequest, post: int, language: str) -> HttpResponse:
    """One post in exactly one language, whatever the reader's."""
    editions = portal.editions(post)
    if editions and language not in editions:
        raise Http404
    return _page(request, post, editions, language)


def _page(
    request: HttpRequest, post: int, editions: dict[str, portal.PublicPost], language: str
) -> HttpResponse:
    if not editions:
        return _gone(request, post)
    shown = editions.get(language) or next(iter(editions.values()))
    facts: dict[str, Any] = {
        "sheet": Sheet(shown),
        "others": [one for one in editions.values() if one is not shown],
        "canonical": absolute(shown.path),
    }
    return render(request, "jansetu/portal/post.html", frame() | facts)


def _gone(request: HttpRequest, post: int) -> HttpResponse:
    """410 for what citizens once could read; 404 for what they never could, whatever the desk has of it."""
    if not portal.was_published(post):
        raise Http404
    return render(request, "jansetu/portal/gone.html", frame(), status=410)
