"""The demonstration's practice accounts can be loaded and used on all practice platforms."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.channels import demonstration
from jansetu.channels.models import Channel, Credential
from jansetu.channels.operations import test_connection as ask_whose_account_it_is
from jansetu.core.errors import Refusal
from jansetu.orgs import demonstration as state
from jansetu.orgs.rights import Actor
from jansetu.sandbox.process import PLATFORMS, Sandbox, server_of

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = Actor.system("demonstration")


def load(port: int, now: datetime) -> list[Channel]:
    return demonstration.load(sandbox=f"127.0.0.1:{port}", by=SYSTEM, now=now)


def servers() -> set[str]:
    return {credential.sealed["server"] for credential in Credential.objects.all()}


def test_every_account_is_connected_and_answers_who_it_is(sandbox: Sandbox, now: datetime) -> None:
    state.load(now=now)
    loaded = load(sandbox.port, now)
    accounts = [channel for channel in loaded if not channel.is_local]
    assert len(accounts) == len(demonstration.ACCOUNTS) * len(PLATFORMS)
    assert {channel.kind for channel in accounts} == set(PLATFORMS)
    for channel in accounts:
        assert (channel.state, channel.practice) == (Channel.State.CONNECTED, True)
        account = ask_whose_account_it_is(channel, by=SYSTEM, now=now)
        assert account.remote_id
        assert channel.handle.removeprefix("@").partition(".")[0] in f"{account.handle} {account.name}"


def test_loading_again_only_follows_the_sandbox_to_its_new_port(now: datetime) -> None:
    state.load(now=now)
    load(8001, now)
    before = Channel.objects.count()
    load(8002, now)
    assert Channel.objects.count() == before
    assert servers() == {server_of(platform, 8002) for platform in PLATFORMS}


def test_a_real_installation_gets_no_practice_accounts(now: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        load(8001, now)
    assert refused.value.code == "real_installation"
    assert not Channel.objects.exists()
