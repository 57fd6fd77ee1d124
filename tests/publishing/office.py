"""A district's desk at work: real notes, posts and approvals, practice accounts truly connected."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from jansetu.channels.models import Channel
from jansetu.channels.operations import ChannelFacts, connect, register_channel
from jansetu.content.models import Post, Submission
from jansetu.content.operations.approvals import request_approval
from jansetu.content.operations.posts import PostInput, VariantInput, save_post, start_post
from jansetu.content.operations.submissions import Note, submit
from jansetu.publishing.models import Delivery, Removal, Schedule
from jansetu.publishing.operations import approve_and_schedule
from tests.cast import Cast
from tests.publishing.steps import Steps

TEXT = "उज्जैन जिले में आज से टीकाकरण शिविर। आधार कार्ड साथ लाएँ।"
BETTER = "उज्जैन जिले में कल से टीकाकरण शिविर। आधार कार्ड साथ लाएँ।"


class Office:
    """Esha edits, Bilal approves; Asha sends notes."""

    def __init__(self, cast: Cast, steps: Steps) -> None:
        self.cast, self.steps = cast, steps

    @property
    def now(self) -> datetime:
        """The worker's moment."""
        return self.steps.now

    def channels(self, count: int, kind: str = "x") -> list[Channel]:
        """Connected practice accounts of the district."""
        return [self.channel(f"{kind}{number}", kind) for number in range(count)]

    def channel(self, handle: str, kind: str = "x") -> Channel:
        """One connected practice account."""
        made = register_channel(
            kind=kind,
            handle=handle,
            unit=self.cast.district,
            facts=ChannelFacts(name_hi=handle),
            practise=True,
            by=self.cast.farid,
            now=self.now,
        )
        given = self.steps.sandbox.credentials(kind, handle)
        connect(made, credentials=given, by=self.cast.farid, now=self.now)
        made.refresh_from_db()
        return made

    def portal(self) -> Channel:
        """The state's portal."""
        facts = ChannelFacts(name_hi="जनसंपर्क पोर्टल")
        return register_channel(
            kind="portal",
            handle="portal",
            unit=self.cast.state,
            facts=facts,
            by=self.cast.farid,
            now=self.now,
        )

    def note(self) -> Submission:
        """Asha's note at the district's desk."""
        note = Note(kind="press_note", title="टीकाकरण शिविर", body=TEXT)
        return submit(note, form_key=secrets.token_hex(8), by=self.cast.asha, now=self.now)

    def post(
        self,
        channels: Sequence[Channel],
        text: str = TEXT,
        submission: Submission | None = None,
        kind: str = "press_note",
        **said: Any,
    ) -> Post:
        """A post of Esha's that waits for approval."""
        post = start_post(
            unit=self.cast.district,
            kind=kind,
            title="टीकाकरण शिविर",
            submission=submission,
            by=self.cast.esha,
            now=self.now,
        )
        self.edit(post, channels, text, **said)
        return post

    def edit(self, post: Post, channels: Sequence[Channel], text: str, **said: Any) -> None:
        """Esha writes it anew and asks for approval."""
        kinds = sorted({channel.kind for channel in channels})
        content = PostInput(
            title=post.title,
            kind=post.kind,
            variants=[
                VariantInput(kind=kind, language="hi", text=text, title=post.title if kind == "email" else "")
                for kind in kinds
            ],
            channels=[channel.pk for channel in channels],
            **said,
        )
        save_post(post, content, expected_revision=self.seen(post), by=self.cast.esha, now=self.now)
        request_approval(post, publish_at=None, by=self.cast.esha, now=self.now)

    def seen(self, post: Post) -> int:
        """The number of its latest revision."""
        return post.revisions.count()

    def approve(self, post: Post, publish_at: datetime | None = None) -> Schedule:
        """Bilal's word."""
        return approve_and_schedule(
            post, seen_revision=self.seen(post), publish_at=publish_at, by=self.cast.bilal, now=self.now
        )

    def published(self, channels: Sequence[Channel], text: str = TEXT) -> Post:
        """A post that is out on all its channels."""
        post = self.post(channels, text)
        self.approve(post)
        self.send()
        return post

    def send(self) -> None:
        """The worker sends what is due, looking afresh."""
        self.steps.deliveries = self.steps.fresh_deliveries()
        self.steps.turn(self.steps.deliveries)

    def remove(self) -> list[str]:
        """The worker removes and corrects until nothing more is due; how the removals then stand."""
        while self.steps.turn(self.steps.removals):
            pass
        return list(Removal.objects.order_by("pk").values_list("state", flat=True))

    def evidence(self) -> dict[str, Any]:
        """The copy that was kept of the only removal."""
        kept: dict[str, Any] | None = Removal.objects.get().evidence
        assert kept
        return kept

    def states(self) -> list[str]:
        """How all deliveries stand, oldest first."""
        return list(Delivery.objects.order_by("pk").values_list("state", flat=True))

    def acts(self, act: str = "publish") -> list[str]:
        """The accounts on which the platforms really acted."""
        return [entry["account"] for entry in self.steps.sandbox.ledger() if entry["act"] == act]
