"""Mastodon: films that are prepared for long, lost or refused, and the keys of a thread's parts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jansetu.connectors import mastodon_media
from jansetu.connectors.contracts import Outgoing, Progress
from jansetu.connectors.errors import ConnectorError, Rejected, Unavailable
from tests.connectors.contract import NOW, OUTGOING
from tests.connectors.films import ALT, film
from tests.connectors.mastodon_audience import POST
from tests.connectors.mastodon_further import FIRST, PARTS, PUBLISH, SECOND, status
from tests.connectors.mastodon_further import film as told_of_film
from tests.connectors.stage import Reply, staged
from tests.connectors.test_mastodon import GONE, connector_at, session_for, told_no

ASKED = "GET /api/v1/media/31"
WAITING = Progress(step="film", state={"media": ["31"], "ready": 0, "until": NOW.timestamp() + 60})


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mastodon_media, "PAUSE", 0.01)


@pytest.fixture
def sent(tmp_path: Path) -> Outgoing:
    """A status with a film."""
    return replace(OUTGOING, video=film(tmp_path))


async def test_a_film_that_takes_long_is_asked_for_some_times_and_then_later(sent: Outgoing) -> None:
    async with staged(((ASKED, told_of_film(206)),)) as stage, session_for(stage) as session:
        mastodon, progress = connector_at(stage, session), WAITING
        for _ in range(mastodon_media.POLLS):
            taken = await mastodon.step(sent, progress)
            assert isinstance(taken, Progress)
            progress = taken
        with pytest.raises(Unavailable, match="film_waits"):
            await mastodon.step(sent, progress)


@pytest.mark.parametrize(
    ("answer", "code"), [(GONE, "film_lost"), (told_no(422, "Error processing media"), "film_refused")]
)
async def test_a_film_that_the_server_lost_or_cannot_show_fails_with_its_reason(
    sent: Outgoing, answer: Reply, code: str
) -> None:
    error: type[ConnectorError] = Rejected
    async with staged(((ASKED, answer),)) as stage, session_for(stage) as session:
        with pytest.raises(error) as raised:
            await connector_at(stage, session).step(sent, WAITING)
    assert raised.value.code == code


async def test_a_film_travels_whole_with_its_description(sent: Outgoing) -> None:
    assert sent.video is not None
    async with staged((("POST /api/v2/media", told_of_film(202)),)) as stage, session_for(stage) as session:
        await connector_at(stage, session).step(sent, Progress())
    [heard] = stage.heard
    assert sent.video.path.read_bytes() in heard.body
    assert ALT.encode() in heard.body
    assert int(heard.headers["Content-Length"]) == len(heard.body)


async def test_each_part_of_a_thread_has_a_key_of_its_own_that_stays(tmp_path: Path) -> None:
    thread = replace(OUTGOING, further=PARTS[:1])
    keys: list[list[str]] = []
    for _ in range(2):
        answers = ((PUBLISH, Reply(FIRST)), (PUBLISH, Reply(status(SECOND, PARTS[0], POST))))
        async with staged(answers) as stage, session_for(stage) as session:
            mastodon = connector_at(stage, session)
            first = await mastodon.step(thread, Progress())
            assert isinstance(first, Progress)
            await mastodon.step(thread, first)
        keys.append([heard.headers["Idempotency-Key"] for heard in stage.heard])
        assert stage.heard[1].json()["in_reply_to_id"] == POST
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 2
    assert keys[0][0] == OUTGOING.key
