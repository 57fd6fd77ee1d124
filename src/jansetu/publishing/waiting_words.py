"""What waits for a person's word, post by post, and the holds and pauses as pages show them. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Value

from jansetu.content.models import Post, PostQuerySet
from jansetu.fields.words import in_language
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor, units_with
from jansetu.orgs.roles import Capability
from jansetu.publishing.models import Delivery, Pause, TerritoryHold

SHOWN = 5  # signs on every page; the rest is on the page of pauses


def posts_asking(actor: Actor, now: datetime) -> PostQuerySet:
    """Posts of which something asks, that the charge may answer; the oldest hour first."""
    reach = units_with(actor, Capability.PUBLISH, now)
    asking = Delivery.objects.asking().filter(post=OuterRef("pk"))
    found = Post.objects.filter(Exists(asking), unit__in=reach.values("pk")).exclude(
        state=Post.State.WITHDRAWN
    )
    first = asking.order_by().values("post").annotate(first=Min("due_at")).values("first")
    return found.annotate(hour=first).order_by("hour", "pk")


@dataclass(slots=True)
class Asking:
    """One post that asks: since when, where, why."""

    post: Post
    hour: datetime
    hi: str
    en: str
    channels: list[str] = field(default_factory=list)

    @property
    def further(self) -> int:
        """Channels beside the first three, which are named."""
        return max(0, len(self.channels) - 3)

    @property
    def key(self) -> str:
        """As a form names it."""
        return str(self.post.pk)


def askings(posts: Iterable[Post]) -> list[Asking]:
    """One a post, in the order given; one query besides theirs, however long a broadcast's list is."""
    found: dict[int, Asking] = {}
    known = {post.pk: post for post in posts}
    rows = Delivery.objects.asking().filter(post__in=known).select_related("channel").order_by("pk")
    first = rows.filter(subscriber__isnull=False).order_by().values("post", "channel")
    of_lists = first.annotate(first=Min("pk")).values("first")
    for row in rows.filter(Q(subscriber=None) | Q(pk__in=of_lists)):
        post = known[row.post_id]
        one = found.setdefault(post.pk, Asking(post, row.due_at, row.error_hi, row.error_en))
        one.hour = min(one.hour, row.due_at)
        one.channels.append(str(row.channel))
    return [found[pk] for pk in known if pk in found]


def holds_seen(actor: Actor, now: datetime) -> QuerySet[TerritoryHold]:
    """The holds that stand or stood over the charge's units, or over a unit above them; newest first."""
    seen = units_with(actor, Capability.VIEW, now) | units_with(actor, Capability.PAUSE, now)
    over = Q(unit__in=seen.values("pk"))
    above = {int(pk) for path in seen.values_list("path", flat=True) for pk in path.strip("/").split("/")}
    found = TerritoryHold.objects.filter(over | Q(unit__in=above))
    related = ("unit", "by__person", "by__position", "lifted_by__person")
    return found.select_related(*related).order_by("-at", "-pk")


def signs(now: datetime) -> list[dict[str, object]]:
    """What stands on every page: pauses and holds in force, newest first; one query."""
    names = ("unit__name_hi", "unit__name_en", "by__person__name_hi", "by__person__name_en", "reason", "at")
    pauses = Pause.objects.filter(lifted_at=None).order_by().annotate(sign=Value("pause"))
    holds = TerritoryHold.objects.standing(now).select_related(None).order_by().annotate(sign=Value("hold"))
    empty = {"none_1": Value(""), "none_2": Value(""), "none_3": Value(""), "none_4": Value("")}
    first = pauses.values_list("sign", "scope", "kind", "label", "channel__kind", "channel__handle", *names)
    second = holds.annotate(**empty).values_list("sign", "kind", *empty, *names)
    keys = (
        "sign",
        "scope",
        "kind",
        "label",
        "channel_kind",
        "handle",
        *(name.replace("__", "_") for name in names),
    )
    rows = first.union(second, all=True).order_by("-at")[:SHOWN]
    return [_sign(dict(zip(keys, row, strict=True))) for row in rows]


def _sign(row: dict[str, object]) -> dict[str, object]:
    field_ = (
        Pause._meta.get_field("scope") if row["sign"] == "pause" else TerritoryHold._meta.get_field("kind")
    )
    labels = dict(field_.flatchoices)
    return row | {
        "said": labels.get(row["scope"], row["scope"]),
        "unit": in_language(str(row["unit_name_hi"] or ""), str(row["unit_name_en"] or "")),
        "by": in_language(str(row["by_person_name_hi"] or ""), str(row["by_person_name_en"] or "")),
    }


def holdable_units(actor: Actor, now: datetime) -> QuerySet[Unit]:
    """The units over which the charge may lay a hold, the widest first."""
    return units_with(actor, Capability.PAUSE, now).standing().order_by("path")
