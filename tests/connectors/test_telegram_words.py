"""Telegram: what its refusals mean, that its token stays unsaid, and what its specification knows."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from jansetu.connectors.contracts import Account, Progress
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.telegram import CAPTION_LIMIT, Telegram
from tests.connectors.contract import OUTGOING, Reply
from tests.connectors.openapi import shared
from tests.connectors.stage import LINE, Trouble, staged
from tests.connectors.test_telegram import (
    BAD,
    CHANNEL,
    CHAT,
    ME,
    NUMBER,
    STANDING,
    SUITE,
    TALKS,
    TOKEN,
    asked,
    message,
    method,
    refused,
    said,
)
from tests.connectors.test_telegram import TestTelegram as Recording


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (refused(401, "Unauthorized"), NotAuthorized, "token_refused"),
        (refused(404, "Not Found"), NotAuthorized, "token_refused"),
        (Reply(b"<html>gate</html>", 404), Unavailable, "blocked"),
        (refused(403, "Forbidden: bot is not a member of the channel chat"), NotAuthorized, "not_permitted"),
        (refused(400, "Bad Request: …", migrate_to_chat_id=-1009), NotAuthorized, "chat_moved"),
        (refused(413, "Request Entity Too Large"), Rejected, "too_large"),
        (refused(429, "Too Many Requests", retry_after=7), RateLimited, "rate_limited"),
        (refused(502, "Bad Gateway"), OutcomeUnknown, "server_trouble"),
        (Reply({"ok": False}, 200), OutcomeUnknown, "unexpected_answer"),
    ],
    ids=lambda value: str(getattr(value, "body", value))[:60],
)
async def test_refusals_are_told_apart_by_status_and_parameters(
    answer: Reply, error: type[ConnectorError], code: str
) -> None:
    async with staged(((method("sendMessage"), answer),)) as stage:
        with pytest.raises(error) as raised:
            await asked(stage, "Publishes")
    assert raised.value.code == code


NO_CHAT = ((method("getChat"), BAD),)
NO_RIGHT = (STANDING[0], (method("getChatMember"), said({"status": "administrator"})))
NO_MEMBER = (STANDING[0], (method("getChatMember"), BAD))
A_GROUP = ((method("getChat"), said(CHANNEL | {"type": "supergroup"})), STANDING[1])


@pytest.mark.parametrize(
    ("found", "error", "code"),
    [
        (NO_CHAT, NotAuthorized, "chat_not_found"),
        (NO_RIGHT, NotAuthorized, "not_permitted"),
        (NO_MEMBER, NotAuthorized, "not_permitted"),
        (A_GROUP, NotAuthorized, "not_a_channel"),
        (((method("getChat"), refused(502, "Bad Gateway")),), Unavailable, "server_trouble"),
        (STANDING, Rejected, "rejected"),
    ],
    ids=["no chat", "no right", "no member", "a group", "trouble", "the content"],
)
async def test_a_400_is_the_contents_fault_only_where_the_bot_may_post(
    found: tuple[tuple[str, Reply], ...], error: type[ConnectorError], code: str
) -> None:
    async with staged(((method("sendMessage"), BAD), *found)) as stage:
        with pytest.raises(error) as raised:
            await asked(stage, "Publishes")
    assert (type(raised.value), raised.value.code) == (error, code)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (NO_CHAT, "chat_not_found"),
        (NO_RIGHT, "not_permitted"),
        (NO_MEMBER, "not_permitted"),
        (A_GROUP, "not_a_channel"),
    ],
)
async def test_only_a_channel_in_which_the_bot_may_post_can_be_connected(
    found: tuple[tuple[str, Reply], ...], code: str
) -> None:
    async with staged((ME, *found)) as stage:
        with pytest.raises(NotAuthorized) as raised:
            await asked(stage, "Identifies")
    assert raised.value.code == code


async def test_the_creator_of_a_channel_may_post_without_a_right_of_its_own() -> None:
    creator = (method("getChatMember"), said({"status": "creator"}))
    async with staged((ME, STANDING[0], creator)) as stage:
        assert (await asked(stage, "Identifies")).handle == CHAT


async def test_a_private_channel_is_known_by_its_number() -> None:
    private = {"id": NUMBER, "title": "आंतरिक", "type": "channel"}
    answers = (ME, (method("getChat"), said(private)), STANDING[1], (method("sendMessage"), said(message(7))))

    class Private(Recording):
        recorded = replace(Recording.recorded, credentials={"chat_id": str(NUMBER), "bot_token": TOKEN})

    async with staged(answers) as stage, Private()._connected(stage.port) as telegram:
        account = await telegram.whoami()
        sent = await telegram.step(OUTGOING, Progress())
        assert account == Account(
            remote_id=str(NUMBER), handle=str(NUMBER), name="आंतरिक", url=f"{stage.server}/c/1234567890"
        )
        assert sent.url == f"{stage.server}/c/1234567890/7"


@pytest.mark.parametrize("patience", [0.3, 30.0])
@pytest.mark.parametrize(
    "trouble", [*LINE, Reply(b"<html>", 404), Reply(None, 302, {"Location": f"/bot{TOKEN}"})]
)
async def test_the_token_in_the_address_reaches_no_log_and_no_error(
    trouble: str | Reply,
    patience: float,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if patience > 1 and isinstance(trouble, str) and trouble.startswith("slow"):
        patience = 0.5
    caplog.set_level(logging.DEBUG)
    async with (
        staged((), Trouble("*", trouble)) as stage,
        SUITE._connected(stage.port, patience=patience) as telegram,
    ):
        for ask in (telegram.whoami(), telegram.delete("1"), telegram.step(OUTGOING, Progress())):
            with pytest.raises(ConnectorError) as raised:
                await ask
            SUITE._assert_silent(raised.value, caplog.text + "".join(capsys.readouterr()))
        assert all(TOKEN in one.target for one in stage.heard)
        assert TOKEN not in repr(telegram)


@pytest.mark.parametrize(
    "server", ["http://127.0.0.1:1", "http://nowhere.invalid", "http://127.0.0.1:1:2", "xx://a"]
)
async def test_the_token_stays_unsaid_where_no_connection_comes_about(
    server: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with SUITE._connected(1) as connector:
        connector._root = f"{server}/bot{TOKEN}"
        with pytest.raises((ConnectorError, ValueError)) as raised:
            await connector.whoami()
    SUITE._assert_silent(raised.value, caplog.text)


@pytest.mark.shared
async def test_every_call_has_only_what_the_bot_api_knows_and_all_that_it_needs(tmp_path: Path) -> None:
    known = shared("telegram-bot-api.json")["methods"]
    used = set()
    for one in TALKS:
        async with staged(one.answers) as stage:
            await SUITE._done(one, stage, tmp_path)
        for heard in stage.heard:
            name = heard.path.rpartition("/")[2]
            fields = {field["name"]: field["required"] for field in known[name].get("fields", [])}
            given = parameters(heard.body)
            assert given <= fields.keys(), name
            assert {field for field, needed in fields.items() if needed} <= given, name
            used.add(name)
    assert len(used) == 11


def parameters(body: bytes) -> set[str]:
    """The names of a call's parameters; files that an album's list attaches are none."""
    if body.startswith(b"{") or not body:
        return set(json.loads(body or b"{}"))
    names = {part.split(b'"')[0].decode() for part in body.split(b'; name="')[1:]}
    return {name for name in names if not name.removeprefix("photo").isdigit()}


@pytest.mark.shared
def test_the_limits_are_those_of_the_bot_api() -> None:
    methods = shared("telegram-bot-api.json")["methods"]
    told = {
        (name, field["name"]): field["description"]
        for name in methods
        for field in methods[name].get("fields", [])
    }
    assert f"1-{Telegram.limits.text} characters" in told["sendMessage", "text"]
    assert f"0-{CAPTION_LIMIT} characters" in told["sendPhoto", "caption"]
    assert f"2-{Telegram.limits.pictures} items" in told["sendMediaGroup", "media"]
    assert "10 MB" in told["sendPhoto", "photo"]
    assert "skipped" in methods["deleteMessages"]["description"][0]
    names = {
        field["name"] for field in shared("telegram-bot-api.json")["types"]["ResponseParameters"]["fields"]
    }
    assert names == {"migrate_to_chat_id", "retry_after"}
