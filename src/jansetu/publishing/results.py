"""What became of a note on the official accounts, as its sender is told. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jansetu.content.models import Post
from jansetu.fields.words import both
from jansetu.publishing.broadcasts import BroadcastLine, lines_of
from jansetu.publishing.models import Delivery, Removal


@dataclass(frozen=True, slots=True)
class Result:
    """One delivery, and the last thing that was undone of it on the platform."""

    delivery: Delivery
    removal: Removal | None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is no longer there."""
        removal = self.removal
        return removal is not None and (removal.state, removal.action) == ("done", "delete")

    @property
    def withdrawn_label(self) -> str:
        """Said instead of the delivery's state."""
        return both("वापस ली गई", "Withdrawn")


def broadcasts_of(posts: Iterable[Post]) -> list[BroadcastLine]:
    """What went to subscribers, one a channel; two queries at most."""
    found = lines_of([post.pk for post in posts])
    return [line for lines in found.values() for line in lines]


def results_of(posts: Iterable[Post]) -> list[Result]:
    """What was published first, then what still waits; three queries at most."""
    found = Delivery.objects.filter(post__in=list(posts), subscriber=None)
    found = found.select_related("channel__unit", "schedule")
    deliveries = sorted(found, key=lambda one: (one.sent_at is None, one.sent_at or one.due_at, one.pk))
    removals = Removal.objects.filter(delivery__in=deliveries).select_related("incident").order_by("pk")
    last = {one.delivery_id: one for one in removals}
    return [Result(delivery, last.get(delivery.pk)) for delivery in deliveries]
