"""A large sheet of official accounts as a long job. A file with a column for passwords is never kept."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from jansetu.channels.importing import check_file, import_sheet, read_sheet
from jansetu.jobs.models import Job
from jansetu.jobs.progress import Progress
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.orgs.sheet_jobs import ask_sheet, carry_sheet

CHANNELS = "channels.import"


def ask_import(file: BinaryIO, *, skip_bad: bool, by: Actor, now: datetime) -> Job:
    """Refused at once what can be told before a row is read."""
    check_file(file)
    return ask_sheet(
        CHANNELS,
        file,
        sheet="channels",
        skip_bad=skip_bad,
        capability=Capability.REGISTER,
        by=by,
        now=now,
    )


def import_channels(job: Job, progress: Progress) -> None:
    """The kind's callable."""
    carry_sheet(job, progress, read_sheet, import_sheet)
