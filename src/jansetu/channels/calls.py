"""Where platforms call us, whether that address answers, and when each channel was last called."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max

from jansetu.channels.models import AppRegistration, Channel, HookItem
from jansetu.channels.operations.hooking import FOR_CHANNELS
from jansetu.channels.operations.practice_calls import NAME as PRACTICE
from jansetu.connectors import registry

NOBODY = 404  # what our own address says of an app that does not exist: it answers


@dataclass(frozen=True, kw_only=True, slots=True)
class Calls:
    """What is true of one channel's calls. `address` is empty where no app of the state stands for it yet."""

    address: str
    last_heard_at: datetime | None
    answers: bool | None  # the address from here; None: it was not asked
    is_public: bool  # https, and not this machine: a platform could reach it
    needs_dashboard: bool = False  # the address is entered there by a person: it is the whole app's


def calls_of(channels: Sequence[Channel], *, seconds: float) -> dict[int, Calls]:
    """By channel id, for those whose platform calls at all; two queries and one question to ourselves.

    Without seconds for it that question is not asked.
    """
    taking = [one for one in channels if one.kind in registry.HOOKS]
    if not taking:
        return {}
    heard = dict(
        HookItem.objects.filter(channel__in=[one.pk for one in taking])
        .values_list("channel")
        .annotate(last=Max("came_at"))
    )
    apps = apps_by_nearness()
    real = seconds > 0 and any(not one.practice for one in taking)
    answers, public = _answers(seconds) if real else None, is_public(settings.JANSETU_PUBLIC_URL)
    return {
        one.pk: Calls(
            address=address_for(one, apps),
            last_heard_at=heard.get(one.pk),
            answers=answers,
            is_public=public,
            needs_dashboard=one.kind not in FOR_CHANNELS,
        )
        for one in taking
    }


def apps_by_nearness() -> list[AppRegistration]:
    """The lowest units' first; what is sealed stays unopened."""
    return list(AppRegistration.objects.defer("sealed").select_related("unit").order_by("-unit__path", "pk"))


def address_for(channel: Channel, apps: Iterable[AppRegistration]) -> str:
    """What is entered at the platform; of several apps the one registered nearest above the channel."""
    base = f"{settings.JANSETU_PUBLIC_URL}/hooks"
    if channel.kind in FOR_CHANNELS:
        return f"{base}/channel/{channel.pk}/"
    near = [
        app
        for app in apps
        if app.kind == channel.kind and app.unit.contains(channel.unit)
        if (app.name == PRACTICE) == channel.practice
    ]
    return f"{base}/app/{near[0].pk}/" if near else ""


def is_public(address: str) -> bool:
    """Whether a platform would take it: https, and no address of this machine or of a private network."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" or host == "localhost" or "." not in host:
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return True


def _answers(seconds: float) -> bool:
    """Whether our own public address leads to us: name, certificate and proxy in one question."""
    try:
        urllib.request.urlopen(  # noqa: S310 (our own address, from the settings)
            f"{settings.JANSETU_PUBLIC_URL}/hooks/app/0/", timeout=seconds
        )
    except urllib.error.HTTPError as answer:
        return answer.code == NOBODY
    except OSError:
        return False
    return False
