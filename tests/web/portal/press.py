"""A district's press office that publishes on the portal alone, without any platform."""

from __future__ import annotations

import io
import random
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from PIL import Image

from jansetu.channels.models import Channel
from jansetu.channels.operations import ChannelFacts, register_channel
from jansetu.content.models import Media, Post
from jansetu.content.operations.approvals import request_approval
from jansetu.content.operations.media import store_photo
from jansetu.content.operations.posts import PictureInput, PostInput, VariantInput, save_post, start_post
from jansetu.content.operations.submissions import Note, submit
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.claims import claim
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import approve_and_schedule, withdraw
from jansetu.publishing.timing import STANDARD
from tests.cast import Cast

TITLE = "टीकाकरण शिविर सोमवार से"
TEXT = "उज्जैन जिले में सोमवार से शिविर लगेंगे।\n\nआधार कार्ड साथ लाएँ।"


class Press:
    """Asha sends notes, Esha edits, Bilal approves; `now` moves only when the test says so."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self.portal = self.channel("portal")

    def channel(self, handle: str, language: str = "hi") -> Channel:
        """A portal of the state."""
        facts = ChannelFacts(name_hi="मध्य प्रदेश पोर्टल", name_en="MP Portal", language=language)
        return register_channel(
            kind="portal", handle=handle, unit=self.cast.state, facts=facts, by=self.cast.farid, now=self.now
        )

    def photo(self) -> Media:
        """A photo of the desk's own, never the same twice."""
        file = io.BytesIO()
        colour = tuple(random.randrange(256) for _ in range(3))  # noqa: S311
        Image.new("RGB", (1600, 1000), colour).save(file, "PNG")
        file.seek(0)
        return store_photo(file, by=self.cast.esha, now=self.now)

    def draft(self, title: str = TITLE, text: str = TEXT, *, from_note: bool = False, **more: object) -> Post:
        """A post of Esha's that nobody has been asked to approve."""
        note = Note(kind="press_note", title=title, body=text)
        sent = submit(note, form_key=secrets.token_hex(8), by=self.cast.asha, now=self.now)
        post = start_post(
            unit=self.cast.district,
            kind="press_note",
            title=title,
            submission=sent if from_note else None,
            by=self.cast.esha,
            now=self.now,
        )
        self.edit(post, title, text, **more)  # type: ignore[arg-type]
        return post

    def edit(
        self,
        post: Post,
        title: str = TITLE,
        text: str = TEXT,
        *,
        photos: tuple[Media, ...] = (),
        english: str = "",
        language: str = "hi",
        channels: tuple[Channel, ...] | None = None,
    ) -> None:
        """Esha writes it anew."""
        pictures = tuple(PictureInput(one.pk, "टीका लगाती नर्स") for one in photos)
        variants = [VariantInput(kind="portal", language=language, text=text, pictures=pictures)]
        variants += [VariantInput(kind="portal", language="en", text=english)] if english else []
        chosen = (self.portal,) if channels is None else channels
        content = PostInput(
            title=title, kind="press_note", variants=variants, channels=[one.pk for one in chosen]
        )
        seen = post.revisions.count()
        save_post(post, content, expected_revision=seen, by=self.cast.esha, now=self.now)

    def approve(self, post: Post, publish_at: datetime | None = None) -> None:
        """Esha asks, Bilal gives his word."""
        request_approval(post, publish_at=None, by=self.cast.esha, now=self.now)
        seen = post.revisions.count()
        approve_and_schedule(
            post, seen_revision=seen, publish_at=publish_at, by=self.cast.bilal, now=self.now
        )

    def publish(self, title: str = TITLE, text: str = TEXT, **more: object) -> Post:
        """A post that is out, a minute after the last."""
        post = self.draft(title, text, **more)  # type: ignore[arg-type]
        self.approve(post)
        self.send()
        return post

    def correct(self, post: Post, title: str = TITLE, text: str = TEXT, **more: object) -> None:
        """Other words, approved and out."""
        self.edit(post, title, text, **more)  # type: ignore[arg-type]
        self.approve(post)
        self.send()

    def withdraw(self, post: Post) -> None:
        """Bilal takes it back."""
        withdraw(post, reason="ग़लत", by=self.cast.bilal, now=self.now)

    def send(self) -> None:
        """The worker settles what is due; a minute passes."""
        waiting = list(Delivery.objects.filter(state=Delivery.State.DUE).values_list("pk", flat=True))
        with transaction.atomic():
            claim(waiting, owner="press", now=self.now, timing=STANDARD, accounts=Accounts())
        self.now += timedelta(minutes=1)
