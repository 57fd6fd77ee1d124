"""What a page says of connecting on the platform itself: whether it can be done, what an app needs."""

from __future__ import annotations

from dataclasses import dataclass

from jansetu.channels.models import Channel
from jansetu.channels.operations.walking import app_of, way_back
from jansetu.connectors.flows import FLOWS
from jansetu.connectors.oauth import AppField, RegistersItself


@dataclass(frozen=True, kw_only=True, slots=True)
class WayIn:
    """How one channel's officer would walk. Not `is_ready`: an app is lacking."""

    label: str
    is_ready: bool
    asks_server: bool
    app_page: str
    way_back: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AppNeed:
    """What an app of one platform is made with, there and here."""

    label: str
    app_page: str  # empty: it registers itself
    fields: tuple[AppField, ...]
    scopes: str


def way_in(channel: Channel) -> WayIn | None:
    """None where the platform is connected by the form only."""
    flow = FLOWS.get(channel.kind)
    if flow is None:
        return None
    by_itself = isinstance(flow, RegistersItself)
    return WayIn(
        label=flow.label,
        is_ready=by_itself or app_of(channel) is not None,
        asks_server=not flow.server and not channel.practice,
        app_page=flow.app_page,
        way_back=way_back(),
    )


def app_needs() -> list[AppNeed]:
    """Of every platform that has a walk."""
    return [
        AppNeed(
            label=flow.label, app_page=flow.app_page, fields=flow.app_fields, scopes=", ".join(flow.scopes)
        )
        for flow in FLOWS.values()
    ]
