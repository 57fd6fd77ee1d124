"""Which addresses a channel may reach: a practice channel only the sandbox, a real one never this machine."""

from __future__ import annotations

from django.conf import settings

from jansetu.channels.models import Channel
from jansetu.core.errors import Refusal
from jansetu.core.http import REAL, AddressPolicy, practice
from jansetu.orgs.models import Installation
from jansetu.sandbox import process


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
    return practice(process.addresses_of(*sandbox_address())) if channel.practice else REAL


def practice_values(channel: Channel) -> dict[str, str]:
    """What the connect form of a practice channel takes; nothing for a real one, or without a sandbox."""
    if not channel.practice or not settings.JANSETU_SANDBOX or channel.kind not in process.PLATFORMS:
        return {}
    account = channel.handle.removeprefix("@").removesuffix(".bsky.test")
    return process.credentials(channel.kind, account, port=sandbox_address()[1])


def must_practise() -> bool:
    """Whether every channel here only practises: where people are invented, nothing real is published."""
    return Installation.objects.filter(kind=Installation.Kind.DEMONSTRATION).exists()
