"""A district's list, a broadcast approved for its subscribers, and a worker in steps without platforms."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from jansetu.channels.addresses import digest_of
from jansetu.channels.models import Channel, MessageTemplate, Subscriber
from jansetu.content.models import Post
from jansetu.content.operations.approvals import request_approval
from jansetu.content.operations.posts import PostInput, VariantInput, save_post, start_post
from jansetu.publishing import sweeping
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.models import Delivery, Schedule
from jansetu.publishing.operations import approve_and_schedule
from jansetu.publishing.queues import Deliveries, Searches
from jansetu.publishing.sending import Connections
from jansetu.publishing.timing import STANDARD
from tests.cast import Cast
from tests.letter_box import LetterBox, boxes, list_channel

__all__ = ["boxes"]
TEXT = "उज्जैन जिले में आज से टीकाकरण शिविर।\nआधार कार्ड साथ लाएँ।"
ROOM = 200


class Broadcast:
    """Esha writes, Bilal approves, the worker sends; the clock moves when the test says so."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self.runner = asyncio.Runner()
        self.connections, self.accounts = Connections(pool=ROOM), Accounts()

    def reading_list(self, kind: str = "email", subscribers: int = 3) -> Channel:
        """A connected list with so many active subscribers."""
        handle = "+917342510000" if kind == "whatsapp" else "soochna@ujjain.example.in"
        channel = list_channel(self.cast, kind, handle, self.now)
        fill(channel, subscribers, self.now)
        return channel

    def template(self, channel: Channel, body: str = "जिला उज्जैन: {{1}}", **facts: Any) -> MessageTemplate:
        """One that WhatsApp approved."""
        facts = {"name": "soochna", "language": "hi", "state": "APPROVED", "category": "UTILITY"} | facts
        return MessageTemplate.objects.create(channel=channel, body=body, read_at=self.now, **facts)

    def post(self, channels: Sequence[Channel], text: str = TEXT) -> Post:
        """Waits for approval."""
        post = start_post(
            unit=self.cast.district,
            kind="press_note",
            title="टीकाकरण शिविर",
            submission=None,
            by=self.cast.esha,
            now=self.now,
        )
        self.edit(post, channels, text)
        return post

    def edit(self, post: Post, channels: Sequence[Channel], text: str) -> None:
        """Esha writes it anew and asks for approval."""
        kinds = sorted({channel.kind for channel in channels})
        content = PostInput(
            title=post.title,
            kind=post.kind,
            variants=[VariantInput(kind=kind, language="hi", text=text) for kind in kinds],
            channels=[channel.pk for channel in channels],
        )
        save_post(post, content, expected_revision=post.revisions.count(), by=self.cast.esha, now=self.now)
        request_approval(post, publish_at=None, by=self.cast.esha, now=self.now)

    def approve(self, post: Post) -> Schedule:
        """Bilal's word."""
        seen = post.revisions.count()
        return approve_and_schedule(post, seen_revision=seen, by=self.cast.bilal, now=self.now)

    def approved(self, channel: Channel, text: str = TEXT) -> Post:
        """A broadcast whose deliveries wait."""
        post = self.post([channel], text)
        self.approve(post)
        return post

    def send(self, room: int = ROOM) -> int:
        """One turn of a worker that looks afresh; how many calls it made."""
        queue = Deliveries(
            "tester", self.connections, self.accounts, STANDARD, capacity=room, clock=lambda: self.now
        )
        jobs, calls = queue.cycle([], room), 0
        while jobs:
            calls += len(jobs)
            jobs = queue.cycle([self.runner.run(queue.run(job)) for job in jobs], 0)
        return calls

    def die(self) -> None:
        """A worker that commits its attempts and is seen no more."""
        queue = Deliveries(
            "dead", self.connections, self.accounts, STANDARD, capacity=ROOM, clock=lambda: self.now
        )
        queue.cycle([], ROOM)

    def look(self) -> int:
        """One turn of the searches."""
        queue = Searches(self.connections, self.accounts, STANDARD, capacity=50, clock=lambda: self.now)
        jobs = queue.cycle([], 50)
        queue.cycle([self.runner.run(queue.run(job)) for job in jobs], 0)
        return len(jobs)

    def later(self, minutes: float) -> None:
        """Time passes, and the sweep with it."""
        self.now += timedelta(minutes=minutes)
        sweeping.sweep(self.now)

    def states(self) -> list[str]:
        """How all deliveries stand, oldest first."""
        return list(Delivery.objects.order_by("pk").values_list("state", flat=True))

    def close(self) -> None:
        """Let the loop go."""
        self.runner.run(self.connections.close())
        self.runner.close()


def address_of(channel: Channel, number: int) -> str:
    """The address of the list's subscriber with this number."""
    return f"+9190000{number:05}" if channel.kind == "whatsapp" else f"reader{number}@example.in"


def fill(channel: Channel, count: int, now: datetime) -> None:
    """So many active subscribers."""
    Subscriber.objects.bulk_create(
        [
            Subscriber(
                channel=channel,
                digest=digest_of(channel.pk, address_of(channel, number)),
                sealed={"address": address_of(channel, number)},
                token=f"{channel.pk:05}{number:038}",
                state="active",
                created_at=now,
                changed_at=now,
            )
            for number in range(count)
        ],
        batch_size=500,
    )


@pytest.fixture
def broadcast(cast: Cast, boxes: type[LetterBox], now: datetime, settings: Settings) -> Iterator[Broadcast]:
    """The district's desk and a worker in steps."""
    settings.JANSETU_SANDBOX = "127.0.0.1:1"
    made = Broadcast(cast, now)
    yield made
    made.close()
