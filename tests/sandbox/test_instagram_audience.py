"""The practice Instagram has reels, comments in two levels, hiding, tags and insights, as Instagram has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from jansetu.sandbox.process import Sandbox
from tests.connectors.films import film
from tests.sandbox.album import served
from tests.sandbox.conftest import Client
from tests.sandbox.test_instagram import USER, contain, contained, error, publish, ready, status


@pytest.fixture
def album(tmp_path: Path) -> Iterator[str]:
    """good.jpg and a film, served on this machine."""
    Image.new("RGB", (64, 48), "#138808").save(tmp_path / "good.jpg", "JPEG")
    film(tmp_path)
    with served(tmp_path) as address:
        yield address


@pytest.fixture
def post(instagram: Client, album: str) -> str:
    """A post of the account."""
    number: str = publish(instagram, contained(instagram, album, caption="पुल")).body["id"]
    return number


def listed(client: Client, path: str, fields: str) -> list[Any]:
    found: list[Any] = client("GET", path, query={"fields": fields}).body["data"]
    return found


def test_a_film_becomes_a_reel_and_counts_as_a_post_of_the_day(instagram: Client, album: str) -> None:
    told = contain(instagram, media_type="REELS", video_url=f"{album}/film-50000.mp4", caption="पुल")
    number = publish(instagram, ready(instagram, told.body["id"])).body["id"]
    shown = instagram("GET", f"/{number}", query={"fields": "media_type,media_product_type,caption"}).body
    assert (shown["media_type"], shown["media_product_type"], shown["caption"]) == ("VIDEO", "REELS", "पुल")
    room = instagram("GET", f"/{USER}/content_publishing_limit", query={"fields": "quota_usage"}).body
    assert room["data"][0]["quota_usage"] == 1


def test_that_a_film_cannot_be_had_is_told_by_its_containers_status(instagram: Client, album: str) -> None:
    for address in (f"{album}/no-such.mp4", f"{album}/good.jpg", "https://203.0.113.9/film.mp4"):
        told = contain(instagram, media_type="REELS", video_url=address)
        assert told.status == 200
        seen = [status(instagram, told.body["id"])]
        while seen[-1] == "IN_PROGRESS":
            seen.append(status(instagram, told.body["id"]))
        assert seen[-1] == "ERROR"
        assert error(publish(instagram, told.body["id"]))[1] == 9007
    assert error(contain(instagram, media_type="REELS"))[1] == 100


def test_comments_stand_newest_first_and_have_two_levels(
    instagram: Client, post: str, sandbox: Sandbox
) -> None:
    first = sandbox.say("instagram", "collectorujjain", "पानी कब आएगा?", reply_to=post)
    own = instagram("POST", f"/{post}/comments", form={"message": "विस्तार से"}).body["id"]
    answer = instagram("POST", f"/{first}/replies", form={"message": "कल"}).body["id"]
    assert [one["id"] for one in listed(instagram, f"/{post}/comments", "id")] == [own, first]
    (shown,) = listed(instagram, f"/{first}/replies", "id,text,username,parent_id")
    assert shown == {"id": answer, "text": "कल", "username": "collectorujjain", "parent_id": first}
    assert error(instagram("POST", f"/{answer}/replies", form={"message": "और"}))[1] == 100
    assert error(instagram("GET", f"/{post}", query={"fields": "id,parent_id"}))[1] == 100
    below = sandbox.say("instagram", "collectorujjain", "धन्यवाद", reply_to=answer)
    assert listed(instagram, f"/{first}/replies", "id")[-1]["id"] == below


@pytest.mark.parametrize("message", ["", "क" * 301])
def test_a_comment_has_between_one_and_300_characters(instagram: Client, post: str, message: str) -> None:
    assert error(instagram("POST", f"/{post}/comments", form={"message": message}))[1] == 100


def test_a_comment_is_hidden_shown_and_deleted_by_the_account_alone(
    instagram: Client, post: str, sandbox: Sandbox
) -> None:
    said = sandbox.say("instagram", "collectorujjain", "अनुचित", reply_to=post)
    other = Client(sandbox.port, "/instagram/v23.0", "sandbox-sdmmhow")
    assert error(other("POST", f"/{said}", form={"hide": "true"})) == (400, 100, 33)
    for hide, seen in (("true", True), ("false", False)):
        assert instagram("POST", f"/{said}", form={"hide": hide}).body == {"success": True}
        assert instagram("GET", f"/{said}", query={"fields": "hidden"}).body["hidden"] is seen
    assert instagram("DELETE", f"/{said}").body == {"success": True}
    assert listed(instagram, f"/{post}/comments", "id") == []


def test_what_others_say_elsewhere_is_listed_among_tags(instagram: Client, sandbox: Sandbox) -> None:
    said = sandbox.say("instagram", "collectorujjain", "@collectorujjain देखिए", author="ravi_sharma")
    (tag,) = listed(instagram, f"/{USER}/tags", "id,caption,username")
    assert tag == {"id": said, "caption": "@collectorujjain देखिए", "username": "ravi_sharma"}


def test_insights_have_this_years_names(instagram: Client, post: str, sandbox: Sandbox) -> None:
    sandbox.say("instagram", "collectorujjain", "पानी कब आएगा?", reply_to=post)
    told = instagram("GET", f"/{post}/insights", query={"metric": "views,comments,saved"}).body["data"]
    assert {one["name"]: one["values"][0]["value"] for one in told} == {"views": 0, "comments": 1, "saved": 0}
    for metric in ("impressions", "plays"):
        assert error(instagram("GET", f"/{post}/insights", query={"metric": metric}))[1] == 100
        asked = {"fields": f"id,insights.metric({metric})"}
        assert error(instagram("GET", f"/{post}", query=asked))[1] == 100
