"""Bluesky against its own server: what we write is taken, found, repeated harmlessly and taken back."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from jansetu.connectors import bluesky_records as records
from jansetu.connectors.bluesky import Bluesky
from jansetu.connectors.contracts import Absent, Found, Progress, Receipt, Resumes
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, Rejected
from tests.connectors.drive import go_on, listed
from tests.connectors.films import ALT, film
from tests.connectors.peers.conftest import http_to, new_account
from tests.connectors.peers.sending import TEXT, find, outgoing, publish
from tests.connectors.peers.servers import Peer, losing_answers

pytestmark = [pytest.mark.peers]


def record_at(pds: Peer, uri: str) -> Any:
    """A record as the server has it."""
    place = records.place_of(uri)
    assert place is not None
    query = urlencode(dict(zip(("repo", "collection", "rkey"), place, strict=True)))
    return pds.get(f"/xrpc/com.atproto.repo.getRecord?{query}")


def posts_of(pds: Peer, uri: str, collection: str = records.POST) -> list[Any]:
    """All records of the repository that this one is in."""
    place = records.place_of(uri)
    assert place is not None
    query = urlencode({"repo": place[0], "collection": collection})
    found: list[Any] = pds.get(f"/xrpc/com.atproto.repo.listRecords?{query}")["records"]
    return found


def test_the_server_listens_on_no_other_address(pds: Peer) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", pds.port), timeout=5)


async def test_a_text_stands_with_its_facets_and_language(pds: Peer, collector: Bluesky) -> None:
    receipt = await publish(collector, outgoing())
    shown = record_at(pds, receipt.remote_id)["value"]
    raw = shown["text"].encode()
    marked = [raw[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode() for f in shown["facets"]]
    assert marked == ["https://ujjain.nic.in/soochna", "#उज्जैन", "#जलप्रदाय"]
    assert [facet["features"][0].get("tag") for facet in shown["facets"]] == [None, "उज्जैन", "जलप्रदाय"]
    assert (shown["text"], shown["langs"]) == (TEXT, ["hi"])


async def test_pictures_stand_with_their_alternative_texts(
    pds: Peer, collector: Bluesky, tmp_path: Path
) -> None:
    sent = outgoing(folder=tmp_path, count=4)
    receipt = await publish(collector, sent)
    images = record_at(pds, receipt.remote_id)["value"]["embed"]["images"]
    assert [image["alt"] for image in images] == [picture.alt for picture in sent.pictures]
    assert images[0]["aspectRatio"] == {"width": 64, "height": 48}
    assert [image["image"]["size"] for image in images] == [picture.size for picture in sent.pictures]


async def test_the_same_key_again_and_again_is_one_record(pds: Peer, collector: Bluesky) -> None:
    sent = outgoing()
    first = await publish(collector, sent)
    cid = record_at(pds, first.remote_id)["cid"]
    again = [await publish(collector, sent) for _ in range(3)]
    assert {receipt.remote_id for receipt in again} == {first.remote_id}
    assert [post["cid"] for post in posts_of(pds, first.remote_id)] == [cid]


async def test_two_posts_of_the_same_words_are_two_records(pds: Peer, collector: Bluesky) -> None:
    first, second = outgoing(), outgoing()
    receipts = [
        await publish(collector, sent) for sent in (first, replace(second, created_at=first.created_at))
    ]
    assert len(posts_of(pds, receipts[0].remote_id)) == 2


async def test_an_answer_that_is_lost_is_found_again(pds: Peer) -> None:
    sent = outgoing()
    credentials = new_account(pds)
    async with losing_answers(pds, to="putRecord") as way, http_to(way) as http:
        far = Bluesky(replace(credentials, server=way.server), http)
        with pytest.raises(OutcomeUnknown):
            await publish(far, sent)
    async with http_to(pds) as http:
        near = Bluesky(credentials, http)
        found = await find(near, sent)
        assert isinstance(found, Found)
        assert await publish(near, sent) == replace(found.receipt, quota=None)
    assert len(posts_of(pds, found.receipt.remote_id)) == 1


async def test_what_was_never_sent_is_absent(collector: Bluesky) -> None:
    assert await find(collector, outgoing()) == Absent()


async def test_what_is_read_back_is_what_was_sent(collector: Bluesky) -> None:
    sent = outgoing()
    receipt = await publish(collector, sent)
    read = await collector.read(receipt.remote_id)
    assert read is not None
    assert (read.text, read.url) == (sent.text, receipt.url)
    assert read.published_at is not None
    assert abs((read.published_at - sent.created_at).total_seconds()) < 0.01


async def test_a_post_is_deleted_once_and_harmlessly_twice(collector: Bluesky) -> None:
    sent = outgoing()
    receipt = await publish(collector, sent)
    await collector.delete(receipt.remote_id)
    await collector.delete(receipt.remote_id)
    assert await collector.read(receipt.remote_id) is None
    assert await find(collector, sent) == Absent()


async def test_nobody_deletes_the_post_of_another(pds: Peer, collector: Bluesky, desk: Bluesky) -> None:
    receipt = await publish(collector, outgoing())
    with pytest.raises((Rejected, NotAuthorized)):
        await desk.delete(receipt.remote_id)
    assert record_at(pds, receipt.remote_id)


async def test_a_repost_stands_once_and_is_taken_back(pds: Peer, collector: Bluesky, desk: Bluesky) -> None:
    original = await publish(collector, outgoing())
    reposts = [await desk.repost(original.remote_id) for _ in range(2)]
    assert reposts[0].remote_id == reposts[1].remote_id
    assert reposts[0].url == original.url
    [standing] = posts_of(pds, reposts[0].remote_id, records.REPOST)
    assert standing["value"]["subject"] == {
        "uri": original.remote_id,
        "cid": record_at(pds, original.remote_id)["cid"],
    }
    await desk.delete(reposts[0].remote_id)
    assert posts_of(pds, reposts[0].remote_id, records.REPOST) == []


async def test_a_mention_leads_to_the_account_and_an_unknown_one_stays_text(
    pds: Peer, collector: Bluesky, desk: Bluesky
) -> None:
    known = (await desk.whoami()).handle
    receipt = await publish(collector, outgoing(f"@{known} और @nobody-at-all.test कृपया देखें"))
    [facet] = record_at(pds, receipt.remote_id)["value"]["facets"]
    assert facet["features"][0]["did"] == (await desk.whoami()).remote_id


async def test_the_account_tells_who_it_is(collector: Bluesky) -> None:
    account = await collector.whoami()
    assert account.remote_id.startswith("did:plc:")
    assert account.handle == account.name
    assert account.handle.endswith(".test")


async def test_a_wrong_password_is_not_authorized(pds: Peer) -> None:
    async with http_to(pds) as http:
        wrong = replace(new_account(pds), app_password="aaaa-bbbb-cccc-dddd")
        with pytest.raises(NotAuthorized):
            await Bluesky(wrong, http).step(outgoing(), Progress())


async def test_more_than_the_lexicon_allows_is_rejected(collector: Bluesky) -> None:
    with pytest.raises(Rejected):
        await publish(collector, outgoing("क" * 301))


async def test_a_thread_names_its_root_and_the_part_before(pds: Peer, collector: Bluesky) -> None:
    sent = replace(outgoing("पहला भाग"), further=("दूसरा भाग", "तीसरा भाग"))
    receipt = await publish(collector, sent)
    parts = [record_at(pds, uri) for uri in (receipt.remote_id, *receipt.further_ids)]
    assert [part["value"]["text"] for part in parts] == ["पहला भाग", "दूसरा भाग", "तीसरा भाग"]
    refs = [{"uri": part["uri"], "cid": part["cid"]} for part in parts]
    assert "reply" not in parts[0]["value"]
    assert [part["value"]["reply"]["root"] for part in parts[1:]] == [refs[0]] * 2
    assert [part["value"]["reply"]["parent"] for part in parts[1:]] == refs[:2]


async def test_a_thread_whose_second_answer_is_lost_goes_on_from_its_third_part(pds: Peer) -> None:
    sent = replace(outgoing("पहला भाग"), further=("दूसरा भाग", "तीसरा भाग"))
    credentials = new_account(pds)
    async with http_to(pds) as http:
        first = await Bluesky(credentials, http).step(sent, Progress())
    assert isinstance(first, Progress)
    async with losing_answers(pds, to="putRecord") as way, http_to(way) as http:
        with pytest.raises(OutcomeUnknown):
            await Bluesky(replace(credentials, server=way.server), http).step(sent, first)
    async with http_to(pds) as http:
        near = Bluesky(credentials, http)
        seen = await near.find(sent, progress=first, since=sent.created_at, known=frozenset(first.posted))
        assert isinstance(seen, Resumes)
        outcomes = await go_on(near, sent, seen.progress)
        assert await publish(near, sent) == replace(outcomes[-1], quota=None)
    assert len(outcomes) == 1
    receipt = outcomes[0]
    assert isinstance(receipt, Receipt)
    third = record_at(pds, receipt.further_ids[1])["value"]["reply"]
    assert (third["root"]["uri"], third["parent"]["uri"]) == (receipt.remote_id, receipt.further_ids[0])
    assert third["parent"]["cid"] == record_at(pds, receipt.further_ids[0])["cid"]
    assert len(posts_of(pds, receipt.remote_id)) == 3


async def test_a_film_that_was_put_into_the_repository_stands_in_the_post(
    pds: Peer, collector: Bluesky, tmp_path: Path
) -> None:
    sent = replace(outgoing("झलक"), video=film(tmp_path))
    prepared = await collector._wire.signed(  # as Bluesky's video service does it
        "POST",
        "/xrpc/com.atproto.repo.uploadBlob",
        data=sent.video.path.read_bytes() if sent.video else b"",
        headers={"Content-Type": "video/mp4"},
    )
    state = {"film": {"blob": prepared.get("blob")}}
    receipt = await collector.step(sent, Progress(step="film", state=state))
    assert isinstance(receipt, Receipt)
    embed = record_at(pds, receipt.remote_id)["value"]["embed"]
    assert (embed["$type"], embed["alt"]) == ("app.bsky.embed.video", ALT)
    assert embed["video"]["mimeType"] == "video/mp4"


async def test_own_posts_are_read_in_page_by_page_without_an_appview(pds: Peer, collector: Bluesky) -> None:
    made = datetime.now(UTC) - timedelta(seconds=30)
    await publish(collector, replace(outgoing("एक"), further=("दो",)))
    for number in range(101):
        await publish(collector, outgoing(f"सूचना {number}"))
    texts, cursor = await listed(collector)
    assert set(texts) == {"एक", *(f"सूचना {number}" for number in range(101))}
    page = await collector.own_posts({}, since=made + timedelta(days=1))
    assert page.posts == ()
    await publish(collector, outgoing("बाद में"))
    assert "बाद में" in (await listed(collector, cursor))[0]
