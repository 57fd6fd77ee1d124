"""The practice X's films and threads: what it takes in what order, and how it prepares and tells them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from jansetu.sandbox.process import Sandbox
from jansetu.sandbox.x.films import LARGEST
from tests.connectors.films import film
from tests.connectors.openapi import specification
from tests.sandbox.conftest import Client, Told
from tests.sandbox.test_x import create

UPLOAD = "/2/media/upload"
ASKED = {
    "post.fields": "attachments,entities",
    "expansions": "attachments.media_keys",
    "media.fields": "duration_ms,width,height,alt_text,url",
}


def begin(x: Client, size: int) -> Told:
    body = {"media_category": "tweet_video", "media_type": "video/mp4", "total_bytes": size}
    return x("POST", f"{UPLOAD}/initialize", body)


def append(x: Client, media_id: str, index: int, content: bytes) -> Told:
    place = f"{UPLOAD}/{media_id}/append"
    return x("POST", place, form={"segment_index": str(index)}, file=("media", content))


def status(x: Client, media_id: str) -> dict[str, Any]:
    told = x("GET", UPLOAD, query={"media_id": media_id, "command": "STATUS"})
    return dict(told.body["data"])


def prepared(x: Client, media_id: str) -> list[str]:
    """Every state that was seen until the last one."""
    states: list[str] = []
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        state = str(status(x, media_id)["processing_info"]["state"])
        states += [state] if state not in states else []
        if state in ("succeeded", "failed"):
            return states
        time.sleep(0.05)
    raise AssertionError(states)


def sent(x: Client, content: bytes) -> str:
    media_id = str(begin(x, len(content)).body["data"]["id"])
    append(x, media_id, 0, content)
    assert x("POST", f"{UPLOAD}/{media_id}/finalize").status == 200
    return media_id


@pytest.mark.shared
def test_a_film_goes_through_x_s_states_as_x_specifies(x: Client, tmp_path: Path) -> None:
    specified = specification("x-api-v2-openapi.json")
    content = film(tmp_path).path.read_bytes()
    begun = begin(x, len(content))
    media_id = begun.body["data"]["id"]
    told = [
        (f"{UPLOAD}/initialize", "POST", begun),
        (f"{UPLOAD}/1/append", "POST", append(x, media_id, 0, content)),
    ]
    told.append((f"{UPLOAD}/1/finalize", "POST", x("POST", f"{UPLOAD}/{media_id}/finalize")))
    assert prepared(x, media_id) == ["pending", "in_progress", "succeeded"]
    told.append((UPLOAD, "GET", x("GET", UPLOAD, query={"media_id": media_id})))
    for path, method, answer in told:
        assert specified.answer_errors(method, path, answer.status, answer.body) == []
    post = create(x, "झलक", media_id)
    read = x("GET", f"/2/tweets/{post}", query=ASKED)
    assert specified.answer_errors("GET", "/2/tweets/1", 200, read.body) == []
    [media] = read.body["includes"]["media"]
    assert (media["type"], media["duration_ms"], media["width"]) == ("video", 12_000, 640)


def test_segments_may_come_twice_and_in_any_order(x: Client, sandbox: Sandbox, tmp_path: Path) -> None:
    whole = film(tmp_path, size=30_000)
    content = whole.path.read_bytes()
    media_id = str(begin(x, len(content)).body["data"]["id"])
    for index in (2, 0, 0, 1):
        assert append(x, media_id, index, content[index * 10_000 : (index + 1) * 10_000]).status == 200
    x("POST", f"{UPLOAD}/{media_id}/finalize")
    [arrived] = sandbox.films()
    assert (arrived["digest"], arrived["pieces"]) == (whole.digest, 4)


def test_a_film_that_is_not_whole_or_too_large_is_refused(x: Client, tmp_path: Path) -> None:
    content = film(tmp_path).path.read_bytes()
    assert begin(x, LARGEST + 1).status == 400
    media_id = str(begin(x, len(content)).body["data"]["id"])
    append(x, media_id, 1, content[100:])
    assert x("POST", f"{UPLOAD}/{media_id}/finalize").status == 400
    assert append(x, media_id, 0, bytes(5 * 1024 * 1024 + 1)).status == 400


@pytest.mark.parametrize("kind", ["no film", "too long"])
def test_what_x_cannot_show_fails_while_it_is_prepared(x: Client, tmp_path: Path, kind: str) -> None:
    content = film(tmp_path, seconds=150).path.read_bytes() if kind == "too long" else b"x" * 5000
    media_id = sent(x, content)
    assert prepared(x, media_id)[-1] == "failed"
    assert x("POST", "/2/tweets", {"text": "a", "media": {"media_ids": [media_id]}}).status == 400


def test_a_film_that_is_still_prepared_cannot_be_published_nor_two_at_once(x: Client, tmp_path: Path) -> None:
    first, second = (sent(x, film(tmp_path, size=size).path.read_bytes()) for size in (20_000, 21_000))
    assert x("POST", "/2/tweets", {"text": "a", "media": {"media_ids": [second]}}).status == 400
    prepared(x, second)
    body = {"text": "a", "media": {"media_ids": [first, second]}}
    assert x("POST", "/2/tweets", body).status == 400
    assert create(x, "a", second)


def test_every_part_of_a_thread_tells_the_conversation_that_its_first_part_began(x: Client) -> None:
    first = create(x, "एक")
    second = create(x, "दो", reply={"in_reply_to_tweet_id": first})
    third = create(x, "तीन", reply={"in_reply_to_tweet_id": second})
    told = x("GET", "/2/tweets", query={"ids": f"{first},{second},{third}", "post.fields": "conversation_id"})
    assert {one["conversation_id"] for one in told.body["data"]} == {first}


def test_a_citizen_sees_a_long_thread_whole_and_in_order(
    x: Client, control: Client, sandbox: Sandbox
) -> None:
    last = create(x, "भाग 0")
    first = last
    for number in range(1, 25):
        last = create(x, f"भाग {number}", reply={"in_reply_to_tweet_id": last})
    sandbox.say("x", "collectorujjain", "और आगे?", reply_to=last)
    shown = control("GET", "/_sandbox/see/x/collectorujjain").raw.decode()
    places = [shown.index(f">भाग {number}<") for number in range(25)]
    assert places == sorted(places)
    assert shown.count("<article ") == shown.count('<ol class="thread">') == 1
    assert shown.index("और आगे?") > places[-1]
    assert f'id="post-{first}"' in shown
