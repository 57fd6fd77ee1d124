"""A burst as an emergency brings it: many connected practice channels, every post on each. Rows in bulk."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import uuid4

from PIL import Image

from jansetu.channels.models import Channel, Credential
from jansetu.connectors.registry import limits_of
from jansetu.content import storage
from jansetu.content.hashing import hashes_of
from jansetu.content.models import Kind, Media, Placement, Post, Revision, Variant, VariantPicture
from jansetu.core.text.parts import mark_of
from jansetu.orgs.models import Installation, Person, Position, Tenure, Unit
from jansetu.publishing.bench.words import text_of
from jansetu.publishing.models import Delivery, Schedule
from jansetu.sandbox.process import credentials

LIFETIME = timedelta(hours=24)
# The boxes by which MP4 begins, and nothing to see: the practice platforms look no further.
FILM = b"\0\0\0\x18ftypisom\0\0\2\0isommp41" + b"\0\1\0\x08mdat" + bytes(65536)


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowd:
    """Who speaks: one officer's charge, the state, and its channels."""

    tenure: Tenure
    state: Unit
    channels: Sequence[Channel]


def gather(*, kinds: Sequence[str], channels: int, sandbox_port: int, now: datetime) -> Crowd:
    """Write the state, a district a channel, and connected practice channels of `kinds` in turn."""
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, term_pack="MP", created_at=now)
    state, units = _units(channels)
    made = Channel.objects.bulk_create(
        _channel(unit, number, kinds[number % len(kinds)], now) for number, unit in enumerate(units)
    )
    Credential.objects.bulk_create(
        Credential(
            channel=channel,
            sealed=credentials(channel.kind, channel.handle, port=sandbox_port),
            connected_at=now,
        )
        for channel in made
    )
    return Crowd(tenure=_officer(state, now), state=state, channels=made)


def add_list(crowd: Crowd, *, sandbox_port: int, now: datetime) -> Channel:
    """One more channel, of the state itself, that delivers to each of its subscribers."""
    channel = _channel(crowd.state, 0, "email", now)
    channel.handle = "suchana@example.in"
    channel.save()
    sealed = credentials(channel.kind, channel.handle, port=sandbox_port)
    Credential.objects.create(channel=channel, sealed=sealed, connected_at=now)
    return channel


def _units(districts: int) -> tuple[Unit, list[Unit]]:
    """The state and its districts; a path names ids, so it is written once they are known."""
    state = Unit(kind=Unit.Kind.STATE, code="mp", name_hi="मध्य प्रदेश", name_en="Madhya Pradesh", path="/")
    state.save()
    units = Unit.objects.bulk_create(_district(state, number) for number in range(districts))
    state.path = f"/{state.pk}/"
    for unit in units:
        unit.path = f"{state.path}{unit.pk}/"
    Unit.objects.bulk_update([state, *units], ["path"])
    return state, units


def _district(state: Unit, number: int) -> Unit:
    return Unit(
        parent=state,
        kind=Unit.Kind.DISTRICT,
        code=f"d{number}",
        name_hi=f"जिला {number}",
        name_en=f"District {number}",
        path=f"/d{number}/",
    )


def _channel(unit: Unit, number: int, kind: str, now: datetime) -> Channel:
    return Channel(
        kind=kind,
        unit=unit,
        handle=f"district{number}",
        name_hi=unit.name_hi,
        state=Channel.State.CONNECTED,
        practice=True,
        created_at=now,
    )


def _officer(state: Unit, now: datetime) -> Tenure:
    person = Person.objects.create(email="bench@example.in", name_hi="अधिकारी", name_en="Officer")
    position = Position.objects.create(
        unit=state, code="bench", rank="pro", title_hi="अधिकारी", title_en="Officer"
    )
    return Tenure.objects.create(person=person, position=position, starts_at=now)


def schedule_burst(
    crowd: Crowd, *, deliveries: int, at: datetime, now: datetime, spread: timedelta = timedelta()
) -> None:
    """Write exactly `deliveries` approved deliveries, every post on every channel.

    They are due at `at`, or evenly over `spread` from then on.
    """
    made = _posts(crowd, -(-deliveries // len(crowd.channels)), now)
    placements = list(islice(_placements(crowd, made), deliveries))
    Placement.objects.bulk_create(placements, batch_size=1000)
    schedules = {schedule.post_id: schedule for schedule in _schedules(crowd, made, at, now)}
    hashes = hashes_of({placement.variant_id for placement in placements})
    Delivery.objects.bulk_create(
        (
            _delivery(one, schedules[one.post_id], hashes[one.variant_id], at + spread * number / deliveries)
            for number, one in enumerate(placements)
        ),
        batch_size=1000,
    )


def scheduled_posts(crowd: Crowd, count: int, *, at: datetime, now: datetime) -> list[Schedule]:
    """Posts with their words and their hour, and no deliveries yet."""
    made = _posts(crowd, count, now)
    kind = crowd.channels[0].kind
    Variant.objects.bulk_create(
        Variant(post=post, kind=kind, language="hi", text=text_of(post.pk)) for post in made
    )
    return _schedules(crowd, made, at, now)


def _posts(crowd: Crowd, count: int, now: datetime) -> list[Post]:
    return Post.objects.bulk_create(
        Post(
            unit=crowd.state,
            kind=Kind.ANNOUNCEMENT,
            title=f"सूचना {number}",
            state=Post.State.APPROVED,
            created_at=now,
        )
        for number in range(count)
    )


def _placements(crowd: Crowd, posts: Sequence[Post]) -> list[Placement]:
    kinds = sorted({channel.kind for channel in crowd.channels})
    variants = Variant.objects.bulk_create(
        Variant(post=post, kind=kind, language="hi", text=text_of(post.pk))
        for post in posts
        for kind in kinds
    )
    _give_pictures(crowd, [one for one in variants if limits_of(one.kind).pictures_needed])
    _give_films(crowd, [one for one in variants if _needs_a_film(one.kind)])
    by_place = {(variant.post_id, variant.kind): variant for variant in variants}
    return [
        Placement(post=post, channel=channel, variant=by_place[post.pk, channel.kind])
        for post in posts
        for channel in crowd.channels
    ]


def _needs_a_film(kind: str) -> bool:
    film = limits_of(kind).video
    return film is not None and film.needed


def _give_pictures(crowd: Crowd, variants: Sequence[Variant]) -> None:
    """The same photo to each variant of a platform that takes no post without one."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), "#138808").save(drawn, "JPEG")
    _give(crowd, variants, drawn.getvalue(), mime="image/jpeg", alt="हरा चित्र")


def _give_films(crowd: Crowd, variants: Sequence[Variant]) -> None:
    """The same film to each variant of a platform that takes no post without one."""
    _give(crowd, variants, FILM, mime="video/mp4", alt="हरा वीडियो", seconds=1)


def _give(
    crowd: Crowd,
    variants: Sequence[Variant],
    content: bytes,
    *,
    mime: str,
    alt: str,
    seconds: float | None = None,
) -> None:
    if not variants:
        return
    digest, file = storage.keep(content, "mp4" if seconds else "jpg")
    media = Media.objects.create(
        digest=digest,
        file=file,
        mime=mime,
        width=640,
        height=480,
        size=len(content),
        seconds=seconds,
        unit=crowd.state,
        uploaded_by=crowd.tenure,
        uploaded_at=crowd.tenure.starts_at,
    )
    VariantPicture.objects.bulk_create(
        VariantPicture(variant=one, media=media, position=0, alt=alt) for one in variants
    )


def _schedules(crowd: Crowd, posts: Sequence[Post], at: datetime, now: datetime) -> list[Schedule]:
    revisions = Revision.objects.bulk_create(
        Revision(
            post=post,
            number=1,
            author=crowd.tenure,
            at=now,
            snapshot={"title": post.title, "variants": [], "placements": []},
        )
        for post in posts
    )
    return Schedule.objects.bulk_create(
        Schedule(post_id=one.post_id, revision=one, publish_at=at, by=crowd.tenure, at=now)
        for one in revisions
    )


def _delivery(placement: Placement, schedule: Schedule, digest: str, due_at: datetime) -> Delivery:
    return Delivery(
        schedule=schedule,
        post_id=placement.post_id,
        variant=placement.variant,
        channel=placement.channel,
        key=uuid4().hex,
        approved_hash=digest,
        fingerprint=mark_of(placement.variant.text),
        due_at=due_at,
        expires_at=due_at + LIFETIME,
        created_at=schedule.at,
    )
