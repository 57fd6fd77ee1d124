"""A practice room: everything works as it would, and nothing of it can reach anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import Settings
from yarl import URL

from jansetu.channels.models import Channel
from jansetu.channels.operations import (
    ChannelFacts,
    close_practice_room,
    open_practice_room,
    register_channel,
)
from jansetu.channels.operations.practising import room_of
from jansetu.channels.practice import policy_for
from jansetu.content.models import Post
from jansetu.content.operations.posts import PostInput, save_post, start_post
from jansetu.core.errors import Refusal
from jansetu.core.http import AddressRefused
from jansetu.orgs.desks import desk_for
from jansetu.orgs.models import Grant, Position, Tenure, Unit
from jansetu.orgs.operations import begin_tenure
from jansetu.orgs.rights import Actor, NotAllowed
from jansetu.sandbox import process
from jansetu.sandbox.process import Sandbox, running
from tests.cast import Cast
from tests.content.acts import channel_of, send, text

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def platforms() -> Iterator[Sandbox]:
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def room(cast: Cast, platforms: Sandbox, settings: Settings) -> Unit:
    settings.JANSETU_SANDBOX = f"127.0.0.1:{platforms.port}"
    return open_practice_room(cast.district, by=cast.farid, now=NOW)


def seated(cast: Cast, room: Unit, role: str, whom: Actor) -> Actor:
    """In additional charge on a seat of the room."""
    grant = Grant.objects.get(unit=room, role=role)
    tenure = begin_tenure(
        person=whom.tenure_or_refuse().person,
        position=grant.position,
        kind=Tenure.Kind.ADDITIONAL,
        order_number="कार्यशाला 1",
        starts_at=NOW,
        by=cast.farid,
        now=NOW,
    )
    return Actor.of(tenure)


def post_in(room: Unit, by: Actor) -> Post:
    return start_post(unit=room, kind="press_note", title="अभ्यास", by=by, now=NOW)


def place(post: Post, channel: Channel, by: Actor) -> None:
    texts = [text("अभ्यास पोस्ट", kind=channel.kind)]
    content = PostInput(title="अभ्यास", kind="press_note", variants=texts, channels=[channel.pk])
    save_post(post, content, expected_revision=post.revisions.count(), by=by, now=NOW)


def test_it_opens_with_seats_and_a_connected_account_on_every_platform(room: Unit, cast: Cast) -> None:
    channels = Channel.objects.filter(unit=room)
    assert {channel.kind for channel in channels} == set(process.PLATFORMS)
    assert {(channel.state, channel.practice) for channel in channels} == {("connected", True)}
    assert set(Position.objects.filter(unit=room).values_list("rank", flat=True)) == {"staff"}
    assert desk_for(room) == room
    assert room_of(cast.district) == room


def test_each_of_its_accounts_may_reach_the_practice_platforms_only(room: Unit, platforms: Sandbox) -> None:
    for channel in Channel.objects.filter(unit=room):
        policy = policy_for(channel)
        policy.check_target(URL(f"http://127.0.0.1:{platforms.port}/"))
        for elsewhere in ("https://api.x.com/", "http://127.0.0.1:1/"):
            with pytest.raises(AddressRefused):
                policy.check_target(URL(elsewhere))


def test_its_posts_go_to_its_own_accounts_and_nowhere_else(room: Unit, cast: Cast) -> None:
    real = channel_of(cast, cast.district, "@collectorujjain", NOW)
    portal = channel_of(cast, cast.state, "portal", NOW, kind="portal")
    trainee = seated(cast, room, "desk_officer", cast.esha)
    post = post_in(room, trainee)
    place(post, Channel.objects.get(unit=room, kind="x"), trainee)
    for channel in (real, portal):
        # Esha's own charge may use both accounts; a post of the room may not.
        with pytest.raises(Refusal) as refused:
            place(post, channel, cast.esha)
        assert refused.value.code == "practice_only"


def test_nothing_real_goes_to_its_accounts(room: Unit, cast: Cast) -> None:
    real = start_post(unit=cast.district, kind="press_note", title="असली", by=cast.esha, now=NOW)
    with pytest.raises(Refusal) as refused:
        place(real, Channel.objects.get(unit=room, kind="x"), cast.esha)
    assert refused.value.code == "practice_only"


def test_a_trainees_note_never_becomes_a_real_post(room: Unit, cast: Cast) -> None:
    trainee = seated(cast, room, "sender", cast.asha)
    note = send(trainee, NOW)
    assert note.desk == room
    with pytest.raises(Refusal):
        start_post(
            unit=cast.district, kind="press_note", title="असली", submission=note, by=cast.esha, now=NOW
        )


def test_a_second_room_and_a_portal_in_a_room_are_refused(room: Unit, cast: Cast) -> None:
    with pytest.raises(Refusal) as second:
        open_practice_room(cast.district, by=cast.farid, now=NOW)
    assert second.value.code == "room_open"
    facts = ChannelFacts(name_hi="पोर्टल")
    with pytest.raises(Refusal) as portal:
        register_channel(kind="portal", handle="p", unit=room, facts=facts, by=cast.farid, now=NOW)
    assert portal.value.code == "no_practice_portal"


def test_a_room_whose_platforms_did_not_answer_is_finished_by_repeating(
    cast: Cast, platforms: Sandbox, settings: Settings
) -> None:
    settings.JANSETU_SANDBOX = "127.0.0.1:9"
    with pytest.raises(Refusal):
        open_practice_room(cast.district, by=cast.farid, now=NOW)
    settings.JANSETU_SANDBOX = f"127.0.0.1:{platforms.port}"
    room = open_practice_room(cast.district, by=cast.farid, now=NOW)
    assert Unit.objects.filter(kind="practice").count() == 1
    assert not Channel.objects.filter(unit=room).exclude(state="connected").exists()


def test_an_installation_without_practice_platforms_says_so(cast: Cast, settings: Settings) -> None:
    settings.JANSETU_SANDBOX = ""
    with pytest.raises(Refusal) as refused:
        open_practice_room(cast.district, by=cast.farid, now=NOW)
    assert refused.value.code == "no_sandbox"
    assert not Unit.objects.filter(kind="practice").exists()


def test_closing_vacates_its_seats_and_its_accounts(room: Unit, cast: Cast) -> None:
    trainee = seated(cast, room, "desk_officer", cast.esha)
    post_in(room, trainee)
    close_practice_room(room, by=cast.farid, now=NOW)
    room.refresh_from_db()
    assert room.closed_at == NOW
    assert not Channel.objects.standing().filter(unit=room).exists()
    assert not Tenure.objects.active(NOW).filter(position__unit=room).exists()
    assert Post.objects.filter(unit=room).count() == 1
    assert open_practice_room(cast.district, by=cast.farid, now=NOW) != room


def test_only_an_administrator_opens_or_closes_one(room: Unit, cast: Cast) -> None:
    for somebody in (cast.esha, cast.dev):
        with pytest.raises(NotAllowed):
            close_practice_room(room, by=somebody, now=NOW)
        with pytest.raises(NotAllowed):
            open_practice_room(cast.division, by=somebody, now=NOW)
