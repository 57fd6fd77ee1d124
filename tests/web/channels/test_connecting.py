"""Connecting from the desk, and that no page ever shows a secret."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from jansetu.channels.models import AppRegistration, Channel, Credential
from jansetu.core.clock import utcnow
from jansetu.sandbox.process import Sandbox
from jansetu.web.channels.waiting import sections
from tests.cast import Cast
from tests.web.channels.conftest import enter, keep
from tests.web.conftest import AsPerson

TOKEN = "planted-token-9f3a7c"
EVERY = (
    "/desk/channels/",
    "/desk/channels/{0}/",
    "/desk/channels/{0}/edit/",
    "/desk/channels/{0}/connect/",
    "/desk/channels/{0}/disconnect/",
    "/desk/channels/{0}/hacked/",
    "/desk/channels/{0}/close/",
    "/desk/channels/{0}/keepers/",
    "/desk/channels/apps/",
    "/desk/channels/coverage/",
    "/desk/audit/",
    "/desk/",
)


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who connects."""
    return as_person(cast.farid)


def test_the_form_asks_what_the_platform_needs_and_hides_secrets(browser: Client, channel: Channel) -> None:
    text = browser.get(f"/desk/channels/{channel.pk}/connect/").content.decode()
    assert 'name="access_token"' in text
    assert text.count('type="password"') >= 1


def test_a_practice_channel_finds_its_form_filled_save_for_the_secret(
    browser: Client, channel: Channel, settings: Settings
) -> None:
    settings.JANSETU_SANDBOX = "127.0.0.1:8009"
    text = browser.get(f"/desk/channels/{channel.pk}/connect/").content.decode()
    assert 'value="http://127.0.0.1:8009' in text
    assert 'value="sandbox-collectorujjain"' not in text


def test_working_credentials_connect_and_can_be_tested_again(
    browser: Client, channel: Channel, sandbox: Sandbox
) -> None:
    typed = sandbox.credentials("x", "collectorujjain")
    answer = browser.post(f"/desk/channels/{channel.pk}/connect/", typed, follow=True)
    channel.refresh_from_db()
    assert channel.state == Channel.State.CONNECTED
    assert "जुड़ गया" in answer.content.decode()
    again = browser.post(f"/desk/channels/{channel.pk}/test/", follow=True)
    assert "जुड़ाव ठीक है" in again.content.decode()


def test_a_dead_token_is_explained_in_the_form_and_does_not_come_back(
    browser: Client, channel: Channel, sandbox: Sandbox
) -> None:
    typed = sandbox.credentials("x", "collectorujjain") | {"access_token": TOKEN}
    answer = browser.post(f"/desk/channels/{channel.pk}/connect/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert TOKEN not in text
    assert 'role="alert"' in text
    assert typed["server"] in text  # what is no secret is kept
    assert not Credential.objects.exists()


def test_a_platform_that_is_away_is_said(browser: Client, channel: Channel, settings: Settings) -> None:
    settings.JANSETU_SANDBOX = "127.0.0.1:9"
    typed = {"access_token": TOKEN, "account_id": "1", "server": "http://127.0.0.1:9"}
    answer = browser.post(f"/desk/channels/{channel.pk}/connect/", typed)
    assert answer.status_code == 422
    assert TOKEN not in answer.content.decode()


def test_no_page_shows_a_secret_in_any_language(browser: Client, channel: Channel, cast: Cast) -> None:
    Credential.objects.create(
        channel=channel, sealed={"access_token": TOKEN}, connected_at=channel.created_at
    )
    browser.post(
        "/desk/channels/apps/new/",
        {"kind": "x", "name": "मप्र", "unit": "mp", "client_id": "id", "client_secret": TOKEN},
    )
    app = AppRegistration.objects.get()
    assert app.sealed["client_secret"] == TOKEN
    for language in ("hi", "en"):
        browser.cookies["language"] = language
        for url in (*EVERY, f"/desk/channels/apps/{app.pk}/renew/", f"/desk/channels/apps/{app.pk}/forget/"):
            answer = browser.get(url.format(channel.pk))
            assert answer.status_code == 200, url
            assert TOKEN not in answer.content.decode(), url


def test_disconnecting_is_confirmed_first_and_destroys_the_credentials(
    browser: Client, channel: Channel
) -> None:
    Credential.objects.create(
        channel=channel, sealed={"access_token": TOKEN}, connected_at=channel.created_at
    )
    url = f"/desk/channels/{channel.pk}/disconnect/"
    assert "फिर जोड़े जाने तक" in browser.get(url).content.decode()
    assert Credential.objects.exists()
    browser.post(url)
    assert not Credential.objects.exists()


def test_a_keeper_reports_a_hacked_account_in_two_taps(
    channel: Channel, cast: Cast, as_person: AsPerson
) -> None:
    keep(cast, channel)
    Credential.objects.create(
        channel=channel, sealed={"access_token": TOKEN}, connected_at=channel.created_at
    )
    keeper = as_person(cast.dev)
    url = f"/desk/channels/{channel.pk}/hacked/"
    assert url in keeper.get(f"/desk/channels/{channel.pk}/").content.decode()
    assert keeper.post(url, {"reason": ""}).status_code == 422
    answer = keeper.post(url, {"reason": "अनजान पोस्ट दिखी"}, follow=True)
    channel.refresh_from_db()
    assert channel.state == Channel.State.HACKED
    assert not Credential.objects.exists()
    assert "रोक दिया गया" in answer.content.decode()


def test_apps_are_renewed_and_forgotten(browser: Client, cast: Cast) -> None:
    typed = {"kind": "x", "name": "मप्र", "unit": "mp", "client_id": "id", "client_secret": TOKEN}
    browser.post("/desk/channels/apps/new/", typed)
    app = AppRegistration.objects.get()
    browser.post(f"/desk/channels/apps/{app.pk}/renew/", {"client_id": "id2", "client_secret": "fresh"})
    app.refresh_from_db()
    assert app.sealed == {"client_id": "id2", "client_secret": "fresh"}
    browser.post(f"/desk/channels/apps/{app.pk}/forget/")
    assert not AppRegistration.objects.exists()


def test_a_lost_account_waits_on_the_home_page_of_whoever_keeps_it(cast: Cast, channel: Channel) -> None:
    keep(cast, channel)
    assert sections(cast.dev, utcnow()) == []
    Channel.objects.filter(pk=channel.pk).update(state="hacked")
    enter(cast, cast.pr_office, "@vacant")
    (section,) = sections(cast.dev, utcnow())
    assert [row.url for row in section.rows] == [f"/desk/channels/{channel.pk}/"]
    (whole,) = sections(cast.farid, utcnow())
    assert whole.count == 2
    assert {row.state for row in whole.rows} == {"hacked", "failed"}
