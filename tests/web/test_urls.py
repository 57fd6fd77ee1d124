"""Every address says who may open it; whoever may not is refused, by one test over all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jansetu.core.clock import utcnow
from jansetu.orgs.operations import end_tenure
from jansetu.web.access import Access
from tests.cast import Cast
from tests.web.conftest import AsPerson
from tests.web.things import Things, address_of, things

__all__ = ["things"]

PUBLIC = {
    "",
    "feed.xml",
    "subscribe/",
    "subscribe/<int:channel_id>/",
    "confirm/<str:token>/",
    "leave/<str:token>/",
    "media/<slug:digest>-small.jpg",
    "media/<slug:digest>.jpg",
    "media/<slug:digest>.mp4",
    "p/<post_number:post>/",
    "p/<post_number:post>/<slug:language>/",
    "accounts/2fa/authenticate/",
    "accounts/2fa/webauthn/login/",
    "accounts/inactive/",
    "accounts/login/",
    "accounts/logout/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/done/",
    "accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "language/",
    "health/",
    "metrics/",
    "hooks/app/<int:app_id>/",
    "hooks/channel/<int:channel_id>/",
    "m/<str:signature>/",
}
# One's own login and home: open in any running charge, and showing nothing that is somebody else's.
OWN = ("accounts/",)


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


ALL = dict(patterns(get_resolver()))


def access_of(route: str) -> Access:
    access = getattr(ALL[route].callback, "access", None)
    assert isinstance(access, Access), f"{route} does not say who may open it"
    return access


STAFF = sorted(route for route in ALL if not access_of(route).is_public)


def both_ways(client: Client, address: str) -> list[HttpResponse]:
    return [client.get(address), client.post(address)]  # type: ignore[list-item]


def test_the_list_of_public_addresses_is_frozen() -> None:
    assert {route for route in ALL if access_of(route).is_public} == PUBLIC


@pytest.mark.parametrize("route", STAFF)
def test_nobody_enters_without_a_login(route: str, things: Things, client: Client) -> None:
    for answer in both_ways(client, address_of(route, things)):
        assert answer.status_code == 302, answer
        assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("route", STAFF)
def test_nobody_enters_without_a_running_charge(
    route: str, things: Things, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.dev)
    end_tenure(cast.dev.tenure_or_refuse(), by=cast.farid, now=utcnow())
    for answer in both_ways(browser, address_of(route, things)):
        assert answer.status_code == 302, answer
        assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("route", [route for route in STAFF if not route.startswith(OWN)])
def test_a_stranger_is_shown_and_moves_nothing_of_another_office(
    route: str, things: Things, stranger: Client
) -> None:
    """Dev may open pages of his own (lists, his own forms); what belongs to Asha's office he never sees."""
    address = address_of(route, things)
    answers = both_ways(stranger, address)
    if address in things.own_pages:
        assert all(things.secret not in answer.content.decode() for answer in answers)
    else:
        said = {answer.status_code for answer in answers} - {405}  # 405: this page is not opened this way
        assert said
        assert said <= {403, 404}
