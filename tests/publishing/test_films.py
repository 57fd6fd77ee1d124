"""A film with a thread, from the desk to the practice X: workers that die publish nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from jansetu.channels.models import Channel
from jansetu.content.models import Media, Post
from jansetu.content.operations.approvals import request_approval
from jansetu.content.operations.media import store_film
from jansetu.content.operations.posts import PictureInput, PostInput, VariantInput, save_post, start_post
from jansetu.core.text.parts import joined
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import withdraw
from tests.filming import film, uploaded
from tests.publishing.office import Office
from tests.publishing.stage import PARTS

S = Delivery.State


@pytest.fixture
def media(office: Office, tmp_path: Path, settings: Settings) -> Media:
    """A film of the desk's."""
    settings.JANSETU_MEDIA = tmp_path / "media"
    return store_film(uploaded(film(tmp_path, seconds=2)), by=office.cast.esha, now=office.now)


def approved(office: Office, media: Media, channel: Channel) -> Post:
    """The film with a thread, which may go out."""
    post = start_post(
        unit=office.cast.district, kind="press_note", title="शिविर", by=office.cast.esha, now=office.now
    )
    seen = (PictureInput(media.pk, "शिविर में कतार"),)
    said = VariantInput(kind=channel.kind, language="hi", text=joined(PARTS), pictures=seen)
    content = PostInput(title="शिविर", kind="press_note", variants=[said], channels=[channel.pk])
    save_post(post, content, expected_revision=office.seen(post), by=office.cast.esha, now=office.now)
    request_approval(post, publish_at=None, by=office.cast.esha, now=office.now)
    office.approve(post)
    return post


def said(office: Office) -> list[str]:
    """What the platform really published, in its order."""
    return [one["text"] for one in office.steps.sandbox.ledger() if one["act"] == "publish"]


def test_the_film_goes_up_in_steps_and_the_thread_follows_it(office: Office, media: Media) -> None:
    approved(office, media, office.channel("x0"))
    office.send()
    sent = office.steps.first()
    assert (sent.state, said(office), len(sent.parts_out)) == (S.SENT, list(PARTS), 3)


def test_workers_that_die_after_every_call_send_film_and_thread_once(office: Office, media: Media) -> None:
    approved(office, media, office.channel("x0"))
    for _ in range(40):
        office.steps.live("send")
        office.steps.age(60)
        office.steps.look()
        if office.steps.first().state == S.SENT:
            break
    assert (office.steps.first().state, said(office)) == (S.SENT, list(PARTS))


def test_a_withdrawal_takes_the_film_and_every_part_back(office: Office, media: Media) -> None:
    post = approved(office, media, office.channel("x0"))
    office.send()
    withdraw(post, reason="ग़लत", by=office.cast.bilal, now=office.now)
    assert office.remove() == ["done"]
    assert len(office.acts("delete")) == 3
