"""A pause is read before every platform call; it says what it stops, who said so, and when it was lifted."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_django import Settings

from jansetu.audit.models import Event
from jansetu.content.models import Post, VariantPicture
from jansetu.content.operations.media import store_photo
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import NotAllowed
from jansetu.publishing import operations
from jansetu.publishing.models import Attempt, Delivery, Pause
from tests.publishing.office import Office

S = Delivery.State
Scope = Pause.Scope


def pause(office: Office, scope: Pause.Scope = Scope.EVERYTHING, **what: Any) -> Pause:
    """Chandra, of the state desk, stops it."""
    return operations.pause(scope=scope, reason="राजकीय शोक", by=office.cast.chandra, now=office.now, **what)


def picture_post(office: Office, settings: Settings, folder: Path) -> None:
    """An approved post with a photo: two platform calls and more."""
    settings.JANSETU_MEDIA = folder
    photo = io.BytesIO()
    Image.new("RGB", (640, 480), "orange").save(photo, "JPEG")
    photo.seek(0)
    media = store_photo(photo, by=office.cast.esha, now=office.now)
    post = office.post(office.channels(1))
    variant = post.variants.get(kind="x")
    VariantPicture.objects.create(variant=variant, media=media, position=0, alt="शिविर में बच्चे")
    office.approve(post)


def test_a_pause_of_a_unit_stops_its_posts_on_channels_of_others(office: Office) -> None:
    portal = office.portal()
    office.approve(office.post([portal]))
    pause(office, Scope.UNIT, unit=office.cast.district)
    office.send()
    assert office.states() == [S.DUE]


def test_a_pause_of_another_unit_stops_nothing_here(office: Office) -> None:
    office.approve(office.post(office.channels(1)))
    pause(office, Scope.UNIT, unit=office.cast.health)
    office.send()
    assert office.states() == [S.SENT]


def test_a_pause_of_a_platform_stops_no_other(office: Office) -> None:
    office.approve(office.post([*office.channels(1), *office.channels(1, "mastodon")]))
    pause(office, Scope.PLATFORM, kind="x")
    office.send()
    assert office.acts() == ["mastodon0"]


def test_a_pause_between_two_steps_stops_the_second(
    office: Office, settings: Settings, tmp_path: Path
) -> None:
    picture_post(office, settings, tmp_path)
    queue = office.steps.deliveries
    [upload] = office.steps.claim(queue)
    uploaded = office.steps.run(queue, upload)
    stop = pause(office)
    assert not queue.cycle([uploaded], 0)
    assert (office.states(), office.acts()) == ([S.DUE], [])
    assert Attempt.objects.get().outcome == "interrupted"
    operations.lift_pause(stop, by=office.cast.chandra, now=office.now)
    office.send()
    assert (office.states(), office.acts()) == ([S.SENT], ["x0"])


def test_a_withdrawal_between_two_steps_stops_the_second(
    office: Office, settings: Settings, tmp_path: Path
) -> None:
    picture_post(office, settings, tmp_path)
    queue = office.steps.deliveries
    [upload] = office.steps.claim(queue)
    uploaded = office.steps.run(queue, upload)
    operations.withdraw(upload_post(), reason="ग़लत फ़ोटो", by=office.cast.bilal, now=office.now)
    assert not queue.cycle([uploaded], 0)
    assert (office.states(), office.acts()) == ([S.CANCELLED], [])


def upload_post() -> Post:
    """The post that is under way."""
    return Delivery.objects.get().post


def test_a_killed_upload_goes_on_where_it_was(office: Office, settings: Settings, tmp_path: Path) -> None:
    picture_post(office, settings, tmp_path)
    queue = office.steps.deliveries
    [upload] = office.steps.claim(queue)
    [describe] = queue.cycle([office.steps.run(queue, upload)], 0)
    office.steps.later(60)  # and the worker died
    for _ in range(3):
        office.steps.look()
        office.steps.later(40)
    office.send()
    assert office.states() == [S.SENT]
    assert describe.progress.state["media"]
    assert office.steps.sandbox.count()["publish"] == 1


def test_nobody_waits_behind_a_paused_channel(office: Office) -> None:
    channels = office.channels(3, "mastodon")
    for number in range(4):
        office.approve(office.post(channels, f"सूचना क्रमांक {number}"))
    pause(office, Scope.CHANNEL, channel=channels[0])
    office.send()
    assert sorted(set(office.acts())) == ["mastodon1", "mastodon2"]
    assert len(office.acts()) == 8


def test_a_pause_outlasts_the_lifetime_of_what_it_holds(office: Office) -> None:
    """tweet-old-post#1102: months-old posts flood out when the outage ends."""
    office.approve(office.post(office.channels(1)))
    stop = pause(office)
    office.steps.later(90 * 24 * 3600)
    operations.lift_pause(stop, by=office.cast.chandra, now=office.now)
    office.send()
    assert (office.states(), office.acts()) == ([S.EXPIRED], [])


def test_pausing_and_lifting_are_on_record(office: Office) -> None:
    stop = pause(office)
    operations.lift_pause(stop, by=office.cast.chandra, now=office.now)
    operations.lift_pause(stop, by=office.cast.chandra, now=office.now)
    said = Event.objects.filter(subject_type="publishing.pause").order_by("pk")
    assert list(said.values_list("verb", flat=True)) == ["publishing.paused", "publishing.resumed"]


def test_a_district_pauses_itself_and_not_the_state(office: Office) -> None:
    by, district = office.cast.bilal, office.cast.district
    operations.pause(scope=Scope.UNIT, unit=district, reason="दंगा", by=by, now=office.now)
    with pytest.raises(NotAllowed):
        operations.pause(scope=Scope.EVERYTHING, reason="दंगा", by=by, now=office.now)
    with pytest.raises(NotAllowed):
        operations.pause(scope=Scope.PLATFORM, kind="x", reason="दंगा", by=by, now=office.now)


@pytest.mark.parametrize("scope", [Scope.UNIT, Scope.CHANNEL, Scope.PLATFORM])
def test_a_pause_that_names_nothing_is_refused(office: Office, scope: Pause.Scope) -> None:
    with pytest.raises(Refusal, match="scope_missing"):
        pause(office, scope)


def test_a_pause_needs_a_reason(office: Office) -> None:
    with pytest.raises(Refusal, match="reason_missing"):
        operations.pause(scope=Scope.EVERYTHING, reason=" ", by=office.cast.chandra, now=office.now)
