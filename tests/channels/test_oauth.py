"""The walk to a platform's own page and back: once, soon, by one charge, for the channel's own account."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from jansetu.audit.models import Event
from jansetu.channels.models import AppRegistration, Channel, ConnectFlow, Credential
from jansetu.channels.operations import (
    ChannelFacts,
    begin_walk,
    choose,
    decline_walk,
    end_walk,
    register_app,
    register_channel,
)
from jansetu.channels.operations.walking import choices, way_back
from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import NotAllowed
from jansetu.sandbox.process import Sandbox
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
SECRETS = {"client_id": "practice-app", "client_secret": "practice-secret"}


class _Stay(urllib.request.HTTPRedirectHandler):
    """Browsers follow; here the address is looked at."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Nowhere."""
        return None


def press(
    url: str, account: str, *, decision: str = "allow", scopes: list[str] | None = None
) -> dict[str, str]:
    """What somebody does on the platform's page; returns what the browser brings back."""
    page = urllib.request.urlopen(url, timeout=10).read().decode()
    assert "अभ्यास मंच" in page
    fields: list[tuple[str, str]] = re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', page)
    offered = re.findall(r'name="scope" value="([^"]*)"', page)
    fields += [("scope", one) for one in (offered if scopes is None else scopes)]
    body = urllib.parse.urlencode([*fields, ("account", account), ("decision", decision)]).encode()
    try:
        urllib.request.build_opener(_Stay).open(url, body, timeout=10)
    except urllib.error.HTTPError as answer:
        place = urllib.parse.urlsplit(answer.headers["Location"])
        answer.close()
    assert f"{place.scheme}://{place.netloc}{place.path}" == way_back()
    return dict(urllib.parse.parse_qsl(place.query))


def channel_of(cast: Cast, kind: str, handle: str = "@collectorujjain") -> Channel:
    return register_channel(
        kind=kind,
        handle=handle,
        unit=cast.district,
        facts=ChannelFacts(name_hi="कलेक्टर उज्जैन"),
        practise=True,
        by=cast.farid,
        now=utcnow(),
    )


def app_for(cast: Cast, kind: str, secrets: Mapping[str, str] = SECRETS) -> AppRegistration:
    state = cast.district.__class__.objects.get(code="mp")
    return register_app(kind=kind, name="मप्र", unit=state, secrets=secrets, by=cast.farid, now=utcnow())


def walk(channel: Channel, cast: Cast, account: str = "collectorujjain") -> dict[str, str]:
    return press(begin_walk(channel, by=cast.farid, now=utcnow()).url, account)


def end(back: Mapping[str, str], cast: Cast, **changed: Any) -> Any:
    asked = {"state": back["state"], "code": back["code"], "by": cast.farid, "now": utcnow()}
    return end_walk(**{**asked, **changed})


@pytest.mark.parametrize("kind", ["x", "facebook", "instagram", "mastodon", "youtube"])
def test_the_walk_connects_the_account_that_allowed_it(kind: str, cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, kind)
    if kind != "mastodon":
        app_for(cast, kind)
    arrived = end(walk(channel, cast), cast)
    channel.refresh_from_db()
    assert (arrived.walk, channel.state) == (None, Channel.State.CONNECTED)
    assert channel.remote_account_id
    assert not ConnectFlow.objects.exists()
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"channel.walk_begun", "channel.connected"} <= verbs


@pytest.mark.parametrize(("kind", "hours"), [("x", 2), ("youtube", 1)])
def test_what_runs_out_is_renewed_well_before(kind: str, hours: int, cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, kind)
    app_for(cast, kind)
    end(walk(channel, cast), cast)
    kept = Credential.objects.get(channel=channel)
    assert kept.sealed["refresh_token"].startswith("refresh-")
    assert kept.expires_at is not None
    assert kept.refresh_at is not None
    assert timedelta(hours=hours * 0.9) < kept.expires_at - kept.connected_at <= timedelta(hours=hours * 1.01)
    assert (
        kept.connected_at + timedelta(minutes=30) < kept.refresh_at < kept.expires_at - timedelta(minutes=15)
    )


def test_an_end_that_nobody_can_put_off_is_kept_and_not_renewed(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "facebook")
    app_for(cast, "facebook")
    end(walk(channel, cast), cast)
    kept = Credential.objects.get(channel=channel)
    assert kept.refresh_at is None
    assert kept.expires_at is not None
    assert (kept.expires_at - utcnow()).days in (89, 90)


def test_of_several_pages_one_is_chosen_and_the_others_tokens_are_wiped(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "facebook")
    app_for(cast, "facebook")
    arrived = end(walk(channel, cast, "collectorujjain, jansamparkujjain"), cast)
    assert Credential.objects.count() == 0
    _, offered = choices(arrived.walk, by=cast.farid, now=utcnow())
    assert [one.handle for one in offered] == ["@collectorujjain", "@jansamparkujjain"]
    with pytest.raises(Refusal) as refused:
        choose(arrived.walk, remote_id="1", by=cast.farid, now=utcnow())
    assert refused.value.code == "not_offered"
    choose(arrived.walk, remote_id=offered[1].remote_id, by=cast.farid, now=utcnow())
    channel.refresh_from_db()
    assert channel.remote_account_id == offered[1].remote_id
    assert not ConnectFlow.objects.exists()


def test_a_known_account_is_found_among_several_without_a_question(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "facebook")
    app_for(cast, "facebook")
    end(walk(channel, cast), cast)
    again = end(walk(channel, cast, "jansamparkujjain, collectorujjain"), cast)
    assert again.walk is None
    assert Credential.objects.count() == 1


def test_another_account_than_the_channels_is_refused(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x")
    end(walk(channel, cast), cast)
    before = Credential.objects.get().sealed
    with pytest.raises(Refusal) as refused:
        end(walk(channel, cast, "somebodyelse"), cast)
    assert refused.value.code == "other_account"
    assert "somebodyelse" in refused.value.hi
    assert Credential.objects.get().sealed == before


def test_a_walk_serves_once(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x")
    back = walk(channel, cast)
    end(back, cast)
    with pytest.raises(Refusal) as refused:
        end(back, cast)
    assert refused.value.code == "walk_void"


def test_a_walk_serves_ten_minutes(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x")
    back = walk(channel, cast)
    with pytest.raises(Refusal) as refused:
        end(back, cast, now=utcnow() + timedelta(minutes=11))
    assert refused.value.code == "walk_void"
    assert not Credential.objects.exists()


def test_another_charge_cannot_end_a_walk_and_does_not_spoil_it(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x")
    back = walk(channel, cast)
    with pytest.raises(Refusal):
        end(back, cast, by=cast.esha)
    end(back, cast)
    assert Credential.objects.count() == 1


def test_a_state_that_nobody_made_is_refused(cast: Cast, sandbox: Sandbox) -> None:
    for state in ("", "made-up"):
        with pytest.raises(Refusal) as refused:
            end_walk(state=state, code="c", by=cast.farid, now=utcnow())
        assert refused.value.code == "walk_void"


def test_whoever_does_not_allow_it_is_on_record_and_nothing_changes(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x")
    back = press(begin_walk(channel, by=cast.farid, now=utcnow()).url, "collectorujjain", decision="deny")
    assert back["error"] == "access_denied"
    decline_walk(state=back["state"], error=back["error"], by=cast.farid, now=utcnow())
    channel.refresh_from_db()
    assert channel.state == Channel.State.REGISTERED
    assert Event.objects.get(verb="channel.walk_failed").detail["code"] == "access_denied"
    assert not ConnectFlow.objects.exists()


def test_a_permission_that_was_ticked_off_is_named(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "facebook")
    app_for(cast, "facebook")
    url = begin_walk(channel, by=cast.farid, now=utcnow()).url
    back = press(url, "collectorujjain", scopes=["pages_show_list", "pages_read_engagement"])
    with pytest.raises(Refusal) as refused:
        end(back, cast)
    assert refused.value.code == "platform.permission_missing"
    assert "pages_manage_posts" in refused.value.hi


def test_a_wrong_app_secret_is_said_and_not_shown(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x", {"client_id": "practice-app", "client_secret": "dead-secret-9f3a"})
    with pytest.raises(Refusal) as refused:
        end(walk(channel, cast), cast)
    assert refused.value.code == "platform.app_refused"
    assert "dead-secret" not in f"{refused.value.hi}{refused.value.en}{refused.value.__cause__!r}"


def test_a_lost_answer_begins_the_walk_anew(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x")
    back = walk(channel, cast)
    sandbox.fault("lose_answer", platform="x", calls="session", next=1)
    with pytest.raises(Refusal):
        end(back, cast)
    end(walk(channel, cast), cast)
    assert Credential.objects.count() == 1


def test_without_an_app_the_officer_is_told_what_to_do(cast: Cast, sandbox: Sandbox) -> None:
    with pytest.raises(Refusal) as refused:
        begin_walk(channel_of(cast, "x"), by=cast.farid, now=utcnow())
    assert refused.value.code == "no_app"


def test_a_platform_without_a_walk_says_so(cast: Cast, sandbox: Sandbox) -> None:
    with pytest.raises(Refusal) as refused:
        begin_walk(channel_of(cast, "telegram"), by=cast.farid, now=utcnow())
    assert refused.value.code == "no_walk"


def test_whoever_may_not_connect_walks_nowhere(cast: Cast, sandbox: Sandbox, now: datetime) -> None:
    app_for(cast, "x")
    with pytest.raises(NotAllowed):
        begin_walk(channel_of(cast, "x"), by=cast.esha, now=now)


def test_a_mastodon_server_is_asked_for_an_app_once(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "mastodon")
    end(walk(channel, cast), cast)
    end(walk(channel, cast), cast)
    assert AppRegistration.objects.filter(kind="mastodon").count() == 1


def test_an_app_that_its_server_forgot_is_registered_anew(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "mastodon")
    end(walk(channel, cast), cast)
    sandbox.reset()
    with pytest.raises(Refusal):
        end(walk(channel, cast), cast)
    end(walk(channel, cast), cast)
    assert AppRegistration.objects.filter(kind="mastodon").count() == 1


def test_a_refresh_token_that_did_not_come_again_is_the_one_that_is_kept(
    cast: Cast, sandbox: Sandbox
) -> None:
    """postiz-app PR 1884: a reconnection that wipes the refresh token."""
    channel = channel_of(cast, "youtube")
    app_for(cast, "youtube")
    end(walk(channel, cast), cast)
    first = Credential.objects.get().sealed
    sandbox.grants("youtube", "withhold")
    try:
        end(walk(Channel.objects.get(pk=channel.pk), cast), cast)
    finally:
        sandbox.grants("youtube", "withhold", on=False)
    second = Credential.objects.get()
    assert second.sealed["refresh_token"] == first["refresh_token"]
    assert second.sealed["access_token"] != first["access_token"]
    assert second.renews


def test_neither_the_table_of_walks_nor_the_trail_holds_anything_secret(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "facebook")
    app_for(cast, "facebook")
    back = walk(channel, cast, "collectorujjain, jansamparkujjain")
    end(back, cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channels_connectflow")
        rows = repr(cursor.fetchall())
    trail = json.dumps(list(Event.objects.values_list("detail", flat=True)))
    for secret in (back["state"], back["code"], "access-", SECRETS["client_secret"]):
        assert secret not in rows
        assert secret not in trail
