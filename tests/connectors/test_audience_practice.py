"""Figures, remarks, replies and hiding on the practice platforms: what is heard and what citizens see."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from jansetu.connectors.capabilities import Hides
from jansetu.connectors.contracts import Absent, Found, Progress, Receipt, Remark
from jansetu.connectors.errors import ConnectorError, OutcomeUnknown, Rejected
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.peers.sending import outgoing, publish

OFFICE = "collectorujjain"
KINDS = ("x", "facebook", "mastodon", "bluesky")
QUESTION, REPLY = "पानी कब आएगा?", "कल सुबह 8 बजे से। #उज्जैन"
ASK = pytest.mark.parametrize("kind", KINDS)


async def hear(connector: Any, cursor: dict[str, Any] | None = None) -> tuple[list[Remark], dict[str, Any]]:
    """Everything from the cursor on, page by page."""
    remarks: list[Remark] = []
    since = datetime.now(UTC) - timedelta(hours=1)
    hearing = await connector.listen(cursor or {}, since=since)
    for _ in range(20):
        remarks += hearing.remarks
        if not hearing.more:
            return remarks, hearing.cursor
        hearing = await connector.listen(hearing.cursor, since=since)
    raise AssertionError("it never comes to an end")


async def reply(connector: Any, remote_id: str, sent: Any) -> tuple[Receipt, Progress]:
    """Step by step to the receipt, and the progress that the last step began with."""
    progress = Progress()
    for _ in range(9):
        outcome = await connector.reply(remote_id, sent, progress)
        if isinstance(outcome, Receipt):
            return outcome, progress
        progress = Progress.from_json(outcome.as_json())
    raise AssertionError("it never comes to an end")


async def page_of(sandbox: Sandbox, kind: str) -> str:
    async with ClientSession() as session, session.get(sandbox.page(kind, OFFICE)) as page:
        return await page.text()


@ASK
async def test_a_comment_and_a_mention_are_heard_once_each_and_only_new_ones_later(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    async with practising(kind, OFFICE) as connector:
        post = await publish(connector, outgoing())
        comment = sandbox.say(kind, OFFICE, QUESTION, reply_to=post.remote_id, author="ravi_sharma")
        mention = sandbox.say(kind, OFFICE, "सड़क पर गड्ढे हैं।", author="seema_verma")
        said, cursor = await hear(connector)
        told = {one.remote_id: (one.kind, one.answers) for one in said}
        assert told == {comment: ("comment", post.remote_id), mention: ("mention", "")}
        assert all(one.author and one.author_id and one.said_at for one in said)
        assert QUESTION in next(one.text for one in said if one.remote_id == comment)
        later = sandbox.say(kind, OFFICE, "और बिजली?", reply_to=post.remote_id)
        again, _ = await hear(connector, cursor)
        assert later in {one.remote_id for one in again}
        assert {one.remote_id for one in again} <= {comment, mention, later}


@ASK
async def test_more_remarks_than_a_page_holds_are_all_heard(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    async with practising(kind, OFFICE) as connector:
        post = await publish(connector, outgoing())
        ids = {sandbox.say(kind, OFFICE, f"प्रश्न {n}", reply_to=post.remote_id) for n in range(230)}
        said, _ = await hear(connector)
    assert {one.remote_id for one in said} == ids


@ASK
async def test_a_reply_stands_beneath_the_remark_where_citizens_read_it(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    sent = outgoing(REPLY)
    async with practising(kind, OFFICE) as connector:
        post = await publish(connector, outgoing())
        remark = sandbox.say(kind, OFFICE, QUESTION, reply_to=post.remote_id)
        receipt, _ = await reply(connector, remark, sent)
        (figures,) = await connector.post_figures((post.remote_id,))
        assert figures.replies >= 1
        said, _ = await hear(connector)
        assert [one.remote_id for one in said] == [remark]  # our own words are no remark
    shown = await page_of(sandbox, kind)
    assert shown.index(QUESTION) < shown.index("कल सुबह 8 बजे से।")
    assert f'<li id="post-{receipt.remote_id}">' in shown


@ASK
async def test_a_reply_whose_answer_was_lost_is_found_and_another_persons_is_not_taken_for_it(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    sent, since = outgoing(REPLY), datetime.now(UTC)
    async with practising(kind, OFFICE) as connector:
        post = await publish(connector, outgoing())
        first = sandbox.say(kind, OFFICE, QUESTION, reply_to=post.remote_id, author="ravi_sharma")
        other = sandbox.say(kind, OFFICE, QUESTION, reply_to=post.remote_id, author="seema_verma")
        await reply(connector, other, outgoing(REPLY))  # the same words to somebody else
        begun = Progress() if kind == "x" else await connector.reply(first, sent, Progress())
        look = {"progress": begun, "since": since, "known": frozenset[str]()}
        assert await connector.find_reply(first, sent, **look) == Absent()
        sandbox.fault("lose_answer", platform=kind, calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await connector.reply(first, sent, begun)
        found = await connector.find_reply(first, sent, **look)
        assert isinstance(found, Found)
        assert found.receipt.remote_id == sandbox.ledger()[-1]["remote_id"]
        known = look | {"known": frozenset({found.receipt.remote_id})}
        assert await connector.find_reply(first, sent, **known) == Absent()
    assert sandbox.count()["doubled"] == 0


@ASK
async def test_a_reply_to_what_is_gone_reaches_nobody(practising: Opens, sandbox: Sandbox, kind: str) -> None:
    async with practising(kind, OFFICE) as connector:
        post = await publish(connector, outgoing())
        await connector.delete(post.remote_id)
        with pytest.raises((Rejected, OutcomeUnknown)):  # X says of it what it says of a repeat
            await reply(connector, post.remote_id, outgoing(REPLY))
    assert sandbox.count()["publish"] == 1


@pytest.mark.parametrize("kind", ["x", "facebook", "bluesky"])
async def test_a_remark_is_hidden_and_shown_again_however_often(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    async with practising(kind, OFFICE) as connector:
        assert isinstance(connector, Hides)
        post = await publish(connector, outgoing())
        remark = sandbox.say(kind, OFFICE, "अपशब्द", reply_to=post.remote_id)
        for hidden in (True, True, False, False, True):
            await connector.hide(remark, hidden=hidden)
            shown = await page_of(sandbox, kind)
            assert ("अपशब्द" in shown) is not hidden
        assert "छिपाई गई टिप्पणी" in shown


@pytest.mark.parametrize("kind", ["x", "bluesky"])
async def test_nobody_hides_in_the_thread_of_another(practising: Opens, sandbox: Sandbox, kind: str) -> None:
    async with practising(kind, OFFICE) as office, practising(kind, "jansamparkmp") as other:
        post = await publish(office, outgoing())
        remark = sandbox.say(kind, OFFICE, QUESTION, reply_to=post.remote_id)
        with pytest.raises(ConnectorError) as raised:
            await other.hide(remark)
    assert raised.value.code in ("not_there", "duplicate", "not_permitted")


async def test_a_comment_on_facebook_can_be_deleted_and_a_second_time_harmlessly(
    practising: Opens, sandbox: Sandbox
) -> None:
    async with practising("facebook", OFFICE) as facebook:
        post = await publish(facebook, outgoing())
        remark = sandbox.say("facebook", OFFICE, "अपशब्द", reply_to=post.remote_id)
        for _ in range(2):
            await facebook.delete(remark)
        remarks, _ = await hear(facebook)
    assert remarks == []
    assert "अपशब्द" not in await page_of(sandbox, "facebook")


async def test_a_direct_question_on_mastodon_is_answered_in_private(
    practising: Opens, sandbox: Sandbox
) -> None:
    async with practising("mastodon", OFFICE) as mastodon:
        asked = sandbox.say("mastodon", OFFICE, "मेरी शिकायत 1912 का क्या हुआ?", direct=True, author="ravi")
        ((remark,), _) = await hear(mastodon)
        assert (remark.remote_id, remark.kind) == (asked, "direct")
        receipt, _ = await reply(mastodon, asked, outgoing(REPLY))
        shown = await mastodon.read(receipt.remote_id)
    assert shown.raw["visibility"] == "direct"
    assert shown.text == f"@ravi {REPLY}"


@ASK
async def test_figures_of_posts_leave_out_what_is_gone_and_of_the_account_begin_with_nobody(
    practising: Opens, sandbox: Sandbox, kind: str
) -> None:
    async with practising(kind, OFFICE) as connector:
        stays, goes = [await publish(connector, outgoing(f"सूचना {n}")) for n in (1, 2)]
        await connector.delete(goes.remote_id)
        ids = [stays.remote_id, goes.remote_id]
        size = connector.figures_at_once
        pages = [ids[at : at + size] for at in range(0, len(ids), size)]
        told = [figures for page in pages for figures in await connector.post_figures(page)]
        account = await connector.account_figures()
    assert [figures.remote_id for figures in told] == [stays.remote_id]
    assert (told[0].likes, told[0].reposts, told[0].replies) == (0, 0, 0)
    assert account.followers == 0
    assert account.posts == (None if kind == "facebook" else 1)  # Facebook counts no posts


async def test_an_answer_to_the_same_person_twice_is_two_answers(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("bluesky", OFFICE) as bluesky:
        post = await publish(bluesky, outgoing())
        remark = sandbox.say("bluesky", OFFICE, QUESTION, reply_to=post.remote_id)
        sent = outgoing(REPLY)
        receipts = [(await reply(bluesky, remark, sent))[0] for _ in range(2)]
        other, _ = await reply(bluesky, remark, replace(sent, key="f" * 32))
    assert receipts[0].remote_id == receipts[1].remote_id != other.remote_id
