"""Facebook's connector against the practice Facebook: what citizens see, and what its ledger says."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, Found, Progress, Receipt
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Unavailable
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.contract import TEXT
from tests.connectors.drive import drafted, look, publish
from tests.connectors.pictures import ALTS

PAGE = "collectorujjain"


async def test_a_text_is_published_read_corrected_and_deleted(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("facebook", PAGE) as facebook:
        sent = await publish(facebook, drafted(TEXT))
        shown = await facebook.read(sent.remote_id)
        assert (shown.text, shown.url) == (TEXT, sent.url)
        for _ in range(2):  # repeating it is harmless
            corrected = await facebook.correct(sent.remote_id, drafted(TEXT + " (संशोधित)"))
        assert (corrected.remote_id, corrected.url) == (sent.remote_id, sent.url)
        assert (await facebook.read(sent.remote_id)).text == TEXT + " (संशोधित)"
        for _ in range(2):
            await facebook.delete(sent.remote_id)
        assert await facebook.read(sent.remote_id) is None
    count = sandbox.count()
    assert (count["publish"], count["correct"], count["delete"]) == (1, 1, 1)


async def test_the_address_of_a_receipt_opens_the_post(practising: Opens) -> None:
    async with practising("facebook", PAGE) as facebook:
        sent = await publish(facebook, drafted(TEXT))
    async with ClientSession() as session, session.get(sent.url) as page:
        assert TEXT in await page.text()


@pytest.mark.parametrize("count", [1, 3])
async def test_photos_are_shown_with_their_descriptions_in_their_order(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, count: int
) -> None:
    async with practising("facebook", PAGE) as facebook:
        sent = await publish(facebook, drafted(TEXT, tmp_path, count))
        shown = await facebook.read(sent.remote_id)
    attached = shown.raw["attachments"]["data"][0]
    parts = attached.get("subattachments", {"data": [attached]})["data"]
    assert [part["description"] for part in parts] == list(ALTS[:count])
    assert sandbox.count()["publish"] == 1


async def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = drafted(TEXT, tmp_path, 2)
    sandbox.fault("lose_answer", platform="facebook", calls="publish", next=1)
    async with practising("facebook", PAGE) as facebook:
        with pytest.raises(OutcomeUnknown):
            await publish(facebook, outgoing)
        found = await look(facebook, outgoing)
        assert isinstance(found, Found)
        assert found.receipt.remote_id == sandbox.ledger()[0]["remote_id"]
        assert await look(facebook, outgoing, found.receipt.remote_id) == Absent()
        assert await look(facebook, drafted("कुछ और")) == Absent()
    assert sandbox.count()["publish"] == 1


async def test_a_call_that_never_arrived_is_absent(practising: Opens, sandbox: Sandbox) -> None:
    sandbox.fault("drop", platform="facebook", calls="publish", next=1)
    async with practising("facebook", PAGE) as facebook:
        with pytest.raises(OutcomeUnknown):
            await publish(facebook, drafted(TEXT))
        assert await look(facebook, drafted(TEXT)) == Absent()


async def test_a_timeline_that_lags_shows_the_post_later(practising: Opens, sandbox: Sandbox) -> None:
    sandbox.fault("lag", platform="facebook", calls="read", ms=60_000)
    async with practising("facebook", PAGE) as facebook:
        await publish(facebook, drafted(TEXT))
        assert await look(facebook, drafted(TEXT)) == Absent()
        sandbox.calm()
        assert isinstance(await look(facebook, drafted(TEXT)), Found)


async def test_a_search_reads_page_after_page(practising: Opens) -> None:
    async with practising("facebook", PAGE) as facebook:
        first = await publish(facebook, drafted(TEXT))
        for number in range(105):
            await publish(facebook, drafted(f"सूचना {number}"))
        assert await look(facebook, drafted(TEXT)) == Found(
            receipt=Receipt(remote_id=first.remote_id, url=first.url)
        )


async def test_a_killed_upload_goes_on_where_it_stood(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = drafted(TEXT, tmp_path, 2)
    async with practising("facebook", PAGE) as facebook:
        saved = (await facebook.step(outgoing, Progress())).as_json()
        sandbox.fault("503", platform="facebook", calls="upload", next=1)
        with pytest.raises(Unavailable):
            await facebook.step(outgoing, Progress.from_json(saved))
    async with practising("facebook", PAGE) as facebook:
        progress = await facebook.step(outgoing, Progress.from_json(saved))
        assert isinstance(await facebook.step(outgoing, progress), Receipt)
    assert sandbox.count()["publish"] == 1


async def test_the_sandbox_says_no_in_words_that_the_connector_knows(
    practising: Opens, sandbox: Sandbox
) -> None:
    expected = {"401": NotAuthorized, "403": NotAuthorized, "429": RateLimited, "duplicate": OutcomeUnknown}
    async with practising("facebook", PAGE) as facebook:
        for kind, error in expected.items():
            sandbox.fault(kind, platform="facebook", calls="publish", next=1)
            with pytest.raises(error):
                await publish(facebook, drafted(TEXT))
    assert sandbox.count()["publish"] == 0


async def test_the_page_behind_the_token_is_known(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("facebook", PAGE) as facebook:
        account = await facebook.whoami()
    assert account.remote_id == sandbox.credentials("facebook", PAGE)["page_id"]
    assert account.handle == PAGE
