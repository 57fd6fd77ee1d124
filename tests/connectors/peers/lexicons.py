"""Checks values against Bluesky's lexicons: the part of the language that posts and calls are written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import regex

from jansetu.core.text.count import measure
from tests.connectors.openapi import shared

PLAIN = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "blob": dict}
FORMATS = {
    "did": r"did:[a-z]+:[A-Za-z0-9._:%-]+",
    "at-uri": r"at://did:[^/\s]+/[A-Za-z][A-Za-z0-9.]+/[A-Za-z0-9._:~-]+",
    "at-identifier": r"did:[a-z]+:[A-Za-z0-9._:%-]+|[a-z0-9.-]+\.[a-z-]+",
    "nsid": r"[a-z][a-z0-9-]*(?:\.[A-Za-z][A-Za-z0-9-]*){2,}",
    "record-key": r"[A-Za-z0-9._:~-]{1,512}",
    "handle": r"[a-z0-9.-]+\.[a-z-]+",
    "cid": r"b[a-z2-7]{40,}",
    "uri": r"\w+:(?://)?[^\s/]\S*",
    "language": r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z",
}


def definition(reference: str, within: str = "") -> tuple[str, Any]:
    """The lexicon that a reference leads to and its definition: "app.bsky.feed.post", "#image"."""
    name, _, part = reference.partition("#")
    name = name or within
    return name, _lexicon(name)["defs"][part or "main"]


@cache
def _lexicon(name: str) -> Any:
    return shared(f"bluesky-lexicons/lexicons/{name.replace('.', '/')}.json")


def faults(value: Any, shape: Any, within: str, place: str = "") -> Iterator[str]:
    """Everything that is wrong with a value."""
    kind = shape["type"]
    if kind in ("ref", "union"):
        yield from _referred(value, shape, within, place)
    elif kind in PLAIN:
        if not isinstance(value, PLAIN[kind]) or (kind == "integer" and isinstance(value, bool)):
            yield f"{place} is no {kind}"
        else:
            yield from CHECKS[kind](value, shape, within, place)
    elif kind != "unknown":
        yield f"{place} is of a kind that this check does not know: {kind}"


def _referred(value: Any, shape: Any, within: str, place: str) -> Iterator[str]:
    if shape["type"] == "ref":
        reference = shape["ref"]
    else:
        named = [within + name if name.startswith("#") else name for name in shape["refs"]]
        reference = value.get("$type")
        if reference not in named:
            yield f"{place} is none of {named}"
            return
    name, found = definition(reference, within)
    yield from faults(value, found, name, place)


def _of_object(value: Any, shape: Any, within: str, place: str) -> Iterator[str]:
    known = shape.get("properties", {})
    yield from (f"{place}.{name} is missing" for name in shape.get("required", ()) if name not in value)
    for name, one in value.items():
        if one is None and name in shape.get("nullable", ()):
            continue
        if name in known:
            yield from faults(one, known[name], within, f"{place}.{name}")
        elif name != "$type":
            yield f"{place}.{name} is not in the lexicon"


def _of_array(value: list[Any], shape: Any, within: str, place: str) -> Iterator[str]:
    if len(value) > shape.get("maxLength", len(value)):
        yield f"{place} is too long"
    for number, one in enumerate(value):
        yield from faults(one, shape["items"], within, f"{place}[{number}]")


def _of_integer(value: int, shape: Any, _within: str, place: str) -> Iterator[str]:
    if value < shape.get("minimum", value):
        yield f"{place} is too small"


def _of_string(value: str, shape: Any, _within: str, place: str) -> Iterator[str]:
    if len(value.encode()) > shape.get("maxLength", 10**9):
        yield f"{place} has too many bytes"
    if not measure(value, "graphemes", shape.get("maxGraphemes", 10**9)).fits:
        yield f"{place} has too many graphemes"
    form = shape.get("format")
    if form and not regex.fullmatch(FORMATS[form], value):
        yield f"{place} is no {form}: {value}"


def _of_boolean(value: bool, shape: Any, _within: str, place: str) -> Iterator[str]:
    if value != shape.get("const", value):
        yield f"{place} must be {shape['const']}"


def _of_blob(value: Any, shape: Any, _within: str, place: str) -> Iterator[str]:
    if value.get("$type") != "blob" or not regex.fullmatch(FORMATS["cid"], value["ref"]["$link"]):
        yield f"{place} is no blob"
    elif value["size"] > shape.get("maxSize", value["size"]) or not any(
        fnmatchcase(value["mimeType"], kind) for kind in shape.get("accept", ["*/*"])
    ):
        yield f"{place} is not accepted"


CHECKS: dict[str, Callable[[Any, Any, str, str], Iterator[str]]] = {
    "object": _of_object,
    "array": _of_array,
    "string": _of_string,
    "integer": _of_integer,
    "boolean": _of_boolean,
    "blob": _of_blob,
}
