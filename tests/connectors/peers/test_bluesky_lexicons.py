"""What we send to Bluesky, against its own lexicons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors import bluesky_records as records
from tests.connectors import test_bluesky as ours
from tests.connectors.bluesky_audience import CITIZEN, PUT
from tests.connectors.peers.lexicons import definition, faults
from tests.connectors.peers.sending import TEXT, outgoing
from tests.connectors.stage import Heard, Reply, staged

pytestmark = pytest.mark.shared


PARSED: dict[str, Callable[[str], Any]] = {"integer": int, "boolean": lambda value: value == "true" or value}


def wrong(value: Any, lexicon: str, *part: str) -> list[str]:
    """Everything that the lexicon has against it."""
    name, shape = definition(lexicon)
    for step in part:
        shape = shape[step]
    return list(faults(value, shape, name))


def wrong_in(heard: Heard) -> list[str]:
    """Everything that the lexicon of its method has against a call."""
    method = heard.path.rpartition("/")[2]
    if heard.method == "GET" or method.endswith("uploadPart"):
        if not heard.query:
            return []
        _, shape = definition(method)
        if heard.method == "POST" and heard.headers["Content-Type"] != shape["input"]["encoding"]:
            return ["another encoding"]
        return list(
            faults(asked(heard, shape["parameters"]), shape["parameters"] | {"type": "object"}, method)
        )
    if method.endswith("uploadBlob"):
        return [] if heard.headers["Content-Type"].startswith("image/") and heard.body else ["no picture"]
    return wrong(heard.json(), method, "input", "schema")


def wrong_answer(call: str, reply: Reply) -> list[str]:
    """Everything that the lexicon of its method has against an answer that we recorded of an AppView."""
    method = call.rpartition("/")[2]
    if not method.startswith("app.bsky.") or reply.status != 200:
        return []
    return wrong(reply.body, method, "output", "schema")


def asked(heard: Heard, shape: Any) -> dict[str, Any]:
    """The parameters of a query as the lexicon knows them: lists by repetition, whole numbers as such."""
    known = {name: one["type"] for name, one in shape["properties"].items()}
    found: dict[str, Any] = {}
    for name, value in heard.query.items():
        if known.get(name) == "array":
            found.setdefault(name, []).append(value)
        else:
            found[name] = PARSED.get(known.get(name, ""), str)(value)
    return found


@pytest.mark.parametrize("talk", ours.TALKS, ids=lambda talk: f"{talk.capability}-{talk.name}")
async def test_every_call_and_record_is_in_the_lexicon(talk: Any, tmp_path: Path) -> None:
    async with staged(talk.answers) as stage:
        await ours.TestBluesky()._done(talk, stage, tmp_path)
    assert [fault for heard in stage.heard for fault in wrong_in(heard)] == []
    assert [fault for call, reply in talk.answers for fault in wrong_answer(call, reply)] == []
    for put in ours.heard_at(stage, PUT):
        body = put.json()
        assert wrong(body["record"], body["collection"], "record") == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "₹500 की सहायता: mp.gov.in/yojana 🙏 #लाड़ली_बहना #MP",
        "@cmo.mp.gov.in कृपया देखें https://xn--i1b4cj5a.example/क्ष?q=1#अंश",
        "",
    ],
    ids=["links and tags", "a bare link and a rupee sign", "a mention and a strange link", "nothing"],
)
def test_a_post_of_any_text_is_in_the_lexicon(text: str, tmp_path: Path) -> None:
    sent = outgoing(text, tmp_path, 2)
    record = records.post_record(sent, blobs=[ours.blob(1), ours.blob(2)], dids={"cmo.mp.gov.in": CITIZEN})
    assert wrong(record, records.POST, "record") == []


def test_the_check_itself_finds_what_is_wrong() -> None:
    spoilt = records.post_record(outgoing("क" * 301), blobs=[], dids={}) | {"createdAt": "कल", "extra": 1}
    assert len(wrong(spoilt, records.POST, "record")) == 3
