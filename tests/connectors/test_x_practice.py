"""X's connector against the practice X: what citizens see, and what its ledger says."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, Found, Progress, Receipt
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.contract import TEXT
from tests.connectors.drive import drafted, look, publish
from tests.connectors.pictures import ALTS

OFFICE, OTHER = "collectorujjain", "jansamparkmp"
LINKED = "5 < 6 & देखें https://ujjain.nic.in/jal और https://mp.gov.in/2 #उज्जैन"


async def test_a_text_is_published_read_and_deleted(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("x", OFFICE) as x:
        sent = await publish(x, drafted(LINKED))
        shown = await x.read(sent.remote_id)
        assert (shown.text, shown.url) == (LINKED, sent.url)
        for _ in range(2):  # repeating it is harmless
            await x.delete(sent.remote_id)
        assert await x.read(sent.remote_id) is None
    assert (sandbox.count()["publish"], sandbox.count()["delete"]) == (1, 1)


async def test_the_address_of_a_receipt_opens_the_post(practising: Opens) -> None:
    async with practising("x", OFFICE) as x:
        sent = await publish(x, drafted(TEXT))
    async with ClientSession() as session, session.get(sent.url) as page:
        assert TEXT in await page.text()


async def test_four_pictures_are_shown_each_with_its_description(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    async with practising("x", OFFICE) as x:
        sent = await publish(x, drafted(LINKED, tmp_path, 4))
        assert (await x.read(sent.remote_id)).text == LINKED
    async with ClientSession() as session, session.get(sandbox.page("x", OFFICE)) as page:
        shown = await page.text()
    assert shown.count("<img ") == 4
    assert all(alt in shown for alt in ALTS[:4])


@pytest.mark.parametrize("count", [0, 2])
async def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, count: int
) -> None:
    outgoing = drafted(LINKED, tmp_path, count)
    sandbox.fault("lose_answer", platform="x", calls="publish", next=1)
    async with practising("x", OFFICE) as x:
        with pytest.raises(OutcomeUnknown):
            await publish(x, outgoing)
        found = await look(x, outgoing)
        assert isinstance(found, Found)
        assert found.receipt.remote_id == sandbox.ledger()[0]["remote_id"]
        assert await look(x, outgoing, found.receipt.remote_id) == Absent()
        with pytest.raises(OutcomeUnknown) as repeated:  # X itself refuses the repeat: look, do not fail
            await publish(x, outgoing)
    assert repeated.value.code == "duplicate"
    assert sandbox.count()["publish"] == 1


async def test_a_timeline_that_lags_shows_the_post_later(practising: Opens, sandbox: Sandbox) -> None:
    sandbox.fault("lag", platform="x", calls="read", ms=60_000)
    async with practising("x", OFFICE) as x:
        await publish(x, drafted(TEXT))
        assert await look(x, drafted(TEXT)) == Absent()
        sandbox.calm()
        assert isinstance(await look(x, drafted(TEXT)), Found)


async def test_a_search_reads_page_after_page(practising: Opens) -> None:
    async with practising("x", OFFICE) as x:
        first = await publish(x, drafted(TEXT))
        for number in range(105):
            await publish(x, drafted(f"सूचना {number}"))
        assert await look(x, drafted(TEXT)) == Found(
            receipt=Receipt(remote_id=first.remote_id, url=first.url)
        )


async def test_a_repost_stands_once_however_often_it_is_asked_for(
    practising: Opens, sandbox: Sandbox
) -> None:
    async with practising("x", OFFICE) as office, practising("x", OTHER) as other:
        sent = await publish(office, drafted(TEXT))
        sandbox.fault("lose_answer", platform="x", account=OTHER, calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await other.repost(sent.remote_id)
        receipts = [await other.repost(sent.remote_id) for _ in range(2)]
        assert receipts[0] == receipts[1]
        assert (await other.read(receipts[0].remote_id)).text == TEXT
        assert await look(other, drafted(TEXT)) == Absent()  # a repost is not an attempt of its own
        for _ in range(2):
            await other.delete(receipts[0].remote_id)
        assert await office.read(sent.remote_id) is not None
    assert sandbox.count()["repost"] == 1


async def test_a_post_that_is_gone_cannot_be_reposted(practising: Opens) -> None:
    async with practising("x", OFFICE) as office, practising("x", OTHER) as other:
        sent = await publish(office, drafted(TEXT))
        await office.delete(sent.remote_id)
        with pytest.raises(Rejected):
            await other.repost(sent.remote_id)


async def test_a_killed_upload_goes_on_where_it_stood(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = drafted(TEXT, tmp_path, 2)
    async with practising("x", OFFICE) as x:
        saved = (await x.step(outgoing, Progress())).as_json()
        sandbox.fault("lose_answer", platform="x", calls="upload", next=1)
        with pytest.raises(Unavailable):
            await x.step(outgoing, Progress.from_json(saved))
        progress = Progress.from_json(saved)
        while not isinstance(outcome := await x.step(outgoing, progress), Receipt):
            progress = outcome
    assert sandbox.count()["publish"] == 1


async def test_the_sandbox_says_no_in_words_that_the_connector_knows(
    practising: Opens, sandbox: Sandbox
) -> None:
    expected = {"401": NotAuthorized, "429": RateLimited, "refuse": Rejected, "500": OutcomeUnknown}
    async with practising("x", OFFICE) as x:
        for kind, error in expected.items():
            sandbox.fault(kind, platform="x", calls="publish", next=1)
            with pytest.raises(error):
                await publish(x, drafted(TEXT))
    assert sandbox.count()["publish"] == 0


async def test_the_account_behind_the_token_is_known(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("x", OFFICE) as x:
        account = await x.whoami()
    assert account.remote_id == sandbox.credentials("x", OFFICE)["account_id"]
    assert account.handle == OFFICE
