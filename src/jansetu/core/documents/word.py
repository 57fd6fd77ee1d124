"""Reads a Word file's text in its order: letterhead, paragraphs, tables, boxes, notes. Runs no macro."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jansetu.core.documents import refusals
from jansetu.core.documents.contracts import Paragraph, Stretch
from jansetu.core.documents.packages import Package, attribute, child, local
from jansetu.core.documents.word_fonts import StyleFonts

# What only wraps what stands in it. Removed text (`del`, `moveFrom`) and field codes are not among them.
WRAPS = frozenset(
    """
    body hdr ftr footnote endnote sdt sdtContent ins moveTo customXml smartTag hyperlink fldSimple dir bdo
    AlternateContent Choice Fallback drawing inline anchor graphic graphicData wsp txbx pict shape rect group
    wgp wpc grpSp roundrect textbox object
    """.split()  # noqa: SIM905 (a list of forty would fill the page)
)
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read_word(package: Package, main: str) -> Iterator[Paragraph]:
    """Every paragraph; a table's row is one, with tabs between its cells."""
    root = package.part(main)
    if root is None:
        raise refusals.broken()
    yield from WordText(package, main).of(root)


class WordText:
    """One document while it is read: its fonts, and the notes that were referred to so far."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.parts = package.related(main)
        named = {kind: target for kind, target in self.parts.values()}
        self.fonts = StyleFonts(package, named.get("styles", ""), named.get("theme", ""))
        self.named = named
        self.notes: list[tuple[str, str]] = []  # (part, id), in their order

    def of(self, root: Element) -> Iterator[Paragraph]:
        """The whole document."""
        body = child(root, "body")
        yield from self._edges(root, "headerReference", "header")
        yield from () if body is None else self._blocks(body, "body")
        yield from self._notes()
        yield from self._edges(root, "footerReference", "footer")

    def _edges(self, root: Element, reference: str, place: str) -> Iterator[Paragraph]:
        targets = [
            self.parts.get(attribute(one, "id"), ("", ""))[1]
            for one in root.iter()
            if local(one.tag) == reference
        ]
        for target in dict.fromkeys(targets):
            edge = self.package.part(target)
            yield from () if edge is None else self._blocks(edge, place)

    def _notes(self) -> Iterator[Paragraph]:
        roots = {kind: self.package.part(self.named.get(kind, "")) for kind in NOTES.values()}
        for number, (kind, key) in enumerate(self.notes, start=1):
            root = roots[kind]
            for note in () if root is None else root:
                if attribute(note, "id") == key:
                    lines = list(self._blocks(note, "footnote"))
                    mark = Paragraph((Stretch(f"[{number}]"),), "footnote")
                    yield _joined([mark, *lines], " ", "footnote")

    def _blocks(self, holder: Element, place: str) -> Iterator[Paragraph]:
        for block in _inside(holder):
            name = local(block.tag)
            if name == "p":
                yield from self._paragraph(block, place)
            elif name == "tbl":
                yield from self._table(block)
            elif name in WRAPS:
                yield from self._blocks(block, place)

    def _table(self, table: Element) -> Iterator[Paragraph]:
        for row in _within(table, "tr"):
            cells = [_joined(list(self._blocks(cell, "table")), " ", "table") for cell in _within(row, "tc")]
            yield _joined(cells, "\t", "table")

    def _paragraph(self, paragraph: Element, place: str) -> Iterator[Paragraph]:
        boxes: list[Element] = []
        stretches = list(self._stretches(paragraph, child(paragraph, "pPr"), boxes))
        if stretches or not boxes:
            yield Paragraph(tuple(stretches), place)
        for box in boxes:
            yield from self._blocks(box, "box")

    def _stretches(self, holder: Element, about: Element | None, boxes: list[Element]) -> Iterator[Stretch]:
        for one in _inside(holder):
            name = local(one.tag)
            if name == "r":
                yield from self._run(one, about, boxes)
            elif name == "oMath":
                yield Stretch("".join(sign.text or "" for sign in one.iter() if local(sign.tag) == "t"))
            elif name in WRAPS:
                yield from self._stretches(one, about, boxes)

    def _run(self, run: Element, about: Element | None, boxes: list[Element]) -> Iterator[Stretch]:
        font = self.fonts.of(child(run, "rPr"), about)
        for one in _inside(run):
            name = local(one.tag)
            if name == "t":
                yield Stretch(one.text or "", font)
            elif name in SIGNS:
                yield Stretch(SIGNS[name], font)
            elif name == "sym":
                yield _symbol(one)
            elif name in NOTES:
                self.notes.append((NOTES[name], attribute(one, "id")))
                yield Stretch(f"[{len(self.notes)}]")
            elif name in WRAPS:
                boxes += _boxes(one)


def _inside(holder: Element) -> Iterator[Element]:
    """The children; of alternatives that say the same only the first."""
    if local(holder.tag) != "AlternateContent":
        return iter(holder)
    return iter(list(holder)[:1])


def _within(holder: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those in wrappers."""
    for one in holder:
        if local(one.tag) == name:
            yield one
        elif local(one.tag) in WRAPS:
            yield from _within(one, name)


def _boxes(drawing: Element) -> list[Element]:
    """The text boxes of a drawing, each once."""
    if local(drawing.tag) == "txbxContent":
        return [drawing]
    return [box for one in _inside(drawing) for box in _boxes(one)]


def _symbol(element: Element) -> Stretch:
    code = attribute(element, "char")
    sign = (
        chr(int(code, 16)) if len(code) == 4 and all(one in "0123456789abcdefABCDEF" for one in code) else ""
    )
    return Stretch("" if 0xD800 <= ord(sign or " ") <= 0xDFFF else sign, attribute(element, "font"))


def _joined(paragraphs: list[Paragraph], between: str, place: str) -> Paragraph:
    stretches: list[Stretch] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            stretches.append(Stretch(between))
        stretches += paragraph.stretches
    return Paragraph(tuple(stretches), place)
