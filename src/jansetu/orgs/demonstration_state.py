"""The units and positions of the demonstration state: Madhya Pradesh's real offices, nobody in them yet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from django.utils.text import slugify

from jansetu.orgs.models import Unit

Kind = Unit.Kind


@dataclass(frozen=True)
class UnitRow:
    """A unit before it is written."""

    parent: str  # code; empty for the root
    kind: str
    code: str
    name_hi: str
    name_en: str
    lgd_code: str = ""


@dataclass(frozen=True)
class PositionRow:
    """A position before it is written, and the role it carries over a unit."""

    unit: str
    code: str
    rank: str
    title_hi: str
    title_en: str
    is_head: bool = True
    roles: tuple[str, ...] = ()
    over: str = ""  # code of the unit; empty for its own


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table that lies beside this module."""
    text = files("jansetu.orgs").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def units() -> Iterator[UnitRow]:
    """Parents before children."""
    yield UnitRow("", Kind.STATE, "mp", "मध्य प्रदेश", "Madhya Pradesh", "23")
    for row in rows_of("mp_departments.csv"):
        yield UnitRow("mp", Kind.DEPARTMENT, f"mp-{row['code']}", row["name_hi"], row["name_en"])
    yield from BODIES
    seen: set[str] = set()
    for row in rows_of("mp_districts.csv"):
        division = f"mp-{slugify(row['division_en'])}-division"
        if division not in seen:
            seen.add(division)
            yield from _division(division, row["division_hi"], row["division_en"])
        yield from _district(division, row)
    yield from UJJAIN_BODIES


def _division(code: str, name_hi: str, name_en: str) -> Iterator[UnitRow]:
    yield UnitRow("mp", Kind.DIVISION, code, f"{name_hi} संभाग", f"{name_en} Division")
    name = (f"संभागीय जनसम्पर्क कार्यालय, {name_hi}", f"Divisional Public Relations Office, {name_en}")
    yield UnitRow(code, Kind.OFFICE, f"{code}-pro", *name)


def _district(division: str, row: dict[str, str]) -> Iterator[UnitRow]:
    code, name_hi, name_en = f"mp-{slugify(row['name_en'])}", row["name_hi"], row["name_en"]
    yield UnitRow(division, Kind.DISTRICT, code, name_hi, name_en, row["lgd_code"])
    desk = (f"जिला जनसम्पर्क कार्यालय, {name_hi}", f"District Public Relations Office, {name_en}")
    yield UnitRow(code, Kind.OFFICE, f"{code}-pro", *desk)
    health = (
        f"मुख्य चिकित्सा एवं स्वास्थ्य अधिकारी कार्यालय, {name_hi}",
        f"Chief Medical and Health Office, {name_en}",
    )
    yield UnitRow(code, Kind.OFFICE, f"{code}-health", *health)


BODIES = (
    UnitRow(
        "mp-pr",
        Kind.DIRECTORATE,
        "mp-pr-directorate",
        "जनसम्पर्क संचालनालय",
        "Directorate of Public Relations",
    ),
    UnitRow("mp-home", Kind.UNIFORMED, "mp-police", "मध्य प्रदेश पुलिस", "Madhya Pradesh Police"),
    UnitRow(
        "mp-energy",
        Kind.UNDERTAKING,
        "mp-west-discom",
        "मध्य प्रदेश पश्चिम क्षेत्र विद्युत वितरण कंपनी",
        "Madhya Pradesh West Zone Power Distribution Company",
    ),
    UnitRow(
        "mp-tourism",
        Kind.UNDERTAKING,
        "mp-tourism-corporation",
        "मध्य प्रदेश राज्य पर्यटन विकास निगम",
        "Madhya Pradesh State Tourism Development Corporation",
    ),
)
UJJAIN_BODIES = (
    UnitRow(
        "mp-ujjain",
        Kind.LOCAL_BODY,
        "mp-ujjain-municipal",
        "नगर पालिक निगम, उज्जैन",
        "Municipal Corporation, Ujjain",
    ),
    UnitRow(
        "mp-ujjain",
        Kind.SMART_CITY,
        "mp-ujjain-smart-city",
        "उज्जैन स्मार्ट सिटी लिमिटेड",
        "Ujjain Smart City Limited",
    ),
    UnitRow(
        "mp-ujjain",
        Kind.COMMITTEE,
        "mp-ujjain-mahakal",
        "श्री महाकालेश्वर मंदिर प्रबंध समिति",
        "Shri Mahakaleshwar Temple Management Committee",
    ),
)


def positions() -> Iterator[PositionRow]:
    """The head of every level, every desk, and the state's own positions."""
    yield from STATE_POSITIONS
    for unit in units():
        if unit.kind == Kind.DEPARTMENT and unit.code != "mp-pr":
            titles = ("प्रमुख सचिव", "Principal Secretary")
            yield PositionRow(
                unit.code, f"{unit.code}-head", "principal_secretary", *titles, roles=("sender",)
            )
        elif unit.kind == Kind.DIVISION:
            yield from _of_division(unit)
        elif unit.kind == Kind.DISTRICT:
            yield from _of_district(unit)


def _of_division(unit: UnitRow) -> Iterator[PositionRow]:
    code, desk = unit.code, f"{unit.code}-pro"
    yield PositionRow(
        code, f"{code}-commissioner", "divisional_commissioner", "संभागायुक्त", "Divisional Commissioner"
    )
    head = (f"{desk}-head", "joint_director", "संयुक्त संचालक, जनसम्पर्क", "Joint Director, Public Relations")
    yield PositionRow(desk, *head, roles=("approver",), over=code)
    editor = (
        f"{desk}-desk",
        "assistant_director",
        "सहायक संचालक, जनसम्पर्क",
        "Assistant Director, Public Relations",
    )
    yield PositionRow(desk, *editor, is_head=False, roles=("desk_officer",), over=code)


def _of_district(unit: UnitRow) -> Iterator[PositionRow]:
    code, desk, health = unit.code, f"{unit.code}-pro", f"{unit.code}-health"
    yield PositionRow(code, f"{code}-collector", "collector", "कलेक्टर", "Collector")
    head = (f"{desk}-head", "pro", "जिला जनसम्पर्क अधिकारी", "District Public Relations Officer")
    yield PositionRow(desk, *head, roles=("desk_officer",), over=code)
    titles = ("मुख्य चिकित्सा एवं स्वास्थ्य अधिकारी", "Chief Medical and Health Officer")
    yield PositionRow(health, f"{health}-head", "district_officer", *titles, roles=("sender",))


STATE_POSITIONS = (
    PositionRow("mp", "mp-chief-secretary", "chief_secretary", "मुख्य सचिव", "Chief Secretary"),
    PositionRow(
        "mp",
        "mp-osd-media",
        "osd_media",
        "विशेष कर्तव्यस्थ अधिकारी (मीडिया)",
        "Officer on Special Duty (Media)",
        is_head=False,
        roles=("reviewer", "rules_officer"),
    ),
    PositionRow(
        "mp-pr", "mp-pr-commissioner", "commissioner", "आयुक्त, जनसम्पर्क", "Commissioner, Public Relations"
    ),
    PositionRow(
        "mp-pr",
        "mp-pr-state-desk",
        "joint_director",
        "संयुक्त संचालक, राज्य डेस्क",
        "Joint Director, State Desk",
        is_head=False,
        roles=("state_desk",),
        over="mp",
    ),
    PositionRow(
        "mp-pr",
        "mp-pr-administrator",
        "system_analyst",
        "सिस्टम एनालिस्ट",
        "System Analyst",
        is_head=False,
        roles=("administrator", "registrar"),
        over="mp",
    ),
    PositionRow(
        "mp-pr-directorate",
        "mp-pr-director",
        "director",
        "संचालक, जनसम्पर्क",
        "Director, Public Relations",
        roles=("approver",),
        over="mp",
    ),
    PositionRow(
        "mp-police",
        "mp-police-media",
        "district_officer",
        "जनसम्पर्क अधिकारी, पुलिस",
        "Police Public Relations Officer",
        roles=("sender",),
    ),
    PositionRow(
        "mp-west-discom",
        "mp-west-discom-head",
        "director",
        "प्रबंध संचालक",
        "Managing Director",
        roles=("sender",),
    ),
    PositionRow(
        "mp-tourism-corporation",
        "mp-tourism-corporation-head",
        "director",
        "प्रबंध संचालक",
        "Managing Director",
        roles=("sender",),
    ),
    PositionRow(
        "mp-ujjain-municipal",
        "mp-ujjain-municipal-head",
        "commissioner",
        "आयुक्त, नगर पालिक निगम",
        "Municipal Commissioner",
        roles=("sender",),
    ),
    PositionRow(
        "mp-ujjain-smart-city",
        "mp-ujjain-smart-city-head",
        "director",
        "मुख्य कार्यपालन अधिकारी",
        "Chief Executive Officer",
        roles=("sender",),
    ),
    PositionRow(
        "mp-ujjain-mahakal",
        "mp-ujjain-mahakal-head",
        "district_officer",
        "प्रशासक, मंदिर प्रबंध समिति",
        "Administrator, Temple Committee",
        roles=("sender",),
    ),
)
