"""A list of many subscribers, and the approval that writes one delivery for each of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from jansetu.channels.models import Channel, Subscriber
from jansetu.content.models import Kind, Post
from jansetu.content.operations.approvals import request_approval
from jansetu.content.operations.posts import PostInput, VariantInput, save_post, start_post
from jansetu.orgs.models import Grant, Person, Position, Tenure
from jansetu.orgs.rights import Actor
from jansetu.publishing.bench.crowd import Crowd
from jansetu.publishing.bench.words import text_of
from jansetu.publishing.operations import approve_and_schedule

TOMORROW = timedelta(days=1)  # written, and not sent: what is measured is the approval


def seconds_to_approve(crowd: Crowd, channel: Channel, now: datetime) -> float:
    """One officer's post for a whole list, and another's approval: how long that approval takes."""
    author, approver = (_officer(crowd, role, now) for role in ("desk_officer", "approver"))
    post = start_post(
        unit=crowd.state, kind=Kind.ANNOUNCEMENT, title="सूचना", submission=None, by=author, now=now
    )
    content = PostInput(
        title=post.title,
        kind=post.kind,
        variants=[VariantInput(kind=channel.kind, language="hi", text=text_of(post.pk), title="सूचना")],
        channels=[channel.pk],
    )
    save_post(post, content, expected_revision=post.revisions.count(), by=author, now=now)
    request_approval(post, publish_at=now + TOMORROW, by=author, now=now)
    began = time.perf_counter()
    approve_and_schedule(
        Post.objects.get(pk=post.pk), seen_revision=post.revisions.count(), by=approver, now=now
    )
    return time.perf_counter() - began


def subscribe(channel: Channel, count: int, now: datetime) -> None:
    """So many active subscribers, without addresses: nothing is sent to them."""
    Subscriber.objects.bulk_create(_subscribers(channel, count, now), batch_size=1000)


def _subscribers(channel: Channel, count: int, now: datetime) -> Iterator[Subscriber]:
    for number in range(count):
        yield Subscriber(
            channel=channel,
            digest=f"{number:064}",
            token=f"b{number:042}",
            state=Subscriber.State.ACTIVE,
            created_at=now,
            changed_at=now,
        )


def _officer(crowd: Crowd, role: str, now: datetime) -> Actor:
    person = Person.objects.create(email=f"{role}@example.in", name_hi="अधिकारी", name_en="Officer")
    position = Position.objects.create(
        unit=crowd.state, code=role, rank="pro", title_hi="अधिकारी", title_en="Officer"
    )
    Grant.objects.create(position=position, role=role, unit=crowd.state, granted_at=now)
    return Actor.of(Tenure.objects.create(person=person, position=position, starts_at=now))
