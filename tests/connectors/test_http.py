"""One call to a platform that says nothing of its own: what types, statuses and headers mean."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from yarl import URL

from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.http import UNTOLD_WAIT, Answer, Dialect, Http, retry_after
from jansetu.connectors.words import SAYINGS, say
from jansetu.core.http import AddressPolicy, open_session, practice
from tests.connectors.contract import NOW
from tests.connectors.stage import HOST, Reply, Stage, Trouble, staged

PLAIN = Dialect("मंच")


@asynccontextmanager
async def calling(
    reply: Reply, trouble: str = "", policy: AddressPolicy | None = None
) -> AsyncIterator[tuple[Stage, Http, URL]]:
    """A server that gives this reply, and a way to call it."""
    struck = Trouble("*", trouble) if trouble else None
    async with (
        staged((("*", reply),), struck) as stage,
        open_session(policy or practice({(HOST, stage.port)})) as session,
    ):
        yield stage, Http(session, clock=lambda: NOW), URL(f"{stage.server}/a")


async def error_of(reply: Reply, trouble: str = "", **rest: Any) -> ConnectorError:
    async with calling(reply, trouble) as (_, http, url):
        with pytest.raises(ConnectorError) as raised:
            await http.call("POST", url, dialect=PLAIN, **rest)
    return raised.value


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (302, OutcomeUnknown, "server_trouble"),
        (400, Rejected, "rejected"),
        (401, NotAuthorized, "token_refused"),
        (403, NotAuthorized, "not_permitted"),
        (404, Rejected, "not_there"),
        (408, OutcomeUnknown, "server_trouble"),
        (410, Rejected, "not_there"),
        (413, Rejected, "too_large"),
        (422, Rejected, "rejected"),
        (425, OutcomeUnknown, "server_trouble"),
        (429, RateLimited, "rate_limited"),
        (500, OutcomeUnknown, "server_trouble"),
        (502, OutcomeUnknown, "server_trouble"),
        (599, OutcomeUnknown, "server_trouble"),
    ],
)
async def test_a_status_means_the_same_everywhere(
    status: int, error: type[ConnectorError], code: str
) -> None:
    reply = Reply({"error": "words"}, status)
    publishing = await error_of(reply, publishes=True)
    assert (type(publishing), publishing.code, publishing.status) == (error, code, status)
    reading = await error_of(reply)
    assert type(reading) is (Unavailable if error is OutcomeUnknown else error)


async def test_a_gate_that_answers_403_with_a_web_page_is_not_the_platform() -> None:
    assert (await error_of(Reply(b"<html>", 403), publishes=True)).code == "blocked"


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("30", timedelta(seconds=30)),
        ("0", timedelta(seconds=1)),
        ("Tue, 24 Nov 2026 05:05:00 GMT", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 05:05:00 GMT", timedelta(seconds=1)),
        ("99999999", timedelta(hours=24)),
        ("soon", UNTOLD_WAIT),
        ("-5", UNTOLD_WAIT),
        ("", UNTOLD_WAIT),
    ],
)
async def test_a_wait_is_believed_within_reason(told: str, wait: timedelta) -> None:
    headers = {"Retry-After": told} if told else {}
    error = await error_of(Reply({}, 429, headers))
    assert isinstance(error, RateLimited)
    assert error.until == NOW + wait


def test_a_wait_may_be_told_in_another_zone() -> None:
    told = retry_after({"Retry-After": "Tue, 24 Nov 2026 10:35:00 +0530"}, NOW)
    assert told == NOW + timedelta(minutes=5)
    assert retry_after({}, NOW) is None
    assert isinstance(told, datetime)


@pytest.mark.parametrize("trouble", ["lost answer", "slow head", "slow body"])
async def test_trouble_after_the_first_byte_is_doubt_only_where_something_could_be_published(
    trouble: str,
) -> None:
    publishing = await error_of(Reply({}), trouble, publishes=True, seconds=0.4)
    assert (type(publishing), publishing.code) == (OutcomeUnknown, "lost_answer")
    reading = await error_of(Reply({}), trouble, seconds=0.4)
    assert (type(reading), reading.code) == (Unavailable, "no_answer")


async def test_an_address_that_is_not_admitted_is_surely_nothing_published() -> None:
    async with calling(Reply({}), policy=practice({("sandbox.test", 1)})) as (stage, http, url):
        with pytest.raises(Unavailable) as raised:
            await http.call("POST", url, dialect=PLAIN, publishes=True)
        assert stage.heard == []
    assert raised.value.code == "address_refused"
    assert raised.value.__context__ is None


async def test_an_error_holds_neither_the_request_nor_its_token() -> None:
    error = await error_of(
        Reply({}), "lost answer", headers={"Authorization": "Bearer s3cret"}, publishes=True
    )
    assert error.__cause__ is None
    assert error.__context__ is None
    assert "s3cret" not in repr(vars(error))


async def test_a_redirect_takes_the_token_nowhere() -> None:
    async with calling(Reply(None, 307, {"Location": "/elsewhere"})) as (stage, http, url):
        with pytest.raises(OutcomeUnknown):
            await http.call("POST", url, dialect=PLAIN, publishes=True, json={"text": "सूचना"})
    assert [heard.path for heard in stage.heard] == ["/a"]


@pytest.mark.parametrize("body", [None, b"<html>", [], "text", 7])
async def test_a_publication_that_is_answered_without_an_object_is_in_doubt(body: Any) -> None:
    assert isinstance(await error_of(Reply(body), publishes=True), OutcomeUnknown)


async def test_hindi_leaves_as_it_is_written() -> None:
    async with calling(Reply({"id": 7})) as (stage, http, url):
        answer = await http.call("POST", url, dialect=PLAIN, publishes=True, json={"text": "पोस्ट 🙏"})
        assert answer.text("id") == "7"
    assert stage.heard[0].body == '{"text":"पोस्ट 🙏"}'.encode()


def test_an_answer_is_read_by_place_and_what_is_not_there_is_none() -> None:
    answer = Answer(200, {}, {"data": [{"id": "1", "empty": "", "yes": True}]}, False, "मंच")
    assert answer.get("data", 0, "id") == "1"
    for path in (("data", 1, "id"), ("data", "id"), ("none",), ("data", 0, "id", "more")):
        assert answer.get(*path) is None
    for path in (("data", 0, "empty"), ("data", 0, "yes"), ("data",)):
        with pytest.raises(Unavailable):
            answer.text(*path)
    with pytest.raises(Unavailable):
        answer.items("data", 0)


@pytest.mark.parametrize("code", SAYINGS)
def test_every_code_is_said_in_both_languages_with_the_platforms_name(code: str) -> None:
    hi, en = say(code, "Facebook")
    assert "{" not in hi + en
    assert any("ऀ" <= sign <= "ॿ" for sign in hi)
    assert hi.endswith(("।", "।)"))
    assert en.endswith(".")


@pytest.mark.parametrize(("publishes", "left"), [(True, 1), (False, 2)])
async def test_a_put_that_publishes_leaves_once_though_its_line_broke(publishes: bool, left: int) -> None:
    async with calling(Reply({}), "lost answer") as (stage, http, url):
        with pytest.raises(OutcomeUnknown if publishes else Unavailable):
            await http.call("PUT", url, dialect=PLAIN, publishes=publishes)
    assert len(stage.heard) == left
