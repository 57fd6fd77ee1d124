"""The walk to a Mastodon server and back. There are many servers: at each our app is registered by asking.

docs.joinmastodon.org, methods "apps" and "oauth", read 25.11.2026: tokens do not run out. PKCE is understood
since 4.3; an older server passes over what it does not know.
"""

from __future__ import annotations

from typing import ClassVar

from aiohttp import FormData

from jansetu.connectors import oauth
from jansetu.connectors.http import Http, address
from jansetu.connectors.oauth import App, AppField, Granted, Grantee, Walk


class MastodonFlow:
    """The account that is logged in on the server's page."""

    kind: ClassVar[str] = "mastodon"
    label: ClassVar[str] = "Mastodon"
    server: ClassVar[str] = ""
    app_page: ClassVar[str] = ""  # none: it registers itself
    app_fields: ClassVar[tuple[AppField, ...]] = ()
    scopes: ClassVar[tuple[str, ...]] = ("read", "write:statuses", "write:media")

    def authorize_url(self, app: App, walk: Walk) -> str:
        """The server's page."""
        return oauth.page(
            f"{app.server}/oauth/authorize",
            response_type="code",
            client_id=app.client_id,
            redirect_uri=walk.redirect_uri,
            scope=" ".join(self.scopes),
            state=walk.state,
            code_challenge=walk.challenge,
            code_challenge_method="S256",
        )

    async def register(self, http: Http, server: str, *, name: str, redirect_uri: str) -> App:
        """POST /api/v1/apps; a second app of the same name harms nobody."""
        asked = {"client_name": name, "redirect_uris": redirect_uri, "scopes": " ".join(self.scopes)}
        url, told = address(server, "/api/v1/apps"), oauth.dialect(self.label)
        answer = await http.call("POST", url, dialect=told, data=FormData(asked))
        return App(
            server=server, client_id=answer.text("client_id"), client_secret=answer.text("client_secret")
        )

    async def exchange(self, http: Http, app: App, walk: Walk, code: str) -> Granted:
        """The token, and whose it is."""
        told = oauth.dialect(self.label)
        answer = await oauth.tokens(
            http,
            address(app.server, "/oauth/token"),
            told,
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": walk.redirect_uri,
                "code_verifier": walk.verifier,
                "client_id": app.client_id,
                "client_secret": app.client_secret,
                "scope": " ".join(self.scopes),
            },
        )
        token = answer.text("access_token")
        me = await http.call(
            "GET",
            address(app.server, "/api/v1/accounts/verify_credentials"),
            dialect=told,
            headers={"Authorization": f"Bearer {token}"},
        )
        return [
            Grantee(
                remote_id=f"{me.text('id')}@{address(app.server, '').host}",
                handle=f"@{me.text('acct')}",
                name=oauth.optional(me, "display_name"),
                credentials={"server": app.server, "access_token": token},
                expires_at=oauth.runs_out(answer, http),
            )
        ]
