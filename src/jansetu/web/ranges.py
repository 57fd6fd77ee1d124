"""Serves a file as players and platforms ask for films: one byte range, or the whole; never in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import regex
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

PART = 256 * 1024  # bytes read at once
ASKED = regex.compile(r"bytes=(\d*)-(\d*)")


def ranged(request: HttpRequest, path: Path, *, mime: str, digest: str) -> HttpResponseBase:
    """206 for one satisfiable range, 416 for one beyond the end, else the whole (RFC 9110, section 14).

    Several ranges at once, which no player asks for, get the whole; so does a range of another version.
    """
    size, tag = path.stat().st_size, f'"{digest}"'
    asked = ASKED.fullmatch(request.headers.get("Range", "").strip())
    is_same = request.headers.get("If-Range", tag) == tag
    if asked is None or not is_same or not any(asked.groups()):
        whole = StreamingHttpResponse(_read(path, 0, size - 1), content_type=mime)
        return _said(whole, tag, size)
    first, last = _bounds(asked[1], asked[2], size)
    if first > last or first >= size:
        nothing = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _said(nothing, tag, 0)
    part = StreamingHttpResponse(_read(path, first, last), status=206, content_type=mime)
    part.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _said(part, tag, last - first + 1)


def _bounds(begins: str, ends: str, size: int) -> tuple[int, int]:
    """The first and the last byte that are wanted; "-500" are the last 500."""
    if not begins:
        return max(0, size - int(ends)), size - 1 if int(ends) else -1
    return int(begins), min(int(ends), size - 1) if ends else size - 1


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (part := file.read(min(PART, left))):
            left -= len(part)
            yield part


def _said(response: HttpResponseBase, tag: str, length: int) -> HttpResponseBase:
    told = {"Accept-Ranges": "bytes", "ETag": tag, "Content-Length": str(length)}
    told["X-Content-Type-Options"] = "nosniff"
    for name, value in told.items():
        response.headers[name] = value
    return response
