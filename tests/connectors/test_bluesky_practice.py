"""Bluesky's connector against the practice Bluesky: what citizens see, and what its ledger says."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, Found, Progress
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.peers.sending import TEXT, find, outgoing, publish

ACCOUNT, DESK = "collectorujjain", "jansamparkujjain"


async def test_pictures_stand_with_their_alternative_texts(practising: Opens, tmp_path: Path) -> None:
    sent = outgoing(folder=tmp_path, count=4)
    async with practising("bluesky", ACCOUNT) as bluesky:
        receipt = await publish(bluesky, sent)
        shown = await bluesky.read(receipt.remote_id)
    assert shown.text == TEXT
    images = shown.raw["value"]["embed"]["images"]
    assert [image["alt"] for image in images] == [picture.alt for picture in sent.pictures]


async def test_the_address_of_a_receipt_opens_the_post(practising: Opens) -> None:
    async with practising("bluesky", ACCOUNT) as bluesky:
        receipt = await publish(bluesky, outgoing())
    async with ClientSession() as session, session.get(receipt.url) as page:
        assert "जलप्रदाय" in await page.text()


async def test_the_same_key_again_and_again_is_one_post(practising: Opens, sandbox: Sandbox) -> None:
    sent = outgoing()
    async with practising("bluesky", ACCOUNT) as bluesky:
        receipts = [await publish(bluesky, sent) for _ in range(3)]
    assert len({receipt.remote_id for receipt in receipts}) == 1
    assert (sandbox.count()["publish"], sandbox.count()["correct"]) == (1, 0)


@pytest.mark.parametrize("kind", ["lose_answer", "500", "html", "empty"])
async def test_an_attempt_in_doubt_is_found_again(practising: Opens, sandbox: Sandbox, kind: str) -> None:
    sent = outgoing()
    sandbox.fault(kind, platform="bluesky", next=1, acts=True)
    async with practising("bluesky", ACCOUNT) as bluesky:
        with pytest.raises(OutcomeUnknown):
            await bluesky.step(sent, Progress())
        found = await find(bluesky, sent)
    assert isinstance(found, Found)
    assert found.receipt.remote_id == sandbox.ledger()[0]["remote_id"]


async def test_what_the_platform_never_got_is_absent(practising: Opens, sandbox: Sandbox) -> None:
    sent = outgoing()
    sandbox.fault("drop", platform="bluesky", next=1)
    async with practising("bluesky", ACCOUNT) as bluesky:
        with pytest.raises(OutcomeUnknown):
            await bluesky.step(sent, Progress())
        assert await find(bluesky, sent) == Absent()


@pytest.mark.parametrize(
    ("kind", "error"),
    [("401", NotAuthorized), ("403", NotAuthorized), ("429", RateLimited), ("refuse", Rejected)],
)
async def test_each_no_has_its_error(
    practising: Opens, sandbox: Sandbox, kind: str, error: type[Exception]
) -> None:
    sandbox.fault(kind, platform="bluesky")
    async with practising("bluesky", ACCOUNT) as bluesky:
        with pytest.raises(error):
            await bluesky.step(outgoing(), Progress())
    assert sandbox.count()["publish"] == 0


async def test_a_session_that_ran_out_is_made_anew_without_anybody_noticing(
    practising: Opens, sandbox: Sandbox
) -> None:
    sandbox.fault("401", platform="bluesky", next=1)
    async with practising("bluesky", ACCOUNT) as bluesky:
        await publish(bluesky, outgoing())
    assert sandbox.count()["publish"] == 1


@pytest.mark.parametrize("kind", ["lose_answer", "500", "503", "html", "drop"])
async def test_trouble_with_the_session_leaves_no_doubt(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    sandbox.fault(kind, platform="bluesky", calls="session")
    async with practising("bluesky", ACCOUNT) as bluesky:
        with pytest.raises(Unavailable):
            await bluesky.step(outgoing(), Progress())
        sandbox.calm()
        await publish(bluesky, outgoing())


async def test_a_repost_stands_once_and_both_can_be_taken_back(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("bluesky", ACCOUNT) as bluesky, practising("bluesky", DESK) as desk:
        original = await publish(bluesky, outgoing())
        reposts = [await desk.repost(original.remote_id) for _ in range(2)]
        assert reposts[0].remote_id == reposts[1].remote_id
        assert (await desk.read(reposts[0].remote_id)).text == TEXT
        for _ in range(2):
            await desk.delete(reposts[0].remote_id)
            await bluesky.delete(original.remote_id)
        assert await bluesky.read(original.remote_id) is None
    assert (sandbox.count()["repost"], sandbox.count()["delete"]) == (1, 2)


async def test_a_repost_whose_answer_is_lost_is_the_same_when_it_is_called_again(
    practising: Opens, sandbox: Sandbox
) -> None:
    async with practising("bluesky", ACCOUNT) as bluesky, practising("bluesky", DESK) as desk:
        original = await publish(bluesky, outgoing())
        sandbox.fault("lose_answer", platform="bluesky", next=1)
        with pytest.raises(OutcomeUnknown):
            await desk.repost(original.remote_id)
        assert (await desk.repost(original.remote_id)).remote_id == sandbox.ledger()[1]["remote_id"]
    assert sandbox.count()["repost"] == 1


async def test_the_account_tells_who_it_is(practising: Opens) -> None:
    async with practising("bluesky", ACCOUNT) as bluesky:
        account = await bluesky.whoami()
    assert account.handle == f"{ACCOUNT}.bsky.test"
    assert account.remote_id.startswith("did:plc:")
