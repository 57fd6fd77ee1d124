"""The second factor must have been shown a moment ago, by this person, in this session."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from jansetu.orgs.models import Person
from jansetu.web.fresh import is_fresh
from tests.cast import Cast
from tests.web.conftest import AsPerson


def fresh(browser: Client, person: Person | AnonymousUser | None) -> bool:
    request = RequestFactory().get("/desk/")
    request.session = browser.session
    request.user = person or AnonymousUser()
    return is_fresh(request)


def test_a_factor_shown_a_moment_ago_counts(cast: Cast, as_person: AsPerson) -> None:
    assert fresh(as_person(cast.bilal), cast.bilal.person)


def test_one_shown_six_minutes_ago_does_not(cast: Cast, as_person: AsPerson) -> None:
    assert not fresh(as_person(cast.bilal, seconds_ago=360), cast.bilal.person)


def test_a_password_alone_does_not(cast: Cast, as_person: AsPerson) -> None:
    assert not fresh(as_person(cast.asha, factor=False), cast.asha.person)


def test_somebody_elses_does_not(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.bilal)
    assert not fresh(browser, cast.chandra.person)
    assert not fresh(browser, None)
