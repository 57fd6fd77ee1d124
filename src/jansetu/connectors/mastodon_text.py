"""The text that a status was written as, out of the HTML that Mastodon makes of it. Talks to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from jansetu.core.text.hashtags import MENTIONS


def as_shown(text: str) -> str:
    """The text with its mentions as a status shows them: without the other account's server."""
    return MENTIONS["mastodon"].sub(r"@\g<local>", text)


def plain(content: str) -> str:
    """The text that a status was written as, out of the HTML that Mastodon makes of it."""
    reading = _Reading()
    reading.feed(content)
    reading.close()
    return as_shown("".join(reading.parts)).strip()


class _Reading(HTMLParser):
    """Collects the words: paragraphs by blank lines, breaks by line ends, links whole."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._href, self._link = "", 0  # the link that is open, and where its words begin

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Note where a link begins; put in line ends."""
        if tag == "br":
            self.parts.append("\n")
        elif tag == "p" and self.parts:
            self.parts.append("\n\n")
        elif tag == "a":
            self._href, self._link = dict(attrs).get("href") or "", len(self.parts)

    def handle_endtag(self, tag: str) -> None:
        """A link whose words were cut short is given by its address."""
        if tag == "a" and self._href:
            if "".join(self.parts[self._link :]).endswith("…"):
                self.parts[self._link :] = [self._href]
            self._href = ""

    def handle_data(self, data: str) -> None:
        """Words."""
        self.parts.append(data)
