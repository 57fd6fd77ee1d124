"""The audit trail as an Excel file, made by a long job: what its asker may see when it runs, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from jansetu.audit.models import EventQuerySet
from jansetu.core.errors import Refusal
from jansetu.core.excel_out import MOST_ROWS
from jansetu.fields.words import in_language
from jansetu.jobs import operations
from jansetu.jobs.models import Job
from jansetu.jobs.progress import Progress
from jansetu.orgs.long_jobs import asker_of
from jansetu.orgs.rights import Actor, grants_of, not_allowed
from jansetu.orgs.roles import Capability
from jansetu.orgs.visibility import events_seen, unit_names
from jansetu.web.audit.forms import TrailForm
from jansetu.web.exporting import tell, write_export
from jansetu.web.filling import said
from jansetu.web.trail import Deed, deeds

TRAIL = "audit.export"
AT_ONCE = 1_000
COLUMNS = (
    ("क्रमांक | No.", 10),
    ("कब (भारतीय समय) | When (India)", 20),
    ("किसने | Who", 40),
    ("क्या किया | What", 36),
    ("कूट | Code", 24),
    ("किस पर | To what", 20),
    ("उसका क्रमांक | Its number", 14),
    ("इकाई | Unit", 32),
    ("तथ्य | Facts", 60),
    ("मुहर | Sealed", 10),
)


def ask_export(form: TrailForm, *, by: Actor, now: datetime) -> Job:
    """Everything that fits the form, as it stood at this moment or will stand when the job begins."""
    if not form.is_valid():
        raise Refusal(
            "filter_wrong",
            hi="छँटाई में कुछ ठीक नहीं है; दिनांक देखें और फिर निकालें।",
            en="Something in the filter is not right; look at the dates and export again.",
        )
    params: dict[str, operations.Plain] = {name: form.data.get(name, "") for name in form.fields}
    unit_id = by.tenure.position.unit_id if by.tenure else None
    return operations.ask(TRAIL, params=params, unit_id=unit_id, by=by, now=now)


def export_trail(job: Job, progress: Progress) -> None:
    """The kind's callable."""
    now = progress.clock()
    by = asker_of(job, now)
    if not by.is_system and not grants_of(by, Capability.AUDIT, now).exists():
        raise not_allowed()
    found = TrailForm(job.params).narrow(events_seen(by, now))
    last = found.order_by("-id").values_list("id", flat=True).first() or 0
    found = found.filter(id__lte=last)
    total = found.count()
    if total > MOST_ROWS:
        raise too_many()
    write_export(
        job,
        progress,
        by=by,
        title=("अंकेक्षण", "Audit"),
        columns=COLUMNS,
        rows=_rows(found, progress, total),
        total=total,
    )


def _rows(found: EventQuerySet, progress: Progress, total: int) -> Iterator[list[str]]:
    """Oldest first, a thousand a query."""
    after, written = 0, 0
    while events := list(found.filter(id__gt=after).order_by("id")[:AT_ONCE]):
        for deed in deeds(events, unit_names(events)):
            yield _row(deed)
        after, written = events[-1].pk, written + len(events)
        tell(progress, written, total)


def _row(deed: Deed) -> list[str]:
    event = deed.event
    when = timezone.localtime(event.at)
    return [
        str(event.pk),
        f"{when:%d.%m.%Y %H:%M:%S}",
        deed.actor,
        deed.said,
        event.verb,
        deed.subject,
        event.subject_id,
        said(deed.unit, "name") if deed.unit else "",
        "; ".join(f"{key}: {fact}" for key, fact in deed.facts),
        in_language("हाँ", "yes") if event.sealed else in_language("नहीं", "no"),
    ]


def too_many() -> Refusal:
    """Said of more than a sheet holds."""
    return Refusal(
        "export_too_long",
        hi=f"{MOST_ROWS} से अधिक घटनाएँ एक फ़ाइल में नहीं आतीं; दिनांक से छाँटकर भागों में निकालें।",
        en=f"More than {MOST_ROWS} events do not fit one file; filter by dates and export in parts.",
    )
