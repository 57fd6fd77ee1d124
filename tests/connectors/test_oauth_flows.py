"""Where each walk leads on the real platforms, and what a platform's refusals on the way mean."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from yarl import URL

from jansetu.connectors import oauth
from jansetu.connectors.errors import ConnectorError, NotAuthorized, RateLimited, Rejected, Unavailable
from jansetu.connectors.flows import FLOWS
from jansetu.connectors.http import Http
from jansetu.connectors.oauth import App, Walk
from jansetu.connectors.registry import CONNECTORS
from jansetu.core.http import open_session, practice
from tests.connectors.stage import HOST, Reply, Stage, Trouble, staged

BACK = "https://jansetu.example/desk/channels/connected/"
PLACES = {
    "x": "https://x.com/i/oauth2/authorize",
    "facebook": "https://www.facebook.com/v23.0/dialog/oauth",
    "instagram": "https://www.facebook.com/v23.0/dialog/oauth",
    "youtube": "https://accounts.google.com/o/oauth2/v2/auth",
    "mastodon": "https://mastodon.example/oauth/authorize",
}
TOKEN = Reply({"access_token": "planted-access", "refresh_token": "planted-refresh", "expires_in": 7200})
ME = Reply({"data": {"id": "7", "username": "collectorujjain", "name": "Collector"}})
SECRETS = ("planted-code", "planted-secret", "planted-access", "planted-refresh")


def app(server: str = "https://mastodon.example") -> App:
    return App(server=server, client_id="ours", client_secret="planted-secret")


async def exchange(stage: Stage, kind: str = "x") -> Any:
    async with open_session(practice({(HOST, stage.port)})) as session:
        walk = Walk(state="s", verifier="v" * 64, redirect_uri=BACK)
        return await FLOWS[kind].exchange(Http(session), app(stage.server), walk, "planted-code")


@pytest.mark.parametrize("kind", sorted(FLOWS))
def test_the_walk_leads_to_the_platforms_own_page(kind: str) -> None:
    flow, walk = FLOWS[kind], oauth.begun(BACK)
    url = URL(flow.authorize_url(app(flow.server or "https://mastodon.example"), walk))
    assert str(url.with_query(None)) == PLACES[kind]
    assert url.query["redirect_uri"] == BACK
    assert url.query["state"] == walk.state
    assert url.query["response_type"] == "code"
    assert walk.verifier not in str(url)
    assert "planted-secret" not in str(url)


@pytest.mark.parametrize("kind", ["x", "youtube", "mastodon"])
def test_the_platform_is_told_the_verifiers_digest_beforehand(kind: str) -> None:
    walk = oauth.begun(BACK)
    query = URL(FLOWS[kind].authorize_url(app(), walk)).query
    digest = hashlib.sha256(walk.verifier.encode()).digest()
    assert query["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert query["code_challenge_method"] == "S256"


def test_two_walks_have_nothing_in_common() -> None:
    one, other = oauth.begun(BACK), oauth.begun(BACK)
    assert one.state != other.state
    assert one.verifier != other.verifier


@pytest.mark.parametrize("kind", sorted(FLOWS))
def test_every_flow_is_a_platforms_that_we_know(kind: str) -> None:
    assert kind in CONNECTORS
    assert FLOWS[kind].label == CONNECTORS[kind].label


async def test_codes_and_secrets_travel_in_the_body_alone() -> None:
    async with staged((("POST /2/oauth2/token", TOKEN), ("GET /2/users/me", ME))) as stage:
        [grantee] = await exchange(stage)
        asked = stage.heard[0]
        assert not any(secret in heard.target for heard in stage.heard for secret in SECRETS)
        assert b"planted-code" in asked.body
        assert asked.headers["Authorization"].startswith("Basic ")
        assert grantee.credentials["refresh_token"] == "planted-refresh"
        assert not any(secret in repr(grantee) for secret in SECRETS)


@pytest.mark.parametrize(
    ("said", "error", "code"),
    [
        (Reply({"error": "invalid_grant"}, 400), NotAuthorized, "grant_refused"),
        (Reply({"error": "invalid_request", "error_description": "planted-code"}, 400), NotAuthorized, None),
        (Reply({"error": "invalid_client"}, 401), NotAuthorized, "app_refused"),
        (Reply({"error": "slow_down"}, 429), RateLimited, "rate_limited"),
        (Reply({}, 503), Unavailable, "server_trouble"),
        (Reply({"token": "x"}), Unavailable, "unexpected_answer"),
        (Reply(b"<html>", 200), Unavailable, "unexpected_answer"),
        ("lost answer", Unavailable, "no_answer"),
    ],
)
async def test_a_refusal_is_one_of_the_five_errors_and_holds_nothing_secret(
    said: Reply | str, error: type[ConnectorError], code: str | None
) -> None:
    async with staged((), Trouble("POST *", said)) as stage:
        with pytest.raises(error) as raised:
            await exchange(stage)
    assert code in (None, raised.value.code)
    told = f"{raised.value!r} {raised.value.hi} {raised.value.en}"
    assert not any(secret in told for secret in SECRETS)
    assert raised.value.__cause__ is None


async def test_a_login_without_a_channel_is_said() -> None:
    answers = (("POST /token", TOKEN), ("GET /youtube/v3/channels", Reply({"kind": "list"})))
    async with staged(answers) as stage:
        with pytest.raises(Rejected) as raised:
            await exchange(stage, "youtube")
    assert raised.value.code == "no_account"
    assert "YouTube" in raised.value.hi
