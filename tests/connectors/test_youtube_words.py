"""YouTube: what is peculiar to it beside the contract: reasons, titles, sessions, comments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.capabilities import Reposts, TellsQuota
from jansetu.connectors.contracts import Outgoing, Progress, Quota
from jansetu.connectors.errors import ConnectorError, NotAuthorized, RateLimited, Rejected, Unavailable
from jansetu.connectors.youtube import PAGES, YouTube
from jansetu.connectors.youtube_audience import WATCHED, account_figures
from jansetu.connectors.youtube_dialect import UNITS, midnight
from jansetu.connectors.youtube_films import FRESH, SESSIONS
from jansetu.connectors.youtube_video import GRAIN, TAGS, tags_of, title_of
from tests.connectors import test_youtube
from tests.connectors.contract import NOW, OUTGOING, TEXT, Reply
from tests.connectors.films import film
from tests.connectors.stage import Stage, staged
from tests.connectors.test_youtube import (
    BEGIN,
    BEGUN,
    COMMENT,
    FURTHER,
    OPEN,
    OPENED,
    PUT,
    SECRET,
    SESSION,
    SNIPPET,
    STANDING,
    UPLOADS,
    commenting,
    item,
    more,
    refused,
)
from tests.connectors.youtube_audience import CHANNEL, CHANNELS, SAID, THREADS, VIDEO, VIDEOS, listed, thread

SUITE = test_youtube.TestYouTube()
MEBIBYTE = 1024 * 1024
MIDNIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def with_film(folder: Path, **more: Any) -> Outgoing:
    return replace(OUTGOING, video=film(folder), **more)


async def stepped(stage: Stage, outgoing: Outgoing, progress: Progress) -> Any:
    async with SUITE._connected(stage.port) as youtube:
        return await youtube.step(outgoing, progress)


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (refused("quotaExceeded", 403), RateLimited, "rate_limited"),
        (refused("uploadLimitExceeded"), RateLimited, "uploads_used_up"),
        (refused("rateLimitExceeded", 429), RateLimited, "rate_limited"),
        (refused("youtubeSignupRequired", 401), NotAuthorized, "not_permitted"),
        (refused("insufficientPermissions", 403), NotAuthorized, "not_permitted"),
        (refused("invalidTitle"), Rejected, "words_not_taken"),
        (refused("mediaBodyRequired"), Rejected, "rejected"),
        (refused("backendError", 503), Unavailable, "server_trouble"),
        (Reply(b"<html>gate</html>", 403), Unavailable, "blocked"),
    ],
    ids=lambda value: str(getattr(value, "body", value))[-60:],
)
async def test_refusals_are_told_apart_by_their_reasons_and_a_session_refused_leaves_no_doubt(
    tmp_path: Path, answer: Reply, error: type[ConnectorError], code: str
) -> None:
    async with staged(((OPEN, answer),)) as stage:
        with pytest.raises(error) as raised:
            await stepped(stage, with_film(tmp_path), Progress())
    assert raised.value.code == code


async def test_the_apps_day_ends_at_midnight_in_california_and_is_told_to_the_limiter(
    tmp_path: Path,
) -> None:
    async with staged(((OPEN, refused("quotaExceeded", 403)),)) as stage:
        with pytest.raises(RateLimited) as raised:
            await stepped(stage, with_film(tmp_path), Progress())
    assert (raised.value.until, raised.value.scope) == (MIDNIGHT, "app")
    assert raised.value.quota == Quota(scope="app", name="day", limit=UNITS, remaining=0, resets_at=MIDNIGHT)
    assert midnight(datetime(2026, 7, 1, 6, 59, tzinfo=UTC)) == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


async def test_a_channel_that_uploaded_too_much_waits_a_day(tmp_path: Path) -> None:
    async with staged(((OPEN, refused("uploadLimitExceeded")),)) as stage:
        with pytest.raises(RateLimited) as raised:
            await stepped(stage, with_film(tmp_path), Progress())
    assert (raised.value.until, raised.value.scope) == (NOW + timedelta(hours=24), "account")


async def test_nothing_goes_without_a_film_and_nothing_of_one_that_is_not_there(tmp_path: Path) -> None:
    async with staged(()) as stage:
        with pytest.raises(Rejected, match="film_needed"):
            await stepped(stage, OUTGOING, Progress())
        gone = with_film(tmp_path)
        film(tmp_path).path.unlink()
        with pytest.raises(Unavailable, match="film_unreadable"):
            await stepped(stage, gone, Progress())
        assert stage.heard == []


@pytest.mark.parametrize("place", ["", "https://elsewhere.example/upload?upload_id=1"])
async def test_a_session_elsewhere_is_not_understood_for_it_would_get_the_token(
    tmp_path: Path, place: str
) -> None:
    async with staged(((OPEN, Reply(None, 200, {"Location": place} if place else {})),)) as stage:
        with pytest.raises(Unavailable, match="unexpected_answer"):
            await stepped(stage, with_film(tmp_path), Progress())


async def test_the_film_is_described_and_its_pieces_say_where_they_belong(tmp_path: Path) -> None:
    outgoing = with_film(tmp_path, title="जलप्रदाय", text=f"{TEXT} #उज्जैन")
    async with staged(((OPEN, OPENED), (PUT, more(20_000)), (PUT, STANDING))) as stage:
        progress = await stepped(stage, outgoing, Progress())
        assert progress.state == {"session": SESSION, "has": 0, "at": NOW.timestamp()}
        progress = await stepped(stage, outgoing, progress)
        await stepped(stage, outgoing, progress)
    opened, first, last = stage.heard
    assert opened.query == {"uploadType": "resumable", "part": "snippet,status"}
    assert opened.headers["X-Upload-Content-Length"] == "50000"
    assert opened.json()["snippet"]["tags"] == ["उज्जैन"]
    assert opened.json()["status"] == {"privacyStatus": "public", "selfDeclaredMadeForKids": False}
    assert first.headers["Content-Range"] == "bytes 0-49999/50000"
    assert last.headers["Content-Range"] == "bytes 20000-49999/50000"
    assert first.body[20_000:] == last.body


async def test_what_youtube_had_a_while_ago_is_asked_for_anew(tmp_path: Path) -> None:
    old = Progress(step="film", state=BEGUN.state | {"at": NOW.timestamp() - FRESH})
    async with staged(((PUT, more(30_000)),)) as stage:
        progress = await stepped(stage, with_film(tmp_path), old)
    assert stage.heard[0].headers["Content-Range"] == "bytes */50000"
    assert stage.heard[0].body == b""
    assert progress.state["has"] == 30_000


async def test_a_line_that_is_too_slow_for_a_piece_gets_smaller_ones_down_to_a_least(tmp_path: Path) -> None:
    old, sizes = Progress(step="film", state=BEGUN.state | {"at": 0.0}), []
    async with staged(((PUT, more(0)),)) as stage:
        for _ in range(7):
            told = await stepped(stage, with_film(tmp_path), old)
            sizes.append(told.state["piece"])
            old = Progress(step="film", state=told.state | {"at": 0.0})
    assert sizes == [4 * MEBIBYTE, 2 * MEBIBYTE, MEBIBYTE, 2 * GRAIN, GRAIN, GRAIN, GRAIN]


async def test_a_film_of_which_nothing_more_is_taken_waits(tmp_path: Path) -> None:
    whole = Progress(step="film", state=BEGUN.state | {"has": 50_000})
    async with staged(((PUT, more(0)),)) as stage:
        for progress in (BEGUN, whole):
            with pytest.raises(Unavailable, match="film_not_taken"):
                await stepped(stage, with_film(tmp_path), progress)


async def test_a_session_that_youtube_lost_is_begun_anew_but_not_for_ever(tmp_path: Path) -> None:
    async with staged(((PUT, Reply(b"Not Found", 404)),)) as stage:
        assert await stepped(stage, with_film(tmp_path), BEGUN) == Progress(state={"begun": 2})
        worn = Progress(step="film", state=BEGUN.state | {"begun": SESSIONS})
        with pytest.raises(Rejected, match="film_lost"):
            await stepped(stage, with_film(tmp_path), worn)


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (refused("videoNotFound", 404), Unavailable, "film_not_open"),
        (refused("commentsDisabled", 403), Rejected, "comments_closed"),
    ],
    ids=["not yet", "closed"],
)
async def test_a_comment_that_is_not_taken_leaves_the_film_where_it_is(
    tmp_path: Path, answer: Reply, error: type[ConnectorError], code: str
) -> None:
    outgoing = with_film(tmp_path, further=(FURTHER,))
    async with staged(((BEGIN, answer),)) as stage:
        with pytest.raises(error, match=code):
            await stepped(stage, outgoing, commenting(stage.server))
        assert [heard.call for heard in stage.heard] == [BEGIN]


async def test_the_same_words_by_a_citizen_are_not_our_comment(tmp_path: Path) -> None:
    theirs = SAID | {"id": COMMENT, "snippet": SAID["snippet"] | {"textOriginal": FURTHER}}
    outgoing, told = with_film(tmp_path, further=(FURTHER,)), listed("commentThread", thread(theirs))
    async with staged(((THREADS, told),)) as stage, SUITE._connected(stage.port) as youtube:
        seen = await youtube.find(outgoing, progress=commenting(""), since=NOW, known=frozenset())
    assert type(seen).__name__ == "Absent"


async def test_a_search_without_end_proves_nothing(tmp_path: Path) -> None:
    endless = listed("playlistItem", item(title="कुछ और"), page="again")
    own = {"id": CHANNEL, "contentDetails": {"relatedPlaylists": {"uploads": "UU1"}}}
    answers = ((PUT, Reply(None, 410)), (CHANNELS, listed("channel", own)), (UPLOADS, endless))
    async with staged(answers) as stage, SUITE._connected(stage.port) as youtube:
        seen = await youtube.find(with_film(tmp_path), progress=BEGUN, since=NOW, known=frozenset())
    assert seen.reason == "too_many_posts"
    assert sum(heard.call == UPLOADS for heard in stage.heard) == PAGES


@pytest.mark.parametrize("told", [listed("channel"), listed("channel", {"id": "UCother"})])
async def test_a_token_of_another_channel_or_of_none_is_refused(told: Reply) -> None:
    async with staged(((CHANNELS, told),)) as stage, SUITE._connected(stage.port) as youtube:
        with pytest.raises(NotAuthorized, match="other_account"):
            await youtube.whoami()


async def test_a_list_without_items_is_an_empty_one_and_a_gateways_page_is_none() -> None:
    empty = Reply({"kind": "youtube#videoListResponse", "pageInfo": {"totalResults": 0}})
    async with staged(((VIDEOS, empty),)) as stage, SUITE._connected(stage.port) as youtube:
        assert await youtube.read(VIDEO) is None
    gate = Reply(b"<html>not here</html>", 404)
    async with staged((("*", gate),)) as stage, SUITE._connected(stage.port) as youtube:
        with pytest.raises(Unavailable, match="blocked"):
            await youtube.delete(VIDEO)


async def test_a_correction_keeps_what_is_not_ours() -> None:
    shown = {"id": VIDEO, "snippet": SNIPPET | {"categoryId": "27", "defaultAudioLanguage": "hi"}}
    answers = ((VIDEOS, listed("video", shown)), ("PUT /youtube/v3/videos", STANDING))
    async with staged(answers) as stage, SUITE._connected(stage.port) as youtube:
        await youtube.correct(VIDEO, replace(OUTGOING, text="नया #पाठ"))
    assert stage.heard[-1].json() == {
        "id": VIDEO,
        "snippet": {
            "categoryId": "27",
            "defaultAudioLanguage": "hi",
            "title": TEXT,
            "description": "नया #पाठ",
            "tags": ["पाठ"],
            "defaultLanguage": "hi",
        },
    }


async def test_threads_older_than_a_month_end_a_sweep() -> None:
    old = (NOW - WATCHED - timedelta(days=1)).isoformat()
    long_ago = SAID | {"snippet": SAID["snippet"] | {"publishedAt": old}}
    told = listed("commentThread", thread(SAID), thread(long_ago), page="p2")
    async with staged(((THREADS, told),)) as stage, SUITE._connected(stage.port) as youtube:
        hearing = await youtube.listen({}, since=NOW - timedelta(hours=1))
    assert (hearing.more, [one.remote_id for one in hearing.remarks]) == (False, [SAID["id"]])


async def test_a_grant_that_is_gone_is_told_from_a_passing_trouble() -> None:
    gone = Reply({"error": "invalid_grant", "error_description": "words"}, 400)
    odd = Reply({"error": "temporarily_unavailable"}, 400)
    for answer, error in ((gone, NotAuthorized), (odd, Unavailable)):
        async with staged((("POST /token", answer),)) as stage, SUITE._connected(stage.port) as youtube:
            with pytest.raises(error):
                await youtube.refresh()
        assert SECRET in stage.heard[0].body.decode()
        assert SECRET not in stage.heard[0].target


def test_hidden_subscribers_are_unknown_and_not_none() -> None:
    told = {"statistics": {"hiddenSubscriberCount": True, "subscriberCount": "0", "videoCount": "3"}}
    assert (account_figures(told).followers, account_figures(told).posts) == (None, 3)


def test_a_title_is_cut_between_words_and_tags_end_before_they_are_too_many() -> None:
    long = "कल सुबह सात बजे से जलप्रदाय बंद रहेगा। " * 4
    title = title_of(replace(OUTGOING, text=long))
    assert len(title) <= 100
    assert title.endswith("…")
    assert long.startswith(title[:-1])
    assert title_of(replace(OUTGOING, title="पुल", text=long)) == "पुल"
    tags = tags_of(" ".join(f"#हैशटैग{number}" for number in range(99)) + " #हैशटैग1")
    assert len(",".join(tags)) <= TAGS
    assert len(tags) == len(set(tags)) > 40


def test_youtube_lets_nobody_repost_and_tells_no_quota() -> None:
    assert not issubclass(YouTube, Reposts)
    assert not issubclass(YouTube, TellsQuota)
