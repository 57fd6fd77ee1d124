"""`jansetu channels doctor`: every kind of bad day is told with its next step, and stops no other channel."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pytest_django import DjangoAssertNumQueries, Settings

from jansetu.audit.models import Event
from jansetu.channels import troubles
from jansetu.channels.calls import Calls, address_for, calls_of
from jansetu.channels.doctor import Token, examine
from jansetu.channels.models import AppRegistration, Channel, Credential, Keeper
from jansetu.channels.operations import (
    ChannelFacts,
    appoint_keeper,
    connect,
    mark_unauthorized,
    register_channel,
    report_hacked,
)
from jansetu.cli.doctor import examine_all
from jansetu.connectors import registry
from jansetu.connectors.contracts import Account
from jansetu.connectors.x import X
from jansetu.engine import buckets
from jansetu.fields.keys import fresh_key
from jansetu.publishing.limits import account_key
from jansetu.sandbox import process
from jansetu.sandbox.process import Sandbox, start
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
Call = Callable[..., Result]
PLATFORMS = [kind for kind in registry.CONNECTORS if kind in process.PLATFORMS]


@pytest.fixture(scope="module")
def platforms() -> Iterator[Sandbox]:
    """The practice platforms, as a process of their own."""
    with start() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(platforms: Sandbox, settings: Settings, key_file: Path) -> Sandbox:
    """Calm and empty, and the only address of practice channels."""
    platforms.reset()
    settings.JANSETU_SANDBOX = f"127.0.0.1:{platforms.port}"
    return platforms


class Ward:
    """Channels of the district, each truly connected and well kept."""

    def __init__(self, cast: Cast, sandbox: Sandbox, now: datetime) -> None:
        self.cast, self.sandbox, self.now = cast, sandbox, now

    def admit(self, kind: str = "x", account: str = "collectorujjain") -> Channel:
        made = self.register(kind, account)
        given = self.sandbox.credentials(kind, account)
        connect(made, credentials=given, by=self.cast.farid, now=self.now)
        made.refresh_from_db()
        return made

    def register(self, kind: str = "x", account: str = "collectorujjain") -> Channel:
        made = register_channel(
            kind=kind,
            handle=f"@{account}",
            unit=self.cast.district,
            facts=ChannelFacts(name_hi="कलेक्टर उज्जैन"),
            practise=True,
            by=self.cast.farid,
            now=self.now,
        )
        assert self.cast.bilal.tenure
        desk = self.cast.bilal.tenure.position
        duty = Keeper.Duty.CUSTODIAN
        appoint_keeper(made, position=desk, duty=duty, by=self.cast.farid, now=self.now)
        return made


@pytest.fixture
def ward(cast: Cast, sandbox: Sandbox, now: datetime) -> Ward:
    return Ward(cast, sandbox, now)


def looked_at(call: Call, *options: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code and each channel by its platform."""
    result = call("channels", "doctor", "--json", *options)
    return result.exit_code, {one["kind"]: one for one in json.loads(result.output)["channels"]}


def codes(channel: dict[str, Any]) -> list[str]:
    return [trouble["code"] for trouble in channel["troubles"]]


def test_healthy_channels_on_every_platform_need_nobody(ward: Ward, call: Call) -> None:
    for kind in PLATFORMS:
        ward.admit(kind)
    code, found = looked_at(call)
    assert code == 0
    assert {kind: one["token"]["verdict"] for kind, one in found.items()} == dict.fromkeys(PLATFORMS, "works")
    assert not any(one["troubles"] for one in found.values())
    ahead = {kind: one["clock_ahead_seconds"] for kind, one in found.items()}
    assert {kind for kind, seconds in ahead.items() if seconds is None} <= {"email"}  # SMTP tells no time
    assert all(abs(seconds) < 5 for seconds in ahead.values() if seconds is not None)


def test_every_bad_day_is_told_and_stops_nobody_else(ward: Ward, call: Call) -> None:
    for kind in PLATFORMS:
        ward.admit(kind)
    ward.sandbox.fault("401", platform="x", calls="all")
    ward.sandbox.fault("500", platform="facebook", calls="all")
    ward.sandbox.fault("stall", platform="mastodon", calls="all", ms=20_000)
    started = datetime.now(UTC)
    code, found = looked_at(call, "--timeout", "1")
    assert datetime.now(UTC) - started < timedelta(seconds=10)
    assert code == 1
    assert {kind: one["token"]["verdict"] for kind, one in found.items()} == {
        **dict.fromkeys(PLATFORMS, "works"),
        "x": "refused",
        "facebook": "no_answer",
        "mastodon": "too_slow",
    }
    assert codes(found["bluesky"]) == []
    assert all(found[kind]["needs_person"] for kind in ("x", "facebook", "mastodon"))


@pytest.mark.parametrize("kind", PLATFORMS)
def test_a_token_of_another_account_is_told_from_a_dead_one(ward: Ward, call: Call, kind: str) -> None:
    channel = ward.admit(kind)
    other = ward.sandbox.credentials(kind, "somebodyelse")
    Credential.objects.filter(channel=channel).update(sealed=other)
    code, found = looked_at(call)
    assert (code, found[kind]["token"]["verdict"], codes(found[kind])) == (
        1,
        "other_account",
        ["other_account"],
    )


def test_a_dead_platform_is_told(ward: Ward, call: Call, settings: Settings) -> None:
    dead = ward.admit()
    given = ward.sandbox.credentials("x", "collectorujjain") | {"server": "http://127.0.0.1:9"}
    Credential.objects.filter(channel=dead).update(sealed=given)
    settings.JANSETU_SANDBOX = "127.0.0.1:9"
    code, found = looked_at(call)
    assert (code, codes(found["x"])) == (1, ["no_answer"])


def test_a_practice_channel_asks_only_the_sandbox(ward: Ward, call: Call, settings: Settings) -> None:
    channel = ward.admit()
    given = ward.sandbox.credentials("x", "collectorujjain") | {"server": "https://api.x.com"}
    Credential.objects.filter(channel=channel).update(sealed=given)
    assert looked_at(call)[1]["x"]["token"]["code"] == "address_refused"
    settings.JANSETU_SANDBOX = ""
    assert codes(looked_at(call)[1]["x"]) == ["no_sandbox"]


def test_a_missing_key_hides_only_its_own_channel(ward: Ward, call: Call, key_file: Path) -> None:
    ward.admit("x")
    key_file.write_text(fresh_key(), encoding="utf-8")
    ward.admit("mastodon")
    code, found = looked_at(call)
    assert (code, codes(found["x"]), codes(found["mastodon"])) == (1, ["key_missing"], [])
    assert "JANSETU_KEYS" in found["x"]["troubles"][0]["hi"]


def test_what_is_sealed_and_no_longer_complete_is_told(ward: Ward, call: Call) -> None:
    channel = ward.admit()
    Credential.objects.filter(channel=channel).update(sealed={"account_id": "1"})
    assert codes(looked_at(call)[1]["x"]) == ["malformed"]


def test_the_worst_comes_first(ward: Ward, call: Call) -> None:
    channel = ward.admit()
    ward.sandbox.fault("401", platform="x", calls="all")
    Keeper.objects.update(until=ward.now)
    Channel.objects.filter(pk=channel.pk).update(second_factor=Channel.SecondFactorHolder.PERSONAL)
    tomorrow = datetime.now(UTC) + timedelta(days=2, hours=1)
    Credential.objects.filter(channel=channel).update(expires_at=tomorrow)
    found = looked_at(call)[1]["x"]
    assert codes(found) == ["refused", "expires_in_a_week", "custodian_vacant", "in_private_hands"]
    assert found["token"]["days_left"] == 2


@pytest.mark.parametrize(
    ("days", "trouble", "needs"),
    [(-1, "expired", True), (3, "expires_in_a_week", True), (20, "expires_in_a_month", False)],
)
def test_a_tokens_end_is_told_before_it_comes(ward: Ward, days: int, trouble: str, needs: bool) -> None:
    channel = ward.admit()
    Credential.objects.filter(channel=channel).update(expires_at=ward.now + timedelta(days=days, minutes=1))
    [report] = examine_all([channel], now=ward.now, seconds=10)
    assert [(one.code, one.needs_person) for one in report.troubles] == [(trouble, needs)]


@pytest.mark.parametrize(("minutes", "word"), [(5, "ahead of"), (-5, "behind")])
def test_a_clock_that_is_off_is_told_with_its_direction(ward: Ward, minutes: int, word: str) -> None:
    channel = ward.admit()
    [found] = examine(
        [channel],
        now=ward.now,
        seconds=10,
        clock=lambda: datetime.now(UTC) + timedelta(minutes=minutes),
    )
    [trouble] = troubles.troubles_of(found, ward.now)
    assert trouble.code == "clock_off"
    assert word in trouble.en


def test_states_have_their_own_next_steps(ward: Ward, call: Call) -> None:
    mark_unauthorized(ward.admit("x"), code="token_refused", now=ward.now)
    report_hacked(ward.admit("mastodon"), reason="अनजान पोस्ट", by=ward.cast.esha, now=ward.now)
    ward.register("facebook")
    found = looked_at(call)[1]
    assert [codes(found[kind]) for kind in ("x", "mastodon", "facebook")] == [
        ["works_again"],
        ["hacked"],
        ["not_connected"],
    ]
    assert not found["facebook"]["needs_person"]


def test_known_limits_are_shown_and_not_used(ward: Ward, call: Call) -> None:
    channel = ward.admit()
    later = datetime.now(UTC) + timedelta(minutes=10)
    key = account_key("x", channel.pk, "publish")
    buckets.teach([buckets.Level(key=key, limit=100, remaining=0, resets_at=later)])
    code, found = looked_at(call)
    [quota] = found["x"]["quotas"]
    assert (quota["scope"], quota["lane"], quota["limit"], quota["remaining"]) == (
        "account",
        "publish",
        100,
        0,
    )
    assert (code, codes(found["x"])) == (0, ["quota_used_up"])


def test_the_shape_is_the_documented_one_and_every_trouble_has_its_place(ward: Ward, call: Call) -> None:
    ward.admit()
    [found] = looked_at(call)[1].values()
    page = Path("docs/doctor.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in [*found, *found["token"]])
    assert all(f"`{code}`" in page for code in (*Token, *troubles.ORDER))
    assert {code.value for code in troubles.OF_TOKENS} <= set(troubles.ORDER)


def test_it_shows_no_secret_and_changes_nothing(ward: Ward, call: Call) -> None:
    for kind in PLATFORMS:
        ward.admit(kind)
    before = Event.objects.count()
    ward.sandbox.fault("401", platform="x", calls="all")
    ward.sandbox.fault("drop", platform="facebook", calls="all")
    said = call("channels", "doctor").output + call("channels", "doctor", "--json").output
    assert "sandbox-collectorujjain" not in said
    assert Event.objects.count() == before


def test_one_handle_is_looked_at_however_it_is_written(ward: Ward, call: Call) -> None:
    ward.admit("x")
    ward.admit("mastodon", "otheraccount")
    assert list(looked_at(call, "--channel", "CollectorUjjain")[1]) == ["x"]
    missing = call("channels", "doctor", "--channel", "@nobody")
    assert missing.exit_code == 1
    assert "@nobody" in missing.output


def test_people_read_it_in_both_languages_worst_first(ward: Ward, call: Call) -> None:
    ward.admit("mastodon")
    ward.admit("x")
    ward.sandbox.fault("401", platform="x", calls="all")
    said = call("channels", "doctor").output
    assert said.index("✗ X @collectorujjain") < said.index("✓ Mastodon @collectorujjain")
    assert "मंच ने टोकन नहीं माना" in said
    assert "connect the channel anew" in said


def test_many_channels_cost_no_more_queries_than_one(
    ward: Ward, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    channels = [ward.admit("x", f"office{number}") for number in range(30)]
    with django_assert_max_num_queries(14):
        reports = examine_all(channels, now=ward.now, seconds=20)
    assert all(report.examination.finding.token == Token.WORKS for report in reports)


def test_our_own_portal_is_asked_nothing(ward: Ward, call: Call) -> None:
    facts = ChannelFacts(name_hi="पोर्टल")
    cast = ward.cast
    register_channel(
        kind="portal", handle="portal", unit=cast.state, facts=facts, by=cast.farid, now=ward.now
    )
    found = looked_at(call)[1]["portal"]
    assert (found["token"]["verdict"], found["clock_ahead_seconds"]) == ("local", None)
    assert "not_connected" not in codes(found)


class Broken(X):
    """A connector with a bug whose words hold a secret."""

    async def whoami(self) -> Account:
        raise KeyError(str(vars(self)))


def test_a_defect_of_ours_is_told_by_its_kind_alone_and_stops_nobody(
    ward: Ward, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward.admit("x")
    ward.admit("mastodon")
    monkeypatch.setitem(registry.CONNECTORS, "x", Broken)
    result = call("channels", "doctor", "--json")
    found = {one["kind"]: one for one in json.loads(result.output)["channels"]}
    assert (found["x"]["token"]["verdict"], found["x"]["token"]["code"]) == ("defect", "KeyError")
    assert found["mastodon"]["token"]["verdict"] == "works"
    assert "sandbox-collectorujjain" not in result.output


def test_every_connector_can_be_asked_whose_account_it_is() -> None:
    assert all(hasattr(connector, "whoami") for connector in registry.CONNECTORS.values())


def real_channel(ward: Ward, kind: str = "facebook") -> Channel:
    """As if it were connected to the real platform, which is not asked here."""
    channel = ward.admit(kind)
    channel.practice = False
    channel.save()
    return channel


def told_of_calls(channel: Channel) -> list[str]:
    (calls,) = calls_of([channel], seconds=0.5).values()
    return [trouble.code for trouble in troubles.troubles_of_calls(channel, calls)]


def test_an_address_that_no_platform_could_reach_is_told(ward: Ward, settings: Settings) -> None:
    channel = real_channel(ward)
    for address in (
        "http://jansetu.example.in",
        "https://localhost",
        "https://10.1.2.3",
        "https://127.0.0.1",
    ):
        settings.JANSETU_PUBLIC_URL = address
        assert told_of_calls(channel) == ["calls_not_public"]


def test_a_public_address_that_does_not_answer_is_told(ward: Ward, settings: Settings) -> None:
    settings.JANSETU_PUBLIC_URL = "https://jansetu.invalid"
    assert told_of_calls(real_channel(ward)) == ["calls_do_not_arrive"]


def test_a_platform_that_has_never_called_is_told_with_the_address_to_enter_there(
    ward: Ward, settings: Settings
) -> None:
    channel = real_channel(ward)
    settings.JANSETU_PUBLIC_URL = "https://jansetu.example.in"
    app = AppRegistration.objects.create(
        kind="facebook", name="ऐप", unit=ward.cast.state, sealed={"app_secret": "s"}, registered_at=ward.now
    )
    quiet = Calls(address=address_for(channel, [app]), last_heard_at=None, answers=True, is_public=True)
    (trouble,) = troubles.troubles_of_calls(channel, quiet)
    assert (trouble.code, trouble.needs_person) == ("never_called", False)
    assert f"https://jansetu.example.in/hooks/app/{app.pk}/" in trouble.hi
    heard = replace(quiet, last_heard_at=ward.now)
    assert troubles.troubles_of_calls(channel, heard) == []


def test_telegram_calls_an_address_of_the_channels_own(ward: Ward) -> None:
    channel = real_channel(ward, "telegram")
    assert address_for(channel, []).endswith(f"/hooks/channel/{channel.pk}/")


def test_what_a_platform_says_that_it_allows_is_told(ward: Ward, call: Call) -> None:
    ward.admit("instagram")
    ward.admit("x")
    found = {one["kind"]: one for one in json.loads(call("channels", "doctor", "--json").output)["channels"]}
    (told,) = found["instagram"]["told"]
    assert told["remaining"] == told["limit"] > 0
    assert found["x"]["told"] == []
