"""Official accounts from Excel: an empty form out, rows in, each by its operations. Refuses passwords."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO, NoReturn

import regex

from jansetu.channels.excel_columns import columns
from jansetu.channels.models import Channel, Keeper
from jansetu.channels.operations import ChannelFacts, appoint_keeper, register_channel
from jansetu.core.errors import Refusal
from jansetu.core.excel import Row, Sheet, check_headings, read
from jansetu.core.excel_form import write_form
from jansetu.core.text.normalise import search_key
from jansetu.orgs.importing import BroughtIn, Tell, bring_in, silently
from jansetu.orgs.models import Position, Unit
from jansetu.orgs.rights import Actor

BETWEEN_CODES = regex.compile(r"[,;،、|\s]+")
PASSWORDS = tuple(
    search_key(word)
    for word in ("पासवर्ड", "पासवर्ड्स", "कूटशब्द", "कूट शब्द", "password", "passwd", "passcode", "pass word", "pwd")
)


def write_template() -> bytes:
    """An empty .xlsx form."""
    return write_form("चैनल", columns())


def read_sheet(file: BinaryIO) -> Sheet[Row]:
    """What a filled form says, before anything is entered: to be shown with its problems.

    Refuses the whole file (`excel_password_column`) where a column seems to hold passwords.
    """
    return read(file, columns(), lambda row: row, check_heading=_refuse_password)


def check_file(file: BinaryIO) -> None:
    """Refuse at once, as `read_sheet` does, what the headings tell; a file with passwords is kept nowhere."""
    check_headings(file, columns(), check_heading=_refuse_password)


def import_sheet(
    sheet: Sheet[Row], *, by: Actor, now: datetime, skip_bad: bool = False, tell: Tell = silently
) -> BroughtIn:
    """Enter the rows of a read sheet, all or none; with `skip_bad` all that can be.

    Raises SheetRefused with every problem: of the cells, of the right, of what is there already.
    """
    return bring_in(
        sheet, lambda row: _enter(row, by, now), what="channels", by=by, now=now, skip_bad=skip_bad, tell=tell
    )


def _refuse_password(heading: str) -> None:
    key = search_key(heading)
    if any(word in key for word in PASSWORDS):
        raise Refusal(
            "excel_password_column",
            hi=f"“{heading[:60]}” स्तंभ में पासवर्ड लगते हैं। जनसेतु पासवर्ड कभी नहीं रखता: इस स्तंभ को हटाकर "
            "फ़ाइल फिर दें, और जो पासवर्ड किसी फ़ाइल में लिखे गए हों उन्हें बदल दें।",
            en=f"The column “{heading[:60]}” seems to hold passwords. Jansetu never keeps passwords: remove "
            "the column and give the file again, and change every password that was written into a file.",
        )


def _enter(row: Row, by: Actor, now: datetime) -> Channel:
    unit = Unit.objects.filter(code=row.text("unit")).first()
    if unit is None:
        _unknown(f"इकाई “{row.text('unit')}”", f"unit “{row.text('unit')}”")
    custodian = _position(row.text("custodian")) if row.text("custodian") else _head_of(unit)
    operators = [_position(code) for code in BETWEEN_CODES.split(row.text("operators")) if code]
    channel = register_channel(
        kind=row.text("kind"), handle=row.text("handle"), unit=unit, facts=_facts(row), by=by, now=now
    )
    for position, duty in [
        (custodian, Keeper.Duty.CUSTODIAN),
        *((one, Keeper.Duty.OPERATOR) for one in operators),
    ]:
        appoint_keeper(
            channel, position=position, duty=duty, order_number=row.text("order_number"), by=by, now=now
        )
    return channel


def _facts(row: Row) -> ChannelFacts:
    return ChannelFacts(
        name_hi=row.text("name_hi"),
        name_en=row.text("name_en"),
        url=row.text("url"),
        language=row.text("language") or "hi",
        verification=row.text("verification") or Channel.Verification.NONE,
        verification_at=row.day("verification_at"),
        recovery_email=row.text("recovery_email"),
        recovery_email_is_personal=row.yes("recovery_email_is_personal"),
        recovery_phone=row.text("recovery_phone"),
        recovery_phone_is_personal=row.yes("recovery_phone_is_personal"),
        second_factor=row.text("second_factor") or Channel.SecondFactorHolder.UNKNOWN,
    )


def _position(code: str) -> Position:
    found = Position.objects.filter(code=code).first()
    return found or _unknown(f"पद “{code}”", f"position “{code}”")


def _head_of(unit: Unit) -> Position:
    head = Position.objects.standing().filter(unit=unit, is_head=True).first()
    if head is None:
        raise Refusal(
            "custodian_missing",
            hi=f"{unit.name_hi} का कोई प्रमुख पद नहीं है; संरक्षक का पद कोड लिखें।",
            en=f"{unit.name_en} has no head; write the custodian's position code.",
        )
    return head


def _unknown(hi: str, en: str) -> NoReturn:
    raise Refusal("unknown", hi=f"{hi} नहीं मिला; पहले उसे जोड़ें।", en=f"There is no {en}; enter it first.")
