"""Offices, positions, people and tenures from Excel: empty forms out, rows in, each by its operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import BinaryIO, NoReturn

from django.utils import timezone

from jansetu.core.errors import Refusal
from jansetu.core.excel import Column, Row, Sheet, check_headings, read
from jansetu.core.excel_form import write_form
from jansetu.orgs.excel_columns import office_columns, person_columns, position_columns, tenure_columns
from jansetu.orgs.importing import BroughtIn, Tell, bring_in, silently
from jansetu.orgs.models import Person, Position, Unit
from jansetu.orgs.operations import add_person, add_position, add_unit, begin_tenure, grant_role
from jansetu.orgs.rights import Actor
from jansetu.orgs.terms import TermPack, pack_in_use

Enter = Callable[[Row, Actor, datetime], object]


@dataclass(frozen=True)
class Form:
    """One kind of sheet: its name, its columns, and the operations that a row asks for."""

    title_hi: str
    title_en: str
    columns: Callable[[TermPack], Sequence[Column]]
    enter: Enter


def write_template(kind: str) -> bytes:
    """An empty .xlsx form of `kind` (a key of FORMS) in the words of this installation's state."""
    form = FORMS[kind]
    return write_form(form.title_hi, form.columns(pack_in_use()))


def read_sheet(kind: str, file: BinaryIO) -> Sheet[Row]:
    """What a filled form of `kind` says, before anything is entered: to be shown with its problems."""
    return read(file, FORMS[kind].columns(pack_in_use()), lambda row: row)


def check_file(kind: str, file: BinaryIO) -> None:
    """Refuse at once a file that is no workbook, too large, or lacks a column; its rows are not read."""
    check_headings(file, FORMS[kind].columns(pack_in_use()))


def import_sheet(
    kind: str, sheet: Sheet[Row], *, by: Actor, now: datetime, skip_bad: bool = False, tell: Tell = silently
) -> BroughtIn:
    """Enter the rows of a read sheet, all or none; with `skip_bad` all that can be.

    Raises SheetRefused with every problem: of the cells, of the right, of what is there already.
    """
    enter = FORMS[kind].enter
    return bring_in(
        sheet, lambda row: enter(row, by, now), what=kind, by=by, now=now, skip_bad=skip_bad, tell=tell
    )


def _enter_office(row: Row, by: Actor, now: datetime) -> None:
    unit = add_unit(
        parent=_unit(row.text("parent")),
        kind=row.text("kind"),
        code=row.text("code"),
        name_hi=row.text("name_hi"),
        name_en=row.text("name_en"),
        lgd_code=row.text("lgd_code"),
        by=by,
        now=now,
    )
    rank = row.text("head_rank")
    if rank:
        hi, en = pack_in_use().term(rank)
        add_position(
            unit=unit,
            code=f"{unit.code}-head",
            rank=rank,
            title_hi=row.text("head_hi") or hi,
            title_en=row.text("head_en") or en,
            is_head=True,
            by=by,
            now=now,
        )


def _enter_position(row: Row, by: Actor, now: datetime) -> None:
    unit = _unit(row.text("unit"))
    position = add_position(
        unit=unit,
        code=row.text("code"),
        rank=row.text("rank"),
        title_hi=row.text("title_hi"),
        title_en=row.text("title_en"),
        is_head=row.yes("is_head"),
        by=by,
        now=now,
    )
    if row.text("role"):
        over = _unit(row.text("over")) if row.text("over") else unit
        grant_role(position, role=row.text("role"), unit=over, by=by, now=now)


def _enter_person(row: Row, by: Actor, now: datetime) -> None:
    add_person(
        email=row.text("email"),
        employee_code=row.text("employee_code"),
        name_hi=row.text("name_hi"),
        name_en=row.text("name_en"),
        phone=row.text("phone"),
        by=by,
        now=now,
    )


def _enter_tenure(row: Row, by: Actor, now: datetime) -> None:
    begin_tenure(
        person=_person(row.text("email")),
        position=_position(row.text("position")),
        kind=row.text("kind"),
        starts_at=_midnight(row.day("starts_on") or _unknown("दिनांक", "date")),
        order_number=row.text("order_number"),
        order_date=row.day("order_date"),
        by=by,
        now=now,
    )


def _midnight(day: date) -> datetime:
    """The first minute of the day in India."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    return found or _unknown(f"इकाई “{code}”", f"unit “{code}”")


def _position(code: str) -> Position:
    found = Position.objects.filter(code=code).first()
    return found or _unknown(f"पद “{code}”", f"position “{code}”")


def _person(email: str) -> Person:
    found = Person.objects.filter(email__iexact=email).first()
    return found or _unknown(f"व्यक्ति “{email}”", f"person “{email}”")


def _unknown(hi: str, en: str) -> NoReturn:
    raise Refusal(
        "unknown",
        hi=f"{hi} नहीं मिला; पहले उसे जोड़ें या उसकी पंक्ति ऊपर रखें।",
        en=f"There is no {en}; enter it first, or put its row above.",
    )


FORMS: dict[str, Form] = {
    "offices": Form("कार्यालय", "Offices", office_columns, _enter_office),
    "positions": Form("पद", "Positions", position_columns, _enter_position),
    "people": Form("व्यक्ति", "People", lambda _pack: person_columns(), _enter_person),
    "tenures": Form("पदस्थापनाएँ", "Tenures", lambda _pack: tenure_columns(), _enter_tenure),
}
