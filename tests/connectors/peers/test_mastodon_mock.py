"""Mastodon against mastodon_mock, a server that is not ours and honours Idempotency-Key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.contracts import Absent, Found, Progress
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown
from jansetu.connectors.mastodon import Mastodon, MastodonCredentials
from tests.connectors.peers.conftest import http_to
from tests.connectors.peers.sending import TEXT, find, outgoing, publish
from tests.connectors.peers.servers import Peer, losing_answers

pytestmark = [pytest.mark.peers]
TOKEN = "token-collectorujjain"


def shown(mock: Peer, remote_id: str) -> Any:
    """A status as the server has it."""
    return mock.get(f"/api/v1/statuses/{remote_id}", TOKEN)


async def posts(mock: Peer, mastodon: Mastodon) -> list[Any]:
    """All statuses of the account."""
    number = (await mastodon.whoami()).remote_id.partition("@")[0]
    found: list[Any] = mock.get(f"/api/v1/accounts/{number}/statuses?limit=40", TOKEN)
    return found


async def test_pictures_stand_with_their_alternative_texts(
    mock: Peer, mastodon: Mastodon, tmp_path: Path
) -> None:
    sent = outgoing(folder=tmp_path, count=2)
    receipt = await publish(mastodon, sent)
    media = shown(mock, receipt.remote_id)["media_attachments"]
    assert [one["description"] or "" for one in media] == [picture.alt for picture in sent.pictures]
    assert shown(mock, receipt.remote_id)["visibility"] == "public"
    assert shown(mock, receipt.remote_id)["language"] == "hi"


async def test_the_same_key_twice_is_one_status(mock: Peer, mastodon: Mastodon) -> None:
    sent = outgoing("उज्जैन: दूसरी बार वही कुंजी।")
    before = len(await posts(mock, mastodon))
    receipts = [await publish(mastodon, sent) for _ in range(2)]
    assert receipts[0].remote_id == receipts[1].remote_id
    assert len(await posts(mock, mastodon)) == before + 1


async def test_an_answer_that_is_lost_is_found_again(mock: Peer, mastodon: Mastodon) -> None:
    sent = outgoing("उज्जैन: जिसका उत्तर खो गया। https://ujjain.nic.in/soochna #उज्जैन")
    async with losing_answers(mock, to="/api/v1/statuses") as way, http_to(way) as http:
        far = Mastodon(MastodonCredentials(server=way.server, access_token=TOKEN), http)
        with pytest.raises(OutcomeUnknown):
            await publish(far, sent)
    found = await find(mastodon, sent)
    assert isinstance(found, Found)
    assert await find(mastodon, sent, known=frozenset({found.receipt.remote_id})) == Absent()


async def test_a_text_with_tags_lines_and_links_is_known_again(mastodon: Mastodon) -> None:
    sent = outgoing("पहली पंक्ति\nदूसरी & <तीसरी>\n\nhttps://mp.gov.in/a?b=1&c=2 #हिन्दी #भारत ₹500")
    receipt = await publish(mastodon, sent)
    found = await find(mastodon, sent)
    assert isinstance(found, Found)
    assert found.receipt.remote_id == receipt.remote_id
    read = await mastodon.read(receipt.remote_id)
    assert read is not None
    assert read.text == sent.text


async def test_what_was_never_sent_is_absent(mastodon: Mastodon) -> None:
    assert await find(mastodon, outgoing("जो कभी नहीं भेजा गया")) == Absent()


async def test_a_correction_changes_the_words_and_keeps_the_pictures(
    mock: Peer, mastodon: Mastodon, tmp_path: Path
) -> None:
    sent = outgoing("जलप्रदाय सुबह 7 बजे से बंद", folder=tmp_path, count=1)
    receipt = await publish(mastodon, sent)
    for _ in range(2):
        await mastodon.correct(receipt.remote_id, replace(sent, text="जलप्रदाय सुबह 8 बजे से बंद", pictures=()))
    now = shown(mock, receipt.remote_id)
    assert "8 बजे" in now["content"]
    assert len(now["media_attachments"]) == 1


async def test_a_post_is_deleted_once_and_harmlessly_twice(mastodon: Mastodon) -> None:
    receipt = await publish(mastodon, outgoing(TEXT + " हटाने के लिए"))
    await mastodon.delete(receipt.remote_id)
    await mastodon.delete(receipt.remote_id)
    assert await mastodon.read(receipt.remote_id) is None


async def test_a_reblog_stands_once_and_is_taken_back(mastodon: Mastodon, mastodon_desk: Mastodon) -> None:
    original = await publish(mastodon, outgoing("उज्जैन: साझा करने योग्य"))
    reblogs = [await mastodon_desk.repost(original.remote_id) for _ in range(2)]
    assert reblogs[0].remote_id == reblogs[1].remote_id != original.remote_id
    assert reblogs[0].url == original.url
    read = await mastodon_desk.read(reblogs[0].remote_id)
    assert read is not None
    assert read.text == "उज्जैन: साझा करने योग्य"
    await mastodon_desk.delete(reblogs[0].remote_id)
    assert await mastodon_desk.read(reblogs[0].remote_id) is None
    assert await mastodon.read(original.remote_id) is not None


async def test_the_account_tells_who_it_is(mastodon: Mastodon) -> None:
    account = await mastodon.whoami()
    assert (account.handle, account.name) == ("collectorujjain", "कलेक्टर उज्जैन")


async def test_a_dead_token_is_not_authorized(mock: Peer) -> None:
    async with http_to(mock) as http:
        dead = Mastodon(MastodonCredentials(server=mock.server, access_token="dead"), http)
        with pytest.raises(NotAuthorized):
            await dead.step(outgoing(), Progress())
