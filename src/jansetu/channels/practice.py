"""Which addresses a channel may reach: a practice channel only the sandbox, a real one never this machine."""

from __future__ import annotations

from django.conf import settings

from jansetu.channels.models import Channel
from jansetu.core.errors import Refusal
from jansetu.core.http import REAL, AddressPolicy, practice
from jansetu.orgs.models import Installation


def sandbox_address() -> tuple[str, int]:
    """Host and port of the practice platforms; a Refusal where this installation has none."""
    host, _, port = settings.JANSETU_SANDBOX.rpartition(":")
    if not host:
        raise Refusal(
            "no_sandbox",
            hi="इस स्थापना में अभ्यास मंच चालू नहीं हैं।",
            en="This installation has no practice platforms.",
        )
    return host, int(port)


def policy_for(channel: Channel) -> AddressPolicy:
    """What the channel's HTTP session may reach."""
    return practice({sandbox_address()}) if channel.practice else REAL


def must_practise() -> bool:
    """Whether every channel here only practises: where people are invented, nothing real is published."""
    return Installation.objects.filter(kind=Installation.Kind.DEMONSTRATION).exists()
