"""What we send to Mastodon, against its OpenAPI document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import regex
from jsonschema import Draft202012Validator

from tests.connectors import test_mastodon as ours
from tests.connectors.openapi import Specification, specification
from tests.connectors.stage import staged

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def book() -> Specification:
    """Read once."""
    return specification("mastodon-openapi.json")


def schema_of(book: Specification, asked: Any, body: Any) -> Any:
    """What the body must be. The document's oneOf does not decide between a text with and without media."""
    shape = asked["requestBody"]["content"]["application/json"]["schema"]
    if "oneOf" in shape:
        shape = {"$ref": f"#/components/schemas/{'MediaStatus' if 'media_ids' in body else 'TextStatus'}"}
    return {**shape, "components": book.document["components"]}


def known_names(book: Specification, shape: Any) -> set[str]:
    """Every property that a schema speaks of."""
    shape = book.resolved(shape)
    names = set(shape.get("properties", {}))
    return names.union(*(known_names(book, part) for part in shape.get("allOf", ())))


@pytest.mark.parametrize("talk", ours.TALKS, ids=lambda talk: f"{talk.capability}-{talk.name}")
async def test_every_call_is_in_the_document(book: Specification, talk: Any, tmp_path: Path) -> None:
    async with staged(talk.answers) as stage:
        await ours.TestMastodon()._done(talk, stage, tmp_path)
    assert stage.heard
    for heard in stage.heard:
        assert book.query_errors(heard.method, heard.path, heard.query) == []
        asked = book.document["paths"][book.template(heard.method, heard.path)][heard.method.lower()]
        if "Idempotency-Key" in heard.headers:
            assert "Idempotency-Key" in {one["name"] for one in asked["parameters"]}
        if heard.headers.get("Content-Type") == "application/json":
            body = heard.json()
            shape = schema_of(book, asked, body)
            assert [error.message for error in Draft202012Validator(shape).iter_errors(body)] == []
            assert set(body) <= known_names(book, shape)


async def test_a_picture_is_sent_as_the_document_says(book: Specification, tmp_path: Path) -> None:
    talk = next(one for one in ours.TALKS if one.pictures == 2)
    async with staged(talk.answers) as stage:
        await ours.TestMastodon()._done(talk, stage, tmp_path)
    form = book.document["paths"]["/api/v2/media"]["post"]["requestBody"]["content"]["multipart/form-data"][
        "schema"
    ]
    for heard in stage.heard[:2]:
        names = set(regex.findall(rb'name="(\w+)"', heard.body))
        assert {name.decode() for name in names} <= set(form["properties"])
        assert b"file" in names


def test_the_check_itself_finds_what_is_wrong(book: Specification) -> None:
    asked = book.document["paths"]["/api/v1/statuses"]["post"]
    assert list(Draft202012Validator(schema_of(book, asked, {})).iter_errors({"status": 5, "language": []}))
