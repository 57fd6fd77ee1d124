"""Subscribers from an office's register: a filled form with the proof of each consent, looked at first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import BinaryIO
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from openpyxl import Workbook

from jansetu.audit.many import Line, record_many
from jansetu.audit.operations import record
from jansetu.channels.addresses import PHONE_KINDS, clean_address, digest_of
from jansetu.channels.models import Channel, Consent, Subscriber
from jansetu.channels.operations.subscribing import check_evidence, fresh, refuse_left_later
from jansetu.core.errors import Refusal
from jansetu.core.excel import MOST_BYTES, MOST_ROWS, Column, Entry, Problem, Row, Sheet, read, too_many_rows
from jansetu.core.excel_form import write_form
from jansetu.orgs.importing import BroughtIn, SheetRefused
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability

State = Subscriber.State
AT_ONCE = 400  # parameters of one question; SQLite takes no endless list
LANGUAGES = (("hi", "हिन्दी", "Hindi"), ("en", "अंग्रेज़ी", "English"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What one row asks."""

    address: str
    digest: str
    evidence: str
    agreed_at: datetime
    language: str


def write_template(channel: Channel) -> bytes:
    """An empty .xlsx form."""
    return write_form("सदस्य", columns(channel))


def columns(channel: Channel) -> tuple[Column, ...]:
    """A subscriber a row, with what proves the consent."""
    phone = channel.kind in PHONE_KINDS
    address = ("मोबाइल नंबर", "Mobile number") if phone else ("ई-मेल", "E-mail")
    proof = ("जिस फ़ॉर्म या पंजी में सहमति है", "the form or register that holds the consent")
    return (
        Column(key="address", hi=address[0], en=address[1], longest=254),
        Column(key="evidence", hi="सहमति फ़ॉर्म क्रमांक", en="Consent form number", explained=proof),
        Column(key="agreed_on", hi="सहमति दिनांक", en="Date of consent", kind="day"),
        Column(key="language", hi="भाषा", en="Language", required=False, choices=LANGUAGES),
    )


def read_sheet(file: BinaryIO, channel: Channel, now: datetime) -> Sheet[Wanted]:
    """What a filled form (.xlsx, or .csv in UTF-8) says: good rows, and the bad ones with their reasons."""
    sheet = read(_workbook(file), columns(channel), lambda row: _wanted(row, channel, now))
    return _without_repeats(sheet)


def import_subscribers(
    channel: Channel,
    sheet: Sheet[Wanted],
    *,
    by: Actor,
    now: datetime,
    skip_bad: bool = False,
    dry: bool = False,
) -> BroughtIn:
    """Enter the rows, all or, with `skip_bad`, those that can be; `dry` only says what would happen.

    Whoever is subscribed already stays as they are; whoever left later than their paper is a bad row.
    """
    by.require(Capability.REGISTER, channel.unit, now=now)
    with transaction.atomic():
        held = _held(channel, [entry.value.digest for entry in sheet.rows])
        good, left = _told_apart(sheet.rows, held, _latest(held.values()))
        problems = tuple(sorted([*sheet.problems, *left], key=lambda problem: problem.row))
        if dry:
            return BroughtIn(len(good), problems)
        if problems and not skip_bad:
            raise SheetRefused(problems)
        made = _enter(channel, [one for one in good if not _is_active(held.get(one.digest))], held, by, now)
        detail = {"channel": channel.pk, "rows": made, "skipped": len(problems)}
        record(
            "subscriber.imported",
            by=by,
            subject=("channels.channel", channel.pk),
            unit_id=channel.unit_id,
            detail=detail,
            now=now,
        )
    return BroughtIn(made, problems)


def _is_active(one: Subscriber | None) -> bool:
    return one is not None and one.state == State.ACTIVE


def _wanted(row: Row, channel: Channel, now: datetime) -> Wanted:
    address = clean_address(channel, row.text("address"))
    day = row.day("agreed_on")
    assert day is not None  # noqa: S101 (the column is required)
    agreed_at = _begin_of(day)
    check_evidence(row.text("evidence"), agreed_at, now)
    return Wanted(
        address=address,
        digest=digest_of(channel.pk, address),
        evidence=row.text("evidence"),
        agreed_at=agreed_at,
        language=row.text("language") or channel.language,
    )


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))


def _without_repeats(sheet: Sheet[Wanted]) -> Sheet[Wanted]:
    first: dict[str, int] = {}
    kept: list[Entry[Wanted]] = []
    problems = list(sheet.problems)
    for entry in sheet.rows:
        earlier = first.setdefault(entry.value.digest, entry.row)
        if earlier == entry.row:
            kept.append(entry)
        else:
            problems.append(
                Problem(entry.row, f"यह पता पंक्ति {earlier} में भी है।", f"This address is in row {earlier} too.")
            )
    return Sheet(tuple(kept), tuple(problems))


def _held(channel: Channel, digests: Sequence[str]) -> dict[str, Subscriber]:
    found: dict[str, Subscriber] = {}
    for start in range(0, len(digests), AT_ONCE):
        part = digests[start : start + AT_ONCE]
        rows = Subscriber.objects.select_for_update().filter(channel=channel, digest__in=part)
        found |= {one.digest: one for one in rows.order_by("pk").defer("sealed")}
    return found


def _latest(held: Iterable[Subscriber]) -> dict[int, Consent]:
    pks = [one.pk for one in held]
    found: dict[int, Consent] = {}
    for start in range(0, len(pks), AT_ONCE):
        rows = Consent.objects.filter(subscriber__in=pks[start : start + AT_ONCE])
        found |= {consent.subscriber_id: consent for consent in rows.order_by("at", "pk")}
    return found


def _told_apart(
    entries: Sequence[Entry[Wanted]], held: dict[str, Subscriber], latest: dict[int, Consent]
) -> tuple[list[Wanted], list[Problem]]:
    good: list[Wanted] = []
    problems: list[Problem] = []
    for entry in entries:
        known = held.get(entry.value.digest)
        try:
            refuse_left_later(latest.get(known.pk) if known else None, entry.value.agreed_at)
            good.append(entry.value)
        except Refusal as refusal:
            problems.append(Problem(entry.row, refusal.hi, refusal.en))
    return good, problems


def _enter(
    channel: Channel, wanted: Sequence[Wanted], held: dict[str, Subscriber], by: Actor, now: datetime
) -> int:
    rows = []
    for one in wanted:
        row = held.get(one.digest) or fresh(channel, one.address, one.language, State.ACTIVE, now)
        row.state, row.changed_at, row.language = State.ACTIVE, now, one.language
        row.sealed, row.letter_due_at = {"address": one.address}, None
        rows.append(row)
    new = Subscriber.objects.bulk_create([row for row in rows if row.digest not in held], batch_size=AT_ONCE)
    again = [row for row in rows if row.digest in held]
    changed = ["state", "changed_at", "language", "sealed", "letter_due_at"]
    Subscriber.objects.bulk_update(again, changed, batch_size=50)
    pks = {row.digest: row.pk for row in (*new, *again)}
    Consent.objects.bulk_create(
        [
            Consent(
                subscriber_id=pks[one.digest],
                given=True,
                how=Consent.How.REGISTER,
                evidence=one.evidence,
                at=one.agreed_at,
                by=by.tenure,
            )
            for one in wanted
        ],
        batch_size=AT_ONCE,
    )
    lines = [
        Line("subscriber.joined", pk, channel.unit_id, {"channel": channel.pk, "digest": digest[:8]})
        for digest, pk in pks.items()
    ]
    record_many(lines, by=by, subject_type="channels.subscriber", now=now)
    return len(rows)


def _workbook(file: BinaryIO) -> BinaryIO:
    """The same table as a workbook, where it came as .csv."""
    head = file.read(4)
    file.seek(0)
    if head.startswith(b"PK"):
        return file
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise too_many_rows()
    try:
        text = content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal(
            "csv_unreadable",
            hi="फ़ाइल पढ़ी नहीं जा सकी: .xlsx दें, या UTF-8 में लिखी .csv।",
            en="The file cannot be read: give an .xlsx, or a .csv written in UTF-8.",
        ) from error
    if len(lines) > MOST_ROWS:
        raise too_many_rows()
    return _as_workbook(lines)


def _as_workbook(lines: Sequence[Sequence[str]]) -> BinaryIO:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(["".join(sign for sign in cell if sign.isprintable()) for cell in line])
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    return made
