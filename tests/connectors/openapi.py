"""Holds calls and answers against a platform's OpenAPI 3.0 document beside the repository."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parent.parent.parent
SPECS = ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "specs"


def spec_file(name: str) -> Path:
    """Where a specification is; where it is missing, a failure under CI and a told skip elsewhere."""
    path = SPECS / name
    if not path.exists():
        reason = f"JANSETU_SHARED has no specs/{name}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def shared(name: str) -> Any:
    """A specification as it was read."""
    return json.loads(spec_file(name).read_text(encoding="utf-8"))


@cache
def specification(name: str) -> Specification:
    """Read once."""
    return Specification(shared(name))


class Specification:
    """One document; what it does not know of is wrong."""

    def __init__(self, document: Any) -> None:
        self.document = document
        closed = DRAFT202012.create_resource(as_json_schema(document))
        self.registry: Any = Registry().with_resource("urn:spec", closed)

    def errors(self, value: Any, pointer: str) -> list[str]:
        """What is wrong with a value by the schema at a pointer ("/components/schemas/Post")."""
        validator = Draft202012Validator({"$ref": f"urn:spec#{pointer}"}, registry=self.registry)
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]

    def template(self, method: str, path: str) -> str:
        """The path of the document that a call's path is of; the one with the fewest variables."""
        fitting: list[str] = [
            template
            for template, operations in self.document["paths"].items()
            if method.lower() in operations
            and regex.fullmatch(regex.sub(r"\\\{[^}]*\\\}", "[^/]+", regex.escape(template)), path)
        ]
        assert fitting, f"{method} {path} is not in the specification"
        return min(fitting, key=lambda template: template.count("{"))

    def request_errors(self, method: str, path: str, body: Any, mime: str = "application/json") -> list[str]:
        """What is wrong with a call's body."""
        at = pointer("paths", self.template(method, path), method.lower(), "requestBody", "content", mime)
        return self.errors(body, f"{at}/schema")

    def query_errors(self, method: str, path: str, query: Mapping[str, str]) -> list[str]:
        """What is wrong with a call's query: unknown parameters, values that are not offered."""
        operation = self.document["paths"][self.template(method, path)][method.lower()]
        known = {one["name"]: one["schema"] for one in map(self.resolved, operation.get("parameters", []))}
        query = {name.removesuffix("[]"): value for name, value in query.items()}  # a list, Rails' way
        wrong = [f"unknown parameter {name}" for name in query if name not in known]
        for name in query.keys() & known.keys():
            offered = known[name].get("items", {}).get("enum")
            wrong += [f"{name}={one}" for one in query[name].split(",") if offered and one not in offered]
        return wrong

    def answer_errors(self, method: str, path: str, status: int, body: Any) -> list[str]:
        """What is wrong with an answer's body."""
        template = self.template(method, path)
        told = self.document["paths"][template][method.lower()]["responses"]
        key = str(status) if str(status) in told else "default"
        assert key in told, f"{method} {path} has no answer {status}"
        content = next(iter(told[key]["content"]))
        at = pointer("paths", template, method.lower(), "responses", key, "content", content, "schema")
        return self.errors(body, at)

    def resolved(self, one: Any) -> Any:
        """What a $ref leads to."""
        while "$ref" in one:
            found = self.document
            for part in one["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            one = found
        return one


def pointer(*parts: str) -> str:
    """A JSON pointer; `{` is written as a URL fragment wants it."""
    escaped = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}".replace("{", "%7B").replace("}", "%7D") for part in escaped)


def as_json_schema(node: Any) -> Any:
    """OpenAPI 3.0 as JSON Schema: nullable is a type, unknown properties are wrong."""
    if isinstance(node, list):
        return [as_json_schema(one) for one in node]
    if not isinstance(node, dict):
        return node
    made = {name: as_json_schema(one) for name, one in node.items() if name not in ("nullable", "example")}
    if isinstance(made.get("properties"), dict) and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    if node.get("nullable") is True:
        return {"anyOf": [made, {"type": "null"}]}
    return made
