"""Telegram: the contract with recorded answers, and what is peculiar to a channel and its bot."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.capabilities import Finds, Reads, Reposts
from jansetu.connectors.contracts import Account, Progress, Receipt
from jansetu.connectors.errors import OutcomeUnknown, Rejected
from jansetu.connectors.telegram import CAPTION_LIMIT, REMOTE_ID, Telegram
from jansetu.connectors.telegram_dialect import NOT_MODIFIED
from tests.connectors.contract import (
    CALL_SECRET,
    CALLED_AT,
    NOW,
    OUTGOING,
    TEXT,
    Contract,
    Recorded,
    Reply,
    Talk,
)
from tests.connectors.pictures import pictures
from tests.connectors.stage import LINE, Stage, Trouble, staged

BOT = "8012345678"
TOKEN = f"{BOT}:AAF-planted_token-no-page-may-tell-9x"
CHAT, NUMBER = "@collectorujjain", -1001234567890
LONG = "जल " * 400  # longer than a caption
CHANNEL = {"id": NUMBER, "title": "कलेक्टर उज्जैन", "username": "collectorujjain", "type": "channel"}


def method(name: str) -> str:
    return f"POST /bot{TOKEN}/{name}"


def said(result: Any) -> Reply:
    return Reply({"ok": True, "result": result})


def message(number: int, **more: Any) -> dict[str, Any]:
    return {"message_id": number, "sender_chat": CHANNEL, "chat": CHANNEL, "date": 1795496400, **more}


def refused(status: int, description: str, **parameters: int) -> Reply:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return Reply(body | ({"parameters": parameters} if parameters else {}), status)


BAD = refused(400, "Bad Request: words that nobody reads")
UNCHANGED = refused(
    400, f"{NOT_MODIFIED}: specified new message content and reply markup are exactly the same"
)
ALBUM = said([message(101, caption=TEXT), message(102)])
STANDING: tuple[tuple[str, Reply], ...] = (
    (method("getChat"), said(CHANNEL)),
    (method("getChatMember"), said({"status": "administrator", "can_post_messages": True})),
)
ME = (method("getMe"), said({"id": int(BOT), "is_bot": True, "username": "collectorujjain_bot"}))


def receipt(remote_id: str, first: int) -> Callable[[str], Receipt]:
    return lambda server: Receipt(remote_id=remote_id, url=f"{server}/collectorujjain/{first}")


def nothing(server: str) -> None:
    """What a deletion gives."""


def talk(
    capability: str, name: str, *answers: tuple[str, Reply], gives: Callable[[str], Any], **rest: Any
) -> Talk:
    told = {"remote_id": "101", "decides": answers[0][0]} | rest
    return Talk(capability=capability, name=name, answers=answers, gives=gives, **told)


TALKS = (
    talk(
        "Publishes",
        "published",
        (method("sendMessage"), said(message(101, text=TEXT))),
        gives=receipt("101", 101),
    ),
    talk(
        "Publishes",
        "published with pictures",
        (method("sendMediaGroup"), ALBUM),
        gives=receipt("101,102+101", 101),
        pictures=2,
    ),
    talk(
        "Publishes",
        "published with one picture",
        (method("sendPhoto"), said(message(101, caption=TEXT))),
        gives=receipt("101+101", 101),
        pictures=1,
    ),
    talk(
        "Publishes",
        "published with a film",
        (method("sendVideo"), said(message(101, caption=TEXT))),
        gives=receipt("101+101", 101),
        film=True,
    ),
    talk("Deletes", "deleted", (method("deleteMessages"), said(True)), gives=nothing),
    # Telegram passes over what is not there, so a post that is gone already gives the same answer.
    talk("Deletes", "gone", (method("deleteMessages"), said(True)), gives=nothing, remote_id="101,102+103"),
    talk(
        "Corrects",
        "corrected",
        (method("editMessageText"), said(message(101, text=TEXT, edit_date=1795496460))),
        gives=receipt("101", 101),
    ),
    talk(
        "Corrects",
        "corrected again",
        (method("editMessageText"), UNCHANGED),
        gives=receipt("101", 101),
    ),
    talk(
        "Corrects",
        "caption corrected",
        (method("editMessageCaption"), said(message(101, caption=TEXT))),
        gives=receipt("101,102+101", 101),
        remote_id="101,102+101",
    ),
    talk("Subscribes", "subscribed", (method("setWebhook"), said(True)), gives=nothing),
    talk(
        "Identifies",
        "identified",
        ME,
        *STANDING,
        gives=lambda server: Account(
            remote_id=str(NUMBER), handle=CHAT, name="कलेक्टर उज्जैन", url=f"{server}/collectorujjain"
        ),
    ),
    talk(
        "Identifies",
        "asked for the channel",
        ME,
        *STANDING,
        decides=method("getChat"),
        gives=lambda server: Account(
            remote_id=str(NUMBER), handle=CHAT, name="कलेक्टर उज्जैन", url=f"{server}/collectorujjain"
        ),
    ),
)


class TestTelegram(Contract):
    """Every promise, on the Bot API's own words."""

    connector = Telegram
    recorded = Recorded(
        credentials={"chat_id": CHAT, "bot_token": TOKEN},
        refusals={
            "401": refused(401, "Unauthorized"),
            "403": refused(403, "Forbidden: bot was kicked from the channel chat"),
            "429": refused(429, "Too Many Requests: retry after 42", retry_after=42),
            "500": refused(500, "Internal Server Error"),
            "503": refused(502, "Bad Gateway"),  # what Telegram says where others say 503
        },
        resets_at=NOW + timedelta(seconds=42),
        talks=TALKS,
        secrets=(CALL_SECRET,),
        token_path=f"/bot{TOKEN}",
    )


SUITE = TestTelegram()


async def steps(stage: Stage, folder: Path, text: str, count: int) -> list[Any]:
    """What each step of a publication gives."""
    outgoing = replace(OUTGOING, text=text, pictures=pictures(folder, count))
    outcomes: list[Any] = [Progress()]
    async with SUITE._connected(stage.port) as connector:
        while isinstance(outcomes[-1], Progress):
            saved = Progress.from_json(json.loads(json.dumps(outcomes[-1].as_json())))
            outcomes.append(await connector.step(outgoing, saved))
    return outcomes[1:]


async def asked(stage: Stage, capability: str, **changed: Any) -> Any:
    """The first talk of a capability, on a stage of the test's own."""
    chosen = next(one for one in TALKS if one.capability == capability)
    async with SUITE._connected(stage.port) as connector:
        return await SUITE._ask(connector, replace(chosen, **changed), Progress(), Path())


async def test_a_text_goes_out_as_it_is_without_a_parse_mode() -> None:
    async with staged(((method("sendMessage"), said(message(101))),)) as stage:
        await asked(stage, "Publishes")
    assert stage.heard[0].json() == {"chat_id": CHAT, "text": TEXT}


async def test_an_album_is_one_call_and_its_first_photo_carries_the_text(tmp_path: Path) -> None:
    async with staged(((method("sendMediaGroup"), ALBUM),)) as stage:
        await steps(stage, tmp_path, TEXT, 2)
    (heard,) = stage.heard
    media = json.loads(heard.body.split(b'name="media"\r\n\r\n')[1].split(b"\r\n--")[0])
    assert media == [
        {"type": "photo", "media": "attach://photo0", "caption": TEXT},
        {"type": "photo", "media": "attach://photo1"},
    ]
    for picture, name in zip(pictures(tmp_path, 2), ("photo0", "photo1"), strict=True):
        assert f'name="{name}"; filename="{picture.path.name}"'.encode() in heard.body
        assert picture.path.read_bytes() in heard.body
    assert b"disable_notification" not in heard.body


@pytest.mark.parametrize(
    ("count", "call", "answer", "remote_id"),
    [
        (1, "sendPhoto", said(message(101)), "101+103"),
        (2, "sendMediaGroup", ALBUM, "101,102+103"),
    ],
)
async def test_a_text_too_long_for_a_caption_answers_its_photos_which_came_silently(
    tmp_path: Path, count: int, call: str, answer: Reply, remote_id: str
) -> None:
    answers = ((method(call), answer), (method("sendMessage"), said(message(103))))
    async with staged(answers) as stage:
        photos, sent = await steps(stage, tmp_path, LONG, count)
    assert photos.step == "text"
    assert sent == Receipt(remote_id=remote_id, url=f"{stage.server}/collectorujjain/101")
    first, second = stage.heard
    assert b'name="disable_notification"\r\n\r\ntrue' in first.body
    assert b"caption" not in first.body
    reply = {"message_id": 101, "allow_sending_without_reply": True}
    assert second.json() == {"chat_id": CHAT, "text": LONG, "reply_parameters": reply}


@pytest.mark.parametrize("trouble", LINE)
@pytest.mark.parametrize("call", ["sendPhoto", "sendMessage"])
async def test_both_calls_of_a_long_text_with_a_photo_are_in_doubt_when_their_answer_is_lost(
    tmp_path: Path, call: str, trouble: str
) -> None:
    answers = ((method("sendPhoto"), said(message(101))), (method("sendMessage"), said(message(103))))
    outgoing = replace(OUTGOING, text=LONG, pictures=pictures(tmp_path, 1))
    progress = Progress(step="text", state={"photos": ["101"]}) if call == "sendMessage" else Progress()
    async with staged(answers, Trouble(method(call), trouble)) as stage:
        async with SUITE._connected(stage.port, patience=0.3) as telegram:
            with pytest.raises(OutcomeUnknown):
                await telegram.step(outgoing, progress)
        assert len(stage.heard) == 1


async def test_the_longest_caption_is_still_a_caption(tmp_path: Path) -> None:
    async with staged(((method("sendPhoto"), said(message(101))),)) as stage:
        (sent,) = await steps(stage, tmp_path, "क" * CAPTION_LIMIT, 1)
    assert sent.remote_id == "101+101"


async def test_an_album_of_which_not_all_came_back_is_in_doubt(tmp_path: Path) -> None:
    async with staged(((method("sendMediaGroup"), said([message(101)])),)) as stage:
        with pytest.raises(OutcomeUnknown):
            await steps(stage, tmp_path, TEXT, 2)


@pytest.mark.parametrize(
    ("remote_id", "numbers"), [("101", [101]), ("101,102+101", [101, 102]), ("101,102+103", [101, 102, 103])]
)
async def test_a_post_is_deleted_with_all_its_messages_in_one_call(
    remote_id: str, numbers: list[int]
) -> None:
    async with staged(((method("deleteMessages"), said(True)),)) as stage:
        await asked(stage, "Deletes", remote_id=remote_id)
    assert [one.json() for one in stage.heard] == [{"chat_id": CHAT, "message_ids": numbers}]


async def test_what_telegram_does_not_delete_is_said_with_what_to_do() -> None:
    async with staged(((method("deleteMessages"), BAD), *STANDING)) as stage:
        with pytest.raises(Rejected) as raised:
            await asked(stage, "Deletes")
    assert raised.value.code == "cannot_be_deleted"
    assert "48" in raised.value.hi
    assert "by hand" in raised.value.en


@pytest.mark.parametrize(
    ("remote_id", "call", "body"),
    [
        ("101", "editMessageText", {"message_id": 101, "text": TEXT}),
        ("101,102+103", "editMessageText", {"message_id": 103, "text": TEXT}),
        ("101,102+101", "editMessageCaption", {"message_id": 101, "caption": TEXT}),
    ],
)
async def test_the_text_is_corrected_where_it_stands(remote_id: str, call: str, body: dict[str, Any]) -> None:
    async with staged(((method(call), said(message(101))),)) as stage:
        await asked(stage, "Corrects", remote_id=remote_id)
    assert [one.json() for one in stage.heard] == [{"chat_id": CHAT, **body}]


async def test_a_caption_is_not_corrected_into_a_text_that_is_too_long_for_it() -> None:
    async with staged(()) as stage, SUITE._connected(stage.port) as telegram:
        with pytest.raises(Rejected, match="caption_too_long"):
            await telegram.correct("101+101", replace(OUTGOING, text=LONG))
    assert stage.heard == []


@pytest.mark.parametrize("remote_id", ["https://t.me/c/1/2", "101+", "+101", "101,+101", "-5", "१०१"])
async def test_an_id_that_is_none_of_telegrams_asks_nobody(remote_id: str) -> None:
    assert not REMOTE_ID.fullmatch(remote_id)
    async with staged(()) as stage:
        for capability in ("Deletes", "Corrects"):
            with pytest.raises(Rejected, match="not_there"):
                await asked(stage, capability, remote_id=remote_id)
    assert stage.heard == []


def test_a_bot_can_neither_read_its_channel_nor_repeat_a_forward_without_harm() -> None:
    assert not [one for one in (Finds, Reads, Reposts) if issubclass(Telegram, one)]


async def test_telegram_is_told_the_address_the_secret_and_of_what_to_call() -> None:
    async with staged(((method("setWebhook"), said(True)),)) as stage:
        await asked(stage, "Subscribes")
    assert stage.heard[0].json() == {
        "url": CALLED_AT,
        "secret_token": CALL_SECRET,
        "allowed_updates": ["channel_post", "edited_channel_post"],
    }


async def test_an_address_that_telegram_does_not_take_is_told_as_that() -> None:
    async with staged(((method("setWebhook"), BAD),)) as stage:
        with pytest.raises(Rejected) as raised:
            await asked(stage, "Subscribes")
    assert raised.value.code == "hook_refused"
    assert "https" in raised.value.hi
