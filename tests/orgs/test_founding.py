"""A real state is founded once, by the system, with one administrator."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.core.errors import Refusal
from jansetu.orgs.demonstration import load
from jansetu.orgs.models import Installation, Person, Tenure, Unit
from jansetu.orgs.operations import found_state
from jansetu.orgs.rights import Actor, NotAllowed
from jansetu.orgs.roles import Capability
from jansetu.orgs.terms import UnknownTermError
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def found(now: datetime, *, by: Actor | None = None, term_pack: str = "RJ") -> Person:
    return found_state(
        term_pack=term_pack,
        name_hi="राजस्थान",
        name_en="Rajasthan",
        lgd_code="8",
        administrator_email="admin@example.in",
        administrator_hi="प्रशासक",
        administrator_en="Administrator",
        by=by or Actor.system("founding"),
        now=now,
    )


def test_a_founded_state_has_an_administrator_over_everything(now: datetime) -> None:
    tenure = Tenure.objects.select_related("person", "position").get(person=found(now))
    state = Unit.objects.get(code="rj")
    assert Actor.of(tenure).can(Capability.PEOPLE, state, now=now)
    assert not Actor.of(tenure).can(Capability.APPROVE, state, now=now)
    assert not tenure.person.has_usable_password()


def test_a_state_is_founded_once(now: datetime) -> None:
    found(now)
    with pytest.raises(Refusal, match="founded_already"):
        found(now)


def test_a_demonstration_never_becomes_a_real_state_nor_the_other_way_round(now: datetime) -> None:
    found(now)
    with pytest.raises(Refusal, match="real_installation"):
        load(now=now)
    assert not Installation.objects.get().is_demonstration


def test_only_the_system_founds(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        found(now, by=cast.farid)


def test_a_state_whose_words_nobody_knows_is_not_founded(now: datetime) -> None:
    with pytest.raises(UnknownTermError):
        found(now, term_pack="XX")
    assert not Installation.objects.exists()
