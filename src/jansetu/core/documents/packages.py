"""Opens the zip files that Word writes. Reads the parts asked for, within a bound; unpacks none to disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from jansetu.core.documents import refusals
from jansetu.core.documents.contracts import Limits

MOST_PARTS = 5_000
DEEPEST = 120  # elements in each other; Word's own stay under forty


def local(name: str) -> str:
    """A name without its namespace: the strict and the usual form of the standard differ only there."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The attribute of that local name, or ""."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Those of that local name."""
    return (child for child in (() if element is None else element) if local(child.tag) == name)


def child(element: Element | None, name: str) -> Element | None:
    """The first of that local name."""
    return next(children(element, name), None)


class Package:
    """One opened file. Every part that is read counts against the bound."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """A Refusal where it is no zip file."""
        self.limits, self.left = limits, limits.unpacked
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise refusals.broken() from error
        if len(self.zip.infolist()) > MOST_PARTS:
            raise refusals.too_large(limits.size)
        self.names = frozenset(self.zip.namelist())

    def part(self, name: str) -> Element | None:
        """The XML of a part; None where there is none of that name."""
        if name not in self.names:
            return None
        try:
            root: Element = fromstring(self._bytes(name), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise refusals.broken() from error
        _refuse_deep(root)
        return root

    def _bytes(self, name: str) -> bytes:
        try:
            with self.zip.open(name) as file:
                content = file.read(self.left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise refusals.broken() from error  # RuntimeError: a part with a password
        self.left -= len(content)
        if self.left < 0:
            raise refusals.too_large(self.limits.size)
        return content

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (kind, part's name)."""
        folder, file = posixpath.split(name)
        found = {}
        for one in children(self.part(posixpath.join(folder, "_rels", f"{file}.rels")), "Relationship"):
            if attribute(one, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attribute(one, "Target"))).lstrip("/")
                found[attribute(one, "Id")] = (attribute(one, "Type").rpartition("/")[2], target)
        return found

    def main_part(self) -> str:
        """Where the document itself lies."""
        targets = [target for kind, target in self.related("").values() if kind == "officeDocument"]
        return targets[0] if targets else ""


def _refuse_deep(root: Element) -> None:
    level = [root]
    for _ in range(DEEPEST):
        level = [below for element in level for below in element]
        if not level:
            return
    raise refusals.broken()
