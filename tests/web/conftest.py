"""Browsers for the cast: logged in, with a second factor that was shown a moment ago."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.account.internal.flows import login as allauth_login
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from pytest_django import Settings

from jansetu.orgs.rights import Actor
from jansetu.web.access import CHARGE
from tests.cast import Cast

AsPerson = Callable[..., Client]


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """No collectstatic before a test; the hashed names are the journeys' to prove."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def as_person() -> AsPerson:
    """A Client logged in as an actor of the cast; `factor`: has one, shown `seconds_ago`."""

    def log_in(actor: Actor, *, factor: bool = True, seconds_ago: int = 0) -> Client:
        client = Client()
        assert actor.person is not None
        client.force_login(actor.person)
        session = client.session
        session[CHARGE] = actor.tenure_id
        if factor:
            TOTP.activate(actor.person, generate_totp_secret())
            shown = {"method": "mfa", "at": time.time() - seconds_ago, "reauthenticated": True}
            session[allauth_login.AUTHENTICATION_METHODS_SESSION_KEY] = [shown]
            session[allauth_login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(actor.person.pk)
        session.save()
        return client

    return log_in


@pytest.fixture
def stranger(cast: Cast, as_person: AsPerson) -> Client:
    """Dev: logged in, of another department, sees nothing of Asha's."""
    return as_person(cast.dev)
