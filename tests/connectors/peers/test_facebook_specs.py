"""What we ask of Facebook, against Meta's own specifications: fields, edges, parameters have their names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex

from tests.connectors import test_facebook as ours
from tests.connectors.facebook_audience import PAGE, POST
from tests.connectors.facebook_films import VIDEO
from tests.connectors.openapi import shared
from tests.connectors.stage import Heard, staged

pytestmark = pytest.mark.shared
SPECS = "meta-api_specs/api_specs/specs"
# Of every edge, and so in no node's specification: cursors, a page's size, the token's proof, time bounds.
GENERIC = {"fields", "limit", "after", "since", "appsecret_proof", "summary"}
FIELD = regex.compile(r"(\w+)((?:\.\w+\([^()]*\))*)(\{(?:[^{}]|(?3))*\})?")
LEADS_TO = {"comments": "Comment", "parent": "Comment", "insights": "InsightsResult"}


@cache
def names_of(node: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """A node's fields, and its edges by method; the bare node is the edge ""."""
    told = shared(f"{SPECS}/{node}.json")
    edges = frozenset((api["method"], api.get("endpoint") or "") for api in told["apis"])
    return frozenset(field["name"] for field in told["fields"]), edges


@cache
def parameters_of(node: str, method: str, edge: str) -> frozenset[str]:
    """The parameters of an edge."""
    apis = shared(f"{SPECS}/{node}.json")["apis"]
    chosen = [api for api in apis if (api["method"], api.get("endpoint") or "") == (method, edge)]
    return frozenset(one["name"] for api in chosen for one in api["params"])


def unknown_fields(asked: str, node: str) -> Iterator[str]:
    """Names that are neither a field nor an edge of the node, with what is asked of them."""
    fields, edges = names_of(node)
    for name, modifiers, inner in FIELD.findall(asked):
        if name not in fields and ("GET", name) not in edges:
            yield f"{node}.{name}"
        known = parameters_of(node, "GET", name) | {"limit", "summary", "since"}
        yield from (
            f"{node}.{name}.{one}" for one in regex.findall(r"\.(\w+)\(", modifiers) if one not in known
        )
        yield from unknown_fields(inner[1:-1], LEADS_TO.get(name, node))


def node_of(path: str) -> tuple[str, str]:
    """Which node a path is of, and the edge."""
    _, _, number, *edge = path.split("/")
    nodes = {PAGE: "Page", "me": "Page", POST: "PagePost", VIDEO: "AdVideo"}  # Meta has no other name for it
    return nodes.get(number, "Comment"), "".join(edge)


def wrong_in(heard: Heard) -> list[str]:
    """Everything that Meta's specification does not know of a call."""
    node, edge = node_of(heard.path)
    wrong = [] if (heard.method, edge) in names_of(node)[1] else [f"{heard.method} {node}/{edge}"]
    known = GENERIC | parameters_of(node, heard.method, edge)
    wrong += [name for name in heard.query if name not in known]
    answered = {"feed": "PagePost", "published_posts": "PagePost", "comments": "Comment"}
    return wrong + list(unknown_fields(heard.query.get("fields", ""), answered.get(edge, node)))


@pytest.mark.parametrize("talk", ours.TALKS, ids=lambda talk: f"{talk.capability}-{talk.name}")
async def test_every_call_is_in_metas_specification(talk: Any, tmp_path: Path) -> None:
    async with staged(talk.answers) as stage:
        await ours.TestFacebook()._done(talk, stage, tmp_path)
    assert stage.heard
    assert [fault for heard in stage.heard for fault in wrong_in(heard)] == []


def test_the_check_itself_finds_what_is_wrong() -> None:
    asked = "id,followers,comments.sorted(x){id,mood},insights.metric(post_clicks)"
    assert list(unknown_fields(asked, "PagePost")) == [
        "PagePost.followers",
        "PagePost.comments.sorted",
        "Comment.mood",
    ]
