"""A real state is founded once, and never beside invented people."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from click.testing import CliRunner

from jansetu.cli.commands import jansetu
from jansetu.orgs import demonstration
from jansetu.orgs.models import Installation, Person, Unit

pytestmark = pytest.mark.django_db
ARGUMENTS = ["found", "--state", "RJ", "--name-hi", "राजस्थान", "--name-en", "Rajasthan", "--lgd-code", "8"]
ARGUMENTS += [
    "--email",
    "admin@rajasthan.example",
    "--person-hi",
    "कमला मीणा",
    "--person-en",
    "Kamla Meena",
    "--json",
]


def test_a_state_is_founded_with_its_own_words_and_its_first_administrator() -> None:
    answer = CliRunner().invoke(jansetu, ARGUMENTS)
    assert json.loads(answer.output) == {"state": "RJ", "administrator": "admin@rajasthan.example"}
    assert Installation.objects.get().term_pack == "RJ"
    assert Unit.objects.get().name_hi == "राजस्थान"
    assert not Person.objects.get().has_usable_password()


def test_founding_twice_is_refused_in_both_languages() -> None:
    CliRunner().invoke(jansetu, ARGUMENTS)
    answer = CliRunner().invoke(jansetu, ARGUMENTS)
    assert answer.exit_code == 1
    assert "पहले से" in answer.output
    assert "already" in answer.output


def test_nothing_real_is_founded_beside_a_demonstration(now: datetime) -> None:
    demonstration.load(now=now)
    assert CliRunner().invoke(jansetu, ARGUMENTS).exit_code == 1
    assert Installation.objects.get().is_demonstration
