"""Who hears which event: one dict, read by the dispatcher. Handlers are idempotent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jansetu.audit.models import Event

Handler = Callable[[Event], None]

HANDLERS: Mapping[str, Sequence[Handler]] = {}
