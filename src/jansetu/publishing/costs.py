"""What a post will cost before it is scheduled, what a month has cost, and whether the budget allows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet, Sum

from jansetu.channels import practice
from jansetu.channels.models import MessageTemplate, Subscriber
from jansetu.connectors import registry
from jansetu.content.models import Placement, Post
from jansetu.core.errors import Refusal
from jansetu.core.text.links import find_urls
from jansetu.core.text.parts import parts_of
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor, units_with
from jansetu.orgs.roles import Capability
from jansetu.publishing.models import Budget, Delivery
from jansetu.publishing.prices import What, rupees_of

INDIA = ZoneInfo("Asia/Kolkata")
SPENDS = ("due", "held", "sending", "unknown", "sent")  # what was or may yet be paid for
NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class CostLine:
    """What one platform's part of a post costs."""

    kind: str
    count: int  # deliveries
    rupees: Decimal
    has_links: bool = False  # X: more than ten times the price


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetLine:
    """One budget over a unit, and how it stands with a post added."""

    budget: Budget
    spent: Decimal
    after: Decimal

    @property
    def is_over(self) -> bool:
        """Whether the post goes beyond it."""
        return self.after > self.budget.rupees

    @property
    def stops(self) -> bool:
        """Whether it may not go out for that."""
        return self.is_over and self.budget.acts == Budget.Acts.STOP


def cost_of(placement: Placement, on: date, *, template: str = "") -> Decimal:
    """Rupees for one delivery of a placement. `template`: the category of WhatsApp's template."""
    kind = placement.channel.kind
    if placement.repost_of is not None:
        return rupees_of(kind, "repost", on)
    if kind == "whatsapp":
        return rupees_of(kind, "marketing" if template.lower() == "marketing" else "utility", on)
    whats: list[What] = [
        "post_with_link" if find_urls(part) else "post" for part in parts_of(placement.variant.text)
    ]
    return sum((rupees_of(kind, what, on) for what in whats), NOTHING)


def estimate(post: Post, on: date) -> list[CostLine]:
    """By platform, what publishing the post as it stands would cost; only platforms that ask anything."""
    rows = Placement.objects.filter(post=post).select_related("channel", "variant", "repost_of")
    return lines_of(list(rows), on)


def lines_of(placements: Sequence[Placement], on: date) -> list[CostLine]:
    """The same for given placements; two queries more where some deliver to each subscriber."""
    each = [one.channel_id for one in placements if registry.limits_of(one.channel.kind).one_each]
    readers, categories = _readers(each), _categories(each)
    found: dict[str, CostLine] = {}
    for one in placements:
        count = readers.get(one.channel_id, 0) if one.channel_id in each else 1
        price = cost_of(one, on, template=categories.get(one.channel_id, ""))
        before = found.get(one.channel.kind, CostLine(kind=one.channel.kind, count=0, rupees=NOTHING))
        found[one.channel.kind] = CostLine(
            kind=one.channel.kind,
            count=before.count + count,
            rupees=before.rupees + price * count,
            has_links=before.has_links or bool(price and find_urls(one.variant.text)),
        )
    return [line for line in found.values() if line.rupees]


def _readers(channels: Iterable[int]) -> dict[int, int]:
    active = Subscriber.objects.filter(channel__in=list(channels), state=Subscriber.State.ACTIVE)
    return dict(active.values_list("channel").annotate(count=Count("pk")))


def _categories(channels: Iterable[int]) -> dict[int, str]:
    approved = MessageTemplate.objects.filter(channel__in=list(channels), state="APPROVED")
    return dict(approved.values_list("channel_id", "category"))


def budgets_over(unit: Unit, adding: Decimal, at: datetime) -> list[BudgetLine]:
    """The running budgets of the unit and those above it, the nearest first, with what a post would add."""
    running = Budget.objects.filter(unit__in=unit.lineage, until=None).select_related("unit")
    return budget_lines(sorted(running, key=lambda one: -len(one.unit.path)), at, adding)


def budgets_seen(actor: Actor, now: datetime) -> QuerySet[Budget]:
    """The running budgets of the units that the charge looks at or connects channels for, widest first."""
    reach = units_with(actor, Capability.VIEW, now) | units_with(actor, Capability.CONNECT, now)
    seen = Budget.objects.filter(unit__in=reach.values("pk"), until=None)
    return seen.select_related("unit").order_by("unit__path")


def budget_lines(budgets: Sequence[Budget], at: datetime, adding: Decimal = NOTHING) -> list[BudgetLine]:
    """How each stands with so much added; one query however many."""
    by_unit = _spent_by_unit(at) if budgets else {}
    spent = [_below(budget.unit, by_unit) for budget in budgets]
    return [
        BudgetLine(budget=budget, spent=so_far, after=so_far + adding)
        for budget, so_far in zip(budgets, spent, strict=True)
    ]


def running_budget(unit: Unit) -> Budget | None:
    """The unit's own."""
    return Budget.objects.filter(unit=unit, until=None).first()


def _below(unit: Unit, by_unit: Mapping[str, Decimal]) -> Decimal:
    """Of what was spent, by path, the part of the unit and all below it."""
    return sum((rupees for path, rupees in by_unit.items() if path.startswith(unit.path)), NOTHING)


def _spent_by_unit(at: datetime) -> dict[str, Decimal]:
    """Rupees of the calendar month (India) of `at`, by the path of the unit whose posts they are."""
    begins, ends = month_of(at)
    rows = Delivery.objects.filter(
        schedule__publish_at__gte=begins, schedule__publish_at__lt=ends, state__in=SPENDS, cost__gt=0
    )
    if not practice.must_practise():
        rows = rows.filter(channel__practice=False)
    return dict(rows.values_list("post__unit__path").annotate(rupees=Sum("cost")))


def today(at: datetime) -> date:
    """The day in India."""
    return at.astimezone(INDIA).date()


def month_of(at: datetime) -> tuple[datetime, datetime]:
    """The first moments of that month and of the next one, by India's calendar."""
    first = at.astimezone(INDIA).date().replace(day=1)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return datetime.combine(first, time(), INDIA), datetime.combine(following, time(), INDIA)


def price_of(placements: Sequence[Placement], on: date) -> Decimal:
    """Rupees that they would take from budgets: practice is free where anything is real."""
    paid = [one for one in placements if not one.channel.practice or practice.must_practise()]
    return sum((line.rupees for line in lines_of(paid, on)), NOTHING)


def require_budget(post: Post, adding: Decimal, at: datetime) -> list[BudgetLine]:
    """The budgets that the post goes beyond and that only warn; a Refusal where one of them stops.

    Inside the caller's transaction: two approvals at once cannot both find the same rupees free.
    """
    if not adding:
        return []
    locked = Budget.objects.select_for_update().filter(unit__in=post.unit.lineage, until=None)
    if not list(locked.order_by("pk").values_list("pk", flat=True)):
        return []
    over = [line for line in budgets_over(post.unit, adding, at) if line.is_over]
    for line in over:
        if line.stops:
            raise over_budget(line)
    return over


def over_budget(line: BudgetLine) -> Refusal:
    """The sentence with its figures."""
    left = max(line.budget.rupees - line.spent, NOTHING)
    adding = line.after - line.spent
    unit = line.budget.unit
    return Refusal(
        "over_budget",
        hi=f"{unit.name_hi} के इस माह के बजट में ₹{left:,.2f} शेष हैं; इस पोस्ट पर ₹{adding:,.2f} लगेंगे। "
        "कड़ियाँ या चैनल घटाएँ, या बजट बढ़वाएँ।",
        en=f"₹{left:,.2f} are left of this month's budget of {unit.name_en}; this post takes ₹{adding:,.2f}. "
        "Take out links or channels, or have the budget raised.",
    )
