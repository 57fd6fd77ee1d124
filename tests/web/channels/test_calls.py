"""The channel's page tells where the platform calls, and tells it to; apps are asked what calls need."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from jansetu.audit.models import Event
from jansetu.channels.models import AppRegistration, Channel, HookItem
from jansetu.channels.operations import connect
from jansetu.core.clock import utcnow
from jansetu.sandbox.process import Sandbox
from tests.cast import Cast
from tests.web.channels.conftest import enter
from tests.web.conftest import AsPerson

US, WORD = "http://127.0.0.1:9", "planted-word-of-ours-4e"
APP = {"name": "मप्र", "unit": "mp"}


@pytest.fixture(autouse=True)
def our_address(settings: Settings) -> None:
    settings.JANSETU_PUBLIC_URL = US


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who connects."""
    return as_person(cast.farid)


@pytest.fixture
def bot(cast: Cast, sandbox: Sandbox) -> Channel:
    """The collector's channel on Telegram, connected."""
    channel = enter(cast, cast.district, "@collectorujjain", kind="telegram")
    typed = sandbox.credentials("telegram", "collectorujjain")
    connect(channel, credentials=typed, by=cast.farid, now=utcnow())
    return channel


def page(browser: Client, channel: Channel) -> str:
    return browser.get(f"/desk/channels/{channel.pk}/").content.decode()


def test_the_page_tells_the_address_and_when_the_platform_last_called(browser: Client, bot: Channel) -> None:
    text = page(browser, bot)
    assert f"{US}/hooks/channel/{bot.pk}/" in text
    assert "अब तक कभी नहीं" in text
    HookItem.objects.create(kind="telegram", channel=bot, item="1", raw={}, came_at=utcnow())
    assert "अब तक कभी नहीं" not in page(browser, bot)


def test_a_press_of_the_button_tells_the_platform(browser: Client, bot: Channel) -> None:
    assert f"/desk/channels/{bot.pk}/calls/" in page(browser, bot)
    answer = browser.post(f"/desk/channels/{bot.pk}/calls/", follow=True)
    assert "मंच अब हमें बुलाएगा" in answer.content.decode()
    assert Event.objects.filter(verb="channel.calls_asked").count() == 1
    assert "मंच से कहा कि हमें बुलाए" in page(browser, bot)


def test_a_stranger_is_told_and_tells_nothing(stranger: Client, bot: Channel) -> None:
    assert stranger.post(f"/desk/channels/{bot.pk}/calls/").status_code in (403, 404)
    assert not Event.objects.filter(verb="channel.calls_asked").exists()


def test_what_the_platform_refuses_is_said(browser: Client, bot: Channel, settings: Settings) -> None:
    settings.JANSETU_PUBLIC_URL = (
        "https://soochna.example.in"  # the practice platform calls this machine only
    )
    answer = browser.post(f"/desk/channels/{bot.pk}/calls/", follow=True)
    assert "हमारा पता नहीं मानता" in answer.content.decode()


def test_without_an_app_the_page_leads_to_one_and_has_no_button(browser: Client, cast: Cast) -> None:
    channel = enter(cast, cast.district, "@collectorujjain", kind="facebook")
    text = page(browser, channel)
    assert "/desk/channels/apps/new/" in text
    assert f"/desk/channels/{channel.pk}/calls/" not in text


def test_where_only_the_dashboard_can_be_told_the_page_says_so(browser: Client, channel: Channel) -> None:
    text = page(browser, channel)
    assert "डेवलपर पोर्टल" in text
    assert f"/desk/channels/{channel.pk}/calls/" not in text


def test_a_platform_that_never_calls_has_no_such_section(browser: Client, cast: Cast) -> None:
    channel = enter(cast, cast.district, "@collectorujjain", kind="mastodon")
    assert "मंच की सूचनाएँ" not in page(browser, channel)


@pytest.mark.parametrize(
    ("kind", "secrets"),
    [
        ("facebook", {"client_id": "7", "client_secret": "s", "verify_token": WORD}),
        ("x", {"client_id": "7", "client_secret": "s", "consumer_secret": WORD}),
        ("whatsapp", {"client_secret": "s", "verify_token": WORD}),
    ],
)
def test_an_app_keeps_what_its_platforms_calls_need(
    browser: Client, cast: Cast, kind: str, secrets: dict[str, str]
) -> None:
    answer = browser.post("/desk/channels/apps/new/", {"kind": kind, **APP, **secrets})
    assert answer.status_code == 302
    app = AppRegistration.objects.get()
    assert app.sealed == secrets
    text = browser.get(f"/desk/channels/apps/{app.pk}/renew/").content.decode()
    assert all(f'name="{name}"' in text for name in secrets)
    assert WORD not in text


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "facebook", "client_id": "7", "verify_token": WORD},
        {"kind": "facebook", "client_id": "7", "client_secret": "s", "consumer_secret": WORD},
        {"kind": "mastodon", "client_id": "7", "client_secret": "s"},
    ],
    ids=["lacking", "not its own", "registers itself"],
)
def test_what_is_lacking_or_is_another_platforms_is_said_and_nothing_kept(
    browser: Client, cast: Cast, typed: dict[str, str]
) -> None:
    answer = browser.post("/desk/channels/apps/new/", {**APP, **typed})
    assert answer.status_code == 422
    assert WORD not in answer.content.decode()
    assert not AppRegistration.objects.exists()
