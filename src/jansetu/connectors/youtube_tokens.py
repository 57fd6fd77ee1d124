"""What a YouTube channel is connected with, and how its token is renewed. Keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from aiohttp import FormData

from jansetu.connectors.contracts import Credentials, Renewed
from jansetu.connectors.errors import NotAuthorized
from jansetu.connectors.http import Http, Verdict, address, failure
from jansetu.connectors.youtube_dialect import LABEL, RENEWING
from jansetu.connectors.youtube_video import API, TOKENS

CLIENT = {
    "hi": "ऐप की संख्या (client id)",
    "en": "App's client id",
    "help_hi": "टोकन के नवीकरण के लिए",
    "help_en": "To renew the token",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class YouTubeCredentials(Credentials):
    """One channel's OAuth 2.0 token with youtube.upload and youtube.force-ssl, and what renews it."""

    server: str = field(
        default=API,
        metadata={
            "hi": "सर्वर",
            "en": "Server",
            "help_hi": "YouTube का असली पता",
            "help_en": "YouTube's real address",
        },
    )
    channel_id: str = field(
        metadata={
            "hi": "चैनल संख्या",
            "en": "Channel id",
            "help_hi": "UC से शुरू; YouTube Studio → सेटिंग → उन्नत सेटिंग",
            "help_en": "Begins with UC; YouTube Studio → Settings → Advanced settings",
            "pattern": r"UC[A-Za-z0-9_\-]{22}",
        }
    )
    access_token: str = field(repr=False, metadata={"hi": "टोकन", "en": "Access token", "secret": True})
    refresh_token: str = field(
        default="",
        repr=False,
        metadata={"hi": "नवीकरण टोकन", "en": "Refresh token", "secret": True},
    )
    client_id: str = field(default="", metadata=CLIENT)
    client_secret: str = field(
        default="", repr=False, metadata={"hi": "ऐप सीक्रेट", "en": "App's client secret", "secret": True}
    )


async def renewed(http: Http, have: YouTubeCredentials) -> Renewed:
    """A fresh access token; Google gives a new refresh token seldom, and else the old one stays."""
    if not (have.refresh_token and have.client_id and have.client_secret):
        raise failure(Verdict(NotAuthorized, "no_renewal"), LABEL)
    asked = FormData(
        {
            "grant_type": "refresh_token",
            "refresh_token": have.refresh_token,
            "client_id": have.client_id,
            "client_secret": have.client_secret,
        }
    )
    place = address(TOKENS if have.server == API else have.server, "/token")
    answer = await http.call("POST", place, dialect=RENEWING, data=asked, publishes=True)
    lasts = answer.count("expires_in")
    fresh = replace(
        have,
        access_token=answer.text("access_token"),
        refresh_token=str(answer.get("refresh_token") or have.refresh_token),
    )
    expires_at = None if lasts is None else http.clock() + timedelta(seconds=lasts)
    return Renewed(credentials=fresh, expires_at=expires_at)
