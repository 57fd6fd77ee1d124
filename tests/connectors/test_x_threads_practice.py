"""X's threads, films, own posts and tokens against the practice X."""

from __future__ import annotations

import urllib.parse
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from jansetu.connectors.contracts import Absent, Found, Outgoing, Progress, Receipt, Resumes
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.http import Http
from jansetu.connectors.registry import connect, credentials_from
from jansetu.connectors.x_media import SEGMENT
from jansetu.connectors.x_tokens import basic
from jansetu.core.http import open_session, practice
from jansetu.sandbox.process import Sandbox
from tests.connectors.conftest import Opens
from tests.connectors.drive import drafted, go_on, listed, look, publish
from tests.connectors.films import film

OFFICE = "collectorujjain"
PARTS = ("पहला: कल जलप्रदाय बंद।", "दूसरा: टैंकर https://ujjain.nic.in/tanker देखें", "तीसरा: हेल्पलाइन 1912")


def thread() -> Outgoing:
    return replace(drafted(PARTS[0]), further=PARTS[1:])


async def page_of(sandbox: Sandbox) -> str:
    async with ClientSession() as session, session.get(sandbox.page("x", OFFICE)) as page:
        return await page.text()


async def test_a_thread_stands_part_beneath_part(practising: Opens, sandbox: Sandbox) -> None:
    async with practising("x", OFFICE) as x:
        receipt = await publish(x, thread())
        ids = [receipt.remote_id, *receipt.further_ids]
        for remote_id in ids:
            assert await x.read(remote_id) is not None
    acts = sandbox.ledger()
    assert [entry["text"] for entry in acts] == list(PARTS)
    assert [entry["remote_id"] for entry in acts] == ids
    assert [entry["reply_to"] for entry in acts] == ["", *ids[:2]]
    shown = await page_of(sandbox)
    assert shown.count('<ol class="thread">') == 1
    assert shown.count("<article ") == 1


@pytest.mark.parametrize("lost", [0, 1, 2])
async def test_a_part_whose_answer_was_lost_is_found_and_the_rest_follows(
    practising: Opens, sandbox: Sandbox, lost: int
) -> None:
    outgoing, progress = thread(), Progress()
    async with practising("x", OFFICE) as x:
        for _ in range(lost):
            progress = await x.step(outgoing, progress)
        sandbox.fault("lose_answer", platform="x", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await x.step(outgoing, progress)
        with pytest.raises(OutcomeUnknown, match="duplicate"):  # X itself refuses the part a second time
            await x.step(outgoing, progress)
        seen = await look(x, outgoing, *progress.posted, progress=progress)
        if lost < 2:
            assert isinstance(seen, Resumes)
            assert len(seen.progress.posted) == lost + 1
            receipt = (await go_on(x, outgoing, seen.progress))[-1]
        else:
            assert isinstance(seen, Found)
            receipt = seen.receipt
    assert isinstance(receipt, Receipt)
    assert [receipt.remote_id, *receipt.further_ids] == [one["remote_id"] for one in sandbox.ledger()]
    assert sandbox.count()["publish"] == 3


async def test_a_part_that_never_left_is_absent_and_the_first_stays_one(
    practising: Opens, sandbox: Sandbox
) -> None:
    outgoing = thread()
    async with practising("x", OFFICE) as x:
        first = await x.step(outgoing, Progress())
        sandbox.fault("drop", platform="x", calls="publish", next=1)
        with pytest.raises(OutcomeUnknown):
            await x.step(outgoing, first)
        assert await look(x, outgoing, *first.posted, progress=first) == Absent()
        await go_on(x, outgoing, first)
    assert [entry["text"] for entry in sandbox.ledger()] == list(PARTS)


async def test_the_same_words_beneath_another_post_are_not_the_part_in_doubt(practising: Opens) -> None:
    other = replace(thread(), text="कोई और सूचना")
    async with practising("x", OFFICE) as x:
        await publish(x, other)
        first = await x.step(thread(), Progress())
        assert await look(x, thread(), progress=first) == Absent()


async def test_a_film_is_sent_in_segments_prepared_and_shown(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    sent = film(tmp_path, size=2 * SEGMENT + 12_345)
    async with practising("x", OFFICE) as x:
        receipt = await publish(x, replace(drafted("उद्घाटन की झलक"), video=sent))
        shown = await x.read(receipt.remote_id)
    assert shown.text == "उद्घाटन की झलक"
    [arrived] = sandbox.films()
    assert (arrived["digest"], arrived["pieces"], arrived["arrived"]) == (sent.digest, 3, sent.size)
    assert "<video " in await page_of(sandbox)


async def test_a_film_that_was_cut_off_goes_on_with_the_segment_that_is_missing(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    sent = replace(drafted("झलक"), video=film(tmp_path, size=4 * SEGMENT))
    async with practising("x", OFFICE) as x:
        progress = Progress()
        for _ in range(3):  # begun, and two segments are there
            progress = await x.step(sent, progress)
        sandbox.fault("lose_answer", platform="x", calls="upload", next=1)
        with pytest.raises(Unavailable):
            await x.step(sent, progress)
    async with practising("x", OFFICE) as x:
        await go_on(x, sent, progress)
    [arrived] = sandbox.films()
    assert arrived["pieces"] == 5  # the one in doubt came twice, no other
    assert sent.video is not None
    assert arrived["digest"] == sent.video.digest
    assert sandbox.count()["publish"] == 1


async def test_a_film_that_x_cannot_show_is_refused_with_a_sentence(
    practising: Opens, sandbox: Sandbox, tmp_path: Path
) -> None:
    sent = replace(drafted("झलक"), video=film(tmp_path, seconds=141))
    async with practising("x", OFFICE) as x:
        with pytest.raises(Rejected) as refused:
            await publish(x, sent)
    assert refused.value.code == "film_refused"
    assert refused.value.hi
    assert sandbox.count()["publish"] == 0


async def test_own_posts_are_read_once_without_answers_and_reposts(
    practising: Opens, sandbox: Sandbox
) -> None:
    async with practising("x", OFFICE) as x, practising("x", "jansamparkmp") as other:
        await publish(x, thread())
        theirs = await publish(other, drafted("विभाग की सूचना"))
        await x.repost(theirs.remote_id)
        texts, cursor = await listed(x)
        assert texts == [PARTS[0]]
        for number in range(102):
            await publish(x, drafted(f"सूचना {number}"))
        texts, cursor = await listed(x, cursor)
        assert texts == [f"सूचना {number}" for number in reversed(range(102))]
        assert (await listed(x, cursor))[0] == []


async def test_a_token_is_renewed_by_the_refresh_token_which_serves_once(sandbox: Sandbox) -> None:
    first = await consent(sandbox)
    credentials = credentials_from("x", sandbox.credentials("x", OFFICE) | first)
    async with open_session(practice({sandbox.address})) as session:
        x: Any = connect("x", credentials, Http(session))
        renewed = await x.refresh()
        assert renewed.expires_at is not None
        fresh: Any = connect("x", renewed.credentials, Http(session))
        assert (await fresh.whoami()).handle == OFFICE
        with pytest.raises(NotAuthorized):
            await x.refresh()


async def test_an_account_without_a_refresh_token_says_that_it_must_be_connected_anew(
    practising: Opens,
) -> None:
    async with practising("x", OFFICE) as x:
        with pytest.raises(NotAuthorized) as refused:
            await x.refresh()
    assert refused.value.code == "no_renewal"


async def consent(sandbox: Sandbox) -> dict[str, str]:
    """What the app has after somebody allowed it on the practice X's page."""
    back, server = "https://desk.example/back", sandbox.server("x")
    app = {"client_id": "practice-app", "client_secret": "practice-app-secret"}
    pressed = {
        "decision": "allow",
        "account": OFFICE,
        "client_id": app["client_id"],
        "redirect_uri": back,
        "scope": ["tweet.read", "tweet.write", "offline.access"],
        "state": "1",
    }
    async with ClientSession() as session:
        async with session.post(
            f"{server}/i/oauth2/authorize", data=pressed, allow_redirects=False
        ) as answer:
            place = urllib.parse.urlparse(answer.headers["Location"])
        code = urllib.parse.parse_qs(place.query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": ""}
        named = basic(app["client_id"], app["client_secret"])
        async with session.post(f"{server}/2/oauth2/token", data=form, headers=named) as answer:
            told = await answer.json()
    return app | {name: told[name] for name in ("access_token", "refresh_token")}
