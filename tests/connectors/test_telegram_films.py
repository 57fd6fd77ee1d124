"""A film in a Telegram channel: one call, read from the disk, with its text or before it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.contracts import Progress, Receipt
from jansetu.connectors.errors import OutcomeUnknown, Rejected, Unavailable
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.contract import OUTGOING, TEXT
from tests.connectors.drive import drafted, publish
from tests.connectors.films import film
from tests.connectors.openapi import shared
from tests.connectors.stage import Stage, Trouble, staged
from tests.connectors.test_telegram import CHAT, LONG, SUITE, message, method, said

CHANNEL = "collectorujjain"


def field(body: bytes, name: str) -> bytes:
    return body.split(b'name="' + name.encode() + b'"')[1].split(b"\r\n\r\n", 1)[1].split(b"\r\n--")[0]


def names_in(body: bytes) -> set[str]:
    return {one.split(b'"')[0].decode() for one in body.split(b'form-data; name="')[1:]}


async def stepped(stage: Stage, folder: Path, progress: Progress, **changed: Any) -> Any:
    outgoing = replace(OUTGOING, video=film(folder), **changed)
    async with SUITE._connected(stage.port, patience=0.5) as telegram:
        return await telegram.step(outgoing, progress)


async def test_a_film_goes_whole_with_its_text_and_its_measures(tmp_path: Path) -> None:
    async with staged(((method("sendVideo"), said(message(101, caption=TEXT))),)) as stage:
        sent = await stepped(stage, tmp_path, Progress())
        assert sent == Receipt(remote_id="101+101", url=f"{stage.server}/collectorujjain/101")
    body = stage.heard[0].body
    assert film(tmp_path).path.read_bytes() in body
    told = {
        name: field(body, name).decode() for name in ("chat_id", "caption", "width", "height", "duration")
    }
    assert told == {"chat_id": CHAT, "caption": TEXT, "width": "640", "height": "360", "duration": "12"}
    known = {one["name"] for one in shared("telegram-bot-api.json")["methods"]["sendVideo"]["fields"]}
    assert names_in(body) <= known
    assert "Content-Length" in stage.heard[0].headers


async def test_a_text_too_long_for_a_caption_answers_its_film(tmp_path: Path) -> None:
    answers = ((method("sendVideo"), said(message(101))), (method("sendMessage"), said(message(103))))
    async with staged(answers) as stage:
        out = await stepped(stage, tmp_path, Progress(), text=LONG)
        assert (out.step, out.posted, out.state["photos"]) == ("text", ("101+101",), ["101"])
        sent = await stepped(stage, tmp_path, out, text=LONG)
    assert sent.remote_id == "101+103"
    assert b'name="disable_notification"\r\n\r\ntrue' in stage.heard[0].body
    assert "caption" not in names_in(stage.heard[0].body)


async def test_a_film_that_is_too_large_or_gone_is_not_begun(tmp_path: Path) -> None:
    large = replace(film(tmp_path), size=50_000_001)
    async with staged(()) as stage, SUITE._connected(stage.port) as telegram:
        with pytest.raises(Rejected, match="too_large"):
            await telegram.step(replace(OUTGOING, video=large), Progress())
        film(tmp_path).path.unlink()
        with pytest.raises(Unavailable, match="film_unreadable"):
            await telegram.step(replace(OUTGOING, video=replace(large, size=50_000)), Progress())
        assert stage.heard == []


async def test_a_film_whose_answer_is_lost_is_in_doubt(tmp_path: Path) -> None:
    trouble = Trouble(method("sendVideo"), "lost answer")
    async with staged(((method("sendVideo"), said(message(101))),), trouble) as stage:
        with pytest.raises(OutcomeUnknown):
            await stepped(stage, tmp_path, Progress())


@pytest.mark.parametrize("size", [50_000, 20_000_000])
async def test_the_practice_channel_plays_it_and_it_can_be_corrected_and_deleted(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, size: int
) -> None:
    made = film(tmp_path, size)
    async with practising("telegram", CHANNEL) as telegram:
        sent = await publish(telegram, replace(drafted(TEXT), video=made))
        (kept,) = sandbox.films()
        assert (kept["digest"], kept["arrived"]) == (made.digest, size)
        await telegram.correct(sent.remote_id, drafted("सुधारा हुआ"))
        await telegram.delete(sent.remote_id)
    assert [entry["act"] for entry in sandbox.ledger()] == ["publish", "correct", "delete"]


async def test_the_practice_channel_refuses_what_is_no_film(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    text = film(tmp_path)
    text.path.write_bytes(b"x" * text.size)
    async with practising("telegram", CHANNEL) as telegram:
        with pytest.raises(Rejected):
            await publish(telegram, replace(drafted(TEXT), video=text))
    assert sandbox.count()["publish"] == 0
