"""Calls that Meta's platforms make to us: the challenge, the signature, and the changes that one call tells.

developers.facebook.com/docs/graph-api/webhooks/getting-started, 2026. Knows no platform's changes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any, ClassVar

from jansetu.connectors.contracts import Json
from jansetu.connectors.hooks import Call, Hook, Item, Secrets
from jansetu.connectors.oauth import AppField

SIGNATURE = "x-hub-signature-256"


class GraphHook(Hook):
    """Secrets: `client_secret`, the app's; `verify_token`, which we told Meta in the app's dashboard."""

    app_fields: ClassVar[tuple[AppField, ...]] = (
        AppField(name="client_secret", hi="ऐप सीक्रेट (App secret)", en="App secret"),
        AppField(
            name="verify_token",
            hi="पुष्टि-शब्द (Verify token)",
            en="Verify token",
            help_hi="स्वयं चुना लंबा शब्द; Meta के ऐप में Webhooks पर यही भरें",
            help_en="A long word of your own choice; enter the same under Webhooks in Meta's app",
        ),
    )

    def challenge(self, call: Call, secrets: Secrets) -> str | None:
        """Meta's own words back, where it knows our token."""
        ours, asked = secrets.get("verify_token", ""), call.query
        if not ours or asked.get("hub.mode") != "subscribe":
            return None
        same = hmac.compare_digest(asked.get("hub.verify_token", "").encode(), ours.encode())
        return (asked.get("hub.challenge") or None) if same else None

    def is_genuine(self, call: Call, secrets: Secrets) -> bool:
        """Signed over the raw body with the app's secret."""
        return signed(call, secrets.get("client_secret", ""))

    def items(self, call: Call) -> tuple[Item, ...]:
        """Each change of each entry; its id is made of what it is about, for Meta gives it none."""
        body = parsed(call.body)
        return tuple(
            Item(id=self.name_of(raw), account=str(raw["account"]), raw=raw)
            for raw in changes_of(body, call.body)
        )

    def name_of(self, raw: Json) -> str:
        """What tells this change from every other."""
        return f"{raw['account']}/{raw['field']}/{digest_of(raw['value'])}/{raw['time']}"


def signed(call: Call, secret: str) -> bool:
    """Whether the body was signed with this secret; without a secret nothing is."""
    made = "sha256=" + hmac.new(secret.encode(), call.body, "sha256").hexdigest()
    given = call.headers.get(SIGNATURE, "")
    return bool(secret) and hmac.compare_digest(made.encode(), given.encode())


def parsed(body: bytes) -> Any:
    """The JSON of a body; None where it is none."""
    try:
        return json.loads(body)
    except ValueError:
        return None


def changes_of(body: Any, whole: bytes) -> list[Json]:
    """Account, time, field and value of each change; what has another form is passed on as it came."""
    made: list[Json] = []
    entries = body.get("entry") if isinstance(body, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        about = {"account": str(entry.get("id") or ""), "time": entry.get("time")}
        told = entry.get("changes")
        for change in told if isinstance(told, list) else [{"field": "", "value": entry}]:
            if isinstance(change, dict):
                made.append(about | {"field": str(change.get("field") or ""), "value": change.get("value")})
    if made:
        return made
    return [{"account": "", "time": None, "field": "", "value": whole.decode(errors="replace")}]


def digest_of(value: Any) -> str:
    """The same for the same value, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:32]


def value_of(raw: Json) -> Json:
    """What changed, as an object; empty where Meta sent anything else."""
    value = raw.get("value")
    return value if isinstance(value, dict) else {}


def text_at(value: Json, *path: str) -> str:
    """The text or number at this place, as a text."""
    found: Any = value
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def moment_of(told: Any) -> datetime | None:
    """A time in seconds or, as Instagram sometimes writes it, in milliseconds since 1970."""
    if not isinstance(told, int) or isinstance(told, bool):
        return None
    return datetime.fromtimestamp(told / 1000 if told > 10**11 else told, UTC)
