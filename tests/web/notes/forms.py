"""What a browser sends with the form of a note."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.content.acts import BODY, TITLE, jpeg

KEY = "a1b2c3d4e5f60718293a4b5c"
NEW = "/desk/notes/new/"
PASTE = "/desk/notes/paste/"


def typed(**changes: Any) -> dict[str, Any]:
    """A whole note."""
    return {"form_key": KEY, "kind": "press_note", "title": TITLE, "body": BODY, **changes}


def photo_file(name: str = "photo.jpg", **options: Any) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, jpeg(**options).read(), "image/jpeg")


def text_of(answer: HttpResponse | Any) -> str:
    """The page."""
    return str(answer.content.decode())
