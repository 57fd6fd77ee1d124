"""What holds a channel back just now, as one SQL condition: state, pauses, exhausted limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jansetu.connectors import registry
from jansetu.engine import buckets, sql
from jansetu.publishing.limits import Lane

LOCAL = "(" + ", ".join(f"'{kind}'" for kind in registry.LOCAL_KINDS) + ")"
CONNECTED = f"(c.state = 'connected' OR (c.kind IN {LOCAL} AND c.state = 'registered'))"


@dataclass(slots=True)
class Condition:
    """Parts of a WHERE over `d` (delivery), `c` (channel), `u` (its unit), `pu` (the post's unit)."""

    parts: list[str] = field(default_factory=lambda: [CONNECTED])
    parameters: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All parts together."""
        return " AND ".join(self.parts)

    def add(self, part: str, *parameters: Any) -> None:
        """One more thing that must hold."""
        self.parts.append(part)
        self.parameters.extend(parameters)


def open_channels(now: datetime, *, limits: bool = True) -> Condition:
    """Channels through which something may go out now; without `limits`, what has begun may go on."""
    condition = Condition()
    query = (
        "SELECT p.scope, p.kind, p.channel_id, u.path, p.label_key FROM publishing_pause p "
        "LEFT JOIN orgs_unit u ON u.id = p.unit_id WHERE p.lifted_at IS NULL"
    )
    for scope, kind, channel, path, label in sql.fetch(query, []):
        if scope == "label":
            within = "(u.path LIKE %s OR pu.path LIKE %s)"
            condition.add(f"NOT (d.label_key = %s AND {within})", label, f"{path}%", f"{path}%")
        else:
            _leave_out(condition, scope, kind, channel, path)
    if limits:
        leave_out_exhausted(condition, "publish", now)
    return condition


def _leave_out(condition: Condition, scope: str, kind: str, channel: int, path: str) -> None:
    if scope == "everything":
        condition.add("1 = 0")
    elif scope == "platform":
        condition.add("c.kind <> %s", kind)
    elif scope == "channel":
        condition.add("c.id <> %s", channel)
    elif scope == "unit":
        condition.add("u.path NOT LIKE %s AND pu.path NOT LIKE %s", f"{path}%", f"{path}%")
    else:
        raise ValueError(scope)


def leave_out_exhausted(condition: Condition, lane: Lane, now: datetime) -> None:
    """Channels and platforms whose limit allows nothing more until it resets."""
    for key in buckets.exhausted(now):
        kind, scope, channel, key_lane = key.split(":")
        if key_lane != lane:
            continue
        if scope == "account":
            condition.add("c.id <> %s", int(channel))
        else:
            condition.add("NOT (c.kind = %s AND c.practice = %s)", kind, scope == "practice")
