"""Removals and corrections of what was sent: like deliveries, but harmless to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from jansetu.connectors.errors import ConnectorError, NotAuthorized, RateLimited, Rejected
from jansetu.content import hashing
from jansetu.engine import sql
from jansetu.publishing import consequences, journal, reasons, unmaking
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.blocks import open_channels
from jansetu.publishing.jobs import Evidence, Impossible, Removed, Takedown, TakedownResult, Unsent
from jansetu.publishing.models import Delivery, Removal
from jansetu.publishing.rows import read_rows
from jansetu.publishing.timing import Timing

S = Removal.State
POSTPONED = timedelta(seconds=10)
CUT_SHORT = (Delivery.State.CANCELLED, Delivery.State.EXPIRED, Delivery.State.FAILED)
LOOKED_AT = 2000  # rows; many more never wait at once


def may_be_due(now: datetime) -> bool:
    """Whether it is worth asking for them: one look into an index, twice a second."""
    return Removal.objects.filter(state=S.DUE, due_at__lte=now).exists()


def due(now: datetime) -> QuerySet[Removal]:
    """Removals that can be made now, and corrections unless a pause holds them."""
    waiting = Removal.objects.filter(state=S.DUE, due_at__lte=now).order_by("due_at")
    stands = Q(delivery__state=Delivery.State.SENT)
    stands |= Q(delivery__state__in=CUT_SHORT) & ~Q(delivery__remote_id="")
    return Removal.objects.filter(
        stands,
        # As a list: a planner that sees the whole question may begin with all that was ever sent.
        pk__in=list(waiting.values_list("pk", flat=True)[:LOOKED_AT]),
        state=S.DUE,
        delivery__channel__state="connected",
    ).order_by("due_at")


def claim(
    room: int, *, owner: str, now: datetime, timing: Timing, accounts: Accounts, start_before: float
) -> list[Takedown]:
    """Lease removals that are due; inside the caller's transaction.

    Pauses hold no removal back, for taking back is always allowed; a correction says something, so it waits.
    """
    wanted = due(now).select_related(
        "delivery__variant", "delivery__post", "delivery__schedule", "delivery__channel__credential"
    )
    if sql.is_postgresql():
        wanted = wanted.select_for_update(skip_locked=True, of=("self",))
    rows = _still_approved(_not_paused(list(wanted[:room]), now), now)
    opened = accounts.of({row.delivery.channel_id: _sealed_at(row) for row in rows})
    _postpone([row for row in rows if row.delivery.channel_id not in opened], now)
    rows = [row for row in rows if row.delivery.channel_id in opened]
    Removal.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=S.SENDING, owner=owner, lease_until=now + timing.lease, attempt_count=F("attempt_count") + 1
    )
    return [_takedown(row, opened[row.delivery.channel_id], start_before) for row in rows]


def _not_paused(rows: list[Removal], now: datetime) -> list[Removal]:
    corrections = sql.ids(row.delivery_id for row in rows if row.action == Removal.Action.CORRECT)
    open_ones = read_rows(sql.any_of("d.id"), [corrections], open_channels(now, limits=False))
    may = {row.delivery for row in open_ones}
    paused = [row for row in rows if row.action == Removal.Action.CORRECT and row.delivery_id not in may]
    _postpone(paused, now)
    return [row for row in rows if row not in paused]


def _postpone(rows: list[Removal], now: datetime) -> None:
    """Look again in a while; meanwhile they hold nobody else's back."""
    Removal.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=now + POSTPONED)


def _sealed_at(row: Removal) -> Any:
    credential = getattr(row.delivery.channel, "credential", None)
    return credential.sealed_at if credential else None


def _still_approved(rows: list[Removal], now: datetime) -> list[Removal]:
    """A correction whose text was changed after its approval fails instead of going out."""
    corrections = [row for row in rows if row.action == Removal.Action.CORRECT]
    hashes = hashing.hashes_of({row.delivery.variant_id for row in corrections})
    changed = {row.pk for row in corrections if hashes.get(row.delivery.variant_id) != row.approved_hash}
    failed = {"state": S.FAILED, "done_at": now, **reasons.CHANGED.as_columns()}
    Removal.objects.filter(pk__in=changed).update(**failed)
    told = [row for row in corrections if row.pk in changed]
    journal.write(
        [
            ("delivery.removal_failed", row.delivery_id, row.delivery.post.unit_id, {"removal": row.pk})
            for row in told
        ],
        now,
    )
    return [row for row in rows if row.pk not in changed]


def _takedown(row: Removal, account: Any, start_before: float) -> Takedown:
    delivery = row.delivery
    turn = unmaking.next_turn(row)
    return Takedown(
        removal=row.pk,
        number=row.attempt_count + 1,
        delivery=delivery.pk,
        unit=delivery.post.unit_id,
        account=account,
        remote_id=turn.remote_id,
        corrects=row.action == Removal.Action.CORRECT,
        outgoing=unmaking.words_of(delivery, turn),
        has_evidence=turn.has_evidence,
        start_before=start_before,
    )


def settle(
    results: Sequence[TakedownResult], *, owner: str, now: datetime, timing: Timing, start_before: float
) -> list[Takedown]:
    """Write what became of them; those whose evidence is now safe, and which may go on to be removed."""
    going_on = [_settle(one, owner, now, timing) for one in results]
    return [replace(takedown, start_before=start_before) for takedown in going_on if takedown]


def _settle(one: TakedownResult, owner: str, now: datetime, timing: Timing) -> Takedown | None:
    takedown, outcome = one.takedown, one.outcome
    mine = Removal.objects.filter(
        Q(owner=owner, state=S.SENDING), pk=takedown.removal, attempt_count=takedown.number
    )
    if isinstance(outcome, Evidence | Removed):
        row = mine.select_related("delivery__channel").first()
        if row is None:
            return None
        kept = unmaking.kept(row, takedown.remote_id, outcome, now)
        if kept:
            return _go_on(takedown, row, mine, kept, now, timing)
    if isinstance(outcome, NotAuthorized):
        consequences.channel_lost(takedown.account, outcome.code, now)
    change = _change(takedown, outcome, now, timing)
    if mine.update(owner="", lease_until=None, **change) and change["state"] != S.DUE:
        _tell(takedown, change, now)
    return None


def _go_on(
    takedown: Takedown,
    row: Removal,
    mine: QuerySet[Removal],
    kept: dict[str, Any],
    now: datetime,
    timing: Timing,
) -> Takedown | None:
    """The next call of the same removal; a correction's goes through all the checks again before it."""
    if takedown.corrects:
        mine.update(state=S.DUE, due_at=now, owner="", lease_until=None, **kept)
        return None
    if not mine.update(lease_until=now + timing.lease, **kept):
        return None
    for name, value in kept.items():
        setattr(row, name, value)
    turn = unmaking.next_turn(row)
    return replace(takedown, remote_id=turn.remote_id, has_evidence=turn.has_evidence)


def _change(takedown: Takedown, outcome: object, now: datetime, timing: Timing) -> dict[str, Any]:
    if isinstance(outcome, Removed):
        return {"state": S.DONE, "done_at": now, "error_code": "", "error_hi": "", "error_en": ""}
    if isinstance(outcome, Impossible):
        return {"state": S.IMPOSSIBLE, "done_at": now}
    if isinstance(outcome, Unsent):
        return {"state": S.DUE, "due_at": now}
    assert isinstance(outcome, ConnectorError)  # noqa: S101 (nothing else is left)
    words = {"error_code": outcome.code, "error_hi": outcome.hi, "error_en": outcome.en}
    if isinstance(outcome, Rejected):
        return {"state": S.FAILED, "done_at": now, **words}
    if isinstance(outcome, RateLimited):
        return {"state": S.DUE, "due_at": max(outcome.until, now), **words}
    wait = timing.wait_before(takedown.number, takedown.outgoing.key)
    return {"state": S.DUE, "due_at": now + wait, **words}


def _tell(takedown: Takedown, change: dict[str, Any], now: datetime) -> None:
    if takedown.corrects and change["state"] == S.DONE:
        approved = Removal.objects.values_list("approved_hash", flat=True).get(pk=takedown.removal)
        Delivery.objects.filter(pk=takedown.delivery).update(approved_hash=approved)
    verb = {S.DONE: "removed", S.FAILED: "removal_failed", S.IMPOSSIBLE: "removal_impossible"}[
        change["state"]
    ]
    if takedown.corrects and verb == "removed":
        verb = "corrected"
    journal.write(
        [(f"delivery.{verb}", takedown.delivery, takedown.unit, {"removal": takedown.removal})], now
    )
