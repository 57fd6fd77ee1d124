"""A long job as pages show it: its title, how far it is, what came of it. Asks nothing of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jansetu.fields.words import in_language
from jansetu.jobs.beside import Standing, standing_of
from jansetu.jobs.kinds import kinds
from jansetu.jobs.models import Job
from jansetu.orgs.long_jobs import is_askers
from jansetu.orgs.rights import Actor

SHOWN = 200  # problems on one page
# Of a sheet: what it holds, and where that is looked at afterwards.
SHEETS: Mapping[str, tuple[str, str, str]] = {
    "offices": ("कार्यालय", "offices", "organisation"),
    "positions": ("पद", "positions", "organisation"),
    "people": ("व्यक्ति", "people", "people"),
    "tenures": ("पदस्थापनाएँ", "tenures", "people"),
    "channels": ("चैनल", "channels", "channels"),
}
COUNTS: Mapping[str, tuple[str, str]] = {
    "rows": ("पंक्तियाँ", "Rows"),
    "skipped": ("समस्या वाली पंक्तियाँ", "Rows with problems"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One job."""

    job: Job
    title: str
    standing: Standing
    said: str
    is_own: bool
    is_late: bool
    counts: Sequence[tuple[str, int]] = ()
    problems: Sequence[tuple[int, str]] = ()
    more: int = 0  # problems that are not shown
    has_file: bool = False
    can_run_again: bool = False
    leads_to: str = ""  # the name of the page that shows what came in

    @property
    def percent(self) -> int | None:
        """How far it is, where that is known."""
        total = self.standing.total
        return min(100, 100 * self.standing.done // total) if total else None


def line_of(job: Job, actor: Actor, now: datetime) -> Line:
    """All that its page shows."""
    standing = standing_of(job)
    problems = job.result.get("problems", [])
    own = is_askers(job, actor)
    failed = job.state in (Job.State.FAILED, Job.State.CANCELLED)
    kept = not kinds()[job.kind].reads_file or bool(job.brought)
    return Line(
        job=job,
        title=title_of(job),
        standing=standing,
        said=in_language(standing.hi, standing.en),
        is_own=own,
        is_late=job.is_late(now),
        counts=counts_of(job.result),
        problems=[(row, in_language(hi, en)) for row, hi, en in problems[:SHOWN]],
        more=max(0, job.result.get("skipped", 0) - SHOWN),
        has_file=own and job.has_file(now),
        can_run_again=own and failed and kept,
        leads_to=_leads_to(job),
    )


def _leads_to(job: Job) -> str:
    sheet = SHEETS.get(str(job.params.get("sheet", "")))
    return sheet[2] if sheet and job.state == Job.State.DONE else ""


def row_of(job: Job, actor: Actor, now: datetime) -> Line:
    """What a list shows of it."""
    standing = Standing(done=job.done, total=job.total)
    own = is_askers(job, actor)
    return Line(
        job=job, title=title_of(job), standing=standing, said="", is_own=own, is_late=job.is_late(now)
    )


def title_of(job: Job) -> str:
    """What it does; of a sheet also which."""
    kind = kinds()[job.kind]
    sheet = SHEETS.get(str(job.params.get("sheet", "")))
    title = in_language(kind.hi, kind.en)
    return f"{title}: {in_language(*sheet[:2])}" if sheet else title


def counts_of(result: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The numbers of a result, with their names."""
    return [(in_language(*words), result[key]) for key, words in COUNTS.items() if result.get(key)]
