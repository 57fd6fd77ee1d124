"""The practice Instagram answers as the Graph API does: containers, carousels, limits, its account."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from jansetu.connectors.instagram_audience import LISTED as LISTED_FIELDS
from jansetu.connectors.instagram_audience import SHOWN as READ_FIELDS
from jansetu.sandbox.instagram.fetching import loopback_url
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox, running
from jansetu.sandbox.world import World
from tests.connectors.openapi import shared
from tests.sandbox.album import served
from tests.sandbox.conftest import Client, Told

USER = account_number("instagram", "collectorujjain")
TEXT = "उज्जैन: कल सुबह 7 बजे से जलप्रदाय बंद रहेगा। #उज्जैन"
FOLDER = "meta-api_specs/api_specs/specs"


@pytest.fixture
def album(tmp_path: Path) -> Iterator[str]:
    """Pictures served on this machine: good.jpg, good.png, wide.jpg, text.jpg."""
    Image.new("RGB", (64, 48), "#138808").save(tmp_path / "good.jpg", "JPEG")
    Image.new("RGB", (64, 48), "#138808").save(tmp_path / "good.png", "PNG")
    Image.new("RGB", (300, 100), "#138808").save(tmp_path / "wide.jpg", "JPEG")
    (tmp_path / "text.jpg").write_text("no picture")
    with served(tmp_path) as address:
        yield address


def contain(instagram: Client, **asked: str) -> Told:
    return instagram("POST", f"/{USER}/media", form=asked)


def ready(instagram: Client, number: str) -> str:
    """The container, once Instagram has done with it."""
    for _ in range(100):
        if instagram("GET", f"/{number}", query={"fields": "status_code"}).body["status_code"] == "FINISHED":
            return number
        time.sleep(0.02)
    raise AssertionError("it is never ready")


def contained(instagram: Client, album: str, **asked: str) -> str:
    told = contain(instagram, image_url=f"{album}/good.jpg", **asked)
    assert told.status == 200, told.raw
    return ready(instagram, told.body["id"])


def publish(instagram: Client, number: str) -> Told:
    return instagram("POST", f"/{USER}/media_publish", form={"creation_id": number})


def error(told: Told) -> tuple[int, int, int]:
    envelope = told.body["error"]
    assert {"message", "type", "code", "fbtrace_id"} <= envelope.keys()
    return told.status, envelope["code"], envelope.get("error_subcode", 0)


def status(instagram: Client, number: str) -> Any:
    return instagram("GET", f"/{number}", query={"fields": "status_code"}).body["status_code"]


def test_a_container_is_seen_by_nobody_until_it_is_published_and_only_once(
    instagram: Client, album: str, sandbox: Sandbox
) -> None:
    told = contain(instagram, image_url=f"{album}/good.jpg", caption=TEXT, alt_text="पुल")
    assert told.body.keys() == {"id"}
    number = told.body["id"]
    assert status(instagram, number) == "IN_PROGRESS"
    assert error(publish(instagram, number)) == (400, 9007, 2207027)
    ready(instagram, number)
    assert sandbox.count()["publish"] == 0
    post = publish(instagram, number).body["id"]
    assert status(instagram, number) == "PUBLISHED"
    assert error(publish(instagram, number)) == (400, 9007, 2207027)
    shown = instagram("GET", f"/{post}", query={"fields": READ_FIELDS}).body
    assert (shown["caption"], shown["media_type"]) == (TEXT, "IMAGE")
    assert [entry["key"] for entry in sandbox.ledger()] == [number]


def test_a_carousel_is_made_of_its_parts_in_their_order(instagram: Client, album: str) -> None:
    parts = [contained(instagram, album, is_carousel_item="true", alt_text=alt) for alt in ("एक", "दो")]
    assert error(publish(instagram, parts[0])) == (400, 9007, 2207027)
    whole = contain(instagram, media_type="CAROUSEL", children=",".join(parts), caption=TEXT)
    post = publish(instagram, ready(instagram, whole.body["id"])).body["id"]
    shown = instagram("GET", f"/{post}", query={"fields": READ_FIELDS}).body
    assert shown["media_type"] == "CAROUSEL_ALBUM"
    assert [one["alt_text"] for one in shown["children"]["data"]] == ["एक", "दो"]


def test_a_carousel_of_one_or_of_what_is_no_part_is_refused(instagram: Client, album: str) -> None:
    part, alone = contained(instagram, album, is_carousel_item="true"), contained(instagram, album)
    for children in (part, f"{part},{alone}", f"{part},1"):
        told = contain(instagram, media_type="CAROUSEL", children=children)
        assert error(told) == (400, 100, 2207028)


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("missing.jpg", (400, 9004, 2207052)),
        ("text.jpg", (400, 9004, 2207052)),
        ("good.png", (400, 36001, 2207005)),
        ("wide.jpg", (400, 36003, 2207009)),
    ],
)
def test_a_picture_is_really_fetched_and_looked_at(
    instagram: Client, album: str, picture: str, expected: tuple[int, int, int]
) -> None:
    assert error(contain(instagram, image_url=f"{album}/{picture}")) == expected


@pytest.mark.parametrize("address", ["http://203.0.113.9/a.jpg", "https://localhost/a.jpg", "file:///a", ""])
def test_nothing_is_fetched_from_elsewhere_than_this_machine(address: str) -> None:
    assert loopback_url(address) is None


def test_a_caption_has_its_limits(instagram: Client, album: str) -> None:
    for caption, expected in (
        ("a" * 2201, (400, 36004, 2207010)),
        (" ".join(f"#टैग{number}" for number in range(31)), (400, 36004, 2207010)),
        (" ".join(f"@name{number}" for number in range(21)), (400, 100, 2207040)),
    ):
        assert error(contain(instagram, image_url=f"{album}/good.jpg", caption=caption)) == expected
    assert contained(instagram, album, caption="a" * 2200)


def test_the_days_posts_are_counted_and_then_refused(album: str) -> None:
    with running(generous=False) as strict:
        instagram = Client(strict.port, "/instagram/v23.0", "sandbox-collectorujjain")
        numbers = [contain(instagram, image_url=f"{album}/good.jpg").body["id"] for _ in range(101)]
        ready(instagram, numbers[-1])
        assert {publish(instagram, number).status for number in numbers[:100]} == {200}
        assert error(publish(instagram, numbers[100])) == (403, 9, 2207042)
        edge, asked = f"/{USER}/content_publishing_limit", {"fields": "config,quota_usage"}
        [told] = instagram("GET", edge, query=asked).body["data"]
    assert told == {"quota_usage": 100, "config": {"quota_total": 100, "quota_duration": 86400}}


def test_posts_come_newest_first_page_by_page(instagram: Client, album: str) -> None:
    ids = [publish(instagram, contained(instagram, album)).body["id"] for _ in range(5)]
    query = {"limit": "2", "fields": LISTED_FIELDS}
    first = instagram("GET", f"/{USER}/media", query=query).body
    second = instagram(
        "GET", f"/{USER}/media", query={**query, "after": first["paging"]["cursors"]["after"]}
    ).body
    assert [post["id"] for page in (first, second) for post in page["data"]] == ids[:0:-1]
    assert "next" in second["paging"]
    assert first["data"][0].keys() == {"id", "timestamp", "permalink"}


def test_a_deleted_post_is_gone_and_another_account_sees_nothing(
    instagram: Client, album: str, sandbox: Sandbox
) -> None:
    number = contained(instagram, album)
    post = publish(instagram, number).body["id"]
    stranger = Client(sandbox.port, "/instagram/v23.0", "sandbox-somebody")
    for node in (post, number, USER):
        assert error(stranger("GET", f"/{node}")) == (400, 100, 33)
    assert error(stranger("DELETE", f"/{post}")) == (400, 100, 33)
    assert instagram("DELETE", f"/{post}").body == {"success": True}
    for method in ("GET", "DELETE"):
        assert error(instagram(method, f"/{post}")) == (400, 100, 33)


def test_a_dead_token_is_refused_in_instagrams_words(sandbox: Sandbox) -> None:
    dead = Client(sandbox.port, "/instagram/v23.0", "dead-1")
    assert error(dead("GET", f"/{USER}")) == (400, 190, 0)


def test_citizens_comment_beneath_a_post(instagram: Client, album: str, sandbox: Sandbox) -> None:
    post = publish(instagram, contained(instagram, album, caption=TEXT)).body["id"]
    sandbox.say("instagram", "collectorujjain", "पानी कब आएगा?", reply_to=post)
    shown = instagram("GET", f"/{post}", query={"fields": "comments_count"}).body
    assert shown["comments_count"] == 1
    page = Client(sandbox.port)("GET", "/_sandbox/see/instagram/collectorujjain").raw.decode()
    assert TEXT.partition(" #")[0] in page
    assert "पानी कब आएगा?" in page
    seen = Client(sandbox.port, "/instagram")("GET", f"/p/{post}/")
    assert (seen.status, seen.headers["Location"].endswith(post)) == (302, True)
    assert Client(sandbox.port, "/instagram")("GET", "/collectorujjain/").status == 302


def test_containers_outlive_a_restart(tmp_path: Path) -> None:
    facts = {"account": "collectorujjain", "caption": TEXT, "media": [], "post": ""}
    before = World(folder=tmp_path)
    before.set_aside("instagram", "17", facts)
    before.journal.close()
    after = World(folder=tmp_path)
    assert after.aside["instagram", "17"] == facts
    after.journal.close()


@pytest.mark.shared
def test_the_connector_uses_only_what_metas_own_specification_knows() -> None:
    user, media = shared(f"{FOLDER}/IGUser.json"), shared(f"{FOLDER}/IGMedia.json")
    edges = {
        (edge["method"], edge.get("endpoint") or edge.get("name")): {one["name"] for one in edge["params"]}
        for edge in user["apis"]
    }
    assert {"image_url", "caption", "alt_text", "is_carousel_item", "media_type", "children"} <= edges[
        "POST", "media"
    ]
    assert edges["POST", "media_publish"] == {"creation_id"}
    assert {("GET", "media"), ("GET", "content_publishing_limit"), ("GET", "#get")} <= edges.keys()
    limit = shared(f"{FOLDER}/ContentPublishingLimitResponse.json")
    assert {"config", "quota_usage"} <= {field["name"] for field in limit["fields"]}
    of_media = {(edge["method"], edge.get("endpoint") or edge.get("name")) for edge in media["apis"]}
    assert {("DELETE", "#delete"), ("GET", "#get"), ("GET", "children")} <= of_media
    fields = {field["name"] for field in media["fields"]} | {"children"}
    assert set(READ_FIELDS.partition("{")[0].split(",")) <= fields
    assert {"id", "username", "name"} <= {field["name"] for field in user["fields"]}
