"""Which kinds of long work there are. Filled in config, which knows all apps; here only the form of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from jansetu.jobs.models import Job
from jansetu.jobs.progress import Progress


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind. `run` may be called again after it died at any place: it repeats nothing that it has done."""

    hi: str
    en: str
    run: Callable[[Job, Progress], None]  # ends with progress.finish or .refuse, or raises a Refusal
    reads_file: bool = False  # whether it cannot run without the file that was brought
    writes_at_length: bool = False  # in one transaction, for which on SQLite all others wait
    minutes: int = 60  # an attempt that takes longer is ended, and the job fails
    megabytes: int = 1024  # of memory
    fetched_with: str = ""  # the capability that whoever fetches its file must still have


def kinds() -> Mapping[str, Kind]:
    """All of them by code; the dict that the setting names."""
    found: Mapping[str, Kind] = import_string(settings.JANSETU_KINDS_OF_JOBS)
    return found
