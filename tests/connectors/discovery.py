"""Holds calls and answers against a Google discovery document beside the repository."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.connectors.openapi import shared
from tests.connectors.stage import Heard

UPLOAD = "/upload/youtube/v3/videos"
UPLOAD_QUERY = {"uploadType", "upload_id"}  # of every Google upload, and so in no method


@cache
def discovery(name: str) -> Discovery:
    """Read once."""
    return Discovery(shared(name))


class Discovery:
    """One document; what it does not know of is wrong."""

    def __init__(self, document: Any) -> None:
        self.document = document
        schemas = {name: as_json_schema(one) for name, one in document["schemas"].items()}
        closed = DRAFT202012.create_resource({"schemas": schemas})
        self.registry: Any = Registry().with_resource("urn:spec", closed)

    def method(self, verb: str, path: str) -> Any:
        """The method of a call; an upload is that of its resource."""
        wanted = path.removeprefix("/upload").removeprefix("/")
        verb = "POST" if path == UPLOAD else verb  # the pieces belong to the method that opened the session
        for resource in self.document["resources"].values():
            for method in resource.get("methods", {}).values():
                if (method["httpMethod"], method["path"]) == (verb, wanted):
                    return method
        raise AssertionError(f"{verb} {path} is not in the document")

    def errors(self, value: Any, schema: str) -> list[str]:
        """What is wrong with a value by one of the document's schemas."""
        validator = Draft202012Validator({"$ref": f"urn:spec#/schemas/{schema}"}, registry=self.registry)
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]

    def wrong_in(self, heard: Heard) -> list[str]:
        """Everything that the document does not know of a call."""
        method = self.method(heard.method, heard.path)
        known = method["parameters"]
        asked = {name: value for name, value in heard.query.items() if name not in UPLOAD_QUERY}
        wrong = [f"unknown parameter {name}" for name in asked if name not in known]
        if "upload_id" not in heard.query:
            wrong += [
                f"{name} is missing"
                for name, one in known.items()
                if one.get("required") and name not in asked
            ]
        for name in asked.keys() & known.keys():
            offered = known[name].get("enum")
            wrong += [f"{name}={asked[name]}" for _ in [0] if offered and asked[name] not in offered]
        if heard.method in ("POST", "PUT") and "request" in method and "upload_id" not in heard.query:
            wrong += self.errors(heard.json(), method["request"]["$ref"])
        return wrong

    def answer_errors(self, verb: str, path: str, body: Any) -> list[str]:
        """What is wrong with an answer's body."""
        method = self.method(verb, path)
        if "response" not in method:
            return [] if body is None else ["an answer where none is told"]
        return self.errors(body, method["response"]["$ref"])


def as_json_schema(node: Any) -> Any:
    """A discovery schema as JSON Schema: references lead into the document, unknown properties are wrong."""
    if isinstance(node, list):
        return [as_json_schema(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {"type", "properties", "items", "additionalProperties", "enum", "$ref"}
    made: dict[str, Any] = {}
    for name in node.keys() & kept:
        if name == "$ref":
            made[name] = f"urn:spec#/schemas/{node[name]}"
        elif name == "properties":
            made[name] = {key: as_json_schema(one) for key, one in node[name].items()}
        else:
            made[name] = as_json_schema(node[name])
    if "properties" in made:
        made.setdefault("additionalProperties", False)
    return made
