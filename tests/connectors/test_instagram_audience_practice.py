"""Films, first comments, remarks and own posts on the practice Instagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import (
    Absent,
    Found,
    Json,
    Outgoing,
    Progress,
    Receipt,
    Remark,
    Resumes,
    Sighting,
)
from jansetu.connectors.errors import OutcomeUnknown, Rejected
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.contract import TEXT
from tests.connectors.drive import drafted, publish
from tests.connectors.films import film
from tests.connectors.test_instagram_practice import with_photos
from tests.sandbox.album import served

ACCOUNT, COMMENT = "collectorujjain", "विस्तार से: https://ujjain.nic.in/pul"


@pytest.fixture
def album(tmp_path: Path) -> Iterator[str]:
    """Where this machine serves the test's folder."""
    with served(tmp_path) as address:
        yield address


def with_film(folder: Path, album: str, size: int = 5_000_000) -> Outgoing:
    made = film(folder, size)
    return replace(drafted(TEXT), video=replace(made, public_url=f"{album}/{made.path.name}"))


async def up_to(instagram: Any, outgoing: Outgoing, step: str) -> Progress:
    progress = Progress()
    for _ in range(30):
        if progress.step == step:
            return Progress.from_json(progress.as_json())
        progress = await instagram.step(outgoing, progress)
    raise AssertionError(f"it never comes to {step}")


async def looked(instagram: Any, outgoing: Outgoing, progress: Progress) -> Sighting:
    since = datetime.now(UTC) - timedelta(seconds=30)
    seen: Sighting = await instagram.find(outgoing, progress=progress, since=since, known=frozenset())
    return seen


async def heard(instagram: Any, cursor: Json | None = None) -> tuple[list[Remark], Json]:
    """A whole sweep."""
    remarks: list[Remark] = []
    cursor, since = cursor or {}, datetime.now(UTC) - timedelta(minutes=1)
    for _ in range(20):
        told = await instagram.listen(cursor, since=since)
        remarks += told.remarks
        cursor = told.cursor
        if not told.more:
            return remarks, cursor
    raise AssertionError("it never comes to an end")


async def test_a_film_is_fetched_published_played_and_read(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = with_film(tmp_path, album)
    async with practising("instagram", ACCOUNT) as instagram:
        sent = await publish(instagram, outgoing)
        shown = await instagram.read(sent.remote_id)
        assert (shown.text, shown.raw["media_type"], shown.raw["media_product_type"]) == (
            TEXT,
            "VIDEO",
            "REELS",
        )
        async with ClientSession() as session, session.get(sent.url) as page:
            assert "<video" in await page.text()
    (kept,) = sandbox.films()
    assert outgoing.video is not None
    assert (kept["digest"], sandbox.count()["publish"]) == (outgoing.video.digest, 1)


async def test_a_film_that_cannot_be_fetched_is_tried_anew_and_then_refused(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    lost = with_film(tmp_path, f"{album}/no-such")
    async with practising("instagram", ACCOUNT) as instagram:
        with pytest.raises(Rejected, match="film_lost"):
            await publish(instagram, lost)
    assert sandbox.count()["publish"] == 0


async def test_a_post_in_doubt_goes_on_with_its_comment_and_the_comment_is_found(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = replace(with_photos(tmp_path, album), further=(COMMENT,))
    async with practising("instagram", ACCOUNT) as instagram:
        saved = await up_to(instagram, outgoing, "ready")
        sandbox.fault("lose_answer", platform="instagram", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await instagram.step(outgoing, saved)
        seen = await looked(instagram, outgoing, saved)
        assert isinstance(seen, Resumes)
        sandbox.fault("lose_answer", platform="instagram", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await instagram.step(outgoing, seen.progress)
        found = await looked(instagram, outgoing, seen.progress)
    post, comment = sandbox.ledger()
    assert isinstance(found, Found)
    assert (found.receipt.remote_id, found.receipt.further_ids) == (
        post["remote_id"],
        (comment["remote_id"],),
    )
    assert (comment["text"], comment["reply_to"]) == (COMMENT, post["remote_id"])


async def test_a_comment_that_never_arrived_is_absent_and_goes_again(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = replace(with_photos(tmp_path, album), further=(COMMENT,))
    async with practising("instagram", ACCOUNT) as instagram:
        saved = await up_to(instagram, outgoing, "comment")
        sandbox.fault("drop", platform="instagram", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await instagram.step(outgoing, saved)
        assert await looked(instagram, outgoing, saved) == Absent()
        sent = await instagram.step(outgoing, saved)
    assert isinstance(sent, Receipt)
    assert [entry["text"] for entry in sandbox.ledger()] == [TEXT, COMMENT]


async def test_a_comment_too_long_is_refused_before_anything_is_out(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    outgoing = replace(with_photos(tmp_path, album), further=("क" * 301,))
    async with practising("instagram", ACCOUNT) as instagram:
        with pytest.raises(Rejected, match="comment_too_long"):
            await publish(instagram, outgoing)
    assert sandbox.count()["publish"] == 0


async def test_comments_answers_and_tags_are_heard_once_a_sweep(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    async with practising("instagram", ACCOUNT) as instagram:
        sent = await publish(instagram, replace(with_photos(tmp_path, album), further=(COMMENT,)))
        first = sandbox.say("instagram", ACCOUNT, "पानी कब आएगा?", reply_to=sent.remote_id)
        second = sandbox.say("instagram", ACCOUNT, "हमारे यहाँ भी", reply_to=first)
        third = sandbox.say("instagram", ACCOUNT, "@collectorujjain देखिए")
        remarks, cursor = await heard(instagram)
        assert {one.remote_id: (one.kind, one.answers) for one in remarks} == {
            first: ("comment", sent.remote_id),
            second: ("comment", first),
            third: ("mention", ""),
        }
        later = sandbox.say("instagram", ACCOUNT, "धन्यवाद", reply_to=sent.remote_id)
        again, _ = await heard(instagram, cursor)
    assert later in {one.remote_id for one in again}


async def test_a_thread_longer_than_a_page_is_heard_to_its_end(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    async with practising("instagram", ACCOUNT) as instagram:
        sent = await publish(instagram, with_photos(tmp_path, album))
        said = {
            sandbox.say("instagram", ACCOUNT, f"टिप्पणी {number}", reply_to=sent.remote_id)
            for number in range(120)
        }
        remarks, _ = await heard(instagram)
    assert {one.remote_id for one in remarks} == said


@pytest.mark.parametrize("beneath", ["post", "comment", "answer"])
async def test_an_answer_stands_in_the_thread_and_a_doubt_is_looked_up_there(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str, beneath: str
) -> None:
    reply = drafted("कल सुबह तक।")
    async with practising("instagram", ACCOUNT) as instagram:
        sent = await publish(instagram, with_photos(tmp_path, album))
        comment = sandbox.say("instagram", ACCOUNT, "पानी कब आएगा?", reply_to=sent.remote_id)
        answer = sandbox.say("instagram", ACCOUNT, "हमारे यहाँ भी", reply_to=comment)
        over = {"post": sent.remote_id, "comment": comment, "answer": answer}[beneath]
        begun = await instagram.reply(over, reply, Progress())
        since = datetime.now(UTC) - timedelta(seconds=30)
        look = {"progress": begun, "since": since, "known": frozenset()}
        assert await instagram.find_reply(over, reply, **look) == Absent()
        sandbox.fault("lose_answer", platform="instagram", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await instagram.reply(over, reply, begun)
        found = await instagram.find_reply(over, reply, **look)
    entry = sandbox.ledger()[-1]
    assert isinstance(found, Found)
    assert found.receipt.remote_id == entry["remote_id"]
    assert entry["reply_to"] == (sent.remote_id if beneath == "post" else comment)


async def test_a_comment_is_hidden_and_shown_again(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    async with practising("instagram", ACCOUNT) as instagram:
        sent = await publish(instagram, with_photos(tmp_path, album))
        comment = sandbox.say("instagram", ACCOUNT, "अनुचित", reply_to=sent.remote_id)
        async with ClientSession() as session:
            for hidden, seen in ((True, False), (True, False), (False, True)):
                await instagram.hide(comment, hidden=hidden)
                async with session.get(sent.url) as page:
                    assert ("अनुचित" in await page.text()) is seen


async def test_figures_own_posts_and_the_days_room_are_told(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, album: str
) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    async with practising("instagram", ACCOUNT) as instagram:
        (before,) = await instagram.quotas()
        sent = await publish(instagram, with_photos(tmp_path, album))
        sandbox.say("instagram", ACCOUNT, "पानी कब आएगा?", reply_to=sent.remote_id)
        (after,) = await instagram.quotas()
        (figures,) = await instagram.post_figures((sent.remote_id,))
        account = await instagram.account_figures()
        told = await instagram.own_posts({}, since=since)
        await instagram.delete(sent.remote_id)
        assert await instagram.post_figures((sent.remote_id,)) == ()
    assert (before.limit - before.remaining, after.limit - after.remaining) == (0, 1)
    assert (figures.replies, figures.views, account.posts) == (1, 0, 1)
    assert [(post.remote_id, post.text, post.url) for post in told.posts] == [
        (sent.remote_id, TEXT, sent.url)
    ]
    assert not told.more
