"""A broadcast as pages show it: one line a channel with counts, however many subscribers there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from jansetu.channels.models import Channel
from jansetu.content.models import Placement, Post
from jansetu.publishing.models import Delivery
from jansetu.publishing.states import WAITING

S = Delivery.State
SOON = timedelta(minutes=2)
RECENT = 8  # broadcasts on the page of a list
REFUSED_LATER = Q(state=S.SENT, delivered_at=None) & ~Q(error_code="")


@dataclass(frozen=True, kw_only=True, slots=True)
class BroadcastLine:
    """How many subscribers of one channel a post waits for, has reached and did not reach."""

    post_id: int
    title: str  # of the post
    channel: Channel
    waiting: int  # due, or held for a template
    held: int  # of those: until somebody does something
    sending: int
    sent: int  # the platform has it, and has not told that it could not be delivered
    delivered: int  # of those: on the recipient's device, as far as the platform tells
    read: int  # of those
    failed: int
    unknown: int  # nobody knows, and nothing is sent again
    undecided: int  # of those: the platform's report is overdue
    stopped: int  # cancelled or too old
    due_at: datetime | None  # the earliest of those that wait
    sent_at: datetime | None  # the latest

    @property
    def total(self) -> int:
        """Everybody it was meant for."""
        return self.waiting + self.sending + self.sent + self.failed + self.unknown + self.stopped

    @property
    def state(self) -> str:
        """The state that says most: what needs somebody, what is under way, what is done."""
        order = (
            (self.undecided, S.UNKNOWN),
            (self.held, S.HELD),
            (self.sending, S.SENDING),
            (self.waiting, S.DUE),
            (self.unknown, S.UNKNOWN),
            (self.sent, S.SENT),
            (self.failed, S.FAILED),
        )
        return next((state.value for number, state in order if number), S.CANCELLED.value)

    @property
    def state_label(self) -> str:
        """In words."""
        return str(S(self.state).label)

    @property
    def needs_person(self) -> bool:
        """Whether a part of it stands still until somebody acts."""
        return bool(self.held or self.undecided)

    def is_going(self, now: datetime) -> bool:
        """Whether its counts may change within minutes without anybody doing anything."""
        due = self.waiting > self.held and self.due_at is not None and self.due_at <= now + SOON
        return bool(self.sending or due)

    @property
    def done_percent(self) -> int:
        """How much of it has gone out or ended."""
        return 100 * (self.total - self.waiting - self.sending) // self.total if self.total else 0


def lines_of(posts: Iterable[int]) -> dict[int, list[BroadcastLine]]:
    """By post, platform by platform; two queries where there is any broadcast."""
    counted = _counted(Delivery.objects.filter(post__in=list(posts), subscriber__isnull=False))
    rows: list[dict[str, Any]] = list(counted.order_by("post", "channel__kind", "channel"))
    channels = (
        Channel.objects.select_related("unit").in_bulk({row["channel"] for row in rows}) if rows else {}
    )
    found: dict[int, list[BroadcastLine]] = {}
    for row in rows:
        post, channel = row.pop("post"), channels[row.pop("channel")]
        found.setdefault(post, []).append(BroadcastLine(post_id=post, channel=channel, **row))
    return found


def recent_on(channel: Channel) -> list[BroadcastLine]:
    """The newest broadcasts on one channel; three queries."""
    placed = Placement.objects.filter(channel=channel).order_by("-post").values_list("post", flat=True)
    lines = lines_of(list(placed[:RECENT]))
    return [line for post in sorted(lines, reverse=True) for line in lines[post] if line.channel == channel]


def lines_of_post(post: Post) -> list[BroadcastLine]:
    """Of one post."""
    return lines_of([post.pk]).get(post.pk, [])


def _counted(rows: QuerySet[Delivery]) -> QuerySet[Delivery, Any]:
    sent = Q(state=S.SENT) & ~REFUSED_LATER
    return rows.values("post", "channel").annotate(
        title=Max("post__title"),
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        held=Count("pk", filter=Q(state=S.HELD)),
        sending=Count("pk", filter=Q(state=S.SENDING)),
        sent=Count("pk", filter=sent),
        delivered=Count("pk", filter=sent & Q(delivered_at__isnull=False)),
        read=Count("pk", filter=sent & Q(read_at__isnull=False)),
        failed=Count("pk", filter=Q(state=S.FAILED) | REFUSED_LATER),
        unknown=Count("pk", filter=Q(state=S.UNKNOWN)),
        undecided=Count("pk", filter=Q(state=S.UNKNOWN, waits_for_person=True)),
        stopped=Count("pk", filter=Q(state__in=[S.CANCELLED, S.EXPIRED])),
        due_at=Min("due_at", filter=Q(state__in=WAITING)),
        sent_at=Max("sent_at"),
    )
