"""The walk to X and back: OAuth 2.0 with PKCE as a confidential client.

docs.x.com, "OAuth 2.0 Authorization Code Flow with PKCE", read 25.11.2026: a code serves 30 seconds, an
access token two hours, a refresh token once (the answer brings the next one).
"""

from __future__ import annotations

from typing import ClassVar

from jansetu.connectors import oauth
from jansetu.connectors.http import Http, address
from jansetu.connectors.oauth import App, AppField, Granted, Grantee, Walk

API, PAGE = "https://api.x.com", "https://x.com"


class XFlow:
    """One account: the one that is logged in on the page."""

    kind: ClassVar[str] = "x"
    label: ClassVar[str] = "X"
    server: ClassVar[str] = API
    app_page: ClassVar[str] = "developer.x.com → Projects & Apps → User authentication settings"
    app_fields: ClassVar[tuple[AppField, ...]] = (
        AppField(name="client_id", hi="OAuth 2.0 Client ID", en="OAuth 2.0 Client ID"),
        AppField(name="client_secret", hi="OAuth 2.0 Client Secret", en="OAuth 2.0 Client Secret"),
    )
    # docs.x.com, "OAuth 2.0 scopes", read 25.11.2026.
    scopes: ClassVar[tuple[str, ...]] = (
        "tweet.read",
        "tweet.write",
        "tweet.moderate.write",
        "users.read",
        "media.write",
        "dm.read",
        "offline.access",
    )

    def authorize_url(self, app: App, walk: Walk) -> str:
        """X's page."""
        return oauth.page(
            f"{PAGE if app.server == API else app.server}/i/oauth2/authorize",
            response_type="code",
            client_id=app.client_id,
            redirect_uri=walk.redirect_uri,
            scope=" ".join(self.scopes),
            state=walk.state,
            code_challenge=walk.challenge,
            code_challenge_method="S256",
        )

    async def exchange(self, http: Http, app: App, walk: Walk, code: str) -> Granted:
        """The tokens, and whose they are."""
        told = oauth.dialect(self.label)
        answer = await oauth.tokens(
            http,
            address(app.server, "/2/oauth2/token"),
            told,
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": walk.redirect_uri,
                "code_verifier": walk.verifier,
                "client_id": app.client_id,
            },
            headers=oauth.basic(app),
        )
        token = answer.text("access_token")
        me = await http.call(
            "GET",
            address(app.server, "/2/users/me"),
            dialect=told,
            headers={"Authorization": f"Bearer {token}"},
        )
        return [
            Grantee(
                remote_id=me.text("data", "id"),
                handle=f"@{me.text('data', 'username')}",
                name=me.text("data", "name"),
                credentials={
                    "server": app.server,
                    "account_id": me.text("data", "id"),
                    "access_token": token,
                    "refresh_token": oauth.optional(answer, "refresh_token"),
                    "client_id": app.client_id,
                    "client_secret": app.client_secret,
                },
                expires_at=oauth.runs_out(answer, http),
            )
        ]
