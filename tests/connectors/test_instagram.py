"""Instagram: the contract with recorded answers, and what is peculiar to containers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from jansetu.connectors.capabilities import Corrects, Reposts
from jansetu.connectors.contracts import (
    Absent,
    Account,
    CannotTell,
    Found,
    Progress,
    Quota,
    Receipt,
    RemotePost,
)
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.instagram import PAGES, Instagram
from jansetu.connectors.instagram_containers import CONTAINER_LIFE, POLLS, TRIES
from jansetu.connectors.instagram_dialect import UNTOLD
from tests.connectors.contract import NOW, OUTGOING, TEXT, Contract, Recorded, Reply, Talk
from tests.connectors.instagram_audience import (
    AUDIENCE,
    BOX,
    BOXES,
    LIMIT,
    LISTED,
    NAME,
    NODE,
    PERMALINK,
    POST,
    PUBLISH,
    ROOM,
    SHOWN,
    STATUS,
    USER,
    is_,
)
from tests.connectors.pictures import ALTS, pictures
from tests.connectors.stage import Stage, staged
from tests.connectors.test_facebook import refused, usage

TOKEN, SECRET = "EAAB-secret-instagram-token", "app-secret-7c10"
AT = datetime(2026, 11, 24, 5, 0, 2, tzinfo=UTC)

GONE, LOST = refused(100, subcode=33), refused(24, subcode=2207008)
EMPTY, SUCCESS = Reply({"data": []}), Reply({"success": True})
BEGUN = Progress(step="ready", state={"container": BOX, "until": NOW.timestamp() + CONTAINER_LIFE})


def receipt(server: str = "") -> Receipt:
    return Receipt(remote_id=POST, url=PERMALINK)


def talk(
    capability: str, name: str, *answers: tuple[str, Reply], gives: Callable[[str], Any], **rest: Any
) -> Talk:
    return Talk(capability=capability, name=name, answers=answers, gives=gives, remote_id=POST, **rest)


def nothing(server: str) -> None:
    """What a deletion gives, and the reading of a post that is gone."""


DONE = (
    (LIMIT, ROOM),
    (STATUS, is_("FINISHED")),
    (PUBLISH, Reply({"id": POST}, headers=usage())),
    (f"GET {NODE}", Reply({"permalink": PERMALINK, "id": POST})),
)
TALKS = (
    talk(
        "Publishes",
        "published",
        (BOXES, Reply({"id": BOX})),
        *DONE,
        gives=receipt,
        pictures=1,
        decides=PUBLISH,
        prepares=BOXES,
    ),
    talk(
        "Publishes",
        "published with pictures",
        *((BOXES, Reply({"id": one})) for one in ("1", "2", BOX)),
        *DONE,
        gives=receipt,
        pictures=2,
        decides=PUBLISH,
        prepares=STATUS,
    ),
    talk(
        "Finds",
        "found",
        (STATUS, is_("PUBLISHED")),
        (LISTED, Reply({"data": [SHOWN], "paging": {"cursors": {"before": "b", "after": "a"}}})),
        gives=lambda server: Found(receipt=receipt()),
        decides=STATUS,
        prepares=LISTED,
        begun=BEGUN,
        passed_over=CannotTell(reason="listed_as_another"),
    ),
    talk("Finds", "absent", (STATUS, is_("FINISHED")), gives=lambda server: Absent(), begun=BEGUN),
    talk(
        "Reads",
        "read",
        (f"GET {NODE}", Reply(SHOWN)),
        gives=lambda server: RemotePost(remote_id=POST, text=TEXT, url=PERMALINK, published_at=AT, raw=SHOWN),
        decides=f"GET {NODE}",
    ),
    talk("Reads", "gone", (f"GET {NODE}", GONE), (LISTED, EMPTY), gives=nothing, decides=LISTED),
    talk("Deletes", "deleted", (f"DELETE {NODE}", SUCCESS), gives=nothing, decides=f"DELETE {NODE}"),
    talk("Deletes", "gone", (f"DELETE {NODE}", GONE), (LISTED, EMPTY), gives=nothing, decides=LISTED),
    talk(
        "Identifies",
        "identified",
        (f"GET /v23.0/{USER}", Reply({"id": USER, "username": NAME, "name": "कलेक्टर उज्जैन"})),
        gives=lambda server: Account(remote_id=USER, handle=NAME, name="कलेक्टर उज्जैन", url=f"{server}/{NAME}/"),
        decides=f"GET /v23.0/{USER}",
    ),
    *AUDIENCE,
)


class TestInstagram(Contract):
    """Every promise, on the Graph API's own words."""

    connector = Instagram
    recorded = Recorded(
        credentials={"user_id": USER, "username": NAME, "access_token": TOKEN, "app_secret": SECRET},
        refusals={
            "401": refused(190),
            "403": refused(10, 403),
            "429": refused(80002, headers=usage(100, 42), is_transient=True),
            "500": refused(1, 500),
            "503": refused(2, 503, is_transient=True),
        },
        resets_at=NOW + timedelta(minutes=42),
        talks=TALKS,
        # Where the post can be seen is asked once it is out: no step of its own, and its failure is harmless.
        before=(f"GET {NODE}",),
    )


SUITE = TestInstagram()


async def stepped(stage: Stage, folder: Path, progress: Progress, count: int = 1) -> Any:
    """The next step of a post with so many pictures."""
    async with SUITE._connected(stage.port) as connector:
        return await connector.step(replace(OUTGOING, pictures=pictures(folder, count)), progress)


async def found(stage: Stage, progress: Progress = BEGUN) -> Any:
    """A look for the attempt that had saved this."""
    async with SUITE._connected(stage.port) as connector:
        return await connector.find(OUTGOING, progress=progress, since=NOW, known=frozenset())


async def test_pictures_go_as_addresses_with_descriptions_and_the_caption_with_the_whole(
    tmp_path: Path,
) -> None:
    carousel = TALKS[1]
    async with staged(carousel.answers) as stage:
        await SUITE._done(carousel, stage, tmp_path)
    forms = [parse_qs(heard.body.decode()) for heard in stage.heard if heard.call == BOXES]
    shown = pictures(tmp_path, 2)
    assert [form.get("image_url") for form in forms] == [[one.public_url] for one in shown] + [None]
    assert [form.get("alt_text") for form in forms] == [[ALTS[0]], None, None]
    assert [form.get("caption") for form in forms] == [None, None, [TEXT]]
    assert (forms[2]["media_type"], forms[2]["children"]) == (["CAROUSEL"], ["1,2"])


async def test_a_picture_without_an_address_and_a_post_without_a_picture_publish_nothing(
    tmp_path: Path,
) -> None:
    bare = tuple(replace(one, public_url="") for one in pictures(tmp_path, 1))
    async with staged(()) as stage, SUITE._connected(stage.port) as connector:
        with pytest.raises(Unavailable, match="picture_unreadable"):
            await connector.step(replace(OUTGOING, pictures=bare), Progress(step="room"))
        with pytest.raises(Rejected, match="picture_needed"):
            await connector.step(OUTGOING, Progress())
        assert stage.heard == []


async def test_the_days_posts_are_asked_for_first_and_told_to_the_limiter(tmp_path: Path) -> None:
    async with staged(((LIMIT, ROOM),)) as stage:
        told = await stepped(stage, tmp_path, Progress())
    resets_at = NOW + UNTOLD
    assert told.quota == Quota(scope="account", name="posts", limit=100, remaining=96, resets_at=resets_at)
    assert "quota" not in told.as_json()


async def test_a_day_that_is_full_waits_and_makes_no_container(tmp_path: Path) -> None:
    full = Reply({"data": [{"quota_usage": 100, "config": {"quota_total": 100}}]})
    async with staged(((LIMIT, full),)) as stage:
        with pytest.raises(RateLimited) as raised:
            await stepped(stage, tmp_path, Progress())
    assert raised.value.until == NOW + UNTOLD
    assert raised.value.quota is not None
    assert raised.value.quota.remaining == 0


async def test_a_container_that_takes_long_is_asked_again_and_then_left_for_later(tmp_path: Path) -> None:
    progress = replace(BEGUN, step="waiting")
    async with staged(((STATUS, is_("IN_PROGRESS")),)) as stage:
        progress = await stepped(stage, tmp_path, progress)
        assert (progress.step, progress.state["polls"]) == ("waiting", 1)
        late = Progress(step="waiting", state=BEGUN.state | {"polls": POLLS})
        with pytest.raises(Unavailable, match="picture_processing"):
            await stepped(stage, tmp_path, late)


@pytest.mark.parametrize("status", ["ERROR", "EXPIRED"])
async def test_a_container_that_is_spoilt_is_made_anew_but_not_for_ever(tmp_path: Path, status: str) -> None:
    async with staged(((STATUS, is_(status)),)) as stage:
        anew = await stepped(stage, tmp_path, replace(BEGUN, step="waiting"))
        assert anew == Progress(state={"begun": 2})
        worn = Progress(step="waiting", state=BEGUN.state | {"begun": TRIES})
        with pytest.raises(Rejected, match="picture_lost"):
            await stepped(stage, tmp_path, worn)


async def test_a_carousel_waits_for_its_pictures_and_keeps_them(tmp_path: Path) -> None:
    fetched = Progress(step="pictures", state={"children": ["1", "2"], "until": NOW.timestamp() + 60})
    async with staged(((BOXES, refused(9007, subcode=2207027)),)) as stage:
        progress = await stepped(stage, tmp_path, fetched, 2)
        assert progress == replace(fetched, state=fetched.state | {"polls": 1})
        late = replace(fetched, state=fetched.state | {"polls": POLLS})
        with pytest.raises(Unavailable, match="not_ready"):
            await stepped(stage, tmp_path, late, 2)


async def test_a_container_of_yesterday_is_made_anew_without_asking(tmp_path: Path) -> None:
    old = Progress(step="ready", state={"container": BOX, "until": NOW.timestamp() - 1})
    async with staged(()) as stage:
        assert await stepped(stage, tmp_path, old) == Progress(state={"begun": 2})
        assert stage.heard == []
    assert CONTAINER_LIFE < 24 * 3600


async def test_a_container_that_instagram_has_lost_at_publication_is_made_anew(tmp_path: Path) -> None:
    async with staged(((PUBLISH, LOST),)) as stage:
        assert await stepped(stage, tmp_path, BEGUN) == Progress(state={"begun": 2})


async def test_a_container_found_published_is_never_published_again(tmp_path: Path) -> None:
    async with staged(((STATUS, is_("PUBLISHED")),)) as stage:
        with pytest.raises(OutcomeUnknown):
            await stepped(stage, tmp_path, replace(BEGUN, step="waiting"))


@pytest.mark.parametrize("answer", [refused(2, 503), refused(190), Reply({}), Reply(b"<html>")])
async def test_a_post_that_is_out_stays_out_whatever_becomes_of_the_question_for_its_address(
    tmp_path: Path, answer: Reply
) -> None:
    async with staged(((PUBLISH, Reply({"id": POST})), (f"GET {NODE}", answer))) as stage:
        sent = await stepped(stage, tmp_path, BEGUN)
        assert sent == Receipt(remote_id=POST, url=f"{stage.server}/{NAME}/")


async def test_the_question_for_the_address_asks_no_lease(tmp_path: Path) -> None:
    class TooLate(Exception):
        pass

    asked: list[int] = []

    def only_once() -> None:
        asked.append(1)
        if len(asked) > 1:
            raise TooLate

    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
    async with staged(DONE) as stage, SUITE._connected(stage.port, before_send=only_once) as connector:
        assert await connector.step(outgoing, BEGUN) == receipt()


@pytest.mark.parametrize("status", ["FINISHED", "EXPIRED", "ERROR"])
async def test_a_container_that_was_not_published_proves_absence_by_itself(status: str) -> None:
    async with staged(((STATUS, is_(status)),)) as stage:
        assert await found(stage) == Absent()


async def test_an_attempt_that_had_no_container_yet_is_absent_without_a_question() -> None:
    async with staged(()) as stage:
        assert await found(stage, Progress(step="pictures", state={"children": ["1"]})) == Absent()
        assert stage.heard == []


async def test_a_published_container_is_never_absent() -> None:
    async with staged(((STATUS, is_("PUBLISHED")), (LISTED, EMPTY))) as stage:
        with pytest.raises(Unavailable, match="not_listed_yet"):
            await found(stage)
    async with staged(((STATUS, GONE), (LISTED, EMPTY))) as stage:
        with pytest.raises(Unavailable, match="not_listed_yet"):
            await found(stage)
    async with staged(((STATUS, is_("IN_PROGRESS")),)) as stage:
        assert await found(stage) == CannotTell(reason="container_in_progress")


async def test_a_search_ends_with_older_posts_and_follows_no_address_with_a_token() -> None:
    def page(posts: list[Any], after: str) -> Reply:
        elsewhere = f"https://elsewhere.example/?access_token={TOKEN}"
        return Reply({"data": posts, "paging": {"cursors": {"after": after}, "next": elsewhere}})

    other = SHOWN | {"id": "9", "caption": "कुछ और"}
    old = other | {"timestamp": "2026-11-20T05:00:02+0000"}
    published = (STATUS, is_("PUBLISHED"))
    async with staged(
        (published, (LISTED, page([other], "c1")), (LISTED, page([SHOWN, old], "c2")))
    ) as stage:
        assert await found(stage) == Found(receipt=receipt())
    assert [heard.query.get("after") for heard in stage.heard[1:]] == [None, "c1"]
    async with staged((published, (LISTED, page([other], "c")))) as stage:
        assert await found(stage) == CannotTell(reason="too_many_posts")
    assert len(stage.heard) == PAGES + 1


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (refused(9, 403, 2207042), RateLimited, "rate_limited"),
        (refused(9007, subcode=2207027), OutcomeUnknown, "not_ready"),
        (refused(-1, subcode=2207001), OutcomeUnknown, "server_trouble"),
        (refused(25, subcode=2207050), NotAuthorized, "not_permitted"),
        (refused(4, subcode=2207051), NotAuthorized, "not_permitted"),
        (refused(36004, subcode=2207010), Rejected, "rejected"),
    ],
    ids=["full", "not ready", "trouble", "restricted", "barred", "caption"],
)
async def test_refusals_of_publication_are_told_apart_by_their_codes(
    tmp_path: Path, answer: Reply, error: type[ConnectorError], code: str
) -> None:
    async with staged(((PUBLISH, answer),)) as stage:
        with pytest.raises(error) as raised:
            await stepped(stage, tmp_path, BEGUN)
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (refused(9004, subcode=2207052), Unavailable, "picture_unfetched"),
        (refused(-2, subcode=2207003), Unavailable, "picture_unfetched"),
        (refused(9007, subcode=2207027), Unavailable, "not_ready"),
        (refused(36000, subcode=2207004), Rejected, "too_large"),
        (refused(36003, subcode=2207009), Rejected, "rejected"),
    ],
    ids=["unfetched", "too slow", "children", "large", "shape"],
)
async def test_refusals_of_a_picture_are_told_apart_and_never_leave_a_doubt(
    tmp_path: Path, answer: Reply, error: type[ConnectorError], code: str
) -> None:
    async with staged(((BOXES, answer),)) as stage:
        with pytest.raises(error) as raised:
            await stepped(stage, tmp_path, Progress(step="room"))
    assert raised.value.code == code


@pytest.mark.parametrize(
    "answer",
    [GONE, Reply({"id": "9", "username": NAME}), Reply({"id": USER, "username": "somebody.else"})],
    ids=["unseen", "other number", "other name"],
)
async def test_a_token_of_another_account_is_refused(answer: Reply) -> None:
    async with staged(((f"GET /v23.0/{USER}", answer),)) as stage, SUITE._connected(stage.port) as connector:
        with pytest.raises(NotAuthorized) as raised:
            await connector.whoami()
    assert raised.value.code == "other_account"


async def test_the_proof_of_the_app_goes_with_every_call_and_its_secret_with_none(tmp_path: Path) -> None:
    for one in TALKS:
        async with staged(one.answers) as stage:
            await SUITE._done(one, stage, tmp_path)
        for heard in stage.heard:
            assert "appsecret_proof" in heard.target + heard.body.decode(errors="replace")
            assert SECRET.encode() not in heard.body
            assert heard.headers["Authorization"] == f"Bearer {TOKEN}"


def test_instagram_lets_nobody_correct_or_repost() -> None:
    assert not issubclass(Instagram, Corrects)
    assert not issubclass(Instagram, Reposts)
