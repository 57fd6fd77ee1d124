"""Writes what a look at the platform showed, and decides: sent, due again, look again, or ask a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from jansetu.connectors.contracts import Absent, CannotTell, Found, Progress, Receipt, Resumes
from jansetu.connectors.errors import ConnectorError, NotAuthorized, RateLimited
from jansetu.publishing import checks, consequences, journal, limits, parts, reasons
from jansetu.publishing.jobs import Search, SearchResult, Unsent
from jansetu.publishing.keepable import plain
from jansetu.publishing.models import Attempt, Delivery, DeliveryQuerySet, Look
from jansetu.publishing.reasons import Reason
from jansetu.publishing.standing import taken_back
from jansetu.publishing.timing import Timing

S = Delivery.State
V = Look.Verdict
LONGEST_WAIT = timedelta(minutes=5)  # between two tries to read a platform that does not answer


def settle(results: Sequence[SearchResult], *, now: datetime, timing: Timing) -> None:
    """Write what searches found; inside the caller's transaction. One overtaken by events changes nothing."""
    limits.learn([(one.search.account, one.outcome) for one in results], "read")
    for one in results:
        _settle(one, now, timing)


def _settle(one: SearchResult, now: datetime, timing: Timing) -> None:
    search, outcome = one.search, one.outcome
    if isinstance(outcome, Found):
        _found(search, outcome.receipt, now, timing)
    elif isinstance(outcome, Resumes):
        _resumes(search, outcome.progress, now, timing)
    elif isinstance(outcome, Absent):
        _absent(search, now, timing)
    elif isinstance(outcome, CannotTell):
        _cannot_tell(search, outcome.reason, now, timing)
    else:
        _not_seen(search, outcome, now, timing)


def _not_seen(search: Search, outcome: ConnectorError | Unsent | None, now: datetime, timing: Timing) -> None:
    if outcome is None:
        give_up_looking(search.delivery, search.number, search.unit, reasons.CANNOT_BE_SEARCHED, now)
    elif isinstance(outcome, Unsent):
        _look_again(search, now)
    elif isinstance(outcome, NotAuthorized):
        consequences.channel_lost(search.account, outcome.code, now)
        _look_again(search, now)
    elif isinstance(outcome, RateLimited):
        _look_again(search, max(outcome.until, now))
    else:
        _unreadable(search, outcome.code, now, timing)


def _resumes(search: Search, progress: Progress, now: datetime, timing: Timing) -> None:
    """The step in doubt stands on the platform; the steps that follow it go through all the checks again."""
    row = _in_doubt(search.delivery, search.number).select_related("post").first()
    if row is None:
        return
    if parts.is_taken(row, progress):
        _cannot_tell(search, "remote_id_taken", now, timing)
        return
    _note(search, V.FOUND, progress.posted[-1] if progress.posted else progress.step)
    _account_for(search.delivery, "stepped", now)
    kept = {"progress": plain(progress.as_json()), **parts.as_columns(progress)}
    _in_doubt(row.pk, row.attempt_count).update(**kept)
    _go_on(row, now)


def _in_doubt(delivery: int, number: int) -> DeliveryQuerySet:
    """The delivery, if the attempt that was looked for is still its last and nobody knows its outcome."""
    return Delivery.objects.filter(pk=delivery, attempt_count=number, state=S.UNKNOWN)


def _look_again(search: Search, at: datetime) -> None:
    _in_doubt(search.delivery, search.number).update(due_at=at, lease_until=None)


def _note(search: Search, verdict: Look.Verdict, reason: str = "") -> None:
    Look.objects.create(
        delivery_id=search.delivery,
        attempt=search.number,
        at=search.began_at,
        verdict=verdict,
        reason=reason[:200],
    )


def _looks(search: Search, verdict: Look.Verdict) -> int:
    return Look.objects.filter(delivery_id=search.delivery, attempt=search.number, verdict=verdict).count()


def _account_for(delivery: int, outcome: str, now: datetime) -> None:
    """The attempts in doubt are in doubt no more."""
    Attempt.objects.filter(delivery_id=delivery, outcome__in=["", "unknown"]).update(
        outcome=outcome, finished_at=now
    )


def _found(search: Search, receipt: Receipt, now: datetime, timing: Timing) -> None:
    try:
        with transaction.atomic():
            settled = mark_sent(search.delivery, search.number, receipt, now)
    except IntegrityError:
        # Another delivery has this id since our reading: it is not ours, read again knowing it.
        _cannot_tell(search, "remote_id_taken", now, timing)
        return
    if settled:
        _note(search, V.FOUND, receipt.remote_id)
        detail = {"remote_id": receipt.remote_id, "found": True}
        consequences.after_sent([(search.delivery, search.post, search.unit, detail)], now)


def mark_sent(delivery: int, number: int, receipt: Receipt, now: datetime) -> bool:
    """The attempt in doubt did publish. False where it is no longer in doubt."""
    settled = _in_doubt(delivery, number).update(
        state=S.SENT,
        remote_id=receipt.remote_id,
        url=receipt.url,
        further_ids=list(receipt.further_ids),
        sent_at=now,
        progress=None,
        owner="",
        lease_until=None,
        waits_for_person=False,
        error_code="",
        error_hi="",
        error_en="",
    )
    if settled:
        _account_for(delivery, "found", now)
    return bool(settled)


def _absent(search: Search, now: datetime, timing: Timing) -> None:
    _note(search, V.ABSENT)
    if search.began_at >= search.quiet_at and _looks(search, V.ABSENT) >= 2:
        _surely_absent(search, now)
    else:
        _look_again(search, max(now + timing.after(timing.look_again), search.quiet_at))


def _surely_absent(search: Search, now: datetime) -> None:
    """Due again; but what the platform refused as a repeat would be refused for ever: a person looks."""
    last = Attempt.objects.filter(delivery_id=search.delivery, number=search.number)
    if last.filter(code="duplicate").exists():
        give_up_looking(search.delivery, search.number, search.unit, reasons.DUPLICATE_UNSEEN, now)
    else:
        mark_absent(search.delivery, search.number, now)


def mark_absent(delivery: int, number: int, now: datetime) -> bool:
    """The step in doubt surely did not happen: it goes again, unless it must not any more.

    Of a thread the parts that were saved stand: it goes on from them, or ends with them to be taken back.
    """
    row = _in_doubt(delivery, number).select_related("post").first()
    if row is None:
        return False
    _account_for(delivery, "absent", now)
    then = _go_on(row, now)
    journal.write([("delivery.absent", row.pk, row.post.unit_id, {"then": then.value})], now)
    return True


def _go_on(row: Delivery, now: datetime) -> Delivery.State:
    """Due again from the saved step, or ended where it must not go on any more."""
    withdrawn = checks.WITHDRAWN
    if row.post.state == "withdrawn":
        return _leave(row, S.CANCELLED, Reason(withdrawn.code, withdrawn.hi, withdrawn.en), now)
    if taken_back([row.pk]):
        return _leave(row, S.CANCELLED, reasons.SUPERSEDED, now)
    if row.expires_at <= now:
        return _leave(row, S.EXPIRED, reasons.EXPIRED, now)
    return _leave(row, S.DUE, reasons.NONE, now)


def _leave(row: Delivery, state: Delivery.State, reason: Reason, now: datetime) -> Delivery.State:
    _in_doubt(row.pk, row.attempt_count).update(
        state=state, due_at=now, owner="", lease_until=None, waits_for_person=False, **reason.as_columns()
    )
    return state


def repeat(delivery: int, number: int, now: datetime) -> None:
    """What can be repeated harmlessly goes again, through all the checks."""
    if _in_doubt(delivery, number).update(state=S.DUE, due_at=now, owner="", lease_until=None):
        _account_for(delivery, "repeated", now)


def _cannot_tell(search: Search, reason: str, now: datetime, timing: Timing) -> None:
    _note(search, V.CANNOT_TELL, reason)
    tries = _looks(search, V.CANNOT_TELL)
    if tries >= timing.cannot_tell_limit:
        give_up_looking(search.delivery, search.number, search.unit, reasons.CANNOT_TELL, now)
    else:
        _look_again(search, now + timing.after(timing.look_again * 2**tries))


def _unreadable(search: Search, code: str, now: datetime, timing: Timing) -> None:
    """A read-back that itself fails proves nothing: try again, with patience."""
    _note(search, V.UNREADABLE, code)
    if now - search.since > timing.after(timing.read_patience):
        give_up_looking(search.delivery, search.number, search.unit, reasons.UNREADABLE, now)
        return
    tries = _looks(search, V.UNREADABLE)
    wait = min(LONGEST_WAIT, timing.after(timing.look_again * 2.0 ** min(tries, 10)))
    _look_again(search, now + wait)


def give_up_looking(delivery: int, number: int, unit: int, reason: Reason, now: datetime) -> None:
    """No look can tell: a person decides, with the evidence shown."""
    waiting = _in_doubt(delivery, number).update(
        waits_for_person=True, lease_until=None, **reason.as_columns()
    )
    if waiting:
        journal.write([("delivery.undecided", delivery, unit, {"code": reason.code})], now)
