"""Replies, hiding, remarks and figures against servers that are not ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from jansetu.connectors import bluesky_records as records
from jansetu.connectors.bluesky import Bluesky
from jansetu.connectors.bluesky_audience import THREADGATE
from jansetu.connectors.contracts import Absent, Found, Outgoing, Progress, Receipt
from jansetu.connectors.errors import OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.mastodon import Mastodon, MastodonCredentials
from tests.connectors.peers.conftest import http_to
from tests.connectors.peers.sending import outgoing, publish
from tests.connectors.peers.servers import Peer, losing_answers

pytestmark = [pytest.mark.peers]
QUESTION, REPLY = "पानी कब आएगा?", "कल सुबह 8 बजे से। #उज्जैन"


def record_at(pds: Peer, uri: str, collection: str = records.POST) -> Any:
    """A record as the server has it."""
    place = records.place_of(uri)
    assert place is not None
    return pds.get(
        "/xrpc/com.atproto.repo.getRecord?"
        + urlencode({"repo": place[0], "collection": collection, "rkey": place[2]})
    )


async def replied(connector: Bluesky | Mastodon, remote_id: str, sent: Outgoing) -> Receipt:
    """Step by step to the receipt."""
    progress = Progress()
    for _ in range(6):
        outcome = await connector.reply(remote_id, sent, progress)
        if isinstance(outcome, Receipt):
            return outcome
        progress = Progress.from_json(outcome.as_json())
    raise AssertionError("it never comes to an end")


async def test_bluesky_keeps_a_reply_beneath_the_remark_and_in_its_thread(
    pds: Peer, collector: Bluesky, desk: Bluesky
) -> None:
    post = await publish(collector, outgoing())
    remark = await replied(desk, post.remote_id, outgoing(QUESTION))
    sent = outgoing(REPLY)
    receipts = [await replied(collector, remark.remote_id, sent) for _ in range(2)]
    assert receipts[0].remote_id == receipts[1].remote_id
    place = record_at(pds, receipts[0].remote_id)["value"]["reply"]
    for name, uri in (("parent", remark.remote_id), ("root", post.remote_id)):
        assert place[name] == {"uri": uri, "cid": record_at(pds, uri)["cid"]}
    look: dict[str, Any] = {"progress": Progress(), "since": sent.created_at, "known": frozenset()}
    assert isinstance(await collector.find_reply(remark.remote_id, sent, **look), Found)
    assert await collector.find_reply(remark.remote_id, outgoing(REPLY), **look) == Absent()


async def test_bluesky_hides_a_reply_and_shows_it_again(pds: Peer, collector: Bluesky, desk: Bluesky) -> None:
    post = await publish(collector, outgoing())
    remarks = [await replied(desk, post.remote_id, outgoing(f"अपशब्द {n}")) for n in range(2)]
    for remark in (remarks[0], remarks[0], remarks[1]):
        await collector.hide(remark.remote_id)
    gate = record_at(pds, post.remote_id, THREADGATE)["value"]
    assert gate["hiddenReplies"] == [remark.remote_id for remark in remarks]
    assert (gate["post"], "allow" in gate) == (post.remote_id, False)  # everybody may go on answering
    await collector.hide(remarks[0].remote_id, hidden=False)
    assert record_at(pds, post.remote_id, THREADGATE)["value"]["hiddenReplies"] == [remarks[1].remote_id]


async def test_bluesky_hides_nothing_in_the_thread_of_another(collector: Bluesky, desk: Bluesky) -> None:
    post = await publish(collector, outgoing())
    remark = await replied(desk, post.remote_id, outgoing(QUESTION))
    with pytest.raises(Rejected):
        await desk.hide(remark.remote_id)


async def test_bluesky_without_an_appview_tells_no_figures_and_no_remarks(collector: Bluesky) -> None:
    post = await publish(collector, outgoing())
    with pytest.raises(Unavailable):
        await collector.account_figures()
    with pytest.raises(Unavailable):
        await collector.post_figures((post.remote_id,))
    with pytest.raises(Unavailable):
        await collector.listen({}, since=datetime.now(UTC))


async def test_mastodon_hears_who_names_it_and_answers_beneath(
    mock: Peer, mastodon: Mastodon, mastodon_desk: Mastodon
) -> None:
    since = datetime.now(UTC) - timedelta(minutes=1)
    post = await publish(mastodon, outgoing("उज्जैन: किसी ने पूछा"))
    before = (await mastodon.listen({}, since=since)).cursor
    remark = await replied(mastodon_desk, post.remote_id, outgoing(QUESTION))
    hearing = await mastodon.listen(before, since=since)
    (heard,) = [one for one in hearing.remarks if one.remote_id == remark.remote_id]
    assert (heard.kind, heard.answers, heard.author) == ("comment", post.remote_id, "jansamparkujjain")
    assert heard.text == f"@collectorujjain {QUESTION}"
    assert (await mastodon.listen(hearing.cursor, since=since)).remarks == ()
    sent = outgoing(REPLY)
    receipts = [await replied(mastodon, remark.remote_id, sent) for _ in range(2)]
    assert receipts[0].remote_id == receipts[1].remote_id
    shown = mock.get(f"/api/v1/statuses/{receipts[0].remote_id}", "token-collectorujjain")
    assert str(shown["in_reply_to_id"]) == remark.remote_id
    (figures,) = await mastodon.post_figures((post.remote_id,))
    assert (figures.replies, figures.reposts, figures.likes, figures.views) == (1, 0, 0, None)
    account = await mastodon.account_figures()
    assert account.posts is not None
    assert account.posts >= 2


async def test_mastodon_finds_a_reply_whose_answer_was_lost(
    mock: Peer, mastodon: Mastodon, mastodon_desk: Mastodon
) -> None:
    post = await publish(mastodon, outgoing("उज्जैन: उत्तर खो जाएगा"))
    remark = await replied(mastodon_desk, post.remote_id, outgoing(QUESTION))
    sent = outgoing("उज्जैन: खोया हुआ उत्तर")
    async with losing_answers(mock, to="/api/v1/statuses") as way, http_to(way) as http:
        far = Mastodon(MastodonCredentials(server=way.server, access_token="token-collectorujjain"), http)
        with pytest.raises(OutcomeUnknown):
            await replied(far, remark.remote_id, sent)
    look: dict[str, Any] = {"progress": Progress(), "since": sent.created_at, "known": frozenset()}
    assert isinstance(await mastodon.find_reply(remark.remote_id, sent, **look), Found)
    assert await mastodon.find_reply(post.remote_id, sent, **look) == Absent()
