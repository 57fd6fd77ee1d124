"""The demonstration's logins: for every role, kept for us alone, and not lost where the machine stops."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from click.testing import Result
from pytest_django import Settings

from jansetu.channels.custody import custody_of
from jansetu.channels.models import Channel
from jansetu.orgs.charges import charges_of
from jansetu.orgs.models import Person, Unit
from jansetu.orgs.rights import Actor, capabilities_of
from jansetu.orgs.roles import Capability
from jansetu.sandbox.process import PLATFORMS

Call = Callable[..., Result]
C = Capability
# What each login must be able to do to play its part in the walk through the desk.
PARTS = {
    "sender": {C.SUBMIT},
    "desk_officer": {C.DESK, C.PUBLISH, C.WITHDRAW},
    "approver": {C.APPROVE, C.PUBLISH, C.WITHDRAW, C.PAUSE},
    "state_desk": {C.DESK, C.ASSIGN, C.REGISTER},
    "reviewer": {C.VIEW, C.ASSIGN},
    "administrator": {C.PEOPLE, C.CONNECT, C.REGISTER, C.AUDIT},
    "state_approver": {C.APPROVE},
    "two_charges": {C.DESK},
}


@pytest.fixture
def loaded(db: None, key_file: Path, call: Call, settings: Settings) -> Path:
    """The folder of a demonstration."""
    settings.JANSETU_SANDBOX = "127.0.0.1:8009"
    answer = call("demonstration", "load")
    assert answer.exit_code == 0, answer.output
    return key_file.parent


def logins(call: Call) -> dict[str, dict[str, str]]:
    return {row["role"]: row for row in json.loads(call("demonstration", "logins", "--json").output)}


def test_there_is_a_login_for_every_part_and_each_can_play_it(loaded: Path, call: Call) -> None:
    now = datetime.now(UTC)
    found = logins(call)
    assert found.keys() == PARTS.keys()
    for role, row in found.items():
        person = Person.objects.get(email=row["email"])
        charges = list(charges_of(person, now=now))
        assert person.check_password(row["password"])
        assert capabilities_of(Actor.of(charges[0]), now) >= PARTS[role], role
        assert len(charges) == (2 if role == "two_charges" else 1)


def test_the_code_that_is_shown_opens_the_second_factor(loaded: Path, call: Call) -> None:
    for row in logins(call).values():
        factor = Authenticator.objects.get(user__email=row["email"], type=Authenticator.Type.TOTP)
        assert factor.wrap().validate_code(row["code"])


def test_only_this_account_reads_the_logins_and_loading_again_keeps_them(loaded: Path, call: Call) -> None:
    file = loaded / "demonstration-logins.json"
    before = file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = call("demonstration", "load")
    assert again.exit_code == 0
    assert file.read_text(encoding="utf-8") == before
    assert "sender@demo.example" in again.output


def test_where_the_logins_cannot_be_kept_nobody_is_loaded(
    db: None, key_file: Path, call: Call, settings: Settings
) -> None:
    settings.JANSETU_SANDBOX = "127.0.0.1:8009"
    blocked = key_file.parent / "demonstration-logins.json"
    blocked.mkdir()
    assert call("demonstration", "load").exit_code != 0
    assert not Person.objects.exists()
    assert not Unit.objects.exists()
    blocked.rmdir()
    assert call("demonstration", "load").exit_code == 0
    assert len(logins(call)) == len(PARTS)


def test_without_a_demonstration_it_is_said_what_to_start(db: None, key_file: Path, call: Call) -> None:
    answer = call("demonstration", "logins")
    assert answer.exit_code == 1
    assert "bin/run" in answer.output


def test_every_account_has_a_custodian_and_enough_lie_within_one_approvers_reach(
    loaded: Path, call: Call
) -> None:
    now = datetime.now(UTC)
    assert all(row.custodians for row in custody_of(Channel.objects.all(), now))
    desk = Actor.of(charges_of(Person.objects.get(email="desk-officer@demo.example"), now=now)[0])
    usable = Channel.objects.usable_by(desk, now)
    assert {channel.kind for channel in usable} - {"portal"} == set(PLATFORMS)
    assert usable.count() >= 13
