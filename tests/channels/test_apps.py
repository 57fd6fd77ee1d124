"""The state's own apps: sealed as they come in, listed without being opened, never shown again."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection

from jansetu.audit.models import Event
from jansetu.channels.models import AppRegistration
from jansetu.channels.operations import forget_app, register_app, renew_app
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import Cast, make_actor

SECRETS = {"client_id": "id-1", "client_secret": "very-secret-1"}


def register(unit: Unit, by: Actor, now: datetime, **changes: object) -> AppRegistration:
    facts = {"kind": "x", "name": "जनसम्पर्क ऐप", "secrets": SECRETS, **changes}
    return register_app(unit=unit, by=by, now=now, **facts)  # type: ignore[arg-type]


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM channels_appregistration")
        return str(cursor.fetchall())


def test_an_app_is_sealed_and_opens_only_as_a_whole(cast: Cast, now: datetime) -> None:
    app = register(cast.state, cast.farid, now)
    assert "very-secret-1" not in stored()
    assert AppRegistration.objects.get(pk=app.pk).sealed == SECRETS


def test_the_audit_trail_and_reprs_hold_names_of_fields_and_no_value(cast: Cast, now: datetime) -> None:
    app = register(cast.state, cast.farid, now)
    renew_app(app, secrets={"client_secret": "very-secret-2"}, by=cast.farid, now=now)
    events = Event.objects.filter(verb__startswith="app.")
    assert [event.detail["fields"] for event in events] == [["client_id", "client_secret"], ["client_secret"]]
    told = f"{app!r} {app} {[event.detail for event in events]}"
    assert "very-secret" not in told
    assert "id-1" not in told


def test_the_list_does_not_open_what_is_sealed(cast: Cast, now: datetime) -> None:
    register(cast.state, cast.farid, now)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE channels_appregistration SET sealed = 'no token at all'")
    [listed] = AppRegistration.objects.listed_for(cast.farid, now)
    assert (listed.name, listed.unit) == ("जनसम्पर्क ऐप", cast.state)


def test_only_whoever_connects_channels_sees_and_changes_apps(cast: Cast, now: datetime) -> None:
    app = register(cast.state, cast.farid, now)
    gita = make_actor(cast.district, name="gita", name_hi="गीता", rank="staff", roles=("registrar",))
    for who in (cast.esha, gita):
        assert not AppRegistration.objects.listed_for(who, now).exists()
        with pytest.raises(NotAllowed):
            register(cast.state, who, now, name="दूसरा")
        with pytest.raises(NotAllowed):
            renew_app(app, secrets=SECRETS, by=who, now=now)
        with pytest.raises(NotAllowed):
            forget_app(app, by=who, now=now)
    assert register(cast.district, gita, now).unit == cast.district


def test_fresh_secrets_leave_nothing_of_the_old_ones(cast: Cast, now: datetime) -> None:
    app = register(cast.state, cast.farid, now)
    before = stored()
    renew_app(app, secrets={"client_secret": "very-secret-2"}, by=cast.farid, now=now)
    assert AppRegistration.objects.get().sealed == {"client_secret": "very-secret-2"}
    assert stored() != before


def test_a_forgotten_app_is_gone_and_remembered_in_the_audit_trail(cast: Cast, now: datetime) -> None:
    forget_app(register(cast.state, cast.farid, now), by=cast.farid, now=now)
    assert not AppRegistration.objects.exists()
    assert Event.objects.get(verb="app.forgotten").detail == {"kind": "x", "name": "जनसम्पर्क ऐप"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "portal"}, "platform_unknown"),
        ({"kind": "orkut"}, "platform_unknown"),
        ({"name": "  "}, "name_malformed"),
        ({"secrets": {}}, "secrets_malformed"),
        ({"secrets": {"client_id": " "}}, "secrets_malformed"),
        ({"secrets": {"client_id": "two words-secret"}}, "secrets_malformed"),
        ({"secrets": {"Client Id": "x"}}, "secrets_malformed"),
    ],
)
def test_what_makes_no_sense_is_refused_without_its_value(
    cast: Cast, now: datetime, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal, match=code) as refused:
        register(cast.state, cast.farid, now, **changes)
    assert "two words-secret" not in refused.value.en + refused.value.hi
    assert not AppRegistration.objects.exists()


def test_a_name_is_given_once_in_a_unit(cast: Cast, now: datetime) -> None:
    register(cast.state, cast.farid, now)
    with pytest.raises(Refusal, match="app_known"):
        register(cast.state, cast.farid, now, secrets={"client_id": "other"})
    assert register(cast.district, cast.farid, now).pk
