"""Shows an uploaded document's text as it came beside how it reads now. Keeps no file."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from jansetu.core.documents.contracts import Document, Limits, Line
from jansetu.core.documents.reading import read_document
from jansetu.core.documents.refusals import too_large

MOST_SHOWN = 300  # lines; of a longer text the beginning is compared, the whole is taken


@dataclass(frozen=True, slots=True)
class Preview:
    """One document, for a page."""

    name: str
    text: str  # as it reads now
    rows: tuple[Line, ...]
    rest: int  # lines that are not shown
    fonts: tuple[str, ...]  # old fonts that were read
    strange: tuple[str, ...]  # old fonts that are not
    unread_pages: int

    @property
    def is_changed(self) -> bool:
        """Whether anything was read from an old font."""
        return any(row.is_read for row in self.rows)


def preview(file: UploadedFile[bytes]) -> Preview:
    """Read an upload; a Refusal where it cannot be."""
    limit = settings.JANSETU_DOCUMENT_LIMIT
    if (file.size or 0) > limit:
        raise too_large(limit)
    limits = Limits(size=limit, pages=settings.JANSETU_DOCUMENT_PAGES)
    return _shown(file.name or "", read_document(file.read(), limits))


def _shown(name: str, found: Document) -> Preview:
    rows = [line for line in found.lines if line.original.strip()]
    return Preview(
        name=name,
        text=found.text,
        rows=tuple(rows[:MOST_SHOWN]),
        rest=max(0, len(rows) - MOST_SHOWN),
        fonts=tuple(found.fonts),
        strange=tuple(found.strange),
        unread_pages=found.unread_pages,
    )
