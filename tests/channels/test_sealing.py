"""Turning the keys: everything sealed opens before, during and after, and none of it is ever shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.db import connection

from jansetu.audit.models import Event
from jansetu.channels.models import AppRegistration, Channel, Credential
from jansetu.channels.sealing import key_status, reseal, rotate_keys
from jansetu.fields import resealing
from jansetu.fields.encrypted import KeyMissing
from jansetu.fields.keys import fresh_key, present_keys, put_in_front
from jansetu.orgs.models import Person
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import Cast

SYSTEM = Actor.system("jansetu keys")
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def secrets(
    key_file: Path, channel: Channel, cast: Cast, now: datetime
) -> Callable[[], tuple[Any, Any, str, list[str]]]:
    """A channel's tokens, an app's, a TOTP secret and recovery codes; opens them all."""
    Credential.objects.create(channel=channel, sealed={"access_token": "गुप्त"}, connected_at=now)
    AppRegistration.objects.create(
        kind="x", name="मुख्य", unit=cast.state, sealed={"client_secret": "s"}, registered_at=now
    )
    person = Person.objects.get(pk=cast.esha.tenure_or_refuse().person_id)
    TOTP.activate(person, TOTP_SECRET)
    codes = RecoveryCodes.activate(person).generate_codes()
    assert len(codes) > 3

    def opened() -> tuple[Any, Any, str, list[str]]:
        totp = Authenticator.objects.get(type=Authenticator.Type.TOTP)
        recovery = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
        return (
            Credential.objects.get().sealed,
            AppRegistration.objects.get().sealed,
            decrypt(totp.data["secret"]),
            RecoveryCodes(recovery).generate_codes(),
        )

    return opened


def columns() -> str:
    """Everything sealed, as it lies in the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sealed FROM channels_credential UNION ALL SELECT sealed FROM channels_appregistration"
            " UNION ALL SELECT CAST(data AS text) FROM mfa_authenticator"
        )
        return "\n".join(row[0] for row in cursor.fetchall())


def test_a_rotation_seals_everything_anew_and_everything_still_opens(
    secrets: Callable[[], object], now: datetime
) -> None:
    before, lay = secrets(), columns()
    assert TOTP_SECRET in str(before)
    rotation = rotate_keys(by=SYSTEM, now=now)
    assert (rotation.keys, rotation.resealed, rotation.unopened) == (2, 4, 0)
    assert key_status().sealed == (4, 0)
    assert secrets() == before
    assert not set(lay.splitlines()) & set(columns().splitlines())


def test_without_the_old_key_everything_opens_after_a_rotation(
    secrets: Callable[[], object], key_file: Path, now: datetime
) -> None:
    before = secrets()
    rotate_keys(by=SYSTEM, now=now)
    key_file.write_text(present_keys()[0], encoding="utf-8")
    assert secrets() == before


def test_between_the_new_key_and_the_resealing_everything_opens(
    secrets: Callable[[], object], now: datetime
) -> None:
    before = secrets()
    put_in_front()
    assert key_status().sealed == (0, 4)
    assert secrets() == before
    assert reseal(by=SYSTEM, now=now).resealed == 4
    assert reseal(by=SYSTEM, now=now).resealed == 0


def test_a_resealing_that_was_broken_off_goes_on_where_it_stopped(
    secrets: Callable[[], object], now: datetime
) -> None:
    before = secrets()
    put_in_front()
    assert resealing.reseal_fields().made == 2
    assert key_status().sealed == (2, 2)
    assert secrets() == before
    assert reseal(by=SYSTEM, now=now).resealed == 2


def test_more_rows_than_a_batch_are_all_sealed_anew(
    key_file: Path, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 3)
    AppRegistration.objects.bulk_create(
        AppRegistration(kind="x", name=f"{n}", unit=cast.state, sealed={"n": n}, registered_at=now)
        for n in range(10)
    )
    assert rotate_keys(by=SYSTEM, now=now).resealed == 10
    assert key_status().sealed == (10, 0)
    assert [row.sealed["n"] for row in AppRegistration.objects.order_by("pk")] == list(range(10))


def test_what_no_key_opens_is_counted_left_alone_and_stops_nothing_else(
    secrets: Callable[[], object], key_file: Path, now: datetime
) -> None:
    kept = present_keys()
    key_file.write_text(fresh_key(), encoding="utf-8")
    AppRegistration.objects.filter(kind="x").update(sealed={"client_secret": "lost"})
    key_file.write_text("\n".join(kept), encoding="utf-8")
    rotation = rotate_keys(by=SYSTEM, now=now)
    assert (rotation.resealed, rotation.unopened) == (3, 1)
    assert key_status().unopened == 1
    assert Credential.objects.get().sealed == {"access_token": "गुप्त"}
    with pytest.raises(KeyMissing):
        AppRegistration.objects.get()


def test_a_rotation_is_audited_without_a_key_or_a_secret(
    secrets: Callable[[], object], now: datetime
) -> None:
    rotate_keys(by=SYSTEM, now=now)
    event = Event.objects.get(verb="keys.resealed")
    assert event.detail == {"keys": 2, "resealed": 4, "unopened": 0}


def test_nobody_in_person_turns_the_keys(key_file: Path, cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        rotate_keys(by=cast.farid, now=now)
    assert len(present_keys()) == 1
