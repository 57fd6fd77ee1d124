"""What a document's readers give: stretches of one font, and lines as they came beside how they read now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

MOST_CHARACTERS = 400_000  # of a document's text; four times what a note may hold


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost us."""

    size: int = 10 * 1024 * 1024  # bytes of the file
    unpacked: int = 24 * 1024 * 1024  # bytes of the packed parts that are read
    pages: int = 200
    seconds: int = 60  # for one file


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text as the file holds it, and the font that draws it; "" where the file does not say."""

    text: str
    font: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one row of a table with tabs between its cells."""

    stretches: tuple[Stretch, ...]
    place: str = "body"  # "header", "body", "table", "box", "footnote", "footer", "page"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line; `is_read`: it was typed for an old font and is Unicode now."""

    original: str
    now: str
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the document."""

    parts: tuple[Part, ...]
    place: str = "body"

    @property
    def original(self) -> str:
        """As it came."""
        return "".join(part.original for part in self.parts)

    @property
    def now(self) -> str:
        """As it reads now."""
        return "".join(part.now for part in self.parts)

    @property
    def is_read(self) -> bool:
        """Whether anything in it was read from an old font."""
        return any(part.is_read for part in self.parts)


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text. `fonts`: old fonts that were read; `strange`: old ones that nobody here reads."""

    kind: str  # "docx", "xlsx", "pdf", "text"
    lines: tuple[Line, ...]
    fonts: Counter[str] = field(default_factory=Counter)  # with the number of characters
    strange: Counter[str] = field(default_factory=Counter)
    unread_pages: int = 0  # of a PDF: pictures without text

    @property
    def text(self) -> str:
        """As it reads now; blank lines stay, one at a time."""
        kept: list[str] = []
        for line in (one.now.rstrip() for one in self.lines):
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip("\n")
