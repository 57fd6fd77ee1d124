"""Figures, remarks, replies and hiding: what is peculiar to each platform beside the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.capabilities import Hides
from jansetu.connectors.contracts import Connector, Hearing, Progress, Receipt
from jansetu.connectors.errors import NotAuthorized, Rejected
from jansetu.connectors.mastodon_audience import addressed
from tests.connectors import (
    bluesky_audience,
    facebook_audience,
    mastodon_audience,
    test_bluesky,
    test_facebook,
    test_mastodon,
    test_x,
    x_audience,
)
from tests.connectors.contract import NOW, OUTGOING, TEXT, Contract, Reply
from tests.connectors.pictures import pictures
from tests.connectors.stage import Stage, staged
from tests.connectors.test_facebook import refused
from tests.connectors.test_x_words import INVALID

SUITES: Mapping[str, Contract] = {
    "x": test_x.TestX(),
    "facebook": test_facebook.TestFacebook(),
    "mastodon": test_mastodon.TestMastodon(),
    "bluesky": test_bluesky.TestBluesky(),
}


async def heard(kind: str, stage: Stage, cursor: dict[str, Any]) -> Hearing:
    async with SUITES[kind]._connected(stage.port) as connector:
        found: Hearing = await connector.listen(cursor, since=NOW)
        return found


async def replied(kind: str, stage: Stage, remote_id: str, text: str = TEXT) -> Receipt:
    """A reply, step by step."""
    progress = Progress()
    async with SUITES[kind]._connected(stage.port) as connector:
        for _ in range(5):
            outcome = await connector.reply(remote_id, replace(OUTGOING, text=text), progress)
            if isinstance(outcome, Receipt):
                return outcome
            progress = Progress.from_json(outcome.as_json())
    raise AssertionError("it never comes to an end")


async def test_x_is_understood_under_its_older_names_too() -> None:
    old_post = {"id": "1", "text": "अ", "public_metrics": {"retweet_count": 9, "like_count": 1}}
    user = {"id": "1", "username": "c", "public_metrics": {"tweet_count": 90, "followers_count": 2}}
    said = {**x_audience.SAID, "referenced_tweets": x_audience.SAID["referenced_posts"]}
    del said["referenced_posts"]
    answers = (
        ("GET /2/users/me", Reply({"data": user})),
        ("GET /2/tweets", INVALID),
        ("GET /2/tweets", Reply({"data": [old_post]})),
        (x_audience.MENTIONS, INVALID),
        (x_audience.MENTIONS, Reply({**x_audience.HEARD, "data": [said]})),
    )
    async with staged(answers) as stage:
        async with SUITES["x"]._connected(stage.port) as x:
            assert (await x.account_figures()).posts == 90
            (figures,) = await x.post_figures(("1",))
            assert (figures.reposts, figures.views) == (9, None)  # unknown is not zero
        (remark,) = (await heard("x", stage, {})).remarks
    assert (remark.kind, remark.answers, remark.author) == ("comment", x_audience.POST, "ravi_ujjain")
    asked = stage.heard[-1].query
    assert asked["tweet.fields"] == "created_at,entities,author_id,in_reply_to_user_id,referenced_tweets"
    assert asked["expansions"] == "author_id"


async def test_x_goes_on_from_the_newest_mention_only_once_all_pages_are_read() -> None:
    def page(newest: str, token: str) -> Reply:
        meta = {"result_count": 1, "newest_id": newest} | ({"next_token": token} if token else {})
        return Reply({"data": [x_audience.SAID | {"id": newest}], "meta": meta})

    answers = ((x_audience.MENTIONS, page("90", "t1")), (x_audience.MENTIONS, page("80", "")))
    async with staged(answers) as stage:
        first = await heard("x", stage, {"last": "70"})
        second = await heard("x", stage, first.cursor)
    assert (first.more, second.more, second.cursor) == (True, False, {"last": "90"})
    assert [one.query.get("since_id") for one in stage.heard] == ["70", "70"]
    assert [one.query.get("pagination_token") for one in stage.heard] == [None, "t1"]


@pytest.mark.parametrize("why", [refused(100), refused(200, 403)], ids=["unknown insight", "no permission"])
async def test_facebook_without_insights_still_tells_what_everybody_sees(why: Reply) -> None:
    node = f"GET /v23.0/{facebook_audience.POST}"
    answers = ((node, why), (node, Reply(facebook_audience.PUBLIC)))
    async with staged(answers) as stage, SUITES["facebook"]._connected(stage.port) as facebook:
        (figures,) = await facebook.post_figures((facebook_audience.POST,))
    assert (figures.likes, figures.replies, figures.reposts) == (31, 4, 0)
    assert (figures.views, figures.clicks) == (None, None)  # unknown is not zero


@pytest.mark.parametrize(("published", "gone"), [(Reply({"data": []}), True), (refused(10, 403), False)])
async def test_facebook_leaves_out_a_post_that_is_surely_gone(published: Reply, gone: bool) -> None:
    answers = (
        (f"GET /v23.0/{facebook_audience.POST}", refused(100, subcode=33)),
        (f"GET /v23.0/{facebook_audience.PAGE}/published_posts", published),
    )
    async with staged(answers) as stage, SUITES["facebook"]._connected(stage.port) as facebook:
        if gone:
            assert await facebook.post_figures((facebook_audience.POST,)) == ()
        else:
            with pytest.raises(NotAuthorized):
                await facebook.post_figures((facebook_audience.POST,))


async def test_facebook_hears_a_long_thread_and_a_second_page_of_posts_to_their_end() -> None:
    page, post = facebook_audience.PAGE, facebook_audience.POST
    further = {"paging": {"next": "https://elsewhere.example/?access_token=x", "cursors": {"after": "c1"}}}
    visitor = {
        "id": f"{page}_5",
        "from": {"id": "8", "name": "सीमा"},
        "message": "पुल कब बनेगा?",
        "created_time": "2026-11-24T05:03:00+0000",
    }
    long = facebook_audience.POSTED | {"comments": {"data": [facebook_audience.SAID], **further}}
    later = facebook_audience.SAID | {"id": "9_9", "from": None}
    old = facebook_audience.SAID | {"id": "9_1", "created_time": "2026-11-24T04:00:00+0000"}
    answers = (
        (facebook_audience.FEED, Reply({"data": [long], **further})),
        (f"GET /v23.0/{post}/comments", Reply({"data": [later, old]})),
        (facebook_audience.FEED, Reply({"data": [visitor]})),
    )
    async with staged(answers) as stage:
        hearings, cursor = [], {"since": int(NOW.timestamp())}
        for _ in range(3):
            hearings.append(await heard("facebook", stage, cursor))
            cursor = hearings[-1].cursor
    assert [one.more for one in hearings] == [True, True, False]
    said = [(one.remote_id, one.kind, one.author) for hearing in hearings for one in hearing.remarks]
    assert said == [
        (facebook_audience.REMARK, "comment", "रवि शर्मा"),
        ("9_9", "comment", ""),
        (f"{page}_5", "mention", "सीमा"),
    ]
    assert [one.query.get("after") for one in stage.heard] == [None, "c1", "c1"]


async def test_facebook_answers_an_answer_in_its_thread_and_finds_it_there() -> None:
    top, remark = "122_8000", facebook_audience.REMARK
    thread = f"/v23.0/{top}/comments"
    answers = (
        (f"GET /v23.0/{remark}", Reply({"id": remark, "parent": {"id": top}})),
        (f"POST {thread}", Reply({"id": facebook_audience.REPLY})),
        (f"GET {thread}", Reply({"data": [facebook_audience.OURS]})),
    )
    async with staged(answers) as stage:
        sent = await replied("facebook", stage, remark)
        async with SUITES["facebook"]._connected(stage.port) as facebook:
            progress = Progress(step="thread", state={"thread": top})
            found = await facebook.find_reply(
                remark, OUTGOING, progress=progress, since=NOW, known=frozenset()
            )
    assert found.receipt.remote_id == sent.remote_id


async def test_facebook_takes_no_picture_in_an_answer(tmp_path: Path) -> None:
    async with staged(()) as stage, SUITES["facebook"]._connected(stage.port) as facebook:
        outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
        with pytest.raises(Rejected, match="no_pictures_here"):
            await facebook.reply(facebook_audience.REMARK, outgoing, Progress())
    assert stage.heard == []


@pytest.mark.parametrize(
    ("visibility", "expected"), [("public", "public"), ("direct", "direct"), ("weird", "public")]
)
async def test_mastodon_answers_no_more_publicly_than_it_was_asked(visibility: str, expected: str) -> None:
    said = mastodon_audience.SAID | {"visibility": visibility}
    answers = (
        (f"GET /api/v1/statuses/{mastodon_audience.REMARK}", Reply(said)),
        ("POST /api/v1/statuses", Reply(mastodon_audience.OURS)),
    )
    async with staged(answers) as stage:
        await replied("mastodon", stage, mastodon_audience.REMARK)
    body = stage.heard[-1].json()
    assert (body["visibility"], body["in_reply_to_id"]) == (expected, mastodon_audience.REMARK)
    assert body["status"] == f"@ravi@other.example {TEXT}"
    assert stage.heard[-1].headers["Idempotency-Key"] == OUTGOING.key


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("@Ravi@other.example नमस्ते", "@Ravi@other.example नमस्ते"),
        ("@ravi@other.example.in नमस्ते", "@ravi@other.example @ravi@other.example.in नमस्ते"),
    ],
)
def test_mastodon_names_the_addressee_once(text: str, sent: str) -> None:
    assert addressed(text, "ravi@other.example") == sent


async def test_mastodon_reads_backwards_at_first_and_forwards_from_then_on() -> None:
    def page(first: int, count: int, minute: int) -> Reply:
        at = (NOW + timedelta(minutes=minute)).isoformat()
        said = mastodon_audience.SAID | {"created_at": at, "visibility": "direct"}
        notice = mastodon_audience.NOTICE | {"created_at": at, "status": said}
        return Reply([notice | {"id": str(first - number)} for number in range(count)])

    notices = mastodon_audience.NOTICES
    answers = (
        mastodon_audience.WHO,
        (notices, page(900, 40, 5)),
        (notices, page(860, 40, -5)),
        (notices, page(901, 1, 6)),
    )
    async with staged(answers) as stage:
        first = await heard("mastodon", stage, {})
        second = await heard("mastodon", stage, first.cursor)
        third = await heard("mastodon", stage, second.cursor)
    assert [len(one.remarks) for one in (first, second, third)] == [40, 0, 1]
    assert [one.more for one in (first, second, third)] == [True, False, False]
    assert first.remarks[0].kind == "direct"
    asked = [dict(one.query) for one in stage.heard if one.call == notices]
    assert [(one.get("max_id"), one.get("min_id")) for one in asked] == [
        (None, None),
        ("861", None),
        (None, "900"),
    ]
    assert third.cursor == {"last": "901"}


async def test_bluesky_reads_back_to_where_the_last_sweep_began() -> None:
    def page(hour: str, cursor: str) -> Reply:
        notice = bluesky_audience.NOTICE | {"indexedAt": f"2026-11-24T{hour}:00.000Z"}
        return Reply({"notifications": [notice], "cursor": cursor})

    notices = bluesky_audience.NOTICES
    answers = (bluesky_audience.IN, (notices, page("05:09", "c1")), (notices, page("05:01", "c2")))
    async with staged(answers) as stage:
        first = await heard("bluesky", stage, {"last": "2026-11-24T05:02:00.000Z"})
        second = await heard("bluesky", stage, first.cursor)
    assert (len(first.remarks), len(second.remarks)) == (1, 0)
    assert (first.more, second.more) == (True, False)
    assert second.cursor == {"last": "2026-11-24T05:09:00.000Z"}


async def test_bluesky_hides_one_reply_and_leaves_the_threads_other_rules_alone() -> None:
    place = {"uri": bluesky_audience.GATE, "cid": bluesky_audience.CID}
    other = f"at://{bluesky_audience.CITIZEN}/app.bsky.feed.post/3lbq7gk2r2c2z"
    gate = bluesky_audience.GATED | {"hiddenReplies": [other]}
    answers = (
        bluesky_audience.IN,
        (bluesky_audience.GET, bluesky_audience.STANDING),
        (bluesky_audience.GET, Reply({**place, "value": gate})),
        (bluesky_audience.PUT, bluesky_audience.WRITTEN),
    )
    async with staged(answers) as stage, SUITES["bluesky"]._connected(stage.port) as bluesky:
        await bluesky.hide(bluesky_audience.REMARK)
    body = stage.heard[-1].json()
    assert body["record"] == gate | {"hiddenReplies": [other, bluesky_audience.REMARK]}
    assert (body["swapRecord"], body["rkey"]) == (bluesky_audience.CID, "3lbq7gk2r2c2a")


async def test_bluesky_hides_nothing_in_a_thread_that_another_began() -> None:
    theirs = f"at://{bluesky_audience.CITIZEN}/app.bsky.feed.post/3lbq7gk2r2c2b"
    there = {"uri": theirs, "cid": bluesky_audience.CID}
    said = bluesky_audience.SAID | {"reply": {"root": there, "parent": there}}
    standing = Reply({"uri": bluesky_audience.REMARK, "cid": bluesky_audience.CID, "value": said})
    answers = (bluesky_audience.IN, (bluesky_audience.GET, standing))
    async with staged(answers) as stage, SUITES["bluesky"]._connected(stage.port) as bluesky:
        with pytest.raises(Rejected):
            await bluesky.hide(bluesky_audience.REMARK)


def test_nobody_hides_on_mastodon_what_another_server_shows() -> None:
    mastodon: type[Connector] = SUITES["mastodon"].connector
    assert not issubclass(mastodon, Hides)
