"""A hook as simple as can be, to prove what is done with any: HMAC over the body, items in JSON."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from jansetu.connectors import registry
from jansetu.connectors.contracts import Json, RemotePost
from jansetu.connectors.hooks import Call, Hook, Item, Secrets


class PlainHook(Hook):
    """Signed by the app's secret, or by the channel's own."""

    kind = "x"

    def challenge(self, call: Call, secrets: Secrets) -> str | None:
        """The word back, where the token is right."""
        return call.query.get("word") if call.query.get("token") == secrets.get("verify_token") else None

    def is_genuine(self, call: Call, secrets: Secrets) -> bool:
        """By the signature in a header."""
        secret = secrets.get("app_secret") or secrets.get("secret_token", "")
        return hmac.compare_digest(call.headers.get("x-signature", ""), signature(call.body, secret))

    def items(self, call: Call) -> tuple[Item, ...]:
        """Each entry."""
        told = json.loads(call.body)
        return tuple(Item(id=one["id"], account=one.get("account", ""), raw=one) for one in told)

    def posts(self, raw: Json) -> tuple[RemotePost, ...]:
        """One post, where the entry has a text."""
        if "text" not in raw:
            return ()
        at = datetime.fromisoformat(raw["at"])
        return (RemotePost(remote_id=raw["id"], text=raw["text"], url="", published_at=at, raw=raw),)


@contextmanager
def registered(kind: str = "x") -> Iterator[None]:
    """In place of the platform's own hook."""
    before = dict(registry.HOOKS)
    registry.HOOKS[kind] = PlainHook()
    try:
        yield
    finally:
        registry.HOOKS.clear()
        registry.HOOKS.update(before)


def signature(body: bytes, secret: str) -> str:
    """As the platform would sign."""
    return hmac.new(secret.encode(), body, "sha256").hexdigest()


def body_of(*items: Mapping[str, Any]) -> bytes:
    """A call's body."""
    return json.dumps(items, ensure_ascii=False).encode()
