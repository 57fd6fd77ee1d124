"""How an account is connected by the platform's own page: what each flow is given and what it brings back.

Keeps nothing and knows no platform; a flow's file says from where its facts are.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, runtime_checkable

from aiohttp import FormData
from yarl import URL

from jansetu.connectors.errors import NotAuthorized, Rejected
from jansetu.connectors.http import Answer, Dialect, Http, Verdict

# RFC 6749, 5.2, and what platforms say in its place: the code or the token is not taken (any more).
REFUSED = frozenset({"invalid_grant", "invalid_request", "access_denied"})
CLIENT_UNKNOWN = frozenset({"invalid_client", "unauthorized_client"})
VERIFIER_BYTES = 48  # 64 characters; RFC 7636 takes 43 to 128


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """The state's own app at a platform; `server` is where this walk leads, the sandbox's when practising."""

    server: str
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """What goes with the officer to the platform's page and must come back unchanged."""

    state: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str

    @property
    def challenge(self) -> str:
        """RFC 7636, S256: what the platform is told of the verifier beforehand."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True, kw_only=True, slots=True)
class Grantee:
    """An account that the officer may hand over, with the credentials that its connector takes."""

    remote_id: str
    handle: str
    name: str
    credentials: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None  # of the token; None: it does not run out, or nobody knows


Granted = Sequence[Grantee]  # one: it is connected; several: the officer chooses


@dataclass(frozen=True, kw_only=True, slots=True)
class AppField:
    """One thing that a platform's app is registered with here, and by what name the platform calls it."""

    name: str
    hi: str
    en: str
    help_hi: str = ""
    help_en: str = ""


class Flow(Protocol):
    """The walk to one platform and back."""

    kind: ClassVar[str]
    label: ClassVar[str]
    server: ClassVar[str]  # the platform's own; empty where there are many and the officer names one
    app_fields: ClassVar[tuple[AppField, ...]]
    app_page: ClassVar[str]  # where the state registers its app
    scopes: ClassVar[tuple[str, ...]]

    def authorize_url(self, app: App, walk: Walk) -> str:
        """The platform's page on which the officer allows our app."""
        ...

    async def exchange(self, http: Http, app: App, walk: Walk, code: str) -> Granted:
        """Fetch the tokens for the code that came back. NotAuthorized: the code or the app is not taken.

        Any other error: begin the walk anew; a code serves once.
        """
        ...


@runtime_checkable
class RegistersItself(Protocol):
    """A platform of many servers, at each of which an app is registered by asking."""

    async def register(self, http: Http, server: str, *, name: str, redirect_uri: str) -> App:
        """A new app of ours on that server."""
        ...


def begun(redirect_uri: str) -> Walk:
    """A new walk with secrets of its own."""
    return Walk(
        state=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(VERIFIER_BYTES),
        redirect_uri=redirect_uri,
    )


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """What a token endpoint's refusal means: RFC 6749, 5.2."""
    said = answer.get("error")
    if said in CLIENT_UNKNOWN:
        return Verdict(NotAuthorized, "app_refused")
    if said in REFUSED:
        return Verdict(NotAuthorized, "grant_refused")
    return None


def dialect(label: str) -> Dialect:
    """How token endpoints say no."""
    return Dialect(label, verdict)


def page(url: str, **asked: str) -> str:
    """An address with what it is asked."""
    return str(URL(url).with_query(asked))


async def tokens(
    http: Http,
    url: URL,
    told: Dialect,
    fields: Mapping[str, str],
    *,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Ask a token endpoint, which is told everything in the body: addresses are written down on the way."""
    answer = await http.call("POST", url, dialect=told, headers=headers, data=FormData(dict(fields)))
    answer.text("access_token")
    return answer


def runs_out(answer: Answer, http: Http, *path: str | int) -> datetime | None:
    """When the token ends, by the seconds that the answer tells; None where it tells none."""
    seconds: Any = answer.count(*(path or ("expires_in",)))
    return http.clock() + timedelta(seconds=seconds) if seconds else None


def optional(answer: Answer, name: str) -> str:
    """A text that the answer may leave out."""
    found = answer.get(name)
    return found if isinstance(found, str) else ""


def basic(app: App) -> dict[str, str]:
    """The header by which a confidential client names itself (RFC 6749, 2.3.1)."""
    pair = base64.b64encode(f"{app.client_id}:{app.client_secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def must_have(grantees: Granted, label: str) -> Granted:
    """The accounts, or a sentence where the officer handed over none."""
    if not grantees:
        raise Rejected(
            "no_account",
            hi=f"इस लॉगिन से {label} का कोई खाता नहीं मिला: जिस लॉगिन के पास खाता है उससे जाएँ और वहाँ खाता चुनें।",
            en=f"This login brought no account of {label}: use the login that has it, and choose it there.",
        )
    return grantees
