"""Facebook's films call by call: what goes in which phase, and what each refusal of a film means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from jansetu.connectors import facebook_films
from jansetu.connectors.contracts import Absent, Found, Outgoing, Progress
from jansetu.connectors.errors import ConnectorError, OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.facebook_films import POLLS, SESSION_LIFE
from tests.connectors.contract import NOW, OUTGOING, TEXT, Reply
from tests.connectors.facebook_audience import POST, SUCCESS
from tests.connectors.facebook_films import FILM, NAMED, PUBLISHED, SESSION, STARTED, VIDEO, VIDEOS, offsets
from tests.connectors.films import film
from tests.connectors.openapi import shared
from tests.connectors.stage import Heard, Stage, staged
from tests.connectors.test_facebook import EMPTY, GONE, SUITE, TALKS, refused

UPLOADING = {"session": SESSION, "video": VIDEO, "until": NOW.timestamp() + 60, "from": 0, "to": 30_000}
UPLOAD, FINISH = Progress(step="film", state=UPLOADING), Progress(step="finish", state=UPLOADING)
PUBLISHED_FILM = Progress(step="published", state=UPLOADING)
MANY = 6000  # the code of every trouble with a film


def with_film(folder: Path, **more: Any) -> Outgoing:
    return replace(OUTGOING, video=film(folder), title="नया पुल", **more)


async def stepped(stage: Stage, outgoing: Outgoing, progress: Progress) -> Any:
    async with SUITE._connected(stage.port) as connector:
        return await connector.step(outgoing, progress)


async def looked(stage: Stage, outgoing: Outgoing, progress: Progress) -> Any:
    async with SUITE._connected(stage.port) as connector:
        return await connector.find(outgoing, progress=progress, since=NOW, known=frozenset())


def field(heard: Heard, name: str) -> bytes:
    """One field of a multipart form."""
    return heard.body.split(b'name="' + name.encode() + b'"')[1].split(b"\r\n\r\n", 1)[1].split(b"\r\n--")[0]


async def test_each_phase_says_what_it_is_and_the_part_is_that_of_the_file(tmp_path: Path) -> None:
    published = next(one for one in TALKS if one.name == "published with a film")
    async with staged(published.answers) as stage:
        await SUITE._done(replace(published, further=()), stage, tmp_path)
    start, first, second, finish, _ = stage.heard
    assert b"upload_phase=start" in start.body
    assert b"file_size=50000" in start.body
    content = film(tmp_path).path.read_bytes()
    sent = first.body + second.body
    assert [field(one, "start_offset") for one in (first, second)] == [b"0", b"30000"]
    assert {field(one, "upload_session_id") for one in (first, second)} == {SESSION.encode()}
    assert content[:30_000] in sent
    assert content[30_000:] in sent
    assert b"upload_phase=finish" in finish.body
    assert all("Content-Length" in one.headers for one in (first, second))


async def test_text_and_title_go_with_the_last_phase(tmp_path: Path) -> None:
    async with staged(((VIDEOS, SUCCESS),)) as stage:
        done = await stepped(stage, with_film(tmp_path), FINISH)
        assert (done.step, done.posted, done.state["url"]) == (
            "published",
            (VIDEO,),
            f"{stage.server}/{VIDEO}",
        )
    form = parse_qs(stage.heard[0].body.decode())
    assert (form["description"], form["title"]) == ([TEXT], ["नया पुल"])


@pytest.mark.parametrize(("told", "step"), [((20_000, 50_000), "film"), ((50_000, 50_000), "finish")])
async def test_where_facebook_has_more_or_less_its_word_is_taken(
    tmp_path: Path, told: tuple[int, int], step: str
) -> None:
    wrong = refused(MANY, subcode=1363037, error_data=offsets(*told))
    async with staged(((VIDEOS, wrong),)) as stage:
        progress = await stepped(stage, with_film(tmp_path), UPLOAD)
    assert (progress.step, progress.state["from"], progress.state["to"]) == (step, *told)


async def test_where_it_repeats_the_same_place_the_runner_comes_later(tmp_path: Path) -> None:
    wrong = refused(MANY, subcode=1363037, error_data=offsets(0, 30_000))
    async with staged(((VIDEOS, wrong),)) as stage:
        with pytest.raises(Unavailable):
            await stepped(stage, with_film(tmp_path), UPLOAD)


async def test_no_call_sends_more_than_its_time_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facebook_films, "LONGEST_PART", 10_000)
    async with staged(((VIDEOS, Reply(offsets(10_000, 30_000))),)) as stage:
        await stepped(stage, with_film(tmp_path), UPLOAD)
    assert 10_000 < len(stage.heard[0].body) < 12_000


@pytest.mark.parametrize(
    ("subcode", "error"),
    [
        (1363030, Unavailable),
        (1363019, Unavailable),
        (1363033, Unavailable),
        (1363023, Rejected),
        (1363031, Rejected),
    ],
)
async def test_refusals_of_a_part_are_passing_or_final_and_never_a_doubt(
    tmp_path: Path, subcode: int, error: type[ConnectorError]
) -> None:
    async with staged(((VIDEOS, refused(MANY, subcode=subcode)),)) as stage:
        with pytest.raises(error):
            await stepped(stage, with_film(tmp_path), UPLOAD)


async def test_trouble_at_the_last_phase_is_a_doubt_unless_the_film_itself_is_refused(tmp_path: Path) -> None:
    for subcode, error in ((1363030, OutcomeUnknown), (1363031, Rejected)):
        async with staged(((VIDEOS, refused(MANY, subcode=subcode)),)) as stage:
            with pytest.raises(error):
                await stepped(stage, with_film(tmp_path), FINISH)


async def test_an_old_session_is_begun_anew(tmp_path: Path) -> None:
    old = replace(UPLOAD, state=UPLOADING | {"until": NOW.timestamp() - 1})
    async with staged(()) as stage:
        assert await stepped(stage, with_film(tmp_path), old) == Progress()
        assert stage.heard == []
    assert SESSION_LIFE < 24 * 3600


async def test_a_film_that_takes_long_is_asked_for_and_then_looked_for(tmp_path: Path) -> None:
    bare = Reply({"id": VIDEO, "status": {"video_status": "processing"}})
    async with staged(((FILM, bare),)) as stage:
        again = await stepped(stage, with_film(tmp_path), PUBLISHED_FILM)
        assert (again.step, again.state["polls"]) == ("published", 1)
        late = replace(PUBLISHED_FILM, state=UPLOADING | {"polls": POLLS})
        with pytest.raises(OutcomeUnknown, match="film_processing"):
            await stepped(stage, with_film(tmp_path), late)
        for doubtful in (late, FINISH):
            with pytest.raises(Unavailable, match="film_processing"):
                await looked(stage, with_film(tmp_path), doubtful)


async def test_a_film_in_doubt_that_nobody_finished_is_looked_for_on_the_timeline_too(tmp_path: Path) -> None:
    uploading = Reply({"id": VIDEO, "published": False, "status": {"video_status": "uploading"}})
    shown = Reply({"data": [{"id": POST, "message": TEXT, "created_time": "2026-11-24T05:00:02+0000"}]})
    for answer in (uploading, GONE):
        async with staged(((FILM, answer), (PUBLISHED, EMPTY))) as stage:
            assert await looked(stage, with_film(tmp_path), FINISH) == Absent()
        async with staged(((FILM, answer), (PUBLISHED, shown))) as stage:
            assert isinstance(await looked(stage, with_film(tmp_path), FINISH), Found)


async def test_an_upload_that_was_never_finished_is_absent_without_a_question(tmp_path: Path) -> None:
    async with staged(()) as stage:
        for progress in (Progress(), UPLOAD):
            assert await looked(stage, with_film(tmp_path), progress) == Absent()
        assert stage.heard == []


async def test_a_film_without_a_post_yet_is_read_by_its_own_number() -> None:
    shown = Reply(NAMED | {"description": TEXT, "created_time": "2026-11-24T05:00:02+0000"})
    async with staged(((FILM, shown),)) as stage, SUITE._connected(stage.port) as connector:
        read = await connector.read(VIDEO)
    assert (read.remote_id, read.text) == (VIDEO, TEXT)
    assert "message" not in stage.heard[0].query["fields"]


@pytest.mark.shared
async def test_what_is_sent_stands_in_metas_own_description(tmp_path: Path) -> None:
    page = shared("meta-api_specs/api_specs/specs/Page.json")
    (edge,) = [one for one in page["apis"] if (one["method"], one.get("endpoint")) == ("POST", "videos")]
    known = {one["name"] for one in edge["params"]}
    sent = {"upload_phase", "file_size", "upload_session_id", "start_offset", "video_file_chunk"}
    assert sent | {"description", "title"} <= known
    phases = next(
        one["values"]
        for one in shared("meta-api_specs/api_specs/specs/enum_types.json")
        if one["name"] == "pagevideos_upload_phase_enum_param"
    )
    assert {"start", "transfer", "finish"} <= set(phases)
    post = shared("meta-api_specs/api_specs/specs/PagePost.json")
    (comments,) = [
        one for one in post["apis"] if (one["method"], one.get("endpoint")) == ("POST", "comments")
    ]
    assert "message" in {one["name"] for one in comments["params"]}
    assert "parent_id" in {one["name"] for one in post["fields"]}
    video = shared("meta-api_specs/api_specs/specs/AdVideo.json")
    fields = {one["name"] for one in video["fields"]}
    assert {"id", "post_id", "published", "status", "description", "title", "length"} <= fields
    assert STARTED.body["video_id"] == VIDEO
