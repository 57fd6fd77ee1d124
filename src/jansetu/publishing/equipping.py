"""Makes jobs of claimed rows: words, pictures, film, account. After the claim's transaction: it may draw."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from jansetu.connectors.contracts import Outgoing, Picture, Progress, Video
from jansetu.connectors.registry import CONNECTORS
from jansetu.content.handing import address_of
from jansetu.content.models import Variant, VariantPicture
from jansetu.content.parting import parts_on
from jansetu.content.rendering import outgoing_pictures, video_of
from jansetu.core.errors import Refusal
from jansetu.engine import sql
from jansetu.publishing import recipients
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.jobs import Job
from jansetu.publishing.recipients import NOBODY, Reach
from jansetu.publishing.rows import Row

log = logging.getLogger(__name__)
SHOWING = "SELECT DISTINCT variant_id FROM content_variantpicture WHERE {which}"


def equip(rows: Sequence[Row], *, accounts: Accounts, start_before: float, now: datetime) -> list[Job]:
    """A job for each row."""
    if not rows:
        return []
    opened = accounts.of({row.channel: row.sealed_at for row in rows})
    showing = showing_something({row.variant for row in rows})
    pictures, faults = pictures_of(showing)
    films = films_of(showing)
    reached = recipients.reaches(rows, now)
    return [
        Job(
            delivery=row.delivery,
            number=row.number,
            post=row.post,
            unit=row.unit,
            account=opened[row.channel],
            outgoing=outgoing(
                row, pictures.get(row.variant, ()), films.get(row.variant), reached.get(row.delivery, NOBODY)
            ),
            progress=Progress.from_json(row.saved_progress),
            reposts=row.source or "",
            start_before=start_before,
            fault=faults.get(row.variant, "") or _nowhere(row, reached),
        )
        for row in rows
    ]


def _nowhere(row: Row, reached: Mapping[int, Reach]) -> str:
    """Erased between the check and this moment: the next check ends it."""
    return "" if row.subscriber is None or reached[row.delivery].recipient else "recipient_gone"


def outgoing(
    row: Row, pictures: tuple[Picture, ...] = (), film: Video | None = None, reach: Reach = NOBODY
) -> Outgoing:
    """What the connector gets; the same for every attempt."""
    first, *further = parts_on(row.kind, row.text)
    return Outgoing(
        key=row.key,
        text=first,
        language=row.language,
        pictures=pictures,
        video=film,
        title=row.title,
        further=tuple(further),
        recipient=reach.recipient,
        template=reach.template,
        leave_url=reach.leave_url,
        created_at=sql.moment(row.publish_at),
    )


def showing_something(variants: Iterable[int]) -> set[int]:
    """Which variants have a photo or a film at all: most have none, and one question tells."""
    return {row[0] for row in sql.fetch(SHOWING.format(which=sql.any_of("variant_id")), [sql.ids(variants)])}


def pictures_of(variants: Collection[int]) -> tuple[Mapping[int, tuple[Picture, ...]], Mapping[int, str]]:
    """Pictures by variant, for those that have any; and why some cannot be read."""
    if not variants:
        return {}, {}
    having = VariantPicture.objects.photos().filter(variant_id__in=variants).values("variant_id")
    pictures: dict[int, tuple[Picture, ...]] = {}
    faults: dict[int, str] = {}
    for variant in Variant.objects.filter(pk__in=having):
        try:
            pictures[variant.pk] = _handed(variant.kind, outgoing_pictures(variant))
        except (OSError, Refusal):
            log.exception("pictures of variant %s", variant.pk)
            faults[variant.pk] = "pictures_unreadable"
    return pictures, faults


def films_of(variants: Collection[int]) -> dict[int, Video]:
    """The film of each variant that has one, in one query; reads no file."""
    if not variants:
        return {}
    rows = VariantPicture.objects.films().filter(variant_id__in=variants).select_related("media", "variant")
    return {row.variant_id: _shown(row.variant.kind, video_of(row)) for row in rows}


def _shown(kind: str, film: Video) -> Video:
    """With a fresh public address, where the platform fetches films itself."""
    if not CONNECTORS[kind].fetches_pictures:
        return film
    return replace(film, public_url=address_of(film.digest, "mp4"))


def _handed(kind: str, pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """With a fresh public address each, where the platform fetches pictures itself."""
    if not CONNECTORS[kind].fetches_pictures:
        return pictures
    return tuple(replace(picture, public_url=address_of(picture.digest)) for picture in pictures)
