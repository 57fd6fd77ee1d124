"""Instagram's connector against the practice Instagram, which fetches its pictures from this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, CannotTell, Found, Outgoing, Progress, Receipt, Sighting
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Unavailable
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.contract import TEXT
from tests.connectors.drive import drafted, publish
from tests.connectors.pictures import ALTS
from tests.sandbox.album import served

ACCOUNT = "collectorujjain"


@pytest.fixture
def album(tmp_path: Path) -> Iterator[str]:
    """Where this machine serves the test's folder."""
    with served(tmp_path) as address:
        yield address


def with_photos(folder: Path, album: str, count: int = 1, text: str = TEXT) -> Outgoing:
    """A text with so many pictures that the album serves."""
    outgoing = drafted(text, folder, count)
    shown = (replace(one, public_url=f"{album}/{one.path.name}") for one in outgoing.pictures)
    return replace(outgoing, pictures=tuple(shown))


async def up_to_ready(instagram: Any, outgoing: Outgoing) -> Progress:
    """All steps but the one that publishes; what a worker would have saved."""
    progress = Progress()
    for _ in range(20):
        if progress.step == "ready":
            return Progress.from_json(progress.as_json())
        progress = await instagram.step(outgoing, progress)
    raise AssertionError("it is never ready")


async def look(instagram: Any, outgoing: Outgoing, progress: Progress, *known: str) -> Sighting:
    """Look for an attempt of a moment ago; the platforms' clock is this machine's."""
    since = datetime.now(UTC) - timedelta(seconds=30)
    found: Sighting = await instagram.find(outgoing, progress=progress, since=since, known=frozenset(known))
    return found


@pytest.mark.parametrize("count", [1, 3])
async def test_photos_are_published_read_and_deleted_with_their_descriptions(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str, count: int
) -> None:
    async with practising("instagram", ACCOUNT) as instagram:
        sent = await publish(instagram, with_photos(tmp_path, album, count))
        shown = await instagram.read(sent.remote_id)
        assert (shown.text, shown.url) == (TEXT, sent.url)
        async with ClientSession() as session, session.get(sent.url) as page:
            seen = await page.text()
        assert TEXT in seen
        assert [alt for alt in ALTS[:count] if alt and alt not in seen] == []
        for _ in range(2):  # repeating it is harmless
            await instagram.delete(sent.remote_id)
        assert await instagram.read(sent.remote_id) is None
    counted = sandbox.count()
    assert (counted["publish"], counted["delete"]) == (1, 1)


async def test_a_crash_between_container_and_publication_resumes_and_publishes_once(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = with_photos(tmp_path, album, 2)
    async with practising("instagram", ACCOUNT) as instagram:
        saved = await up_to_ready(instagram, outgoing)
    assert sandbox.count()["publish"] == 0
    async with practising("instagram", ACCOUNT) as instagram:  # another process, knowing what was saved
        assert await look(instagram, outgoing, saved) == Absent()
        sent = await instagram.step(outgoing, saved)
        assert isinstance(sent, Receipt)
        with pytest.raises(OutcomeUnknown):  # and one that knows nothing of that publishes nothing
            await instagram.step(outgoing, saved)
        assert await look(instagram, outgoing, saved) == Found(
            receipt=Receipt(remote_id=sent.remote_id, url=sent.url)
        )
    assert sandbox.count()["publish"] == 1


async def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = with_photos(tmp_path, album)
    async with practising("instagram", ACCOUNT) as instagram:
        saved = await up_to_ready(instagram, outgoing)
        sandbox.fault("lose_answer", platform="instagram", next=1)
        with pytest.raises(OutcomeUnknown):
            await instagram.step(outgoing, saved)
        found = await look(instagram, outgoing, saved)
        assert isinstance(found, Found)
        assert found.receipt.remote_id == sandbox.ledger()[0]["remote_id"]
        others = await look(instagram, outgoing, saved, found.receipt.remote_id)
        assert others == CannotTell(reason="listed_as_another")
    assert sandbox.count()["publish"] == 1


async def test_a_call_that_never_arrived_is_absent_and_the_same_container_goes_out(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = with_photos(tmp_path, album)
    async with practising("instagram", ACCOUNT) as instagram:
        saved = await up_to_ready(instagram, outgoing)
        sandbox.fault("drop", platform="instagram", next=1)
        with pytest.raises(OutcomeUnknown):
            await instagram.step(outgoing, saved)
        assert await look(instagram, outgoing, saved) == Absent()
        assert isinstance(await instagram.step(outgoing, saved), Receipt)
    assert [entry["key"] for entry in sandbox.ledger()] == [saved.state["container"]]


async def test_a_published_post_that_is_not_listed_yet_is_never_called_absent(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = with_photos(tmp_path, album)
    sandbox.fault("lag", platform="instagram", calls="read", ms=60_000)
    async with practising("instagram", ACCOUNT) as instagram:
        saved = await up_to_ready(instagram, outgoing)
        await instagram.step(outgoing, saved)
        with pytest.raises(Unavailable, match="not_listed_yet"):
            await look(instagram, outgoing, saved)
        sandbox.calm()
        assert isinstance(await look(instagram, outgoing, saved), Found)


async def test_a_picture_that_cannot_be_fetched_publishes_nothing_and_is_tried_again(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = with_photos(tmp_path, album)
    for address in (f"{album}/no-such.jpg", "https://203.0.113.9/picture.jpg", "no address"):
        lost = replace(outgoing.pictures[0], public_url=address)
        async with practising("instagram", ACCOUNT) as instagram:
            with pytest.raises(Unavailable, match="picture_unfetched"):
                await publish(instagram, replace(outgoing, pictures=(lost,)))
    assert sandbox.count()["publish"] == 0


async def test_the_sandbox_says_no_in_words_that_the_connector_knows(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    expected = {"401": NotAuthorized, "403": NotAuthorized, "429": RateLimited, "duplicate": OutcomeUnknown}
    async with practising("instagram", ACCOUNT) as instagram:
        for kind, error in expected.items():
            sandbox.fault(kind, platform="instagram", next=1)
            with pytest.raises(error):
                await publish(instagram, with_photos(tmp_path, album))
    assert sandbox.count()["publish"] == 0


async def test_the_account_behind_the_token_is_known(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("instagram", ACCOUNT) as instagram:
        account = await instagram.whoami()
    assert account.remote_id == sandbox.credentials("instagram", ACCOUNT)["user_id"]
    assert account.handle == ACCOUNT
