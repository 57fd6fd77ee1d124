"""A person's word on what asks: it goes now, at another hour, or not at all. One post, or many together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.content.models import Post
from jansetu.core.errors import Refusal
from jansetu.engine import sql
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.publishing import questions, reasons
from jansetu.publishing.models import Delivery, TerritoryHold
from jansetu.publishing.rows import read_rows

AFTER_WORD = timedelta(hours=24)  # as long as after any hour that somebody gave
S = Delivery.State


class Word(StrEnum):
    """What somebody may answer."""

    NOW = "now"
    LATER = "later"
    CANCEL = "cancel"


def answer(
    posts: Iterable[Post],
    *,
    word: Word,
    at: datetime | None = None,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Carry the word out for everything of `posts` that asks; how many posts that were.

    Nothing goes now where a hold still stands. A post that somebody else answered meanwhile is left alone.
    """
    chosen = list(posts)
    for unit in {post.unit_id: post.unit for post in chosen}.values():
        by.require(Capability.PUBLISH, unit, now=now)
    if word == Word.LATER and (at is None or at <= now):
        raise Refusal("hour_past", hi="आगे का दिन और समय चुनें।", en="Choose a day and hour to come.")
    if word == Word.CANCEL and not reason.strip():
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    with transaction.atomic():
        asking = _locked(chosen)
        if word == Word.NOW:
            _refuse_in_hold([pk for pks in asking.values() for pk in pks], now)
        for post in chosen:
            if post.pk in asking:
                _carry_out(post, asking[post.pk], word, at, reason.strip(), by, now)
    return len(asking)


def _locked(posts: Sequence[Post]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    asking = Delivery.objects.asking().filter(post__in=posts).order_by("pk").select_for_update()
    for pk, post in asking.values_list("pk", "post_id"):
        found[post].append(pk)
    return found


def _refuse_in_hold(deliveries: Sequence[int], now: datetime) -> None:
    standing = list(TerritoryHold.objects.standing(now))
    rows = read_rows(sql.any_of("d.id"), [sql.ids(deliveries)]) if standing else []
    held = next((hold for row in rows if (hold := questions.holds_back(standing, row))), None)
    if held is not None:
        unit = held.unit
        raise Refusal(
            "hold_stands",
            hi=f"{unit.name_hi} में “{held.get_kind_display()}” की रोक लागू है: रोक हटने के बाद का समय दें या न भेजें।",
            en=f"A hold ({held.kind}) stands over {unit.name_en}: choose an hour after it, or do not send.",
        )


def _carry_out(
    post: Post,
    deliveries: Sequence[int],
    word: Word,
    at: datetime | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> None:
    change: dict[str, Any] = {"state": S.CANCELLED, **reasons.NONE.as_columns()}
    if word != Word.CANCEL:
        hour = at if word == Word.LATER and at else now
        change |= {"state": S.DUE, "wanted_at": hour, "expires_at": hour + AFTER_WORD}
    if word == Word.LATER:
        change["due_at"] = at  # what goes now keeps its old hour, and so its place among the others
    Delivery.objects.asking().filter(pk__in=deliveries).update(**change)
    record(
        "post.answered",
        by=by,
        subject=("content.post", post.pk),
        unit_id=post.unit_id,
        detail={
            "word": word.value,
            "publish_at": at.isoformat() if at and word == Word.LATER else None,
            "reason": reason,
            "deliveries": len(deliveries),
        },
        now=now,
    )
