"""Instagram's audience call by call: what is asked for, what is read of it, and what a token may not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import regex

from jansetu.connectors import instagram_audience as audience
from jansetu.connectors.contracts import Absent, Progress
from jansetu.connectors.errors import NotAuthorized, Rejected, Unavailable
from jansetu.connectors.instagram_comments import FIELDS, LIMIT, PAGES
from jansetu.connectors.instagram_containers import TRIES
from tests.connectors.contract import NOW, OUTGOING, TEXT, Reply
from tests.connectors.films import film
from tests.connectors.instagram_audience import (
    ANSWERED,
    AT,
    BOX,
    BOXES,
    COMMENTS,
    LISTED,
    LOOKED_UP,
    MEASURED,
    NAME,
    NODE,
    OURS,
    POST,
    REMARK,
    REPLIES,
    SAID,
    STATUS,
    SUCCESS,
    SWEPT,
    TAGS,
    is_,
)
from tests.connectors.openapi import shared
from tests.connectors.stage import Stage, staged
from tests.connectors.test_facebook import refused
from tests.connectors.test_instagram import BEGUN, EMPTY, GONE, SUITE, stepped

SPECS = "meta-api_specs/api_specs/specs"


async def told(stage: Stage, what: str, *given: Any, **more: Any) -> Any:
    async with SUITE._connected(stage.port) as connector:
        return await getattr(connector, what)(*given, **more)


def page(said: list[Any], after: str) -> Reply:
    return Reply({"data": said, "paging": {"cursors": {"after": after}, "next": "https://elsewhere.example"}})


async def test_a_film_goes_as_an_address_and_as_a_reel_without_a_description(tmp_path: Path) -> None:
    async with staged(((BOXES, Reply({"id": BOX})),)) as stage, SUITE._connected(stage.port) as connector:
        await connector.step(replace(OUTGOING, video=film(tmp_path)), Progress(step="room"))
    form = parse_qs(stage.heard[0].body.decode())
    assert (form["media_type"], form["video_url"]) == (["REELS"], [film(tmp_path).public_url])
    assert form["caption"] == [TEXT]
    assert "alt_text" not in form
    (edge,) = [
        one
        for one in shared(f"{SPECS}/IGUser.json")["apis"]
        if (one["method"], one.get("endpoint")) == ("POST", "media")
    ]
    assert form.keys() - {"appsecret_proof"} <= {one["name"] for one in edge["params"]}


async def test_a_film_without_an_address_makes_no_container(tmp_path: Path) -> None:
    bare = replace(OUTGOING, video=replace(film(tmp_path), public_url=""))
    async with staged(()) as stage, SUITE._connected(stage.port) as connector:
        with pytest.raises(Unavailable, match="film_unreadable"):
            await connector.step(bare, Progress(step="room"))
        assert stage.heard == []


@pytest.mark.parametrize(
    ("polls", "status", "code"), [(5, "IN_PROGRESS", "film_waits"), (0, "ERROR", "film_lost")]
)
async def test_a_film_that_is_not_ready_waits_and_one_that_never_will_be_is_refused(
    tmp_path: Path, polls: int, status: str, code: str
) -> None:
    state = BEGUN.state | {"polls": polls, "begun": TRIES}
    async with staged(((STATUS, is_(status)),)) as stage, SUITE._connected(stage.port) as connector:
        with pytest.raises((Unavailable, Rejected), match=code):
            await connector.step(
                replace(OUTGOING, video=film(tmp_path)), Progress(step="waiting", state=state)
            )


async def test_an_unsupported_film_is_refused_by_its_code(tmp_path: Path) -> None:
    async with staged(((BOXES, refused(352, subcode=2207026)),)) as stage:
        with pytest.raises(Rejected, match="film_refused"):
            await stepped(stage, tmp_path, Progress(step="room"))


@pytest.mark.parametrize("answer", [refused(10, 403), refused(100)], ids=["not permitted", "unknown name"])
async def test_figures_that_a_token_may_not_read_leave_the_public_ones(answer: Reply) -> None:
    public = {"id": POST, "like_count": 31, "comments_count": 4}
    async with staged(((f"GET {NODE}", answer), (f"GET {NODE}", Reply(public)))) as stage:
        (figures,) = await told(stage, "post_figures", (POST,))
    assert (figures.likes, figures.replies) == (31, 4)
    assert (figures.views, figures.reposts, figures.saves) == (None, None, None)


async def test_figures_are_read_as_values_or_as_one_total_and_unknown_is_not_zero() -> None:
    """postiz-app#2056: zeros where data was missing."""
    total = {"name": "views", "period": "lifetime", "total_value": {"value": 12}}
    body = MEASURED | {"insights": {"data": [total]}}
    async with staged(((f"GET {NODE}", Reply(body)),)) as stage:
        (figures,) = await told(stage, "post_figures", (POST,))
    assert (figures.views, figures.saves) == (12, None)


async def test_tags_that_a_token_may_not_read_end_the_sweep_and_a_dead_token_does_not() -> None:
    cursor = SWEPT | {"stage": "tags"}
    async with staged(((TAGS, refused(10, 403)),)) as stage:
        hearing = await told(stage, "listen", cursor, since=NOW)
        assert (hearing.remarks, hearing.cursor, hearing.more) == ((), {"since": AT - 60}, False)
    async with staged(((TAGS, refused(190)),)) as stage:
        with pytest.raises(NotAuthorized):
            await told(stage, "listen", cursor, since=NOW)


async def test_a_tag_is_a_mention_by_whoever_posted_it() -> None:
    tagged = {"id": "18", "caption": "@collectorujjain", "username": "ravi", "timestamp": SAID["timestamp"]}
    async with staged(((TAGS, Reply({"data": [tagged]})),)) as stage:
        hearing = await told(stage, "listen", SWEPT | {"stage": "tags"}, since=NOW)
    (remark,) = hearing.remarks
    assert (remark.kind, remark.author, remark.text) == ("mention", "ravi", "@collectorujjain")


async def test_a_long_thread_is_read_on_until_what_was_said_before() -> None:
    old = SAID | {"timestamp": "2026-11-20T05:00:00+0000"}
    posts = Reply({"data": [{"id": POST, "comments": page([ANSWERED], "c1").body}]})
    answers = ((LISTED, posts), (f"GET {COMMENTS}", page([SAID | {"id": "8"}, old], "c2")))
    async with staged(answers) as stage:
        first = await told(stage, "listen", {}, since=NOW)
        assert (first.cursor["stage"], first.cursor["left"]) == ("threads", [[POST, "c1"]])
        second = await told(stage, "listen", first.cursor, since=NOW)
        assert second.cursor["stage"] == "tags"
    assert [one.remote_id for one in second.remarks] == ["8"]
    assert stage.heard[1].query["after"] == "c1"


async def test_an_answer_beneath_an_answer_goes_to_the_comment_that_began_the_thread() -> None:
    looked_up = (LOOKED_UP[0], Reply({"id": REMARK, "parent_id": "17"}))
    async with staged((looked_up,)) as stage:
        begun = await told(stage, "reply", REMARK, OUTGOING, Progress())
    assert begun.state == {"thread": "17/replies"}


async def test_an_answer_to_a_post_is_a_comment_and_one_too_long_or_with_a_film_is_none(
    tmp_path: Path,
) -> None:
    async with staged(((f"GET {NODE}", refused(100)),)) as stage:
        begun = await told(stage, "reply", POST, OUTGOING, Progress())
        assert begun.state == {"thread": f"{POST}/comments"}
    async with staged(()) as stage:
        with pytest.raises(Rejected, match="comment_too_long"):
            await told(stage, "reply", POST, replace(OUTGOING, text="क" * (LIMIT + 1)), Progress())
        with pytest.raises(Rejected, match="no_film_here"):
            await told(stage, "reply", POST, replace(OUTGOING, video=film(tmp_path)), Progress())
        assert stage.heard == []


async def test_answers_of_a_thread_that_is_gone_are_gone() -> None:
    async with staged(((f"GET {REPLIES}", GONE), (LISTED, EMPTY))) as stage:
        begun = Progress(step="thread", state={"thread": f"{REMARK}/replies"})
        look = {"progress": begun, "since": NOW, "known": frozenset()}
        assert await told(stage, "find_reply", REMARK, OUTGOING, **look) == Absent()


async def test_a_search_among_comments_without_end_proves_nothing() -> None:
    begun = Progress(step="thread", state={"thread": f"{REMARK}/replies"})
    async with staged(((f"GET {REPLIES}", page([SAID], "c")),)) as stage:
        look = {"progress": begun, "since": NOW, "known": frozenset()}
        seen = await told(stage, "find_reply", REMARK, OUTGOING, **look)
    assert seen.reason == "too_many_posts"
    assert len(stage.heard) == PAGES


async def test_hiding_says_which_way() -> None:
    async with staged(((f"POST /v23.0/{REMARK}", SUCCESS),)) as stage:
        await told(stage, "hide", REMARK)
        await told(stage, "hide", REMARK, hidden=False)
    assert [parse_qs(one.body.decode())["hide"] for one in stage.heard] == [["true"], ["false"]]


@pytest.mark.shared
def test_every_field_and_metric_that_is_asked_for_stands_in_metas_own_description() -> None:
    media = {one["name"] for one in shared(f"{SPECS}/IGMedia.json")["fields"]}
    comment = {one["name"] for one in shared(f"{SPECS}/IGComment.json")["fields"]}
    user = {one["name"] for one in shared(f"{SPECS}/IGUser.json")["fields"]}
    edges = {"children", "insights", "comments", "replies"}
    assert names(audience.SHOWN) | names(audience.PUBLIC) | names(audience.LISTED) <= media | edges
    assert names(audience.SAID) | names(FIELDS) <= comment | edges
    assert names(audience.ACCOUNT) <= user
    assert {("POST", "comments"), ("GET", "comments"), ("GET", "insights")} <= edges_of("IGMedia")
    assert {("POST", "replies"), ("GET", "replies"), ("POST", "#update")} <= edges_of("IGComment")
    assert {("GET", "tags"), ("GET", "media")} <= edges_of("IGUser")
    kinds = shared(f"{SPECS}/enum_types.json")
    known = next(one["values"] for one in kinds if one["name"] == "shadowigmediainsights_metric_enum_param")
    (metrics,) = regex.findall(r"metric\(([^)]*)\)", audience.INSIGHTS)
    assert set(metrics.split(",")) <= set(known)
    assert OURS["username"] == NAME


def edges_of(node: str) -> set[tuple[str, str]]:
    """Method and name of everything that a node can be asked."""
    found = shared(f"{SPECS}/{node}.json")["apis"]
    return {(one["method"], str(one.get("endpoint") or one.get("name"))) for one in found}


def names(fields: str) -> set[str]:
    """The names at the top of a list of fields."""
    return {one for one in regex.sub(r"\{[^}]*\}|\.\w+\([^)]*\)", "", fields).split(",") if one}
