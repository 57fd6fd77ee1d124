"""Telegram's connector against the practice Telegram: what citizens see, and what its ledger says."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Progress, Receipt
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.contract import TEXT
from tests.connectors.drive import drafted, publish

CHANNEL = "collectorujjain"
LONG = "जल " * 400 + "अंत"  # longer than a caption


async def seen(address: str) -> str:
    async with ClientSession() as session, session.get(address) as page:
        assert page.status == 200
        return await page.text()


async def test_a_text_is_published_corrected_and_deleted(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("telegram", CHANNEL) as telegram:
        sent = await publish(telegram, drafted(TEXT))
        assert TEXT in await seen(sent.url)
        for _ in range(2):  # repeating it is harmless
            assert await telegram.correct(sent.remote_id, drafted("संशोधित")) == sent
        assert "संशोधित" in await seen(sent.url)
        for _ in range(2):
            await telegram.delete(sent.remote_id)
        with pytest.raises(Rejected):
            await telegram.correct(sent.remote_id, drafted(TEXT))
    count = sandbox.count()
    assert (count["publish"], count["correct"], count["delete"]) == (1, 1, 1)


@pytest.mark.parametrize("count", [1, 3])
async def test_photos_stand_with_their_text_in_one_post(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, count: int
) -> None:
    async with practising("telegram", CHANNEL) as telegram:
        sent = await publish(telegram, drafted(TEXT, tmp_path, count))
        page = await seen(sent.url)
        assert (TEXT in page, page.count("<img ")) == (True, count)
        assert sandbox.count()["publish"] == 1
        await telegram.correct(sent.remote_id, drafted("संशोधित"))
        page = await seen(sent.url)
        assert ("संशोधित" in page, page.count("<img ")) == (True, count)
        await telegram.delete(sent.remote_id)
    assert sandbox.count()["delete"] == 1


async def test_a_long_text_answers_its_photos_and_goes_with_them(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    async with practising("telegram", CHANNEL) as telegram:
        sent = await publish(telegram, drafted(LONG, tmp_path, 2))
        photos, text = sandbox.ledger()
        assert (text["text"], text["reply_to"], photos["text"]) == (LONG, photos["remote_id"], "")
        assert "अंत" in await seen(sent.url)
        await telegram.correct(sent.remote_id, drafted(LONG + " (संशोधित)"))
        await telegram.delete(sent.remote_id)
    count = sandbox.count()
    assert (count["publish"], count["correct"], count["delete"]) == (2, 1, 2)


async def test_killed_between_photos_and_text_it_goes_on_with_the_text(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = drafted(LONG, tmp_path, 2)
    async with practising("telegram", CHANNEL) as telegram:
        saved = (await telegram.step(outgoing, Progress())).as_json()
    async with practising("telegram", CHANNEL) as telegram:
        assert isinstance(await telegram.step(outgoing, Progress.from_json(saved)), Receipt)
    assert [bool(entry["text"]) for entry in sandbox.ledger()] == [False, True]


async def test_a_lost_answer_is_doubt_and_nothing_is_sent_again(practising: Opens, sandbox: Sandbox) -> None:
    sandbox.fault("lose_answer", platform="telegram", calls="publish", next=1)
    async with practising("telegram", CHANNEL) as telegram:
        with pytest.raises(OutcomeUnknown):
            await publish(telegram, drafted(TEXT))
    assert sandbox.count()["publish"] == 1


async def test_the_sandbox_says_no_in_words_that_the_connector_knows(
    practising: Opens, sandbox: Sandbox
) -> None:
    expected = {
        "401": NotAuthorized,
        "403": NotAuthorized,
        "429": RateLimited,
        "refuse": Rejected,
        "500": OutcomeUnknown,
        "503": OutcomeUnknown,
        "html": OutcomeUnknown,
        "empty": OutcomeUnknown,
    }
    async with practising("telegram", CHANNEL) as telegram:
        for kind, error in expected.items():
            sandbox.fault(kind, platform="telegram", calls="publish", next=1)
            with pytest.raises(error):
                await publish(telegram, drafted(TEXT))
    assert sandbox.count()["publish"] == 0


async def test_a_refused_deletion_is_not_taken_for_one(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("telegram", CHANNEL) as telegram:
        sent = await publish(telegram, drafted(TEXT))
        for kind, error in (("refuse", Rejected), ("503", Unavailable), ("403", NotAuthorized)):
            sandbox.fault(kind, platform="telegram", calls="delete", next=1)
            with pytest.raises(error):
                await telegram.delete(sent.remote_id)
    assert sandbox.count()["delete"] == 0


async def test_the_channel_behind_the_token_is_known(practising: Opens) -> None:
    async with practising("telegram", CHANNEL) as telegram:
        account = await telegram.whoami()
    assert (account.handle, account.name) == (f"@{CHANNEL}", CHANNEL)
    assert account.remote_id.startswith("-100")
