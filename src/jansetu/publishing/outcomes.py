"""What became of a post, in words for its sender and its desk: one line a channel. Changes nothing.

What went to subscribers is told in broadcasts.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jansetu.channels.models import Channel
from jansetu.content.models import Post, Submission
from jansetu.publishing.models import Delivery, Removal

S = Delivery.State

# What is public first, then what needs somebody, then what only waits.
ORDER = [S.SENT, S.UNKNOWN, S.FAILED, S.HELD, S.SENDING, S.DUE, S.EXPIRED, S.CANCELLED]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One channel's newest delivery of a post, and what was taken back of it."""

    delivery: Delivery
    channel: Channel
    state: str
    label: str
    url: str
    at: datetime | None
    hi: str
    en: str
    removal: Removal | None

    @property
    def is_public(self) -> bool:
        """Whether citizens can read it there."""
        gone = self.removal is not None and self.removal.action == "delete" and self.removal.state == "done"
        return (self.state == S.SENT or self.delivery.is_cut_short) and not gone

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.state == S.FAILED or (self.state == S.UNKNOWN and self.delivery.waits_for_person)


def of_post(post: Post) -> list[Outcome]:
    """The newest delivery of each channel; two queries."""
    return of_posts([post.pk]).get(post.pk, [])


def of_submission(submission: Submission) -> list[Outcome]:
    """What became of a note: the outcomes of all posts made of it; three queries."""
    made = of_posts(submission.posts.values_list("pk", flat=True))
    return [outcome for outcomes in made.values() for outcome in outcomes]


def of_posts(posts: Iterable[int]) -> dict[int, list[Outcome]]:
    """By post; two queries however many posts and channels."""
    rows = Delivery.objects.filter(post__in=list(posts), subscriber=None)
    rows = rows.select_related("channel__unit", "post", "schedule")
    newest = {(row.post_id, row.channel_id): row for row in rows.order_by("pk")}
    removals = Removal.objects.filter(delivery__in=[row.pk for row in newest.values()])
    removed = {removal.delivery_id: removal for removal in removals.order_by("pk")}
    found: dict[int, list[Outcome]] = {}
    for row in sorted(newest.values(), key=_place):
        found.setdefault(row.post_id, []).append(_outcome(row, removed.get(row.pk)))
    return found


def _place(row: Delivery) -> tuple[int, str, int]:
    return ORDER.index(S(row.state)), row.channel.kind, row.pk


def _outcome(row: Delivery, removal: Removal | None) -> Outcome:
    hidden = row.channel.is_local and row.post.state == Post.State.WITHDRAWN
    return Outcome(
        delivery=row,
        channel=row.channel,
        state=S.CANCELLED.value if hidden else row.state,
        label=str(S.CANCELLED.label if hidden else row.get_state_display()),
        url="" if hidden else row.url,
        at=row.sent_at,
        hi=row.error_hi,
        en=row.error_en,
        removal=removal,
    )
