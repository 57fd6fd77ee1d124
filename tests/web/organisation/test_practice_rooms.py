"""A practice room in the desk: opened and closed by an administrator, unmistakable for whoever sits in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from jansetu.channels.operations.practising import room_of
from jansetu.core.clock import utcnow
from jansetu.orgs.models import Grant, Tenure, Unit
from jansetu.orgs.operations import begin_tenure
from jansetu.orgs.rights import Actor
from jansetu.sandbox.process import Sandbox, running
from tests.cast import Cast
from tests.web.conftest import AsPerson

pytestmark = pytest.mark.django_db(transaction=True)
BANNER = "यह अभ्यास कक्ष है"


@pytest.fixture(scope="module")
def platforms() -> Iterator[Sandbox]:
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def farid(cast: Cast, as_person: AsPerson, platforms: Sandbox, settings: Settings) -> Client:
    settings.JANSETU_SANDBOX = f"127.0.0.1:{platforms.port}"
    return as_person(cast.farid)


def opened(farid: Client, cast: Cast) -> Unit:
    answer = farid.post(f"/desk/organisation/{cast.district.code}/practice/")
    room = room_of(cast.district)
    assert room is not None
    assert answer.headers["Location"] == f"/desk/organisation/{room.code}/"
    return room


def test_an_administrator_opens_a_room_and_its_page_is_coloured(farid: Client, cast: Cast) -> None:
    assert BANNER not in farid.get("/desk/").content.decode()
    room = opened(farid, cast)
    page = farid.get(f"/desk/organisation/{room.code}/").content.decode()
    assert BANNER in page
    assert 'class="is-practising"' in page
    assert "अभ्यास: डेस्क अधिकारी" in page


def test_whoever_sits_there_sees_it_on_every_page_and_is_offered_practice_accounts_only(
    farid: Client, cast: Cast, as_person: AsPerson
) -> None:
    room = opened(farid, cast)
    then = utcnow() - timedelta(minutes=1)
    seat = Grant.objects.get(unit=room, role="desk_officer").position
    tenure = begin_tenure(
        person=cast.esha.tenure_or_refuse().person,
        position=seat,
        kind=Tenure.Kind.ADDITIONAL,
        starts_at=then,
        by=cast.farid,
        now=then,
    )
    trainee = as_person(Actor.of(tenure))
    for address in ("/desk/", "/desk/posts/", "/desk/alerts/"):
        assert BANNER in trainee.get(address).content.decode()
    made = trainee.post("/desk/posts/new/", {"title": "अभ्यास", "kind": "press_note", "unit": room.pk})
    editor = trainee.get(made.headers["Location"]).content.decode()
    assert f"p{room.pk}" in editor
    assert "जन-पोर्टल" not in editor


def test_closing_asks_first_and_leads_back_to_the_unit_above(farid: Client, cast: Cast) -> None:
    room = opened(farid, cast)
    assert "हाँ, बंद करें" in farid.get(f"/desk/organisation/{room.code}/practice/").content.decode()
    answer = farid.post(f"/desk/organisation/{room.code}/practice/")
    assert answer.headers["Location"] == f"/desk/organisation/{cast.district.code}/"
    assert room_of(cast.district) is None


def test_a_stranger_opens_nothing(stranger: Client, cast: Cast) -> None:
    assert stranger.post(f"/desk/organisation/{cast.district.code}/practice/").status_code == 403
    assert room_of(cast.district) is None
