"""The practice Facebook answers as the Graph API does: its envelope, its limits, its Pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jansetu.connectors.facebook import READ_FIELDS
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox, running
from tests.connectors.openapi import shared
from tests.sandbox.conftest import Client, Told

PAGE = account_number("facebook", "collectorujjain")
POSTS = f"/{PAGE}/published_posts"
TEXT = "उज्जैन: कल सुबह 7 बजे से जलप्रदाय बंद रहेगा। https://ujjain.nic.in/jal"
FOLDER = "meta-api_specs/api_specs/specs"
USAGE = "X-Business-Use-Case-Usage"


def publish(facebook: Client, text: str, *photos: str) -> str:
    media = {f"attached_media[{at}]": json.dumps({"media_fbid": one}) for at, one in enumerate(photos)}
    told = facebook("POST", f"/{PAGE}/feed", form={"message": text, **media})
    assert told.status == 200, told.raw
    return str(told.body["id"])


def upload(facebook: Client, picture: bytes, **more: str) -> Told:
    return facebook("POST", f"/{PAGE}/photos", form=more, file=("source", picture))


def error(told: Told) -> tuple[int, int, int]:
    envelope = told.body["error"]
    assert {"message", "type", "code", "fbtrace_id"} <= envelope.keys()
    return told.status, envelope["code"], envelope.get("error_subcode", 0)


def shown(facebook: Client, **query: str) -> list[Any]:
    found: list[Any] = facebook("GET", POSTS, query=query).body["data"]
    return found


def test_a_post_is_told_in_ascii_with_the_fields_asked_for(facebook: Client) -> None:
    post_id = publish(facebook, TEXT)
    assert post_id.startswith(f"{PAGE}_")
    told = facebook("GET", f"/{post_id}", query={"fields": READ_FIELDS})
    assert told.raw.isascii()
    assert told.body["message"] == TEXT
    assert told.body["created_time"].endswith("+0000")
    assert "attachments" not in told.body
    assert facebook("GET", f"/{post_id}").body.keys() == {"id", "message", "created_time"}


def test_parameters_may_come_as_a_form_as_json_or_in_the_address(facebook: Client, sandbox: Sandbox) -> None:
    assert facebook("POST", "/me/feed", {"message": "एक"}).status == 200
    assert facebook("POST", "/me/feed", form={"message": "दो"}).status == 200
    assert facebook("POST", "/me/feed", query={"message": "तीन"}).status == 200
    tokenless = Client(sandbox.port, "/facebook/v23.0")
    told = tokenless("POST", "/me/feed", form={"message": "चार", "access_token": facebook.token})
    assert told.status == 200
    assert [post["message"] for post in shown(facebook)] == ["चार", "तीन", "दो", "एक"]


def test_an_unpublished_photo_is_seen_by_nobody_until_a_post_carries_it(
    facebook: Client, sandbox: Sandbox, picture: bytes
) -> None:
    ids = [
        upload(facebook, picture, published="false", alt_text_custom=alt).body["id"] for alt in ("पुल", "मेला")
    ]
    assert shown(facebook) == []
    assert sandbox.count()["publish"] == 0
    post_id = publish(facebook, TEXT, *ids)
    post = facebook("GET", f"/{post_id}", query={"fields": READ_FIELDS}).body
    parts = post["attachments"]["data"][0]["subattachments"]["data"]
    assert [(part["target"]["id"], part["description"]) for part in parts] == [
        (ids[0], "पुल"),
        (ids[1], "मेला"),
    ]
    photo = facebook("GET", f"/{ids[0]}", query={"fields": "alt_text,alt_text_custom,width"}).body
    assert (photo["alt_text_custom"], photo["width"]) == ("पुल", 64)


def test_a_published_photo_is_a_post_of_its_own(facebook: Client, picture: bytes) -> None:
    told = upload(facebook, picture, message=TEXT).body
    assert [post["id"] for post in shown(facebook)] == [told["post_id"]]


def test_the_usage_header_tells_per_cents_of_the_page(facebook: Client) -> None:
    told = json.loads(facebook("GET", "/me").headers[USAGE])[PAGE][0]
    assert (told["type"], told["call_count"], told["estimated_time_to_regain_access"]) == ("pages", 0, 0)


def test_too_many_calls_are_a_400_with_the_minutes_in_the_header(facebook: Client, sandbox: Sandbox) -> None:
    sandbox.fault("429", platform="facebook", calls="publish", ms=9 * 60_000)
    told = facebook("POST", "/me/feed", form={"message": TEXT})
    assert error(told) == (400, 80001, 0)
    usage = json.loads(told.headers[USAGE])[PAGE][0]
    assert usage["estimated_time_to_regain_access"] == 9
    assert usage["call_count"] >= 100


def test_a_page_has_4800_calls_a_day() -> None:
    with running(generous=False) as strict:
        facebook = Client(strict.port, "/facebook/v23.0", "sandbox-collectorujjain")
        for _ in range(48):
            told = facebook("GET", "/me")
        assert json.loads(told.headers[USAGE])[PAGE][0]["call_count"] == 1


@pytest.mark.parametrize("token", ["dead-1", "sandbox-", ""])
def test_a_dead_token_is_code_190(sandbox: Sandbox, token: str) -> None:
    told = Client(sandbox.port, "/facebook/v23.0", token)("GET", "/me")
    assert error(told) == (400, 190, 0)
    assert "invalid_token" in told.headers["WWW-Authenticate"]


def test_another_page_may_not_be_written_to_or_read(facebook: Client, sandbox: Sandbox) -> None:
    other = account_number("facebook", "other")
    assert error(facebook("POST", f"/{other}/feed", form={"message": TEXT}))[1] == 200
    assert error(facebook("GET", f"/{other}/published_posts"))[1] == 200
    stranger = Client(sandbox.port, "/facebook/v23.0", "sandbox-other")
    post_id = publish(facebook, TEXT)
    for method in ("GET", "DELETE", "POST"):
        assert error(stranger(method, f"/{post_id}")) == (400, 100, 33)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, 100),
        ({"message": "क" * 63_207}, 100),
        ({"message": "अ", "attached_media[0]": '{"media_fbid":"7"}'}, 100),
        ({"message": "अ", "attached_media[0]": "not JSON"}, 100),
    ],
)
def test_what_facebook_does_not_take_is_refused(facebook: Client, form: dict[str, str], code: int) -> None:
    assert error(facebook("POST", "/me/feed", form=form))[:2] == (400, code)


def test_the_longest_text_is_taken_and_no_picture_is_not(facebook: Client) -> None:
    publish(facebook, "क" * 63_206)
    assert error(upload(facebook, b"<html>", published="false"))[:2] == (400, 324)


def test_posts_are_read_page_by_page_since_a_moment(facebook: Client) -> None:
    ids = [publish(facebook, f"सूचना {number}") for number in range(5)]
    first = facebook("GET", POSTS, query={"limit": "2"}).body
    second = facebook("GET", POSTS, query={"limit": "2", "after": first["paging"]["cursors"]["after"]}).body
    third = facebook("GET", POSTS, query={"limit": "2", "after": second["paging"]["cursors"]["after"]}).body
    assert [post["id"] for page in (first, second, third) for post in page["data"]] == ids[::-1]
    assert "after=" in first["paging"]["next"]
    assert "next" not in third["paging"]
    assert shown(facebook, since="99999999999") == []
    assert len(shown(facebook, since="0")) == 5


def test_a_text_is_corrected_in_place_and_a_deleted_post_is_gone(facebook: Client, sandbox: Sandbox) -> None:
    post_id = publish(facebook, TEXT)
    for _ in range(2):
        assert facebook("POST", f"/{post_id}", form={"message": "संशोधित"}).body == {"success": True}
    assert shown(facebook)[0]["message"] == "संशोधित"
    assert facebook("DELETE", f"/{post_id}").body == {"success": True}
    for method in ("GET", "DELETE", "POST"):
        assert error(facebook(method, f"/{post_id}")) == (400, 100, 33)
    count = sandbox.count()
    assert (count["publish"], count["correct"], count["delete"]) == (1, 1, 1)


@pytest.mark.shared
def test_the_connector_uses_only_what_metas_own_specification_knows() -> None:
    page, post = shared(f"{FOLDER}/Page.json"), shared(f"{FOLDER}/PagePost.json")
    edges = {
        (edge["method"], edge.get("endpoint") or edge.get("name")): {one["name"] for one in edge["params"]}
        for edge in (*page["apis"], *post["apis"])
    }
    assert {"message", "attached_media"} <= edges["POST", "feed"]
    assert {"published", "alt_text_custom"} <= edges["POST", "photos"]
    assert "message" in edges["POST", "#update"]
    assert {("DELETE", "#delete"), ("GET", "#get"), ("GET", "published_posts")} <= edges.keys()
    fields = {field["name"] for field in post["fields"]} | {
        edge["endpoint"] for edge in post["apis"] if edge.get("endpoint")
    }
    assert set(READ_FIELDS.split(",")) <= fields
    assert {"id", "name", "username", "link"} <= {field["name"] for field in page["fields"]}


def test_the_attachments_of_a_post_are_its_pictures(facebook: Client, picture: bytes) -> None:
    photo = upload(facebook, picture, published="false", alt_text_custom="पुल").body["id"]
    with_photo, without = publish(facebook, TEXT, photo), publish(facebook, "सूचना")
    found = facebook("GET", f"/{with_photo}/attachments").body["data"]
    assert [(one["type"], one["description"], one["target"]["id"]) for one in found] == [
        ("photo", "पुल", photo)
    ]
    assert facebook("GET", f"/{without}/attachments").body == {"data": []}
    assert error(facebook("GET", "/1_2/attachments")) == (400, 100, 33)
