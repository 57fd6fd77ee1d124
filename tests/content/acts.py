"""What people do with notes and posts in these tests, in one line each; and photos drawn on the spot."""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PIL import Image

from jansetu.channels.models import Channel
from jansetu.channels.operations import ChannelFacts, register_channel
from jansetu.content.models import Media, Post, Revision, Submission
from jansetu.content.operations.approvals import request_approval
from jansetu.content.operations.media import store_photo
from jansetu.content.operations.posts import PictureInput, PostInput, VariantInput, save_post, start_post
from jansetu.content.operations.submissions import Note, submit
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor
from tests.cast import Cast

TITLE = "टीकाकरण अभियान शुरू"
BODY = "उज्जैन में आज से टीकाकरण अभियान शुरू हुआ। पहले दिन 12,450 बच्चों को टीके लगे।"


def a_note(**changes: Any) -> Note:
    """A note that can be sent."""
    return Note(**{"kind": "press_note", "title": TITLE, "body": BODY, **changes})


def send(by: Actor, now: datetime, *, form_key: str = "", **changes: Any) -> Submission:
    """A note of somebody's office."""
    return submit(a_note(**changes), form_key=form_key or secrets.token_hex(8), by=by, now=now)


def channel_of(cast: Cast, unit: Unit, handle: str, now: datetime, kind: str = "x", **facts: Any) -> Channel:
    """A registered channel of a unit."""
    said = ChannelFacts(**{"name_hi": handle, **facts})
    return register_channel(kind=kind, handle=handle, unit=unit, facts=said, by=cast.farid, now=now)


def jpeg(width: int = 640, height: int = 480, *, colour: str = "orange", **options: Any) -> io.BytesIO:
    """A JPEG photo of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG", **options)
    file.seek(0)
    return file


def keep_photo(by: Actor, now: datetime, **options: Any) -> Media:
    """A stored photo."""
    return store_photo(jpeg(**options), by=by, now=now)


def text(words: str, kind: str = "x", language: str = "hi", **more: Any) -> VariantInput:
    """A variant."""
    return VariantInput(kind=kind, language=language, text=words, **more)


def picture(media: Media, alt: str = "टीका लगाती हुई नर्स") -> PictureInput:
    """A photo in a variant."""
    return PictureInput(media.pk, alt)


def begin(cast: Cast, now: datetime, submission: Submission | None = None) -> Post:
    """A post at the district's desk."""
    return start_post(
        unit=cast.pr_office, kind="press_note", title=TITLE, submission=submission, by=cast.esha, now=now
    )


def save(
    post: Post,
    variants: Sequence[VariantInput],
    channels: Sequence[Channel] = (),
    *,
    by: Actor,
    now: datetime,
    after: int | None = None,
    title: str = TITLE,
) -> Revision:
    """Save a post on top of its latest revision, unless another is named."""
    last = post.revisions.order_by("number").last()
    content = PostInput(
        title=title, kind="press_note", variants=list(variants), channels=[one.pk for one in channels]
    )
    expected = after if after is not None else (last.number if last else 0)
    return save_post(post, content, expected_revision=expected, by=by, now=now)


def ready(
    cast: Cast,
    channel: Channel,
    now: datetime,
    submission: Submission | None = None,
    words: str = "बच्चों को टीके लगे",
) -> Post:
    """A post of Esha's that waits for an approver's word. Its desk is the district's own."""
    post = start_post(
        unit=cast.district, kind="press_note", title=TITLE, submission=submission, by=cast.esha, now=now
    )
    save(post, [text(words, kind=channel.kind)], [channel], by=cast.esha, now=now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    return Post.objects.get(pk=post.pk)
