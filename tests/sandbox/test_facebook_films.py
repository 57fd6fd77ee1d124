"""The practice Facebook takes films as the Video API does: phases, offsets, subcodes, two ids."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import pytest

from jansetu.sandbox.facebook import Facebook
from jansetu.sandbox.facebook.films import PART, SMALLEST
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.process import Sandbox, running
from jansetu.sandbox.world import World
from tests.connectors.films import film
from tests.sandbox.conftest import Client, Told
from tests.sandbox.test_facebook import PAGE, POSTS, TEXT, error

VIDEOS = f"/{PAGE}/videos"


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    """A film of two parts."""
    return film(tmp_path, PART + 5000).path.read_bytes()


def started(facebook: Client, size: int) -> Any:
    told = facebook("POST", VIDEOS, form={"upload_phase": "start", "file_size": str(size)})
    assert told.status == 200, told.raw
    return told.body


def sent(facebook: Client, session: str, start: int, content: bytes) -> Told:
    form = {"upload_phase": "transfer", "upload_session_id": session, "start_offset": str(start)}
    return facebook("POST", VIDEOS, form=form, file=("video_file_chunk", content))


def finished(facebook: Client, session: str, **more: str) -> Told:
    form = {"upload_phase": "finish", "upload_session_id": session, **more}
    return facebook("POST", VIDEOS, form=form)


def uploaded(facebook: Client, content: bytes) -> Any:
    begun = started(facebook, len(content))
    for start in range(0, len(content), PART):
        sent(facebook, begun["upload_session_id"], start, content[start : start + PART])
    return begun


def named(facebook: Client, video: str) -> Any:
    """The film, once it is prepared."""
    for _ in range(100):
        told = facebook("GET", f"/{video}", query={"fields": "post_id,published,status,title"}).body
        if told["published"]:
            return told
        time.sleep(0.02)
    raise AssertionError("it is never prepared")


def test_a_film_is_seen_by_nobody_until_it_is_finished_and_prepared(
    facebook: Client, content: bytes, sandbox: Sandbox
) -> None:
    begun = started(facebook, len(content))
    assert (begun["start_offset"], begun["end_offset"]) == ("0", str(PART))
    first = sent(facebook, begun["upload_session_id"], 0, content[:PART]).body
    assert first == {"start_offset": str(PART), "end_offset": str(len(content))}
    last = sent(facebook, begun["upload_session_id"], PART, content[PART:]).body
    assert last["start_offset"] == last["end_offset"] == str(len(content))
    assert sandbox.count()["publish"] == 0
    assert finished(facebook, begun["upload_session_id"], description=TEXT, title="पुल").body == {
        "success": True
    }
    told = named(facebook, begun["video_id"])
    assert (told["post_id"].partition("_")[0], told["title"]) == (PAGE, "पुल")
    posts = facebook("GET", POSTS, query={"fields": "message,status_type"}).body["data"]
    assert posts == [{"id": told["post_id"], "message": TEXT, "status_type": "added_video"}]
    (kept,) = sandbox.films()
    assert kept["digest"] == hashlib.sha256(content).hexdigest()


def test_the_same_session_finished_again_stays_one_film(
    facebook: Client, content: bytes, sandbox: Sandbox
) -> None:
    begun = uploaded(facebook, content)
    for _ in range(2):
        assert finished(facebook, begun["upload_session_id"]).status == 200
    assert sandbox.count()["publish"] == 1


@pytest.mark.parametrize("start", [0, 100, PART + 1])
def test_a_part_that_does_not_fit_is_told_where_to_begin(
    facebook: Client, content: bytes, start: int
) -> None:
    begun = started(facebook, len(content))
    sent(facebook, begun["upload_session_id"], 0, content[:PART])
    told = sent(facebook, begun["upload_session_id"], start, content[start : start + 10])
    assert error(told)[2] == 1363037
    assert told.body["error"]["error_data"] == {"start_offset": str(PART), "end_offset": str(len(content))}


def test_a_film_that_is_not_whole_or_none_is_not_published(
    facebook: Client, content: bytes, sandbox: Sandbox
) -> None:
    begun = started(facebook, len(content))
    sent(facebook, begun["upload_session_id"], 0, content[:PART])
    assert error(finished(facebook, begun["upload_session_id"]))[2] == 1363033
    text = uploaded(facebook, b"x" * SMALLEST)
    assert error(finished(facebook, text["upload_session_id"]))[2] == 1363031
    told = facebook("POST", VIDEOS, form={"upload_phase": "start", "file_size": str(SMALLEST - 1)})
    assert error(told)[2] == 1363022
    assert sandbox.count()["publish"] == 0


def test_a_film_is_read_corrected_and_deleted_by_either_id(
    facebook: Client, content: bytes, sandbox: Sandbox
) -> None:
    begun = uploaded(facebook, content)
    finished(facebook, begun["upload_session_id"], description=TEXT)
    post = named(facebook, begun["video_id"])["post_id"]
    facebook("POST", f"/{begun['video_id']}", form={"description": "नया"})
    assert facebook("GET", f"/{post}", query={"fields": "message"}).body["message"] == "नया"
    page = Client(sandbox.port)("GET", "/_sandbox/see/facebook/collectorujjain").raw.decode()
    assert "<video" in page
    played = Client(sandbox.port)("GET", f"/_sandbox/media/facebook/{begun['video_id']}").raw
    assert played == content
    assert facebook("DELETE", f"/{begun['video_id']}").body == {"success": True}
    for one in (post, begun["video_id"]):
        assert error(facebook("GET", f"/{one}")) == (400, 100, 33)


def test_another_page_knows_nothing_of_the_session(
    facebook: Client, content: bytes, sandbox: Sandbox
) -> None:
    begun = started(facebook, len(content))
    other = Client(sandbox.port, "/facebook/v23.0", "sandbox-sdmmhow")
    told = other(
        "POST", "/me/videos", form={"upload_phase": "finish", "upload_session_id": begun["upload_session_id"]}
    )
    assert error(told)[:2] == (400, 100)


def test_a_film_half_way_outlives_a_restart(tmp_path: Path, content: bytes) -> None:
    token = "sandbox-collectorujjain"
    with running(folder=tmp_path / "sandbox") as before:
        client = Client(before.port, "/facebook/v23.0", token)
        begun = started(client, len(content))
        sent(client, begun["upload_session_id"], 0, content[:PART])
    with running(folder=tmp_path / "sandbox") as after:
        client = Client(after.port, "/facebook/v23.0", token)
        assert error(sent(client, begun["upload_session_id"], 0, content[:PART]))[2] == 1363037
        sent(client, begun["upload_session_id"], PART, content[PART:])
        assert finished(client, begun["upload_session_id"]).status == 200
        assert named(client, begun["video_id"])["post_id"]


def test_numbers_pass_over_those_of_films_that_were_begun() -> None:
    world = World()
    world.set_aside("facebook", "9" * 18, {"account": "a", "video": "9" * 18, "size": 1, "post": ""})
    assert Facebook(world, Faults()).ids.next(world.clock()) > int("9" * 18)
