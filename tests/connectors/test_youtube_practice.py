"""YouTube's connector against the practice YouTube: films in pieces, comments, and what citizens see."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import (
    Absent,
    CannotTell,
    Found,
    Outgoing,
    Progress,
    Receipt,
    Remark,
    Resumes,
)
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.http import Http
from jansetu.connectors.registry import connect, credentials_from
from jansetu.connectors.youtube_dialect import midnight
from jansetu.connectors.youtube_video import CHUNK
from jansetu.core.http import open_session, practice
from jansetu.sandbox.process import Sandbox, running
from tests.connectors.conftest import Opens
from tests.connectors.drive import drafted, publish
from tests.connectors.films import film

OFFICE, OTHER = "collectorujjain", "jansamparkmp"
TITLE, TEXT = "नया पुल खुला", "कल से यातायात चालू। विवरण https://ujjain.nic.in/pul #उज्जैन #पुल"
COMMENT, QUESTION, REPLY = "पूरा कार्यक्रम: https://ujjain.nic.in/k", "पानी कब आएगा?", "कल सुबह 8 बजे से।"
THREE = 2 * CHUNK + 5  # bytes of a film that goes in three pieces


def with_film(folder: Path, size: int = 50_000, **more: Any) -> Outgoing:
    return replace(drafted(TEXT), video=film(folder, size), title=TITLE, **more)


async def up_to(youtube: Any, outgoing: Outgoing, pieces: int) -> Progress:
    """What was saved once so many pieces were taken."""
    progress = Progress()
    for _ in range(pieces + 1):
        progress = Progress.from_json((await youtube.step(outgoing, progress)).as_json())
    return progress


async def on_from(youtube: Any, outgoing: Outgoing, progress: Progress) -> Receipt:
    for _ in range(20):
        outcome = await youtube.step(outgoing, progress)
        if isinstance(outcome, Receipt):
            return outcome
        progress = Progress.from_json(outcome.as_json())
    raise AssertionError("it never comes to an end")


async def looked(youtube: Any, outgoing: Outgoing, progress: Progress, *known: str) -> Any:
    since = datetime.now(UTC) - timedelta(seconds=30)
    return await youtube.find(outgoing, progress=progress, since=since, known=frozenset(known))


def later(progress: Progress) -> Progress:
    """The same after a rest: what it knows of YouTube may be out of date."""
    return replace(progress, state=progress.state | {"at": progress.state["at"] - 60})


async def test_a_film_is_published_read_corrected_and_deleted(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path)
    async with practising("youtube", OFFICE) as youtube:
        sent = await publish(youtube, outgoing)
        shown = await youtube.read(sent.remote_id)
        assert (shown.text, shown.url) == (f"{TITLE}\n\n{TEXT}", sent.url)
        assert shown.raw["snippet"]["tags"] == ["उज्जैन", "पुल"]
        assert shown.raw["snippet"]["defaultLanguage"] == "hi"
        assert (shown.raw["status"]["privacyStatus"], shown.raw["status"]["madeForKids"]) == ("public", False)
        for _ in range(2):  # repeating it is harmless
            await youtube.correct(sent.remote_id, replace(outgoing, title="", text="सुधरा हुआ पाठ"))
        assert (await youtube.read(sent.remote_id)).text == f"{TITLE}\n\nसुधरा हुआ पाठ"
        for _ in range(2):
            await youtube.delete(sent.remote_id)
        assert await youtube.read(sent.remote_id) is None
    assert (sandbox.count()["publish"], sandbox.count()["delete"]) == (1, 1)


async def test_citizens_open_the_address_and_play_the_film_whole(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path, 300_000)
    async with practising("youtube", OFFICE) as youtube:
        sent = await publish(youtube, outgoing)
    async with ClientSession() as session:
        async with session.get(sent.url) as page:
            seen = await page.text()
        assert TITLE in seen
        source = f"/_sandbox/media/youtube/{sent.remote_id}"
        assert f'<video src="{source}"' in seen
        place = f"http://127.0.0.1:{sandbox.port}{source}"
        async with session.get(place, headers={"Range": "bytes=100-199"}) as part:
            assert (part.status, len(await part.read())) == (206, 100)
        async with session.get(place) as whole:
            assert hashlib.sha256(await whole.read()).hexdigest() == outgoing.video.digest  # type: ignore[union-attr]


async def test_an_upload_that_was_killed_goes_on_from_what_youtube_says_that_it_has(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path, THREE)
    async with practising("youtube", OFFICE) as youtube:
        saved = await up_to(youtube, outgoing, 1)
        await youtube.step(outgoing, saved)  # the second piece arrives, and then the worker dies unsaved
        seen = await looked(youtube, outgoing, saved)
        assert isinstance(seen, Resumes)
        assert (saved.state["has"], seen.progress.state["has"]) == (CHUNK, 2 * CHUNK)
        await on_from(youtube, outgoing, seen.progress)
    (told,) = sandbox.films()
    assert (told["arrived"], told["pieces"]) == (THREE, 3)
    assert told["digest"] == outgoing.video.digest  # type: ignore[union-attr]


async def test_a_piece_whose_answer_was_lost_is_asked_for_before_the_next_one_goes(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path, THREE)
    async with practising("youtube", OFFICE) as youtube:
        saved = await up_to(youtube, outgoing, 1)
        sandbox.fault("503", platform="youtube", calls="upload", next=1, acts=True)
        with pytest.raises(Unavailable):
            await youtube.step(outgoing, saved)
        asked = await youtube.step(outgoing, later(saved))
        assert asked.state["has"] in (CHUNK, 2 * CHUNK)
        await on_from(youtube, outgoing, asked)
    assert sandbox.count()["publish"] == 1


async def test_a_video_whose_answer_was_lost_is_found_by_its_session_and_not_published_again(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path)
    async with practising("youtube", OFFICE) as youtube:
        saved = await up_to(youtube, outgoing, 0)
        sandbox.fault("lose_answer", platform="youtube", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await youtube.step(outgoing, saved)
        found = await looked(youtube, outgoing, saved)
        assert isinstance(found, Found)
        assert found.receipt.remote_id == sandbox.ledger()[0]["remote_id"]
        known = await looked(youtube, outgoing, saved, found.receipt.remote_id)
        assert known == CannotTell(reason="listed_as_another")
        again = await youtube.step(outgoing, later(saved))  # even a blind repeat makes no second video
        assert again.remote_id == found.receipt.remote_id
    assert sandbox.count()["publish"] == 1


async def test_a_last_piece_that_never_arrived_goes_again_in_the_same_session(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path)
    async with practising("youtube", OFFICE) as youtube:
        saved = await up_to(youtube, outgoing, 0)
        sandbox.fault("drop", platform="youtube", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await youtube.step(outgoing, saved)
        seen = await looked(youtube, outgoing, saved)
        assert isinstance(seen, Resumes)
        assert seen.progress.state["has"] == 0
        await on_from(youtube, outgoing, seen.progress)
    assert sandbox.count()["publish"] == 1


async def test_where_the_session_is_forgotten_the_uploads_are_read(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path)
    gone = Progress(
        step="film", state={"session": "/youtube/upload/youtube/v3/videos?upload_id=1", "has": 0, "at": 0}
    )
    async with practising("youtube", OFFICE) as youtube:
        assert await looked(youtube, outgoing, gone) == Absent()
        sent = await publish(youtube, outgoing)
        await publish(youtube, replace(outgoing, title="कुछ और"))
        assert await looked(youtube, outgoing, gone) == Found(receipt=sent)
        assert await looked(youtube, outgoing, gone, sent.remote_id) == Absent()
        commented = replace(outgoing, further=(COMMENT,))
        seen = await looked(youtube, commented, gone)
        assert isinstance(seen, Resumes)
        assert seen.progress.posted == (sent.remote_id,)
        anew = await youtube.step(outgoing, later(replace(gone, state=gone.state | {"at": 60})))
        assert anew == Progress(state={"begun": 2})


async def test_the_first_comment_follows_the_film_and_is_looked_for_by_itself(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    outgoing = with_film(tmp_path, further=(COMMENT,))
    async with practising("youtube", OFFICE) as youtube:
        saved = await up_to(youtube, outgoing, 1)
        assert saved.posted == (sandbox.ledger()[0]["remote_id"],)
        assert await looked(youtube, outgoing, saved) == Absent()
        sandbox.fault("lose_answer", platform="youtube", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await youtube.step(outgoing, saved)
        found = await looked(youtube, outgoing, saved)
        assert isinstance(found, Found)
        acts = [entry["remote_id"] for entry in sandbox.ledger()]
        assert [found.receipt.remote_id, *found.receipt.further_ids] == acts
        assert (await youtube.read(found.receipt.further_ids[0])).text == COMMENT


async def test_comments_and_answers_are_heard_and_our_own_are_not(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    async with practising("youtube", OFFICE) as youtube:
        sent = await publish(youtube, with_film(tmp_path, further=(COMMENT,)))
        said = sandbox.say("youtube", OFFICE, QUESTION, reply_to=sent.remote_id, author="ravi_sharma")
        answer = sandbox.say("youtube", OFFICE, "हमारे यहाँ भी", reply_to=said, author="seema_verma")
        heard, cursor = await hear(youtube)
        assert {one.remote_id: one.answers for one in heard} == {said: sent.remote_id, answer: said}
        assert all(one.author and one.author_id and one.said_at for one in heard)
        new = sandbox.say("youtube", OFFICE, "और बिजली?", reply_to=sent.remote_id)
        again, _ = await hear(youtube, cursor)
        assert new in {one.remote_id for one in again}


async def test_a_long_thread_and_many_threads_are_heard_to_their_end(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    async with practising("youtube", OFFICE) as youtube:
        sent = await publish(youtube, with_film(tmp_path))
        ids = {sandbox.say("youtube", OFFICE, f"प्रश्न {n}", reply_to=sent.remote_id) for n in range(120)}
        top = sandbox.say("youtube", OFFICE, QUESTION, reply_to=sent.remote_id)
        ids |= {top} | {sandbox.say("youtube", OFFICE, f"उत्तर {n}", reply_to=top) for n in range(110)}
        heard, cursor = await hear(youtube)
        assert {one.remote_id for one in heard} == ids
        assert cursor["long"] == {top: 110}
        late = sandbox.say("youtube", OFFICE, "एक और", reply_to=top)
        assert late in {one.remote_id for one in (await hear(youtube, cursor))[0]}


async def test_a_reply_stands_in_its_thread_and_one_in_doubt_is_found(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    answer = drafted(REPLY)
    async with practising("youtube", OFFICE) as youtube:
        sent = await publish(youtube, with_film(tmp_path))
        said = sandbox.say("youtube", OFFICE, QUESTION, reply_to=sent.remote_id)
        sandbox.say("youtube", OFFICE, REPLY, reply_to=said)  # the same words by a citizen
        look = {"progress": Progress(), "since": datetime.now(UTC), "known": frozenset[str]()}
        assert await youtube.find_reply(said, answer, **look) == Absent()
        sandbox.fault("lose_answer", platform="youtube", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await youtube.reply(said, answer, Progress())
        found = await youtube.find_reply(said, answer, **look)
        assert found.receipt.remote_id == sandbox.ledger()[-1]["remote_id"]
        beneath = await youtube.reply(sent.remote_id, answer, Progress())
        assert await youtube.find_reply(sent.remote_id, answer, **look) == Found(receipt=beneath)
        for _ in range(2):
            await youtube.delete(found.receipt.remote_id)
        assert await youtube.read(found.receipt.remote_id) is None
        await youtube.delete(sent.remote_id)
        with pytest.raises(Rejected):
            await youtube.reply(said, answer, Progress())
        assert await youtube.find_reply(said, answer, **look) == Absent()


async def test_a_comment_is_held_back_and_published_again_however_often(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    async with practising("youtube", OFFICE) as youtube, practising("youtube", OTHER) as other:
        sent = await publish(youtube, with_film(tmp_path))
        said = sandbox.say("youtube", OFFICE, "अपशब्द", reply_to=sent.remote_id)
        for hidden in (True, True, False, False, True):
            await youtube.hide(said, hidden=hidden)
            async with ClientSession() as session, session.get(sandbox.page("youtube", OFFICE)) as page:
                assert ("अपशब्द" in await page.text()) is not hidden
        with pytest.raises(NotAuthorized):
            await other.hide(said)
        assert (await hear(youtube))[0] == []


async def test_figures_leave_out_what_is_gone_and_comments_are_counted(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    async with practising("youtube", OFFICE) as youtube:
        stays, goes = [await publish(youtube, with_film(tmp_path)) for _ in range(2)]
        await youtube.delete(goes.remote_id)
        sandbox.say("youtube", OFFICE, QUESTION, reply_to=stays.remote_id)
        (told,) = await youtube.post_figures((stays.remote_id, goes.remote_id))
        account = await youtube.account_figures()
    assert (told.remote_id, told.views, told.replies) == (stays.remote_id, 0, 1)
    assert (account.followers, account.posts) == (0, 1)


async def test_own_posts_are_listed_page_by_page_and_only_new_ones_later(
    practising: Opens, tmp_path: Path
) -> None:
    async with practising("youtube", OFFICE) as youtube:
        sent = [(await publish(youtube, with_film(tmp_path))).remote_id for _ in range(53)]
        since = datetime.now(UTC) - timedelta(minutes=5)
        first = await youtube.own_posts({}, since=since)
        second = await youtube.own_posts(first.cursor, since=since)
    assert [one.remote_id for one in (*first.posts, *second.posts)] == sent[::-1]
    assert (first.more, second.more, len(first.posts)) == (True, False, 50)


async def test_a_token_is_renewed_and_the_refresh_token_stays(sandbox: Sandbox, practising: Opens) -> None:
    async with practising("youtube", OFFICE) as youtube:
        fresh = await youtube.refresh()
    old = sandbox.credentials("youtube", OFFICE)
    assert fresh.credentials.refresh_token == old["refresh_token"]
    assert fresh.credentials.access_token != old["access_token"]
    assert fresh.expires_at > datetime.now(UTC)
    async with open_session(practice({sandbox.address})) as session:
        assert (await connect("youtube", fresh.credentials, Http(session)).whoami()).handle == OFFICE  # type: ignore[attr-defined]
        gone = replace(fresh.credentials, client_secret="wrong")
        with pytest.raises(NotAuthorized):
            await connect("youtube", gone, Http(session)).refresh()  # type: ignore[attr-defined]


async def test_the_apps_day_is_over_until_midnight_in_california(tmp_path: Path) -> None:
    with running(generous=False) as strict:
        credentials = credentials_from("youtube", strict.credentials("youtube", OFFICE))
        async with open_session(practice({strict.address})) as session:
            youtube: Any = connect("youtube", credentials, Http(session))
            for _ in range(100):
                await youtube.step(with_film(tmp_path), Progress())
            with pytest.raises(RateLimited) as raised:
                await youtube.step(with_film(tmp_path), Progress())
    assert raised.value.scope == "app"
    assert raised.value.until == midnight(datetime.now(UTC))


async def test_the_sandbox_says_no_in_words_that_the_connector_knows(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    expected: dict[str, type[ConnectorError]] = {
        "401": NotAuthorized,
        "403": NotAuthorized,
        "429": RateLimited,
        "refuse": Rejected,
        "500": OutcomeUnknown,
        "503": OutcomeUnknown,
    }
    async with practising("youtube", OFFICE) as youtube:
        saved = await up_to(youtube, with_film(tmp_path), 0)
        for kind, error in expected.items():
            sandbox.fault(kind, platform="youtube", calls="publish", next=1)
            with pytest.raises(error):
                await youtube.step(with_film(tmp_path), saved)
        with pytest.raises(Rejected, match="words_not_taken"):
            await publish(youtube, replace(with_film(tmp_path), text="5 < 6"))
    assert sandbox.count()["publish"] == 0


async def hear(youtube: Any, cursor: dict[str, Any] | None = None) -> tuple[list[Remark], dict[str, Any]]:
    """Everything from the cursor on, page by page."""
    remarks: list[Remark] = []
    since = datetime.now(UTC) - timedelta(hours=1)
    hearing = await youtube.listen(cursor or {}, since=since)
    for _ in range(20):
        remarks += hearing.remarks
        if not hearing.more:
            return remarks, hearing.cursor
        hearing = await youtube.listen(hearing.cursor, since=since)
    raise AssertionError("it never comes to an end")
