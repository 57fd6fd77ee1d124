"""Has an approved post go out again by the calendar, and stops that. Its hours are the worker's to write."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.content.models import Post, Revision
from jansetu.content.operations.approvals import own_words, wrote_any_of
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.publishing.calendar_rules import Plan, require_sound
from jansetu.publishing.models import Recurrence
from jansetu.publishing.operations.approving import require_channels
from jansetu.publishing.recurrences import cancel_waiting_times, placements_of


def recur_post(post: Post, plan: Plan, *, seen_revision: int, by: Actor, now: datetime) -> Recurrence:
    """From now on exactly the approved revision goes out on the plan's days, until its end.

    As for an approval: who may publish it and answers for each account, and nobody for their own words.
    """
    by.require(Capability.PUBLISH, post.unit, now=now)
    by.require(Capability.APPROVE, post.unit, now=now)
    require_sound(plan, now)
    if wrote_any_of(post, by):
        raise own_words()
    with transaction.atomic():
        revision = _approved(post, seen_revision)
        placements = placements_of(post)
        if not placements:
            raise _carried_nowhere()
        require_channels(placements, by, now)
        _refuse_twin(post, plan)
        made = Recurrence.objects.create(
            post=post,
            revision=revision,
            rule=plan.rule.kept(),
            starts_on=plan.starts_on,
            at=plan.at,
            until=plan.until,
            count=plan.count,
            exceptions=sorted(day.isoformat() for day in plan.exceptions),
            made_by=by.tenure_or_refuse(),
            made_at=now,
            next_at=plan.first(now),
        )
        _note("recurrence.made", made, by, now, rule=plan.rule.hi, revision=revision.number)
    return made


def stop_recurrence(given: Recurrence, *, reason: str, by: Actor, now: datetime) -> None:
    """Nothing of it goes out any more, not even what is written already and waits; what is out stays out."""
    by.require(Capability.PUBLISH, given.post.unit, now=now)
    if not reason.strip():
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    with transaction.atomic():
        locked = Recurrence.objects.select_for_update().get(pk=given.pk)
        if locked.ended:
            raise Refusal(
                "ended_already",
                hi="यह दोहराव पहले ही रुक चुका है।",
                en="This recurrence has ended already.",
            )
        locked.ended, locked.next_at = Recurrence.Ended.STOPPED, None
        locked.stopped_by, locked.stopped_at = by.tenure_or_refuse(), now
        locked.save(update_fields=["ended", "next_at", "stopped_by", "stopped_at"])
        cancelled = cancel_waiting_times(locked, now)
        _note("recurrence.stopped", given, by, now, reason=reason.strip(), deliveries=cancelled)


def _approved(post: Post, seen_revision: int) -> Revision:
    """The latest revision, where it is the one that was seen and its approval stands."""
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.state != Post.State.APPROVED:
        raise Refusal(
            "not_approved",
            hi="केवल अनुमोदित पोस्ट दोहराई जा सकती है।",
            en="Only an approved post can recur.",
        )
    revision: Revision = locked.revisions.order_by("number").reverse()[0]
    if revision.number != seen_revision:
        raise Refusal(
            "changed_meanwhile",
            hi="आपके पढ़ने के बाद यह पोस्ट बदल गई। कृपया नया पाठ पढ़ें।",
            en="This post changed after you read it. Please read the new text.",
        )
    return revision


def _carried_nowhere() -> Refusal:
    return Refusal(
        "nowhere",
        hi="इस पोस्ट का कोई चैनल दोहराव नहीं लेता: पोर्टल पर वह पहले से है, सदस्यों को वही शब्द दो बार नहीं जाते।",
        en="No channel of it repeats: on the portal it stands already, and subscribers get words only once.",
    )


def _refuse_twin(post: Post, plan: Plan) -> None:
    """The same rule twice would only be read as two decisions about one thing."""
    standing = Recurrence.objects.standing().filter(post=post, at=plan.at)
    if any(one.said == plan.rule for one in standing):
        raise Refusal(
            "recurs_already",
            hi="यह पोस्ट इसी नियम और समय पर पहले से दोहराई जा रही है।",
            en="This post recurs by this rule and hour already.",
        )


def _note(verb: str, given: Recurrence, by: Actor, now: datetime, **detail: object) -> None:
    record(
        verb,
        by=by,
        subject=("publishing.recurrence", given.pk),
        unit_id=given.post.unit_id,
        detail={"post": given.post_id, **detail},
        now=now,
    )
