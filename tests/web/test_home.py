"""The first page says what waits for a charge, and leads to what it does most."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from jansetu.core.clock import utcnow
from jansetu.web.access import CHARGE
from tests.cast import Cast, make_actor
from tests.content.acts import channel_of, ready, send
from tests.web.conftest import AsPerson

BUDGET = 32  # what waits in posts, notes, channels and offices, for a charge that may do everything


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Settings) -> None:
    settings.JANSETU_MEDIA = tmp_path / "media"


def page(browser: Client) -> str:
    return browser.get("/desk/").content.decode()


def test_a_sender_is_led_to_a_new_note_and_sees_what_became_of_the_last(
    cast: Cast, as_person: AsPerson
) -> None:
    send(cast.asha, utcnow() - timedelta(minutes=5), title="नेत्र शिविर का समाचार")
    shown = page(as_person(cast.asha))
    assert 'href="/desk/notes/new/"' in shown
    assert "नेत्र शिविर का समाचार" in shown


def test_an_approver_sees_what_waits_for_their_word(cast: Cast, as_person: AsPerson) -> None:
    then = utcnow() - timedelta(minutes=5)
    post = ready(cast, channel_of(cast, cast.district, "@collectorujjain", then), then)
    assert f'href="/desk/posts/{post.pk}/"' in page(as_person(cast.bilal))


def test_a_stranger_sees_nothing_of_it(cast: Cast, stranger: Client) -> None:
    then = utcnow() - timedelta(minutes=5)
    ready(cast, channel_of(cast, cast.district, "@collectorujjain", then), then)
    assert "/desk/posts/" not in page(stranger)


def test_who_holds_two_charges_acts_in_the_one_they_chose(cast: Cast, as_person: AsPerson) -> None:
    other = make_actor(cast.state, name="second", name_hi="दूसरा", rank="staff", roles=("reviewer",))
    tenure = other.tenure_or_refuse()
    type(tenure).objects.filter(pk=tenure.pk).update(person=cast.bilal.person, kind="additional")
    browser = as_person(cast.bilal)
    browser.post("/accounts/charge/", {"charge": tenure.pk})
    assert browser.session[CHARGE] == tenure.pk
    assert 'href="/desk/pauses/"' in page(browser)
    browser.post("/accounts/charge/", {"charge": cast.asha.tenure_or_refuse().pk})
    assert browser.session[CHARGE] == tenure.pk, "nobody acts in somebody else's charge"


@pytest.mark.parametrize("many", [3, 30])
def test_it_asks_the_same_few_questions_however_much_waits(
    many: int, cast: Cast, as_person: AsPerson, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    then = utcnow() - timedelta(minutes=5)
    channel = channel_of(cast, cast.district, "@collectorujjain", then)
    for _ in range(many):
        ready(cast, channel, then, send(cast.asha, then))
    for actor in (cast.asha, cast.bilal, cast.chandra, cast.esha, cast.farid):
        browser = as_person(actor)
        with django_assert_max_num_queries(BUDGET):
            assert browser.get("/desk/").status_code == 200
