"""Calls to an account's own server, in its session, and to the video service in the server's name.

The session lives in memory only; so does the token for the video service.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yarl import URL

from jansetu.connectors.bluesky_dialect import DIALECT
from jansetu.connectors.contracts import Json
from jansetu.connectors.errors import ConnectorError, NotAuthorized, Rejected, Unavailable
from jansetu.connectors.http import Answer, Http, Verdict, address, failure

LABEL = "Bluesky"
WEB, VIDEO = "https://bsky.app", "https://video.bsky.app"  # show and prepare what every server has
SERVER, REPO = "/xrpc/com.atproto.server.", "/xrpc/com.atproto.repo."
SIGN_IN_SECONDS = 10
SERVICE_LIFE = 30 * 60  # seconds; docs.bsky.app, "Uploading Video", August 2026


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, and at which server; the token lives in memory only, for about two hours."""

    did: str
    handle: str
    token: str = field(repr=False)
    host: str = ""  # of the server that has the account; behind bsky.social there are many


class Wire:
    """One account's way to its server. Keeps its session, which may be made only 300 times a day."""

    def __init__(self, http: Http, server: str, handle: str, password: str) -> None:
        self.http, self.server = http, server
        self._login = {"identifier": handle.removeprefix("@"), "password": password}
        self._lock = asyncio.Lock()
        # What the last signing in came to; before the first one, nobody is signed in.
        self._signed: Session | ConnectorError = NotAuthorized("token_refused")
        self._service: tuple[str, float] = "", 0.0  # the token for the video service, and its end

    async def session(self) -> Session:
        """Who is signed in."""
        known = self._signed
        return known if isinstance(known, Session) else await self._sign_in(known)

    async def _sign_in(self, before: Session | ConnectorError) -> Session:
        """A session newer than `before`; whoever waits for another's signing in shares what it comes to."""
        async with self._lock:
            if self._signed is before:
                try:
                    self._signed = await self._create_session()
                except ConnectorError as error:
                    self._signed = error
            outcome = self._signed
        if isinstance(outcome, Session):
            return outcome
        raise outcome

    async def _create_session(self) -> Session:
        """Publishes nothing, so its failure leaves no doubt; a no to handle and password is final."""
        try:
            answer = await self.call(
                "POST", f"{SERVER}createSession", json=self._login, seconds=SIGN_IN_SECONDS
            )
        except Rejected as error:
            verdict = Verdict(NotAuthorized, "token_refused")
            raise failure(verdict, LABEL, status=error.status) from None
        place = _own_server(answer) or self.server
        return Session(answer.text("did"), answer.text("handle"), answer.text("accessJwt"), _host(place))

    async def signed(self, method: Any, path: str, **rest: Any) -> Answer:
        """A call with the session's token; once more with a new one where the server refuses the old."""
        session = await self.session()
        try:
            return await self._with(session.token, method, path, rest)
        except NotAuthorized as error:
            if error.code != "token_refused":
                raise
        return await self._with((await self._sign_in(session)).token, method, path, rest)

    async def viewed(self, method: str, params: Mapping[str, str]) -> Answer:
        """What the AppView behind the server tells; a server that has none refuses the request as such.

        PDS 0.4.217 says 400 InvalidRequest then, as it does of a page that it does not know any more.
        """
        try:
            return await self.signed("GET", f"/xrpc/app.bsky.{method}", params=params)
        except Rejected as error:
            if error.code != "rejected" or "cursor" in params:
                raise
            raise failure(Verdict(Unavailable, "no_view"), LABEL, status=error.status) from None

    async def filmed(self, method: Any, name: str, **rest: Any) -> Answer:
        """A call to the video service with a token that lets it put a blob into the account's server."""
        path = f"/xrpc/app.bsky.video.{name}"
        try:
            return await self._with(await self._service_token(), method, path, rest, server=self.video)
        except NotAuthorized as error:
            if error.code != "token_refused":
                raise
        self._service = "", 0.0
        return await self._with(await self._service_token(), method, path, rest, server=self.video)

    async def _service_token(self) -> str:
        token, until = self._service
        now = self.http.clock().timestamp()
        if until - 60 <= now:
            until = now + SERVICE_LIFE
            asked = {
                "aud": f"did:web:{(await self.session()).host}",
                "lxm": "com.atproto.repo.uploadBlob",
                "exp": str(int(until)),
            }
            token = (await self.signed("GET", f"{SERVER}getServiceAuth", params=asked)).text("token")
            self._service = token, until
        return token

    async def _with(self, token: str, method: Any, path: str, rest: Json, *, server: str = "") -> Answer:
        headers = {**rest.get("headers", {}), "Authorization": f"Bearer {token}"}
        return await self.call(method, path, **{**rest, "headers": headers}, server=server)

    async def call(self, method: Any, path: str, *, server: str = "", **rest: Any) -> Answer:
        """A call in nobody's name."""
        return await self.http.call(method, address(server or self.server, path), dialect=DIALECT, **rest)

    @property
    def web(self) -> str:
        """Where citizens read: bsky.app, or the practice platform itself."""
        return WEB if self.server.startswith("https://") else self.server.rstrip("/")

    @property
    def video(self) -> str:
        """Where films are prepared: Bluesky's service, or the practice platform itself."""
        return VIDEO if self.server.startswith("https://") else self.server


def _own_server(answer: Answer) -> str:
    """Where the account's document says that it lives; empty where it is not told."""
    services = answer.get("didDoc", "service")
    for one in services if isinstance(services, list) else ():
        if str(one.get("id", "")).endswith("#atproto_pds"):
            return str(one.get("serviceEndpoint") or "")
    return ""


def _host(server: str) -> str:
    """The host as did:web writes it, a port of its own included."""
    url = URL(server)
    return f"{url.host}%3A{url.port}" if url.explicit_port else str(url.host)
