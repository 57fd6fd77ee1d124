"""One call to a practice platform and its answer, in plain values; decides nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from aiohttp import web

Json = dict[str, Any]
JSON_TYPE = "application/json; charset=utf-8"
PLAIN, ESCAPING = json.JSONEncoder(ensure_ascii=False), json.JSONEncoder()
BODY_LIMIT = 112 * 1024 * 1024  # bytes; more than any platform takes in one call
LARGE = 8 * 1024 * 1024  # bytes; a larger file stays where it was written while it came


class Malformed(Exception):
    """The body is not a JSON object, or a part of the request is not of its kind."""


def number_in(text: str, default: int) -> int:
    """A whole number written out, `default` where nothing is; Malformed where it is no number."""
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise Malformed
    return int(text)


def text_in(body: Json, name: str) -> str:
    """A text in a JSON object, empty where it is absent; Malformed where it is no text."""
    found = body.get(name) or ""
    if not isinstance(found, str):
        raise Malformed
    return found


def part_in(body: Json, name: str) -> Json:
    """An object in a JSON object, empty where it is absent; Malformed where it is no object."""
    found = body.get(name) or {}
    if not isinstance(found, dict):
        raise Malformed
    return found


def texts_in(body: Json, name: str) -> list[str]:
    """A list of texts in a JSON object, empty where it is absent; Malformed where it is anything else."""
    found = body.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Malformed
    return found


@dataclass(slots=True)
class Upload:
    """One file of a multipart body: its bytes, or where they are."""

    name: str
    mime: str
    content: bytes
    file: IO[bytes] | None = None  # in place of `content` where it is large

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.file.seek(0, 2) if self.file else len(self.content)

    def blocks(self) -> Iterator[bytes]:
        """Its bytes, a little at a time."""
        file = self.file or BytesIO(self.content)
        file.seek(0)
        while block := file.read(1024 * 1024):
            yield block


@dataclass(slots=True)
class Call:
    """What a client asked. `path` is without the platform's prefix; `origin` is how the client reached us."""

    method: str
    path: list[str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    origin: str
    form: dict[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def json(self) -> Json:
        """The body as a JSON object; Malformed where it is anything else."""
        try:
            found = json.loads(self.body)
        except ValueError as error:
            raise Malformed from error
        if not isinstance(found, dict):
            raise Malformed
        return found

    def field(self, name: str) -> str:
        """The first value of a field of the form, or nothing."""
        return self.form.get(name, [""])[0]

    @property
    def bearer(self) -> str:
        """The token of the Authorization header, or nothing."""
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        return token.strip() if scheme.lower() in {"bearer", "oauth"} else ""


@dataclass(slots=True)
class Answer:
    """What the platform says."""

    status: int
    body: bytes
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)
    file: Path | None = None  # in place of `body`, handed over a little at a time

    @classmethod
    def json(
        cls,
        status: int,
        content: object,
        headers: dict[str, str] | None = None,
        content_type: str = JSON_TYPE,
        ascii_only: bool = False,
    ) -> Answer:
        """A JSON answer; Facebook alone escapes everything beyond ASCII."""
        encode = ESCAPING.encode if ascii_only else PLAIN.encode
        return cls(status, encode(content).encode(), content_type, headers or {})

    def response(self) -> web.StreamResponse:
        """For aiohttp."""
        if self.file is not None:
            return web.FileResponse(self.file, headers={"Content-Type": self.content_type, **self.headers})
        return web.Response(
            status=self.status, body=self.body, headers={"Content-Type": self.content_type, **self.headers}
        )


async def read_call(request: web.BaseRequest) -> Call:
    """Read the whole request; forms and files are taken apart, a JSON body is left for the platform."""
    call = Call(
        request.method,
        request.path.strip("/").split("/"),
        request.query,
        request.headers,
        b"",
        f"http://{request.host}",
    )
    if request.headers.get("Content-Type", "").startswith(("multipart/", "application/x-www-form")):
        call.form, call.files = await read_form(request)
    else:
        call.body = await request.read()
    return call


async def read_form(request: web.BaseRequest) -> tuple[dict[str, list[str]], dict[str, Upload]]:
    """The fields and the files of a form."""
    fields: dict[str, list[str]] = {}
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.content_type, b"", value.file)
            if files[name].size <= LARGE:
                files[name] = Upload(value.filename, value.content_type, b"".join(files[name].blocks()))
        elif isinstance(value, str):
            fields.setdefault(name, []).append(value)
        else:
            fields.setdefault(name, []).append(bytes(value).decode())
    return fields, files
