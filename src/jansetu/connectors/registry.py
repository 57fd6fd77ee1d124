"""Which platforms there are: an explicit list, nothing is scanned. Builds a connector; keeps none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import TypeVar

import regex
from yarl import URL

from jansetu.connectors.bluesky import Bluesky
from jansetu.connectors.contracts import Connector, Credentials, Limits, VideoLimits
from jansetu.connectors.email import Email
from jansetu.connectors.facebook import Facebook
from jansetu.connectors.facebook_hook import FacebookHook
from jansetu.connectors.hooks import Hook
from jansetu.connectors.http import Http
from jansetu.connectors.instagram import Instagram
from jansetu.connectors.instagram_hook import InstagramHook
from jansetu.connectors.mastodon import Mastodon
from jansetu.connectors.telegram import Telegram
from jansetu.connectors.telegram_hook import TelegramHook
from jansetu.connectors.whatsapp import WhatsApp
from jansetu.connectors.whatsapp_hook import WhatsAppHook
from jansetu.connectors.x import X
from jansetu.connectors.x_hook import XHook
from jansetu.connectors.youtube import YouTube
from jansetu.core.errors import Refusal

C = TypeVar("C", bound=Credentials)
CONNECTORS: dict[str, type[Connector]] = {
    connector.kind: connector
    for connector in (X, Facebook, Instagram, YouTube, WhatsApp, Mastodon, Bluesky, Telegram, Email)
}
HOOKS: dict[str, Hook] = {  # by platform, for those that call us
    hook.kind: hook for hook in (XHook(), FacebookHook(), InstagramHook(), WhatsAppHook(), TelegramHook())
}
LOCAL_KINDS: dict[str, str] = {"portal": "पोर्टल"}
PORTAL_LIMITS = Limits(
    counts="characters",
    text=100_000,
    pictures=20,
    picture_bytes=5 * 1024 * 1024,
    picture_edge=2560,
    video=VideoLimits(size=2 * 1024**3, seconds=12 * 3600),
    source="our own choice",
)


def kinds() -> list[tuple[str, str]]:
    """For model fields; a callable, so that a new connector makes no migration."""
    return [*((kind, connector.label) for kind, connector in CONNECTORS.items()), *LOCAL_KINDS.items()]


def limits_of(kind: str) -> Limits:
    """What one post may carry there."""
    return PORTAL_LIMITS if kind in LOCAL_KINDS else CONNECTORS[kind].limits


def connect(kind: str, credentials: Credentials, http: Http) -> Connector:
    """A connector for one account; cheap enough to be made for every delivery."""
    return CONNECTORS[kind](credentials, http)


def credentials_from(kind: str, given: Mapping[str, str]) -> Credentials:
    """Checked credentials; a Refusal names the field that is wrong, never its value."""
    return checked(CONNECTORS[kind].credentials_class, given)


def checked(shape: type[C], given: Mapping[str, str]) -> C:
    """The same for a platform's own dataclass."""
    known = {entry.name: entry for entry in fields(shape)}
    for name in given.keys() - known.keys():
        raise Refusal(
            "credentials.unknown",
            hi=f"'{name}' नाम का कोई मान यहाँ नहीं माँगा जाता।",
            en=f"Nothing called '{name}' is asked for here.",
        )
    return shape(
        **{name: _checked(entry, str(given.get(name) or "").strip()) for name, entry in known.items()}
    )


def clean_server(kind: str, typed: str) -> str:
    """The address of a server that somebody typed; a Refusal where it is none."""
    [entry] = [one for one in fields(CONNECTORS[kind].credentials_class) if one.name == "server"]
    return _server(entry, typed.strip())


def _checked(entry: Field[str], value: str) -> str:
    """The value of one field, or its default; a Refusal where it is missing or of the wrong form."""
    if not value:
        if entry.default is MISSING:
            raise _refusal(entry, "missing", hi="भरना ज़रूरी है", en="is needed")
        return entry.default
    if entry.name == "server" or "schemes" in entry.metadata:
        return _server(entry, value)
    if not regex.fullmatch(entry.metadata.get("pattern", r"[\x21-\x7e]+"), value):
        raise _refusal(entry, "malformed", hi="का रूप सही नहीं है", en="is not of the right form")
    return value


def _server(entry: Field[str], value: str) -> str:
    """An address without path's end, query or user; the first scheme is added where none was typed."""
    schemes = entry.metadata.get("schemes", ("https", "http"))
    try:
        url = URL(value if "://" in value else f"{schemes[0]}://{value}")
    except ValueError:
        url = URL()
    if url.scheme not in schemes or not url.host or url.user or url.query_string or url.fragment:
        raise _refusal(entry, "malformed", hi="पता सही नहीं है", en="is not an address")
    return str(url).rstrip("/")


def _refusal(entry: Field[str], what: str, *, hi: str, en: str) -> Refusal:
    return Refusal(
        f"credentials.{entry.name}.{what}",
        hi=f"{entry.metadata['hi']}: {hi}।",
        en=f"{entry.metadata['en']} {en}.",
    )
