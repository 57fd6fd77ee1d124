"""Tables as Excel files that long jobs make, in the asker's language. Knows no table in particular."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import translation

from jansetu.core.excel_out import write_table
from jansetu.fields.words import in_language
from jansetu.jobs import files
from jansetu.jobs.models import Job
from jansetu.jobs.progress import Progress
from jansetu.orgs.rights import Actor


def tell(progress: Progress, written: int, total: int) -> None:
    """How many rows are written."""
    progress.note(written, total, hi="पंक्तियाँ लिखी जा रही हैं", en="Writing the rows")


def write_export(
    job: Job,
    progress: Progress,
    *,
    by: Actor,
    title: tuple[str, str],
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str]],
    total: int,
) -> None:
    """Write the file and say that the job is done. It begins anew after a death: half a workbook is none."""
    tell(progress, 0, total)
    name = f"{job.pk}-{job.attempt}-{files.new_name('xlsx')}"
    language = by.person.language if by.person else "hi"
    with translation.override(language), files.written_whole(name) as path:
        write_table(path, title=in_language(*title), columns=columns, rows=rows)
    progress.finish({"rows": total}, made=name)
