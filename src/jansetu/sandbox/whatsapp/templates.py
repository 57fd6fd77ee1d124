"""The templates that every practice number has, and the rules by which one is filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import regex

from jansetu.sandbox.exchange import Json
from jansetu.sandbox.whatsapp import wire

PLACE = regex.compile(r"\{\{\s*(\w+)\s*\}\}")
# Line breaks, tabs, and more than four spaces in a row are not taken; "Template components", 2026.
GAP = regex.compile(r"[\n\r\t]| {5,}")
LONGEST = 1024  # characters of a body with its places filled
FOOTERS = {"hi": "बंद करने के लिए STOP लिखें", "en": "Write STOP to leave"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One template."""

    name: str
    language: str
    body: str
    header: str = ""
    category: str = "UTILITY"
    state: str = "APPROVED"

    @property
    def footer(self) -> str:
        """What stands beneath."""
        return FOOTERS[self.language]


EVERY = (
    Kept("suchna", "hi", "सूचना: {{1}}"),
    Kept("suchna", "en", "Notice: {{1}}"),
    Kept("suchna_chitra", "hi", "सूचना: {{1}}", "IMAGE"),
    Kept("suchna_chitra", "en", "Notice: {{1}}", "IMAGE"),
    Kept("suchna_video", "hi", "सूचना: {{1}}", "VIDEO"),
    Kept("jal_aapurti", "hi", "{{1}} में {{2}} को जलप्रदाय बंद रहेगा।"),
    Kept("mela", "hi", "आइए, {{1}}", category="MARKETING"),
    Kept("utsav", "hi", "उत्सव: {{1}}", category="MARKETING", state="PAUSED"),
    Kept("inaam", "hi", "जीतिए {{1}}", category="MARKETING", state="REJECTED"),
    Kept("yojana", "hi", "नई योजना: {{1}}", state="PENDING"),
    Kept("purana", "hi", "पुराना साँचा {{1}}", state="DISABLED"),
)


def shown(one: Kept, number: int) -> Json:
    """As the list of templates tells it."""
    places = PLACE.findall(one.body)
    body: Json = {"type": "BODY", "text": one.body}
    body |= {"example": {"body_text": [[f"उदाहरण {place}" for place in places]]}} if places else {}
    header = [{"type": "HEADER", "format": one.header}] if one.header else []
    return {
        "name": one.name,
        "language": one.language,
        "status": one.state,
        "category": one.category,
        "components": [*header, body, {"type": "FOOTER", "text": one.footer}],
        "id": str(920070352646140 + number),
        "parameter_format": "POSITIONAL",
    }


def chosen(asked: Json) -> Kept:
    """The approved template that is meant; Refused for any other."""
    language = asked.get("language")
    code = language.get("code") if isinstance(language, dict) else None
    found = next((one for one in EVERY if (one.name, one.language) == (asked.get("name"), code)), None)
    if found is None or found.state in ("REJECTED", "PENDING"):
        raise wire.refused(132001, f"template name ({asked.get('name')}) does not exist in {code}")
    if found.state != "APPROVED":
        raise wire.refused(132015 if found.state == "PAUSED" else 132016, f"template is {found.state}")
    return found


def filled(one: Kept, asked: Json) -> tuple[str, str]:
    """The body with its places filled, and the id of the file above it; Refused where it does not fit."""
    components = asked.get("components") or []
    if not isinstance(components, list) or not all(isinstance(part, dict) for part in components):
        raise wire.refused(131009, "components must be an array")
    by_kind = {str(part.get("type")).lower(): part.get("parameters") or [] for part in components}
    given = [_text(parameter) for parameter in by_kind.get("body", [])]
    places = PLACE.findall(one.body)
    if len(given) != len(places):
        details = f"body: number of localizable_params ({len(given)}) does not match ({len(places)})"
        raise wire.refused(132000, details)
    values = iter(given)
    body = PLACE.sub(lambda _: next(values), one.body)
    if len(body) > LONGEST:
        raise wire.refused(132005, "the translated text is too long")
    return body, _file(one, by_kind.get("header", []))


def _text(parameter: Any) -> str:
    if not isinstance(parameter, dict) or parameter.get("type") != "text":
        raise wire.refused(132012, "the practice platform takes text parameters")
    said = str(parameter.get("text") or "")
    if not said.strip():
        raise wire.refused(131008, "a text parameter is empty")
    if GAP.search(said):
        details = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
        raise wire.refused(132018, details)
    return said


def _file(one: Kept, header: Any) -> str:
    """The id of the uploaded file; "" where the template has none."""
    if not one.header:
        if header:
            raise wire.refused(132012, "header: the template has none")
        return ""
    kind = one.header.lower()
    first = header[0] if isinstance(header, list) and header else None
    found = first.get(kind) if isinstance(first, dict) and first.get("type") == kind else None
    number = found.get("id") if isinstance(found, dict) else None
    if not number:
        raise wire.refused(132012, f"header: Format mismatch, expected {one.header}, received UNKNOWN")
    return str(number)
