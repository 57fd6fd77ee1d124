"""A broadcast: one approved text becomes one delivery for each active subscriber, in one statement.

What is the same for all of them is written once into the trail, not once a subscriber.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from jansetu.audit.operations import record
from jansetu.channels.subscribers import is_for_each
from jansetu.content.models import Post
from jansetu.engine import sql
from jansetu.publishing.journal import WORKER
from jansetu.publishing.models import Delivery, Schedule
from jansetu.publishing.reasons import Reason
from jansetu.publishing.states import WAITING

__all__ = ["cancel_waiting", "fan_out", "is_for_each"]
S = Delivery.State
ANEW = ("text", "title", "pictures")  # what makes it another message
# Whoever has got exactly these words already, or may have, gets them no second time.
INSERT = """
INSERT INTO publishing_delivery ({columns}, subscriber_id, key)
SELECT {values}, s.id, {key} FROM channels_subscriber s
WHERE s.channel_id = %s AND s.state = 'active' AND NOT EXISTS (
  SELECT 1 FROM publishing_delivery o WHERE o.subscriber_id = s.id AND {same}
  AND o.state IN ('sent', 'sending', 'unknown'))
ORDER BY s.id
"""


def fan_out(pattern: Delivery, now: datetime) -> int:
    """Write the deliveries of one placement, inside the caller's transaction; how many there are.

    `pattern` is not written itself: all that it says holds for each of them but the subscriber and the key.
    """
    schedule = pattern.schedule
    columns = _columns(pattern)
    query = INSERT.format(
        columns=", ".join(columns),
        values=", ".join(_cast(name) for name in columns),
        key=_fresh_key(),
        same=sql.any_of("o.schedule_id"),
    )
    said = sql.ids(_saying_the_same(schedule, pattern.variant_id))
    made = sql.change(query, [*columns.values(), pattern.channel_id, said])
    record(
        "broadcast.planned",
        by=WORKER,
        subject=("content.post", schedule.post_id),
        unit_id=schedule.post.unit_id,
        detail={"schedule": schedule.pk, "channel": pattern.channel_id, "count": made},
        now=now,
    )
    return made


def _saying_the_same(schedule: Schedule, variant: int) -> list[int]:
    """The post's earlier schedules in which this variant was word for word what it is now."""
    earlier = Schedule.objects.filter(post=schedule.post_id).exclude(pk=schedule.pk)
    words = _words(schedule.revision.snapshot, variant)
    rows = earlier.values_list("pk", "revision__snapshot")
    return [pk for pk, snapshot in rows if _words(snapshot, variant) == words]


def _words(snapshot: Mapping[str, Any], variant: int) -> list[Any]:
    found: dict[str, Any] = next((one for one in snapshot["variants"] if one["id"] == variant), {})
    return [found.get(part) or None for part in ANEW]


def _columns(shared: Delivery) -> dict[str, Any]:
    """Every column but the row's own, with the value that all rows have."""
    own = {"id", "subscriber_id", "key"}
    return {
        str(field.column): field.get_db_prep_save(field.value_from_object(shared), connection)
        for field in Delivery._meta.concrete_fields
        if field.column not in own
    }


def _cast(column: str) -> str:
    """PostgreSQL does not guess the type of a parameter in a SELECT."""
    if not sql.is_postgresql():
        return "%s"
    field = next(field for field in Delivery._meta.concrete_fields if field.column == column)
    return f"%s::{field.rel_db_type(connection) if field.remote_field else field.db_type(connection)}"


def _fresh_key() -> str:
    """32 hex digits that no other delivery has."""
    if sql.is_postgresql():
        return "replace(gen_random_uuid()::text, '-', '')"
    return "lower(hex(randomblob(16)))"


def cancel_waiting(post: Post, reason: Reason, now: datetime) -> int:
    """Whoever has not got it yet does not get it any more; how many that are."""
    with transaction.atomic():
        # What a worker claims at this moment is in doubt afterwards: the state is asked again under the lock.
        waiting = Delivery.objects.filter(post=post, subscriber__isnull=False, state__in=WAITING)
        count = waiting.update(state=S.CANCELLED, **reason.as_columns())
        if count:
            record(
                "broadcast.cancelled",
                by=WORKER,
                subject=("content.post", post.pk),
                unit_id=post.unit_id,
                detail={"code": reason.code, "count": count},
                now=now,
            )
    return count
