"""Takes a post back everywhere: cancels what waits, deletes what is out once its evidence is kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.content.models import ApprovalRequest, Post
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.publishing import journal
from jansetu.publishing.checks import WITHDRAWN
from jansetu.publishing.fanning import cancel_waiting
from jansetu.publishing.models import Delivery, Incident, Removal
from jansetu.publishing.reasons import THREAD_CUT, Reason
from jansetu.publishing.standing import replace_removals, taken_back
from jansetu.publishing.states import WAITING
from jansetu.publishing.undoing import cannot_be_undone, withdrawal_preview

S = Delivery.State


def withdraw(post: Post, *, reason: str, by: Actor, now: datetime) -> Incident:
    """From this minute nothing of the post goes out and the portal hides it; the rest are due rows.

    Evidence is read from each platform before anything is deleted there. Doing it twice is refused.
    """
    by.require(Capability.WITHDRAW, post.unit, now=now)
    if not reason.strip():
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    with transaction.atomic():
        locked = Post.objects.select_for_update().get(pk=post.pk)
        if locked.state == Post.State.WITHDRAWN:
            raise Refusal(
                "withdrawn_already", hi="यह पोस्ट वापस ली जा चुकी है।", en="This post is withdrawn already."
            )
        steps = withdrawal_preview(locked)
        locked.state = Post.State.WITHDRAWN
        locked.save(update_fields=["state"])
        ApprovalRequest.objects.filter(post=locked, answered_at=None).update(answered_at=now)
        incident = Incident.objects.create(
            post=locked,
            reason=reason.strip(),
            by=by.tenure_or_refuse(),
            at=now,
            cannot_be_undone=[asdict(words) for words in cannot_be_undone(steps)],
        )
        _cancel_waiting(locked, now)
        removed = _write_removals(incident, now)
        record(
            "post.withdrawn",
            by=by,
            subject=("content.post", locked.pk),
            unit_id=locked.unit_id,
            detail={"incident": incident.pk, "reason": incident.reason, "removals": removed},
            now=now,
        )
    post.state = locked.state
    return incident


def take_back_parts(delivery: Delivery, *, reason: str, by: Actor, now: datetime) -> Incident:
    """Of a thread that ended before its last part: what stands of it is deleted, its evidence kept.

    Refused where nothing stands, or where it is being taken back already.
    """
    by.require(Capability.WITHDRAW, delivery.post.unit, now=now)
    if not reason.strip():
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    with transaction.atomic():
        locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if not (locked.is_cut_short or locked.error_code == THREAD_CUT.code) or taken_back([locked.pk]):
            raise Refusal(
                "nothing_stands",
                hi="इस वितरण का कोई भाग हटाने को नहीं है।",
                en="Nothing of this delivery is there to be taken back.",
            )
        tenure = by.tenure_or_refuse()
        incident = Incident.objects.create(post_id=locked.post_id, reason=reason.strip(), by=tenure, at=now)
        gone = Removal(delivery=locked, incident=incident, action=Removal.Action.DELETE, due_at=now)
        replace_removals([gone], now)
        record(
            "delivery.parts_taken_back",
            by=by,
            subject=("publishing.delivery", locked.pk),
            unit_id=delivery.post.unit_id,
            detail={"incident": incident.pk, "reason": incident.reason, "parts": locked.parts_out},
            now=now,
        )
    return incident


def _cancel_waiting(post: Post, now: datetime) -> None:
    # Locked: what a worker claims at this moment is in doubt afterwards, not cancelled.
    cancel_waiting(post, Reason(WITHDRAWN.code, WITHDRAWN.hi, WITHDRAWN.en), now)
    waiting = Delivery.objects.filter(post=post, subscriber=None, state__in=WAITING).select_for_update()
    cancelled = list(waiting.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=cancelled).update(
        state=S.CANCELLED, error_code=WITHDRAWN.code, error_hi=WITHDRAWN.hi, error_en=WITHDRAWN.en
    )
    journal.write(
        [("delivery.cancelled", pk, post.unit_id, {"code": WITHDRAWN.code}) for pk in cancelled], now
    )


def _write_removals(incident: Incident, now: datetime) -> int:
    """One for each delivery that is or may be public, or of which parts are; a correction gives way to it.

    What was delivered to subscribers is with them: nothing can be removed there.
    """
    public = Delivery.objects.filter(post=incident.post, subscriber=None).maybe_public()
    wanted = [one for one in public.select_related("channel") if not one.channel.is_local]
    settled = taken_back(one.pk for one in wanted)
    made = [
        Removal(delivery=one, incident=incident, action=Removal.Action.DELETE, due_at=now)
        for one in wanted
        if one.pk not in settled
    ]
    replace_removals(made, now)
    return len(made)
