"""One of everything that belongs to Asha's office and her district, for the test over all addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import regex
from pytest_django import Settings

from jansetu.channels.models import AppRegistration, ConnectFlow, Keeper
from jansetu.channels.operations import appoint_keeper
from jansetu.channels.operations.apps import register_app
from jansetu.channels.operations.subscribing import add_subscriber
from jansetu.content.models import Post
from jansetu.core.clock import utcnow
from jansetu.jobs.models import Job
from jansetu.notifications.models import Alert
from jansetu.orgs.models import Cell, Grant
from jansetu.orgs.operations import add_member, open_cell
from jansetu.publishing.calendar_rules import Every, Plan, Rule
from jansetu.publishing.models import Delivery, Pause
from jansetu.publishing.operations import approve_and_schedule, hold_territory, pause, withdraw
from jansetu.publishing.operations.recurring import recur_post
from jansetu.web.audit.export import ask_export
from jansetu.web.audit.forms import TrailForm
from tests.cast import Cast
from tests.content.acts import channel_of, keep_photo, ready, send
from tests.letter_box import list_channel

SECRET = "गोपनीय शिविर"


@dataclass(frozen=True)
class Things:
    """What stands for each part of an address that varies, and what nobody else may read."""

    parts: dict[str, str]
    secret: str = SECRET
    # What Dev, a sender, may open: his own lists and forms.
    own_pages: frozenset[str] = frozenset(
        {
            "/desk/",
            "/desk/notes/",
            "/desk/notes/new/",
            "/desk/notes/paste/",
            "/desk/photos/",
            "/desk/alerts/",
            "/desk/alerts/bell/",
            "/desk/alerts/read/",
            "/desk/alerts/mail/",
            "/desk/jobs/",
            "/desk/drafts/submission:abc/",
            "/desk/drafts/submission:abc/discard/",
        }
    )


PART = regex.compile(r"<(?:\w+:)?(\w+)>")


def address_of(route: str, things: Things) -> str:
    """The address of a route, with one of Asha's things in each part that varies."""
    area = route.removeprefix("desk/").split("/")[0]

    def filled(part: regex.Match[str]) -> str:
        name = part.group(1)
        return things.parts.get(f"{area}.{name}") or things.parts[name]

    return "/" + PART.sub(filled, route)


@pytest.fixture
def things(cast: Cast, tmp_path: Path, settings: Settings) -> Things:
    """Written through the operations, as people would."""
    settings.JANSETU_MEDIA = tmp_path / "media"
    then = utcnow() - timedelta(minutes=1)
    parts = _of_organisation(cast, then) | _of_channels(cast, then) | _of_posts(cast, then)
    return Things(parts | {"form": "submission:abc", "step": "take", "kind": "offices", "pk": "1"})


def _of_organisation(cast: Cast, then: datetime) -> dict[str, str]:
    tenure = cast.asha.tenure_or_refuse()
    position = tenure.position
    cell = open_cell(
        unit=cast.health_office,
        kind=Cell.Kind.WING,
        in_charge=position,
        order_number="क्र. 7",
        order_date=then.date(),
        by=cast.farid,
        now=then,
    )
    add_member(cell, position=cast.esha.tenure_or_refuse().position, by=cast.farid, now=then)
    return {
        "code": cast.health_office.code,
        "person_id": str(tenure.person_id),
        "tenure_id": str(tenure.pk),
        "grant_id": str(Grant.objects.filter(position=position).get().pk),
        "cell_id": str(cell.pk),
        "position_id": str(cast.esha.tenure_or_refuse().position_id),
    }


def _of_channels(cast: Cast, then: datetime) -> dict[str, str]:
    channel = channel_of(cast, cast.district, "@collectorujjain", then)
    keeper = appoint_keeper(
        channel,
        position=cast.bilal.tenure_or_refuse().position,
        duty=Keeper.Duty.CUSTODIAN,
        by=cast.farid,
        now=then,
    )
    app: AppRegistration = register_app(
        kind="x", name="राज्य का ऐप", unit=cast.state, secrets={"client_id": "a"}, by=cast.farid, now=then
    )
    reading_list = list_channel(cast, "email", "soochna@ujjain.example.in", then)
    reader = add_subscriber(
        reading_list,
        address="reader@example.in",
        evidence="पंजी 7",
        agreed_at=then,
        by=cast.esha,
        now=then,
    )
    of_list = {"subscribers.channel_id": str(reading_list.pk), "subscriber_id": str(reader.pk)}
    walk = ConnectFlow.objects.create(
        state_digest="0" * 64,
        channel=channel,
        app=app,
        by=cast.farid.tenure_or_refuse(),
        sealed={},
        created_at=then,
        ends_at=then + timedelta(minutes=10),
    )
    parts = {"keeper_id": keeper.pk, "app_id": app.pk, "walk_id": walk.pk, "channel_id": channel.pk}
    return of_list | {name: str(number) for name, number in parts.items()}


def _of_posts(cast: Cast, then: datetime) -> dict[str, str]:
    channel = channel_of(cast, cast.pr_office, "@proujjain", then)
    note = send(cast.asha, then, title=SECRET, photos=[keep_photo(cast.asha, then)])
    post = ready(cast, channel, then, note)
    approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=then)
    delivery = Delivery.objects.get(post=post)
    weekly = Plan(rule=Rule(every=Every.WEEK, weekdays=(0,)), starts_on=then.date(), at=then.time(), count=3)
    recurrence = recur_post(post, weekly, seen_revision=2, by=cast.bilal, now=then)
    incident = withdraw(post, reason="ग़लत आँकड़े", by=cast.bilal, now=then)
    standing = pause(scope=Pause.Scope.UNIT, unit=cast.district, reason="शोक", by=cast.bilal, now=then)
    held = hold_territory(cast.district, kind="mourning", reason="शोक", by=cast.bilal, now=then)
    return {
        "note_id": str(note.pk),
        "photo_id": str(note.photos.get().media_id),
        "posts.pk": str(post.pk),
        "recurring.pk": str(post.pk),
        "recurrence_id": str(recurrence.pk),
        "delivery": str(delivery.pk),
        "incidents.pk": str(incident.pk),
        "pauses.pk": str(standing.pk),
        "hold": "mourning",
        "hold_id": str(held.pk),
        "alerts.pk": str(_alert(cast, post, then).pk),
        "job_id": str(_job(cast, then).pk),
    }


def _job(cast: Cast, then: datetime) -> Job:
    return ask_export(TrailForm({"actor": SECRET}), by=cast.farid, now=then)


def _alert(cast: Cast, post: Post, then: datetime) -> Alert:
    person = cast.bilal.tenure_or_refuse().person
    facts = {"verb": "delivery.rejected", "cause": "x:duplicate", "post": post, "count": 1}
    return Alert.objects.create(person=person, first_at=then, last_at=then, **facts)
