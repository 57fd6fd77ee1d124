"""Which platforms are connected by their own page: an explicit list. The others are connected by the form."""

from __future__ import annotations

from jansetu.connectors.google_oauth import GoogleFlow
from jansetu.connectors.mastodon_oauth import MastodonFlow
from jansetu.connectors.meta_oauth import FacebookFlow, InstagramFlow
from jansetu.connectors.oauth import Flow
from jansetu.connectors.x_oauth import XFlow

FLOWS: dict[str, Flow] = {
    flow.kind: flow for flow in (XFlow(), FacebookFlow(), InstagramFlow(), MastodonFlow(), GoogleFlow())
}
