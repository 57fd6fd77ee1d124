"""What stands in public of a thread that is not whole yet: kept with its delivery from the first part on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from jansetu.connectors.contracts import Progress, Receipt
from jansetu.content.parting import parts_on
from jansetu.engine import sql
from jansetu.publishing.jobs import Job
from jansetu.publishing.keepable import address_or_nothing
from jansetu.publishing.models import Delivery

# An id that another delivery has is not taken: the last answer is then reported (`remote_id_taken`).
STANDS = """
UPDATE publishing_delivery SET remote_id = r.remote_id, url = r.url, further_ids = r.further_ids
FROM {table} AS r
WHERE publishing_delivery.id = r.row_id AND NOT EXISTS (
  SELECT 1 FROM publishing_delivery o WHERE o.channel_id = publishing_delivery.channel_id
  AND o.remote_id = r.remote_id AND o.id <> publishing_delivery.id)
"""
COLUMNS = {"row_id": "bigint", "remote_id": "text", "url": "text", "further_ids": "jsonb"}


def as_columns(progress: Progress) -> dict[str, Any]:
    """For an update of a delivery; nothing where no part stands."""
    if not progress.posted:
        return {}
    first, *further = progress.posted
    return {"remote_id": first, "url": _address(progress), "further_ids": further}


def keep(steps: Sequence[tuple[Job, Progress]], saved: Iterable[int]) -> None:
    """Write what stands of those of the deliveries whose step was saved; inside the caller's transaction."""
    mine = set(saved)
    values = [
        (job.delivery, progress.posted[0], _address(progress), json.dumps(progress.posted[1:]))
        for job, progress in steps
        if progress.posted and job.delivery in mine
    ]
    if values:
        sql.change(STANDS.format(table=sql.table(COLUMNS)), [sql.rows(values)])


def number_wanted(delivery: Delivery) -> int:
    """How many parts the approved text has."""
    variants = delivery.schedule.revision.snapshot["variants"]
    said = [one["text"] for one in variants if one["id"] == delivery.variant_id] or [delivery.variant.text]
    return len(parts_on(delivery.channel.kind, said[0]))


def as_seen(delivery: Delivery, receipt: Receipt) -> Receipt:
    """The receipt of what a person saw published: of a thread, the part that follows those that stand."""
    if not delivery.remote_id:
        return receipt
    first, *further = dict.fromkeys([*delivery.parts_out, receipt.remote_id])
    return Receipt(remote_id=first, url=delivery.url, further_ids=tuple(further))


def is_taken(delivery: Delivery, progress: Progress) -> bool:
    """Whether another delivery of the channel has the id of the first part."""
    others = Delivery.objects.filter(channel=delivery.channel_id, remote_id__in=progress.posted[:1])
    return others.exclude(pk=delivery.pk).exists()


def _address(progress: Progress) -> str:
    return address_or_nothing(str(progress.state.get("url", "")))
