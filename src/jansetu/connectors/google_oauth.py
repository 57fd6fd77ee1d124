"""The walk to Google and back, for YouTube channels.

developers.google.com, "Using OAuth 2.0 for Web Server Applications", read 25.11.2026: an access token serves
an hour. A refresh token comes with the first consent, with later ones only where prompt=consent asks for it;
where none comes the one that is kept stays. While the app is in testing it ends after seven days.
"""

from __future__ import annotations

from typing import Any, ClassVar

from jansetu.connectors import oauth
from jansetu.connectors.http import Http, address
from jansetu.connectors.oauth import App, AppField, Granted, Grantee, Walk

API, PAGE, TOKENS = (
    "https://www.googleapis.com",
    "https://accounts.google.com",
    "https://oauth2.googleapis.com",
)


class GoogleFlow:
    """The channel that the officer picks on Google's page."""

    kind: ClassVar[str] = "youtube"
    label: ClassVar[str] = "YouTube"
    server: ClassVar[str] = API
    app_page: ClassVar[str] = "console.cloud.google.com → APIs & Services → Credentials (Web application)"
    app_fields: ClassVar[tuple[AppField, ...]] = (
        AppField(name="client_id", hi="OAuth client ID", en="OAuth client ID"),
        AppField(name="client_secret", hi="Client secret", en="Client secret"),
    )
    # developers.google.com/youtube/v3/guides/auth/server-side-web-apps, read 25.11.2026.
    scopes: ClassVar[tuple[str, ...]] = (
        "https://www.googleapis.com/auth/youtube.upload",
        "https://www.googleapis.com/auth/youtube.force-ssl",
        "https://www.googleapis.com/auth/yt-analytics.readonly",
    )

    def authorize_url(self, app: App, walk: Walk) -> str:
        """Google's page."""
        return oauth.page(
            f"{PAGE if app.server == API else app.server}/o/oauth2/v2/auth",
            response_type="code",
            client_id=app.client_id,
            redirect_uri=walk.redirect_uri,
            scope=" ".join(self.scopes),
            state=walk.state,
            code_challenge=walk.challenge,
            code_challenge_method="S256",
            access_type="offline",
            prompt="consent",
        )

    async def exchange(self, http: Http, app: App, walk: Walk, code: str) -> Granted:
        """The tokens, and the channels that they are for."""
        told = oauth.dialect(self.label)
        answer = await oauth.tokens(
            http,
            address(TOKENS if app.server == API else app.server, "/token"),
            told,
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": walk.redirect_uri,
                "code_verifier": walk.verifier,
                "client_id": app.client_id,
                "client_secret": app.client_secret,
            },
        )
        token = answer.text("access_token")
        mine = await http.call(
            "GET",
            address(app.server, "/youtube/v3/channels"),
            dialect=told,
            headers={"Authorization": f"Bearer {token}"},
            params={"part": "snippet", "mine": "true"},
        )
        kept = {
            "server": app.server,
            "access_token": token,
            "refresh_token": oauth.optional(answer, "refresh_token"),
            "client_id": app.client_id,
            "client_secret": app.client_secret,
        }
        ends = oauth.runs_out(answer, http)
        found = [_channel(one, kept, ends) for one in mine.get("items") or []]
        return oauth.must_have(found, self.label)


def _channel(told: Any, kept: dict[str, str], ends: Any) -> Grantee:
    snippet = told.get("snippet") or {}
    return Grantee(
        remote_id=str(told["id"]),
        handle=str(snippet.get("customUrl") or told["id"]),
        name=str(snippet.get("title") or ""),
        credentials={**kept, "channel_id": str(told["id"])},
        expires_at=ends,
    )
