"""Brings the rows of a sheet in, all or, where asked for, the good ones. Knows no sheet in particular."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.core.excel import MOST_ROWS, Problem, Sheet
from jansetu.engine import sql
from jansetu.orgs.rights import Actor

T = TypeVar("T")
Tell = Callable[[int], None]  # hears how many rows have been gone through
# About 5 ms a row in one transaction: more would keep every other writer of an SQLite base waiting too long.
MOST_ON_SQLITE = 3_000


def most_at_once() -> int:
    """Rows that may be brought in together; PostgreSQL lets others write meanwhile."""
    return MOST_ROWS if sql.is_postgresql() else MOST_ON_SQLITE


def silently(_gone_through: int) -> None:
    """Tells nobody."""


class SheetRefused(Refusal):
    """Rows cannot be brought in, so none was; `problems` names each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Of at least one problem, in the order of the sheet."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.row))
        many = len(self.problems)
        super().__init__(
            "sheet_refused",
            hi=f"{many} पंक्तियों में समस्या है; कुछ भी नहीं जोड़ा गया।",
            en=f"{many} rows have problems; nothing was brought in.",
        )


@dataclass(frozen=True)
class BroughtIn:
    """How many rows came in, and why the others did not."""

    rows: int
    problems: tuple[Problem, ...]


@transaction.atomic
def bring_in(
    sheet: Sheet[T],
    enter: Callable[[T], object],
    *,
    what: str,
    by: Actor,
    now: datetime,
    skip_bad: bool = False,
    tell: Tell = silently,
) -> BroughtIn:
    """Call the operation `enter` for each row, in one transaction; what it refuses is that row's problem.

    Raises SheetRefused and brings nothing in where any row has a problem, unless `skip_bad`; refuses a
    sheet of more rows than `most_at_once`. The audit trail knows the sheet as `what` ("offices").
    """
    _refuse_too_long(sheet)
    problems = list(sheet.problems)
    for number, entry in enumerate(sheet.rows, start=1):
        try:
            with transaction.atomic():
                enter(entry.value)
        except Refusal as refusal:
            problems.append(Problem(entry.row, refusal.hi, refusal.en))
        tell(number)
    if problems and not skip_bad:
        raise SheetRefused(problems)
    made = len(sheet.rows) + len(sheet.problems) - len(problems)
    detail = {"rows": made, "skipped": len(problems)}
    record("sheet.brought_in", by=by, subject=("orgs.sheet", what), detail=detail, now=now)
    return BroughtIn(made, tuple(sorted(problems, key=lambda problem: problem.row)))


def _refuse_too_long(sheet: Sheet[T]) -> None:
    most = most_at_once()
    if len(sheet.rows) > most:
        raise Refusal(
            "sheet_too_long",
            hi=f"एक बार में अधिकतम {most} पंक्तियाँ जोड़ी जा सकती हैं; फ़ाइल को बाँट लें।",
            en=f"At most {most} rows can be brought in at once; split the file.",
        )
