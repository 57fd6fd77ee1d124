"""What we send to Mastodon, against its OpenAPI document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import regex
from jsonschema import Draft202012Validator

from tests.connectors import test_mastodon as ours
from tests.connectors.peers.books import book
from tests.connectors.stage import Heard, staged

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def openapi() -> Any:
    """The document; its schemas refer to each other inside it."""
    return book("mastodon-openapi.json")


def operation(openapi: Any, heard: Heard) -> tuple[str, Any]:
    """The operation that a call is, and its path in the document."""
    fitting = [
        path
        for path in openapi["paths"]
        if regex.fullmatch(regex.sub(r"\\\{\w+\\\}", "[^/]+", regex.escape(path)), heard.path)
    ]
    path = min(fitting, key=lambda one: one.count("{"))
    return path, openapi["paths"][path][heard.method.lower()]


def schema_of(openapi: Any, asked: Any, body: Any) -> Any:
    """What the body must be. The document's oneOf does not decide between a text with and without media."""
    shape = asked["requestBody"]["content"]["application/json"]["schema"]
    if "oneOf" in shape:
        shape = {"$ref": f"#/components/schemas/{'MediaStatus' if 'media_ids' in body else 'TextStatus'}"}
    return {**shape, "components": openapi["components"]}


def known_names(openapi: Any, shape: Any) -> set[str]:
    """Every property that a schema speaks of."""
    if "$ref" in shape:
        return known_names(openapi, openapi["components"]["schemas"][shape["$ref"].rpartition("/")[2]])
    names = set(shape.get("properties", {}))
    return names.union(*(known_names(openapi, part) for part in shape.get("allOf", ())))


@pytest.mark.parametrize("talk", ours.TALKS, ids=lambda talk: f"{talk.capability}-{talk.name}")
async def test_every_call_is_in_the_document(openapi: Any, talk: Any, tmp_path: Path) -> None:
    async with staged(talk.answers) as stage:
        await ours.TestMastodon()._done(talk, stage, tmp_path)
    assert stage.heard
    for heard in stage.heard:
        _, asked = operation(openapi, heard)
        queries = {one["name"] for one in asked.get("parameters", ()) if one["in"] == "query"}
        assert set(heard.query) <= queries
        if "Idempotency-Key" in heard.headers:
            assert "Idempotency-Key" in {one["name"] for one in asked["parameters"]}
        if heard.headers.get("Content-Type") == "application/json":
            body = heard.json()
            shape = schema_of(openapi, asked, body)
            assert [error.message for error in Draft202012Validator(shape).iter_errors(body)] == []
            assert set(body) <= known_names(openapi, shape)


async def test_a_picture_is_sent_as_the_document_says(openapi: Any, tmp_path: Path) -> None:
    talk = next(one for one in ours.TALKS if one.pictures == 2)
    async with staged(talk.answers) as stage:
        await ours.TestMastodon()._done(talk, stage, tmp_path)
    form = openapi["paths"]["/api/v2/media"]["post"]["requestBody"]["content"]["multipart/form-data"][
        "schema"
    ]
    for heard in stage.heard[:2]:
        names = set(regex.findall(rb'name="(\w+)"', heard.body))
        assert {name.decode() for name in names} <= set(form["properties"])
        assert b"file" in names


def test_the_check_itself_finds_what_is_wrong(openapi: Any) -> None:
    asked = openapi["paths"]["/api/v1/statuses"]["post"]
    assert list(
        Draft202012Validator(schema_of(openapi, asked, {})).iter_errors({"status": 5, "language": []})
    )
