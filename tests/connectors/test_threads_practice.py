"""Threads, films and own posts on the practice Mastodon and the practice Bluesky, which ask for the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, Found, Outgoing, Progress, Receipt, Resumes
from jansetu.connectors.errors import OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.http import Http
from jansetu.connectors.registry import connect, credentials_from
from jansetu.core.http import open_session, practice
from jansetu.sandbox.process import Sandbox, running
from tests.connectors.conftest import Opens
from tests.connectors.drive import go_on, listed, look, publish
from tests.connectors.films import ALT, film
from tests.connectors.peers.sending import outgoing

ACCOUNT, DESK = "collectorujjain", "jansamparkujjain"
PARTS = ("पहला: कल जलप्रदाय बंद।", "दूसरा: टैंकर https://ujjain.nic.in/tanker देखें", "तीसरा: हेल्पलाइन 1912")
BOTH = pytest.mark.parametrize("kind", ["mastodon", "bluesky"])


def thread() -> Outgoing:
    return replace(outgoing(PARTS[0]), further=PARTS[1:])


async def page_of(sandbox: Sandbox, kind: str) -> str:
    async with ClientSession() as session, session.get(sandbox.page(kind, ACCOUNT)) as page:
        return await page.text()


@BOTH
async def test_a_thread_stands_part_beneath_part(practising: Opens, sandbox: Sandbox, kind: str) -> None:
    async with practising(kind, ACCOUNT) as connector:
        receipt = await publish(connector, thread())
    ids, acts = [receipt.remote_id, *receipt.further_ids], sandbox.ledger()
    assert [entry["text"] for entry in acts] == list(PARTS)
    assert [entry["remote_id"] for entry in acts] == ids
    assert [entry["reply_to"] for entry in acts] == ["", *ids[:2]]
    assert len({entry["key"] for entry in acts}) == 3
    assert (await page_of(sandbox, kind)).count('<ol class="thread">') == 1


@BOTH
@pytest.mark.parametrize("lost", [0, 1, 2])
async def test_a_part_whose_answer_was_lost_is_found_and_the_rest_follows(
    practising: Opens, sandbox: Sandbox, kind: str, lost: int
) -> None:
    sent, progress = thread(), Progress()
    async with practising(kind, ACCOUNT) as connector:
        for _ in range(lost):
            progress = await connector.step(sent, progress)
        sandbox.fault("lose_answer", platform=kind, calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await connector.step(sent, progress)
        seen = await look(connector, sent, *progress.posted, progress=progress)
        if lost == 2:
            assert isinstance(seen, Found)
            receipt: object = seen.receipt
        else:
            assert isinstance(seen, Resumes)
            receipt = (await go_on(connector, sent, seen.progress))[-1]
    assert isinstance(receipt, Receipt)
    assert [receipt.remote_id, *receipt.further_ids] == [one["remote_id"] for one in sandbox.ledger()]
    assert sandbox.count()["publish"] == 3


@BOTH
async def test_a_part_that_never_left_is_absent_and_the_first_stays_one(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    sent = thread()
    async with practising(kind, ACCOUNT) as connector:
        first = await connector.step(sent, Progress())
        sandbox.fault("drop", platform=kind, calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await connector.step(sent, first)
        assert await look(connector, sent, *first.posted, progress=first) == Absent()
        await go_on(connector, sent, first)
    assert [entry["text"] for entry in sandbox.ledger()] == list(PARTS)


@BOTH
async def test_a_film_is_sent_prepared_and_shown_with_its_description(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, kind: str
) -> None:
    sent = film(tmp_path, size=11_000_003)
    async with practising(kind, ACCOUNT) as connector:
        receipt = await publish(connector, replace(outgoing("उद्घाटन की झलक"), video=sent))
        assert (await connector.read(receipt.remote_id)).text == "उद्घाटन की झलक"
    [arrived] = sandbox.films()
    assert (arrived["digest"], arrived["arrived"]) == (sent.digest, sent.size)
    shown = await page_of(sandbox, kind)
    assert "<video " in shown
    assert ALT in shown


@BOTH
async def test_a_film_with_a_thread_stands_with_its_first_part(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, kind: str
) -> None:
    async with practising(kind, ACCOUNT) as connector:
        await publish(connector, replace(thread(), video=film(tmp_path)))
    assert len(sandbox.films()) == 1
    assert sandbox.count()["publish"] == 3
    assert (await page_of(sandbox, kind)).count("<video ") == 1


@BOTH
async def test_a_lost_answer_to_an_upload_leaves_no_doubt(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, kind: str
) -> None:
    sent = replace(outgoing("झलक"), video=film(tmp_path, size=11_000_003))
    async with practising(kind, ACCOUNT) as connector:
        progress = Progress()
        if kind == "bluesky":  # begun, and one part is there
            for _ in range(2):
                progress = await connector.step(sent, progress)
        sandbox.fault("lose_answer", platform=kind, calls="upload", next=1)
        with pytest.raises(Unavailable):
            await connector.step(sent, progress)
        await go_on(connector, sent, progress)
    assert sandbox.count()["publish"] == 1
    if kind == "bluesky":
        [arrived] = sandbox.films()
        assert arrived["pieces"] == 4  # three parts, and the one in doubt once more


@BOTH
async def test_what_is_no_film_is_refused_and_nothing_published(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, kind: str
) -> None:
    sent = film(tmp_path)
    sent.path.write_bytes(b"x" * sent.size)
    async with practising(kind, ACCOUNT) as connector:
        with pytest.raises(Rejected):
            await publish(connector, replace(outgoing("झलक"), video=sent))
    assert sandbox.count()["publish"] == 0


@pytest.mark.parametrize("kind", ["x", "mastodon", "bluesky"])
async def test_a_film_outlives_the_practice_platforms_process(tmp_path: Path, kind: str) -> None:
    sent, kept = film(tmp_path), tmp_path / "kept"
    kept.mkdir()
    with running(folder=kept) as before:
        credentials = credentials_from(kind, before.credentials(kind, ACCOUNT))
        async with open_session(practice({before.address})) as session:
            connector = connect(kind, credentials, Http(session))
            await publish(connector, replace(outgoing("झलक"), video=sent))
    with running(folder=kept) as after:
        async with ClientSession() as session, session.get(after.page(kind, ACCOUNT)) as page:
            place = (await page.text()).partition('<video src="')[2].partition('"')[0]
        address = f"http://127.0.0.1:{after.port}{place}"
        async with ClientSession() as session, session.get(address) as shown:
            assert await shown.read() == sent.path.read_bytes()


@BOTH
async def test_own_posts_are_read_in_without_answers_and_reposts(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    async with practising(kind, ACCOUNT) as connector, practising(kind, DESK) as desk:
        await publish(connector, thread())
        theirs = await publish(desk, outgoing("विभाग की सूचना"))
        await connector.repost(theirs.remote_id)
        texts, cursor = await listed(connector)
        assert texts == [PARTS[0]]
        for number in range(103):
            await publish(connector, outgoing(f"सूचना {number}"))
        texts, cursor = await listed(connector, cursor)
        assert set(texts) - {PARTS[0]} == {f"सूचना {number}" for number in range(103)}
        assert len(texts) <= 104
        assert set((await listed(connector, cursor))[0]) <= set(texts) | {PARTS[0]}
