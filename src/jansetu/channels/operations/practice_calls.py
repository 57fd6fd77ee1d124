"""Lets the practice platforms call us as real ones do: an app for each, with a secret nobody else has."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from jansetu.channels import practice
from jansetu.channels.models import AppRegistration
from jansetu.connectors import registry
from jansetu.orgs.models import Unit
from jansetu.sandbox import process

NAME = "अभ्यास मंच"  # an app of this name hears of practice channels alone


def be_called_by_practice(*, now: datetime) -> int:
    """Tell every practice platform that calls where we are; how many were told. Harmless when repeated.

    A Refusal where this installation has no practice platforms.
    """
    _, port = practice.sandbox_address()
    root = Unit.objects.filter(parent=None).order_by("pk").first()
    if root is None:
        return 0
    kinds = [kind for kind in process.CALLING if kind in registry.HOOKS]
    for kind in kinds:
        app, secret = _app(kind, root, now)
        process.call(port, kind, f"{settings.JANSETU_PUBLIC_URL}/hooks/app/{app.pk}/", secret)
    return len(kinds)


@transaction.atomic
def _app(kind: str, root: Unit, now: datetime) -> tuple[AppRegistration, str]:
    """The practice app, with a fresh secret each time."""
    secret = secrets.token_urlsafe(32)
    names = ("client_secret", "consumer_secret", "secret_token", "verify_token")
    sealed = {"client_id": "practice-app"} | dict.fromkeys(names, secret)
    facts = {"sealed": sealed, "registered_at": now}
    app, _ = AppRegistration.objects.update_or_create(kind=kind, name=NAME, unit=root, defaults=facts)
    return app, secret
