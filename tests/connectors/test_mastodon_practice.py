"""Mastodon's connector against the practice Mastodon: what citizens see, and what its ledger says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, Found, Progress
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.peers.sending import TEXT, find, outgoing, publish

ACCOUNT, DESK = "collectorujjain", "jansamparkujjain"


async def test_pictures_stand_with_their_alternative_texts(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    sent = outgoing(folder=tmp_path, count=4)
    async with practising("mastodon", ACCOUNT) as mastodon:
        receipt = await publish(mastodon, sent)
        shown = await mastodon.read(receipt.remote_id)
    assert shown.text == TEXT
    media = shown.raw["media_attachments"]
    assert [one["description"] or "" for one in media] == [picture.alt for picture in sent.pictures]
    assert sandbox.ledger()[0]["key"] == sent.key


async def test_the_address_of_a_receipt_opens_the_post(practising: Opens) -> None:
    async with practising("mastodon", ACCOUNT) as mastodon:
        receipt = await publish(mastodon, outgoing())
    async with ClientSession() as session, session.get(receipt.url) as page:
        assert "जलप्रदाय" in await page.text()


async def test_the_same_key_twice_is_one_status(practising: Opens, sandbox: Sandbox) -> None:
    sent = outgoing()
    async with practising("mastodon", ACCOUNT) as mastodon:
        receipts = [await publish(mastodon, sent) for _ in range(2)]
    assert receipts[0].remote_id == receipts[1].remote_id
    assert sandbox.count()["publish"] == 1


@pytest.mark.parametrize("kind", ["lose_answer", "500", "html", "empty"])
async def test_an_attempt_in_doubt_is_found_again(practising: Opens, sandbox: Sandbox, kind: str) -> None:
    sent = outgoing()
    sandbox.fault(kind, platform="mastodon", next=1, acts=True)
    async with practising("mastodon", ACCOUNT) as mastodon:
        with pytest.raises(OutcomeUnknown):
            await mastodon.step(sent, Progress())
        found = await find(mastodon, sent)
        assert isinstance(found, Found)
        assert found.receipt.remote_id == sandbox.ledger()[0]["remote_id"]
        assert await find(mastodon, sent, frozenset({found.receipt.remote_id})) == Absent()


async def test_a_post_is_found_behind_two_hundred_newer_ones(practising: Opens) -> None:
    sent = outgoing()
    async with practising("mastodon", ACCOUNT) as mastodon:
        receipt = await publish(mastodon, sent)
        for number in range(200):
            await publish(mastodon, outgoing(f"बाद की पोस्ट {number}"))
        found = await find(mastodon, sent)
    assert isinstance(found, Found)
    assert found.receipt.remote_id == receipt.remote_id


async def test_what_the_platform_never_got_is_absent(practising: Opens, sandbox: Sandbox) -> None:
    sent = outgoing()
    sandbox.fault("drop", platform="mastodon", next=1)
    async with practising("mastodon", ACCOUNT) as mastodon:
        with pytest.raises(OutcomeUnknown):
            await mastodon.step(sent, Progress())
        assert await find(mastodon, sent) == Absent()


@pytest.mark.parametrize(
    ("kind", "error"),
    [("401", NotAuthorized), ("403", NotAuthorized), ("429", RateLimited), ("refuse", Rejected)],
)
async def test_each_no_has_its_error(
    practising: Opens, sandbox: Sandbox, kind: str, error: type[Exception]
) -> None:
    sandbox.fault(kind, platform="mastodon", next=1)
    async with practising("mastodon", ACCOUNT) as mastodon:
        with pytest.raises(error):
            await mastodon.step(outgoing(), Progress())
    assert sandbox.count()["publish"] == 0


async def test_trouble_with_a_picture_leaves_no_doubt(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.fault("lose_answer", platform="mastodon", calls="upload", next=1)
    async with practising("mastodon", ACCOUNT) as mastodon:
        with pytest.raises(Unavailable):
            await mastodon.step(outgoing(folder=tmp_path, count=1), Progress())


async def test_a_correction_keeps_the_pictures_and_repeats_harmlessly(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    sent = outgoing(folder=tmp_path, count=1)
    async with practising("mastodon", ACCOUNT) as mastodon:
        receipt = await publish(mastodon, sent)
        for _ in range(2):
            await mastodon.correct(receipt.remote_id, replace(sent, text="सुधरा हुआ पाठ", pictures=()))
        shown = await mastodon.read(receipt.remote_id)
    assert (shown.text, len(shown.raw["media_attachments"])) == ("सुधरा हुआ पाठ", 1)
    assert sandbox.count()["correct"] == 1


async def test_a_reblog_stands_once_and_both_can_be_taken_back(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("mastodon", ACCOUNT) as mastodon, practising("mastodon", DESK) as desk:
        original = await publish(mastodon, outgoing())
        reblogs = [await desk.repost(original.remote_id) for _ in range(2)]
        assert reblogs[0].remote_id == reblogs[1].remote_id
        assert (await desk.read(reblogs[0].remote_id)).text == TEXT
        for _ in range(2):
            await desk.delete(reblogs[0].remote_id)
            await mastodon.delete(original.remote_id)
        assert await mastodon.read(original.remote_id) is None
    assert (sandbox.count()["repost"], sandbox.count()["delete"]) == (1, 2)


async def test_the_account_tells_who_it_is(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("mastodon", ACCOUNT) as mastodon:
        account = await mastodon.whoami()
    assert (account.handle, account.remote_id.partition("@")[2]) == (ACCOUNT, "127.0.0.1")
