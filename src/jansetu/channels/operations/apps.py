"""Keeps the state's own apps at the platforms. What is secret in them is sealed and never shown again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import regex
from django.db import transaction

from jansetu.audit.operations import record
from jansetu.channels.models import AppRegistration
from jansetu.connectors import registry
from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import normalise
from jansetu.orgs.models import Unit
from jansetu.orgs.operations.checks import refuse_closed
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability

FIELD_NAME = regex.compile(r"[a-z][a-z0-9_]{0,39}")
VALUE = regex.compile(r"[\x21-\x7e]{1,4000}")
LONGEST_NAME = 100


def register_app(
    *, kind: str, name: str, unit: Unit, secrets: Mapping[str, str], by: Actor, now: datetime
) -> AppRegistration:
    """Seal an app's client id, client secret and the like; `secrets` by the platform's names for them.

    Refuses an unknown platform, a name that the unit has given before, and empty or malformed values.
    """
    by.require(Capability.CONNECT, unit, now=now)
    refuse_closed(unit)
    name = normalise(name).strip()
    _check_name(kind, name)
    app = AppRegistration(kind=kind, name=name, unit=unit, sealed=_checked(secrets), registered_at=now)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        if AppRegistration.objects.filter(kind=kind, name=name, unit=unit).exists():
            raise Refusal("app_known", hi=f"“{name}” पहले से पंजीकृत है।", en=f"“{name}” is registered already.")
        app.save(force_insert=True)
        _note("app.registered", app, by, now, fields=sorted(app.sealed))
    return app


def renew_app(app: AppRegistration, *, secrets: Mapping[str, str], by: Actor, now: datetime) -> None:
    """Put fresh secrets in the place of the old ones, which are gone with that."""
    by.require(Capability.CONNECT, app.unit, now=now)
    sealed = _checked(secrets)
    with transaction.atomic():
        AppRegistration.objects.filter(pk=app.pk).update(sealed=sealed)
        _note("app.renewed", app, by, now, fields=sorted(sealed))


def forget_app(app: AppRegistration, *, by: Actor, now: datetime) -> None:
    """Destroy an app's secrets and its row; the audit trail keeps that it was."""
    by.require(Capability.CONNECT, app.unit, now=now)
    with transaction.atomic():
        _note("app.forgotten", app, by, now)
        AppRegistration.objects.filter(pk=app.pk).delete()


def _check_name(kind: str, name: str) -> None:
    if kind not in registry.CONNECTORS:
        raise Refusal("platform_unknown", hi=f"“{kind}” मंच ज्ञात नहीं।", en=f"“{kind}” is no known platform.")
    if not name or len(name) > LONGEST_NAME:
        raise Refusal(
            "name_malformed",
            hi=f"नाम लिखें, अधिकतम {LONGEST_NAME} अक्षर।",
            en=f"Write a name of at most {LONGEST_NAME} characters.",
        )


def _checked(secrets: Mapping[str, str]) -> dict[str, str]:
    """Names the field that is wrong, never its value."""
    given = {name: value.strip() for name, value in secrets.items()}
    wrong = [
        name for name, value in given.items() if not (FIELD_NAME.fullmatch(name) and VALUE.fullmatch(value))
    ]
    if wrong or not given:
        named = ", ".join(wrong) or "client_id, client_secret"
        raise Refusal(
            "secrets_malformed",
            hi=f"ये मान खाली हैं या सही रूप में नहीं: {named}।",
            en=f"These values are empty or not of the right form: {named}.",
        )
    return given


def _note(verb: str, app: AppRegistration, by: Actor, now: datetime, **detail: object) -> None:
    record(
        verb,
        by=by,
        subject=("channels.appregistration", app.pk),
        unit_id=app.unit_id,
        detail={"kind": app.kind, "name": app.name, **detail},
        now=now,
    )
