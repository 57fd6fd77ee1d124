"""A token that ran out is renewed and its deliveries wait; no channel is given up for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jansetu.audit.models import Event
from jansetu.channels.models import Channel, Credential
from jansetu.channels.renewal import Renewals
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import withdraw
from tests.publishing.office import Office
from tests.publishing.renewed_worker import allow

S = Delivery.State


@pytest.fixture
def channel(office: Office) -> Channel:
    """On X, with tokens that X itself granted."""
    [made] = office.channels(1)
    sealed = allow(office.steps.sandbox, made.handle)
    later = office.now + timedelta(hours=1)
    Credential.objects.update(sealed=sealed, refresh_at=later, expires_at=later, renewed_at=office.now)
    Credential.objects.update(connected_at=office.now - timedelta(hours=1), renewed_at=None)
    return made


def renew(office: Office) -> None:
    """The worker's other queue."""
    queue = Renewals("renewer", clock=office.steps.clock)
    for job in queue.cycle([], 4):
        queue.cycle([office.steps.run(queue, job)], 0)


def state_of(channel: Channel) -> str:
    channel.refresh_from_db()
    return channel.state


def test_the_delivery_waits_a_minute_and_goes_with_the_fresh_token(office: Office, channel: Channel) -> None:
    office.approve(office.post([channel]))
    office.steps.sandbox.grants("x", "expire")
    office.send()
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.error_code) == (S.DUE, "token_renewing")
    assert waiting.due_at == office.now + timedelta(minutes=1)
    assert state_of(channel) == Channel.State.CONNECTED
    renew(office)
    office.steps.later(61)
    office.send()
    assert (office.states(), office.acts()) == ([S.SENT], ["x0"])
    assert not Event.objects.filter(verb="channel.unauthorized").exists()


def test_a_grant_that_was_taken_back_stops_the_channel_after_all(office: Office, channel: Channel) -> None:
    office.approve(office.post([channel]))
    office.steps.sandbox.grants("x", "revoke")
    office.send()
    assert state_of(channel) == Channel.State.CONNECTED
    renew(office)
    assert state_of(channel) == Channel.State.UNAUTHORIZED
    assert Event.objects.get(verb="channel.unauthorized").detail["code"] == "token_refused"


def test_a_fresh_token_that_is_refused_is_not_renewed_again_and_again(
    office: Office, channel: Channel
) -> None:
    office.approve(office.post([channel]))
    Credential.objects.update(refresh_at=office.now)
    renew(office)
    office.steps.sandbox.fault("401")
    office.send()
    assert state_of(channel) == Channel.State.UNAUTHORIZED
    assert office.states() == [S.HELD]


def test_a_renewal_that_went_wrong_keeps_its_own_pace(office: Office, channel: Channel) -> None:
    later = office.now + timedelta(minutes=10)
    Credential.objects.update(failures=2, refresh_at=later)
    office.approve(office.post([channel]))
    office.steps.sandbox.grants("x", "expire")
    office.send()
    assert Credential.objects.get().refresh_at == later
    assert office.states() == [S.DUE]


def test_a_removal_waits_for_the_fresh_token_too(office: Office, channel: Channel) -> None:
    post = office.published([channel])
    office.steps.sandbox.grants("x", "expire")
    withdraw(post, reason="तारीख़ ग़लत है", by=office.cast.bilal, now=office.now)
    office.steps.turn(office.steps.removals)
    assert state_of(channel) == Channel.State.CONNECTED
    renew(office)
    office.steps.later(61)
    office.steps.turn(office.steps.removals)
    assert office.steps.sandbox.count().get("delete") == 1


def test_a_real_worker_renews_and_notices_what_it_renewed(tmp_path: Path) -> None:
    environment = os.environ | {"JANSETU_FOLDER": str(tmp_path), "DATABASE_URL": ""}
    call = [sys.executable, "-m", "tests.publishing.renewed_worker"]
    answer = subprocess.run(call, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    figures: dict[str, Any] = json.loads(answer.stdout)
    assert figures == {"before": 1, "renewed": True, "after": 2, "refused": 0, "state": "connected"}
