"""What a page says of connecting on the platform itself: whether it can be done, what an app needs."""

from __future__ import annotations

from dataclasses import dataclass

from jansetu.channels.models import Channel
from jansetu.channels.operations.walking import app_of, way_back
from jansetu.connectors import registry
from jansetu.connectors.flows import FLOWS
from jansetu.connectors.oauth import AppField, RegistersItself

__all__ = ["AppField", "AppNeed", "WayIn", "app_need", "app_needs", "way_in"]


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

    kind: str
    label: str
    app_page: str  # empty: no walk leads there
    fields: tuple[AppField, ...]  # of the walk, then those of the platform's calls; none: it registers itself
    needed: frozenset[str]  # without these the app serves for nothing
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
    """Of every platform that has a walk, or whose calls come to an app."""
    return [need for kind in registry.CONNECTORS if (need := app_need(kind)) is not None]


def app_need(kind: str) -> AppNeed | None:
    """None where the platform knows no apps."""
    flow, hook = FLOWS.get(kind), registry.HOOKS.get(kind)
    walks, calls = flow.app_fields if flow else (), hook.app_fields if hook else ()
    if flow is None and not calls:
        return None
    asked = {one.name: one for one in (*calls, *walks)}
    order = dict.fromkeys(one.name for one in (*walks, *calls))
    return AppNeed(
        kind=kind,
        label=registry.CONNECTORS[kind].label,
        app_page=flow.app_page if flow else "",
        fields=tuple(asked[name] for name in order),
        needed=frozenset(one.name for one in (walks or calls)),
        scopes=", ".join(flow.scopes) if flow else "",
    )
