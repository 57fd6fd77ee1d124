"""Films and first comments on the practice Facebook: resumed where they stood, out once, found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, Found, Outgoing, Progress, Receipt, Resumes, Sighting
from jansetu.connectors.errors import OutcomeUnknown, Rejected, Unavailable
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.contract import TEXT
from tests.connectors.drive import drafted, publish
from tests.connectors.films import film

MEBIBYTE = 1024 * 1024
PAGE, COMMENT = "collectorujjain", "विस्तार से: https://ujjain.nic.in/pul"


def with_film(folder: Path, size: int = 9 * MEBIBYTE, **more: Any) -> Outgoing:
    return replace(drafted(TEXT), video=film(folder, size), title="नया पुल", **more)


async def up_to(facebook: Any, outgoing: Outgoing, step: str) -> Progress:
    """What a worker had saved before it took that step."""
    progress = Progress()
    for _ in range(30):
        if progress.step == step:
            return Progress.from_json(progress.as_json())
        progress = await facebook.step(outgoing, progress)
    raise AssertionError(f"it never comes to {step}")


async def on_from(facebook: Any, outgoing: Outgoing, progress: Progress) -> Receipt:
    for _ in range(30):
        done = await facebook.step(outgoing, progress)
        if isinstance(done, Receipt):
            return done
        progress = done
    raise AssertionError("it never comes to an end")


async def looked(facebook: Any, outgoing: Outgoing, progress: Progress) -> Sighting:
    since = datetime.now(UTC) - timedelta(seconds=30)
    seen: Sighting = await facebook.find(outgoing, progress=progress, since=since, known=frozenset())
    return seen


async def test_a_film_is_published_once_with_its_title_under_the_id_of_its_post(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path)
    async with practising("facebook", PAGE) as facebook:
        sent = await publish(facebook, outgoing)
        shown = await facebook.read(sent.remote_id)
        assert (shown.text, shown.url) == (TEXT, sent.url)
        assert shown.raw["attachments"]["data"][0]["type"] == "video_inline"
        async with ClientSession() as session, session.get(sent.url) as page:
            assert "<video" in await page.text()
        await facebook.correct(sent.remote_id, drafted("सुधारा हुआ"))
        assert (await facebook.read(sent.remote_id)).text == "सुधारा हुआ"
        for _ in range(2):
            await facebook.delete(sent.remote_id)
        assert await facebook.read(sent.remote_id) is None
    (kept,) = sandbox.films()
    assert outgoing.video is not None
    assert (kept["digest"], kept["arrived"]) == (outgoing.video.digest, 9 * MEBIBYTE)
    assert sandbox.ledger()[0]["remote_id"] == sent.remote_id


async def test_a_killed_upload_goes_on_where_facebook_says_that_it_stood(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path)
    async with practising("facebook", PAGE) as facebook:
        saved = await up_to(facebook, outgoing, "film")
        sandbox.fault("lose_answer", platform="facebook", calls="upload", next=1)
        with pytest.raises(Unavailable):  # the part has arrived, and nobody here knows
            await facebook.step(outgoing, saved)
    async with practising("facebook", PAGE) as facebook:
        told = await facebook.step(outgoing, saved)
        assert (told.state["from"], told.step) == (4 * MEBIBYTE, "film")
        assert await looked(facebook, outgoing, told) == Absent()
        await on_from(facebook, outgoing, told)
    (kept,) = sandbox.films()
    assert (kept["has"], sandbox.count()["publish"]) == (9 * MEBIBYTE, 1)
    assert kept["arrived"] == 9 * MEBIBYTE  # what was refused as known is not kept again


@pytest.mark.parametrize("further", [(), (COMMENT,)], ids=["alone", "with a comment"])
async def test_a_film_whose_last_answer_was_lost_is_found_by_its_own_number(
    practising: Opens, sandbox: Sandbox, tmp_path: Path, further: tuple[str, ...]
) -> None:
    outgoing = with_film(tmp_path, further=further)
    sandbox.fault("lose_answer", platform="facebook", calls="publish", next=1)
    async with practising("facebook", PAGE) as facebook:
        saved = await up_to(facebook, outgoing, "finish")
        with pytest.raises(OutcomeUnknown):
            await facebook.step(outgoing, saved)
        with pytest.raises(Unavailable, match="film_processing"):
            await looked(facebook, outgoing, saved)
        await on_from(facebook, outgoing, saved)  # and a second finish would make no second film
        seen = await looked(facebook, outgoing, saved)
        posted = sandbox.ledger()[0]["remote_id"]
        if further:
            assert isinstance(seen, Resumes)
            assert (seen.progress.step, seen.progress.posted) == ("comment", (posted,))
        else:
            assert isinstance(seen, Found)
            assert seen.receipt.remote_id == posted
    assert [entry["text"] for entry in sandbox.ledger()] == [TEXT, *further]


async def test_a_film_that_was_never_finished_is_absent(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path)
    sandbox.fault("drop", platform="facebook", calls="publish", next=1)
    async with practising("facebook", PAGE) as facebook:
        saved = await up_to(facebook, outgoing, "finish")
        with pytest.raises(OutcomeUnknown):
            await facebook.step(outgoing, saved)
        assert await looked(facebook, outgoing, saved) == Absent()
        assert (await on_from(facebook, outgoing, saved)).remote_id
    assert sandbox.count()["publish"] == 1


async def test_a_film_that_is_none_is_refused_and_one_that_is_gone_is_not_begun(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    text = film(tmp_path, 2 * MEBIBYTE)
    text.path.write_bytes(b"x" * text.size)
    async with practising("facebook", PAGE) as facebook:
        with pytest.raises(Rejected, match="film_refused"):
            await publish(facebook, replace(drafted(TEXT), video=text))
        text.path.unlink()
        with pytest.raises(Unavailable, match="film_unreadable"):
            await publish(facebook, replace(drafted(TEXT), video=text))
    assert sandbox.count()["publish"] == 0


async def test_the_first_comment_stands_beneath_its_post_and_goes_out_once(
    practising: Opens, sandbox: Sandbox
) -> None:
    outgoing = replace(drafted(TEXT), further=(COMMENT,))
    async with practising("facebook", PAGE) as facebook:
        saved = await up_to(facebook, outgoing, "comment")
        sandbox.fault("lose_answer", platform="facebook", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await facebook.step(outgoing, saved)
        seen = await looked(facebook, outgoing, saved)
        assert isinstance(seen, Found)
    post, comment = sandbox.ledger()
    assert (seen.receipt.remote_id, seen.receipt.further_ids) == (post["remote_id"], (comment["remote_id"],))
    assert (comment["text"], comment["reply_to"]) == (COMMENT, post["remote_id"])


async def test_a_comment_that_never_arrived_is_absent_and_the_post_is_not_sent_again(
    practising: Opens, sandbox: Sandbox
) -> None:
    outgoing = replace(drafted(TEXT), further=(COMMENT,))
    async with practising("facebook", PAGE) as facebook:
        saved = await up_to(facebook, outgoing, "comment")
        sandbox.fault("drop", platform="facebook", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await facebook.step(outgoing, saved)
        assert await looked(facebook, outgoing, saved) == Absent()
        sent = await on_from(facebook, outgoing, saved)
    assert sandbox.count()["publish"] == 2
    assert sent.remote_id == sandbox.ledger()[0]["remote_id"]


async def test_a_post_in_doubt_that_is_out_goes_on_with_its_comment(
    practising: Opens, sandbox: Sandbox
) -> None:
    outgoing = replace(drafted(TEXT), further=(COMMENT,))
    sandbox.fault("lose_answer", platform="facebook", calls="publish", next=1)
    async with practising("facebook", PAGE) as facebook:
        with pytest.raises(OutcomeUnknown):
            await facebook.step(outgoing, Progress())
        seen = await looked(facebook, outgoing, Progress())
        assert isinstance(seen, Resumes)
        sent = await on_from(facebook, outgoing, seen.progress)
    assert len(sent.further_ids) == 1
    assert [entry["text"] for entry in sandbox.ledger()] == [TEXT, COMMENT]


async def test_own_posts_are_told_whoever_made_them_page_after_page(practising: Opens) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    async with practising("facebook", PAGE) as facebook:
        for number in range(105):
            await publish(facebook, drafted(f"सूचना {number}"))
        first = await facebook.own_posts({}, since=since)
        second = await facebook.own_posts(first.cursor, since=since)
        assert (len(first.posts), first.more, len(second.posts), second.more) == (100, True, 5, False)
        assert [post.text for post in (*first.posts, *second.posts)][::104] == ["सूचना 104", "सूचना 0"]
        again = await facebook.own_posts(second.cursor, since=since)
        assert again.more  # sweeps overlap by a minute: a post may come twice, none is left out
