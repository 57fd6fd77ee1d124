"""A dead token holds its own channel, says so, and nothing else; a replaced one says nothing any more."""

from __future__ import annotations

from jansetu.audit.models import Event
from jansetu.channels.models import Channel, Credential
from jansetu.channels.operations import connect
from jansetu.publishing.models import Delivery
from tests.publishing.office import Office

S = Delivery.State


def state_of(channel: Channel) -> str:
    """As it stands now."""
    channel.refresh_from_db()
    return channel.state


def test_the_channel_is_marked_and_it_is_on_record_once(office: Office) -> None:
    [channel] = office.channels(1)
    for number in range(3):
        office.approve(office.post([channel], f"सूचना {number}"))
    office.steps.sandbox.fault("401")
    office.send()
    assert state_of(channel) == Channel.State.UNAUTHORIZED
    assert Event.objects.get(verb="channel.unauthorized").subject_id == str(channel.pk)
    assert set(office.states()) == {S.HELD}


def test_other_channels_go_on(office: Office) -> None:
    office.steps.sandbox.fault("401", account="mastodon0")
    office.approve(office.post(office.channels(3, "mastodon")))
    office.send()
    assert sorted(office.acts()) == ["mastodon1", "mastodon2"]


def test_what_was_held_goes_out_after_reconnection_and_once(office: Office) -> None:
    [channel] = office.channels(1)
    office.approve(office.post([channel]))
    office.steps.sandbox.fault("401", next=1)
    office.send()
    given = office.steps.sandbox.credentials("x", "x0")
    connect(channel, credentials=given, by=office.cast.farid, now=office.now)
    office.steps.later(1)
    office.send()
    assert (office.states(), office.acts()) == ([S.SENT], ["x0"])


def test_a_late_no_to_an_old_token_does_not_disconnect_the_new_one(office: Office) -> None:
    """postiz-app PR 1822: a passing error that disconnects the channel."""
    [channel] = office.channels(1)
    office.approve(office.post([channel]))
    office.steps.sandbox.fault("401", next=1)
    queue = office.steps.deliveries
    [job] = office.steps.claim(queue)
    refused = office.steps.run(queue, job)
    office.steps.later(5)
    given = office.steps.sandbox.credentials("x", "x0")
    connect(channel, credentials=given, by=office.cast.farid, now=office.now)
    queue.cycle([refused], 0)
    assert state_of(channel) == Channel.State.CONNECTED
    office.steps.later(1)
    office.send()
    assert office.states() == [S.SENT]


def test_trouble_on_the_line_disconnects_nobody(office: Office) -> None:
    [channel] = office.channels(1)
    office.approve(office.post([channel]))
    for kind in ("500", "503", "html", "empty", "drop"):
        office.steps.sandbox.calm()
        office.steps.sandbox.fault(kind, calls="all")
        office.send()
        office.steps.look()
        office.steps.later(40)
    assert state_of(channel) == Channel.State.CONNECTED


def test_a_channel_whose_credentials_do_not_open_waits_and_holds_nobody_back(office: Office) -> None:
    first, second = office.channels(2, "mastodon")
    office.approve(office.post([first, second]))
    Credential.objects.filter(channel=first).update(connected_at=office.now)
    Credential.objects.filter(channel=first).delete()
    office.send()
    waiting = Delivery.objects.get(channel=first)
    assert (waiting.state, waiting.error_code) == (S.DUE, "credentials_sealed")
    assert waiting.error_hi
    assert office.acts() == ["mastodon1"]
