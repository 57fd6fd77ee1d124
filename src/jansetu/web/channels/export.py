"""The register as an Excel file, made by a long job: the channels that its asker may see when it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from jansetu.channels.care import needing_care
from jansetu.channels.custody import Custody, custody_of
from jansetu.channels.models import Channel, ChannelQuerySet
from jansetu.fields.words import in_language
from jansetu.jobs import operations
from jansetu.jobs.models import Job
from jansetu.jobs.progress import Progress
from jansetu.orgs.long_jobs import asker_of
from jansetu.orgs.models import Tenure
from jansetu.orgs.rights import Actor
from jansetu.web.exporting import tell, write_export
from jansetu.web.filling import said

REGISTER = "channels.export"
FILTERS = ("q", "kind", "state", "unit", "care")
AT_ONCE = 200
COLUMNS = (
    ("मंच | Platform", 14),
    ("हैंडल | Handle", 28),
    ("नाम (हिन्दी) | Name (Hindi)", 32),
    ("नाम (अंग्रेज़ी) | Name (English)", 32),
    ("कार्यालय कोड | Office code", 24),
    ("कार्यालय | Office", 36),
    ("स्थिति | State", 18),
    ("सत्यापन | Verification", 18),
    ("पता | Address", 40),
    ("संरक्षक | Custodians", 48),
    ("संरक्षक रिक्त | Custody vacant", 14),
    ("संचालक | Operators", 48),
    ("निजी हाथों में | In private hands", 14),
    ("अभ्यास | Practice", 10),
)


def found(chosen: Mapping[str, str], actor: Actor, now: datetime) -> ChannelQuerySet:
    """The register as the actor sees it, filtered: for the page and for the file."""
    seen = Channel.objects.visible_to(actor, now).for_list().search(chosen["q"])
    some = seen.narrowed(kind=chosen["kind"], state=chosen["state"], below=chosen["unit"])
    return needing_care(some, now) if chosen["care"] else some


def ask_export(chosen: Mapping[str, str], *, by: Actor, now: datetime) -> Job:
    """Everything that fits the filter."""
    params: dict[str, operations.Plain] = {name: chosen[name][:200] for name in FILTERS}
    unit_id = by.tenure.position.unit_id if by.tenure else None
    return operations.ask(REGISTER, params=params, unit_id=unit_id, by=by, now=now)


def export_register(job: Job, progress: Progress) -> None:
    """The kind's callable."""
    now = progress.clock()
    by = asker_of(job, now)
    ids = list(found(job.params, by, now).values_list("pk", flat=True))
    write_export(
        job,
        progress,
        by=by,
        title=("चैनल", "Channels"),
        columns=COLUMNS,
        rows=_rows(ids, progress, now),
        total=len(ids),
    )


def _rows(ids: list[int], progress: Progress, now: datetime) -> Iterator[list[str]]:
    for start in range(0, len(ids), AT_ONCE):
        some = Channel.objects.filter(pk__in=ids[start : start + AT_ONCE]).for_list()
        for custody in custody_of(some, now):
            yield _row(custody)
        tell(progress, min(start + AT_ONCE, len(ids)), len(ids))


def _row(custody: Custody) -> list[str]:
    channel = custody.channel
    return [
        str(channel.get_kind_display()),
        channel.handle,
        channel.name_hi,
        channel.name_en,
        channel.unit.code,
        said(channel.unit, "name"),
        str(channel.get_state_display()),
        str(channel.get_verification_display()),
        channel.url,
        _people(custody.custodians),
        _yes(custody.is_vacant),
        _people(custody.operators),
        _yes(bool(channel.in_private_hands)),
        _yes(channel.practice),
    ]


def _people(tenures: Iterable[Tenure]) -> str:
    return "; ".join(f"{said(one.person, 'name')} ({said(one.position, 'title')})" for one in tenures)


def _yes(fact: bool) -> str:
    return in_language("हाँ", "yes") if fact else in_language("नहीं", "no")
