"""Posts that stand on an account's timeline: ours are recognised, all others were made past the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from jansetu.audit.operations import record
from jansetu.channels.models import Channel
from jansetu.connectors.contracts import Receipt, RemotePost
from jansetu.core.text.fingerprint import fingerprint
from jansetu.core.text.normalise import normalise, search_key
from jansetu.core.text.parts import parts_of
from jansetu.core.text.paste import read_paste
from jansetu.orgs.rights import Actor
from jansetu.publishing import consequences, sightings
from jansetu.publishing.keepable import ID_LENGTH, URL_LENGTH, plain
from jansetu.publishing.models import Delivery, DirectPost

WORKER = Actor.system("worker")
SKEW = timedelta(seconds=60)  # by which the platform's clock may be behind ours
IN_DOUBT = (Delivery.State.SENDING, Delivery.State.UNKNOWN)


class TooSoon(Exception):
    """One of the posts may be of a delivery that is under way just now: look again in a moment."""


def see_posts(channel: Channel, posts: Sequence[RemotePost], *, now: datetime) -> int:
    """Take note of posts on the channel's own timeline; returns how many were made past the desk.

    One that a delivery in doubt accounts for settles that delivery. TooSoon, after all others were noted,
    where a delivery with the same text is being sent, or a thread that begins with it is in doubt.
    """
    ours = _ours(channel, posts)
    later = False
    made = 0
    for post in posts:
        if post.remote_id in ours or not post.remote_id or len(post.remote_id) > ID_LENGTH:
            continue
        doubtful = _doubtful(channel, post)
        if doubtful is None:
            made += _keep(channel, post, now)
        elif doubtful.state == Delivery.State.SENDING or len(parts_of(doubtful.variant.text)) > 1:
            later = True  # of a thread a timeline shows the beginning alone: reconciliation knows its parts
        else:
            _settle(doubtful, post, now)
    if later:
        raise TooSoon
    return made


def _ours(channel: Channel, posts: Sequence[RemotePost]) -> set[str]:
    ids = [post.remote_id for post in posts]
    sent = Delivery.objects.filter(channel=channel, remote_id__in=ids)
    return set(sent.values_list("remote_id", flat=True))


def _doubtful(channel: Channel, post: RemotePost) -> Delivery | None:
    """The delivery under way or in doubt whose text this is; equal texts are never in doubt at once."""
    rows = Delivery.objects.filter(
        channel=channel, subscriber=None, state__in=IN_DOUBT, fingerprint=fingerprint(post.text)
    )
    found = rows.select_related("post", "variant").first()
    if found is None or post.published_at is None:
        return found
    first = found.attempts.order_by("number").first()
    return found if first is None or post.published_at >= first.started_at - SKEW else None


@transaction.atomic
def _settle(delivery: Delivery, post: RemotePost, now: datetime) -> None:
    receipt = Receipt(remote_id=post.remote_id, url=post.url if len(post.url) <= URL_LENGTH else "")
    try:
        with transaction.atomic():
            settled = sightings.mark_sent(delivery.pk, delivery.attempt_count, receipt, now)
    except IntegrityError:
        return  # another delivery has this id since: it is not in doubt
    if settled:
        detail = {"remote_id": receipt.remote_id, "found": True}
        consequences.after_sent([(delivery.pk, delivery.post_id, delivery.post.unit_id, detail)], now)


@transaction.atomic
def _keep(channel: Channel, post: RemotePost, now: datetime) -> int:
    """Once; a post that was seen before is left as it was seen first."""
    text = normalise(plain(post.text))
    direct, is_new = DirectPost.objects.get_or_create(
        channel=channel,
        remote_id=post.remote_id,
        defaults={
            "url": post.url if len(post.url) <= URL_LENGTH else "",
            "text": text,
            "search_key": search_key(text),
            "published_at": post.published_at,
            "seen_at": now,
            "raw": plain(post.raw),
            "findings": _findings(text),
        },
    )
    if is_new:
        record(
            "channel.direct_post",
            by=WORKER,
            subject=("channels.channel", channel.pk),
            unit_id=channel.unit_id,
            detail={"remote_id": direct.remote_id},
            now=now,
        )
    return int(is_new)


def _findings(text: str) -> list[dict[str, str]]:
    """What our checks say of words that are out already: nothing can be blocked, so all are warnings."""
    spans = read_paste(text).debris
    return [{"severity": "warn", "code": span.code, "hi": span.hi, "en": span.en} for span in spans]
