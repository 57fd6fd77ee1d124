"""Large Excel sheets as long jobs: looked at when they come, brought in with the asker's rights of then.

All rows come in or none, as with a small sheet; the problems of each row are kept with the job.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from jansetu.core.excel import Problem, Row, Sheet
from jansetu.jobs import files, operations
from jansetu.jobs.models import Job
from jansetu.jobs.progress import Progress
from jansetu.orgs import excel
from jansetu.orgs.importing import BroughtIn, SheetRefused
from jansetu.orgs.long_jobs import asker_of
from jansetu.orgs.rights import Actor, grants_of, not_allowed
from jansetu.orgs.roles import Capability

OFFICES = "orgs.import"
KEPT_PROBLEMS = 1_000
PART = 1024 * 1024  # bytes read at once
Read = Callable[[BinaryIO], Sheet[Row]]
Bring = Callable[..., BroughtIn]


def ask_import(sheet: str, file: BinaryIO, *, skip_bad: bool, by: Actor, now: datetime) -> Job:
    """Offices, positions, people or tenures (`sheet`, a key of FORMS): refused at once what can be told."""
    excel.check_file(sheet, file)
    return ask_sheet(
        OFFICES, file, sheet=sheet, skip_bad=skip_bad, capability=Capability.PEOPLE, by=by, now=now
    )


def ask_sheet(
    kind: str,
    file: BinaryIO,
    *,
    sheet: str,
    skip_bad: bool,
    capability: Capability,
    by: Actor,
    now: datetime,
) -> Job:
    """Keep a file that was looked at and ask for its job. Each row's own right is asked when it comes in."""
    if not by.is_system and not grants_of(by, capability, now).exists():
        raise not_allowed()
    unit_id = by.tenure.position.unit_id if by.tenure else None
    file.seek(0)
    brought = files.keep(iter(lambda: file.read(PART), b""), "xlsx")
    params: dict[str, operations.Plain] = {"sheet": sheet, "skip_bad": skip_bad}
    return operations.ask(kind, params=params, unit_id=unit_id, brought=brought, by=by, now=now)


def import_offices(job: Job, progress: Progress) -> None:
    """The kind's callable."""
    sheet = str(job.params["sheet"])

    def bring(read: Sheet[Row], **facts: Any) -> BroughtIn:
        return excel.import_sheet(sheet, read, **facts)

    carry_sheet(job, progress, lambda file: excel.read_sheet(sheet, file), bring)


def carry_sheet(job: Job, progress: Progress, read: Read, bring: Bring) -> None:
    """Read the kept file, enter its rows and say so in one transaction: killed at any place, it is whole."""
    now = progress.clock()
    by = asker_of(job, now)
    progress.note(0, hi="फ़ाइल पढ़ी जा रही है", en="Reading the file")
    with files.path_of(job.brought).open("rb") as file:
        sheet = read(file)
    total = len(sheet.rows)

    def tell(gone_through: int) -> None:
        progress.note(gone_through, total, hi="पंक्तियाँ जोड़ी जा रही हैं", en="Bringing the rows in")

    progress.note(0, total, hi="पंक्तियाँ जोड़ी जा रही हैं", en="Bringing the rows in")
    try:
        with transaction.atomic():
            brought = bring(sheet, by=by, now=now, skip_bad=bool(job.params["skip_bad"]), tell=tell)
            progress.finish({"rows": brought.rows} | _kept(brought.problems))
    except SheetRefused as refusal:
        progress.refuse(refusal, {"rows": 0} | _kept(refusal.problems))


def _kept(problems: Sequence[Problem]) -> dict[str, Any]:
    told = [[one.row, one.hi, one.en] for one in problems[:KEPT_PROBLEMS]]
    return {"skipped": len(problems), "problems": told}
