"""Turns claimed rows into jobs: text, pictures, account. After the claim's transaction, for it may draw."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from jansetu.connectors.contracts import Outgoing, Picture, Progress
from jansetu.connectors.registry import CONNECTORS
from jansetu.content.handing import address_of
from jansetu.content.models import Variant, VariantPicture
from jansetu.content.rendering import outgoing_pictures
from jansetu.core.errors import Refusal
from jansetu.engine import sql
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.jobs import Job
from jansetu.publishing.rows import Row

log = logging.getLogger(__name__)


def equip(rows: Sequence[Row], *, accounts: Accounts, start_before: float) -> list[Job]:
    """A job for each row."""
    if not rows:
        return []
    opened = accounts.of({row.channel: row.connected_at for row in rows})
    pictures, faults = pictures_of({row.variant for row in rows})
    return [
        Job(
            delivery=row.delivery,
            number=row.number,
            post=row.post,
            unit=row.unit,
            account=opened[row.channel],
            outgoing=outgoing(row, row.text, pictures.get(row.variant, ())),
            progress=Progress.from_json(row.saved_progress),
            reposts=row.source or "",
            start_before=start_before,
            fault=faults.get(row.variant, ""),
        )
        for row in rows
    ]


def outgoing(row: Row, text: str, pictures: tuple[Picture, ...] = ()) -> Outgoing:
    """What the connector gets; the same for every attempt."""
    return Outgoing(
        key=row.key,
        text=text,
        language=row.language,
        pictures=pictures,
        created_at=sql.moment(row.publish_at),
    )


def pictures_of(variants: Iterable[int]) -> tuple[Mapping[int, tuple[Picture, ...]], Mapping[int, str]]:
    """Pictures by variant, for those that have any; and why some cannot be read."""
    having = VariantPicture.objects.filter(variant_id__in=variants).values("variant_id")
    pictures: dict[int, tuple[Picture, ...]] = {}
    faults: dict[int, str] = {}
    for variant in Variant.objects.filter(pk__in=having):
        try:
            pictures[variant.pk] = _handed(variant.kind, outgoing_pictures(variant))
        except (OSError, Refusal):
            log.exception("pictures of variant %s", variant.pk)
            faults[variant.pk] = "pictures_unreadable"
    return pictures, faults


def _handed(kind: str, pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """With a fresh public address each, where the platform fetches pictures itself."""
    if not CONNECTORS[kind].fetches_pictures:
        return pictures
    return tuple(replace(picture, public_url=address_of(picture.digest)) for picture in pictures)
