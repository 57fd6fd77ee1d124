"""Connecting on the platform's own page from the desk: off, back, the choice, and what each page says."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from jansetu.channels.models import Channel, ConnectFlow, Credential
from jansetu.core.clock import utcnow
from jansetu.sandbox.process import Sandbox
from tests.cast import Cast
from tests.channels.test_oauth import app_for, press
from tests.web.channels.conftest import enter
from tests.web.conftest import AsPerson

BACK = "/desk/channels/connected/"


@pytest.fixture
def browser(cast: Cast, as_person: AsPerson) -> Client:
    """Farid's, who connects."""
    return as_person(cast.farid)


def leave(browser: Client, channel: Channel) -> str:
    """Press the button; the address on the platform to which the page leads."""
    text = browser.post(f"/desk/channels/{channel.pk}/walk/").content.decode()
    found = re.search(r'href="(http://127\.0\.0\.1:\d+/[a-z]+/[^"]+)"', text)
    assert found, text
    return html.unescape(found[1])


def test_without_an_app_the_page_says_where_one_is_made_and_what_to_write(
    browser: Client, channel: Channel
) -> None:
    text = browser.get(f"/desk/channels/{channel.pk}/connect/").content.decode()
    assert "developer.x.com" in text
    assert BACK in text
    assert "मंच पर जाकर जोड़ें" not in text


def test_an_officer_walks_to_the_platform_and_comes_back_connected(
    browser: Client, channel: Channel, cast: Cast, sandbox: Sandbox
) -> None:
    app_for(cast, "x")
    assert "मंच पर जाकर जोड़ें" in browser.get(f"/desk/channels/{channel.pk}/connect/").content.decode()
    back = press(leave(browser, channel), "collectorujjain")
    answer = browser.get(BACK, back, follow=True)
    channel.refresh_from_db()
    assert channel.state == Channel.State.CONNECTED
    text = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/desk/channels/{channel.pk}/"
    assert "जुड़ गया" in text
    assert "टोकन अपने-आप नया होता है" in text
    for secret in (back["code"], back["state"], "practice-secret", "access-", "refresh-"):
        assert secret not in text


def test_of_several_pages_one_is_chosen(browser: Client, cast: Cast, sandbox: Sandbox) -> None:
    channel = enter(cast, cast.district, "@collectorujjain", kind="facebook")
    app_for(cast, "facebook")
    back = press(leave(browser, channel), "collectorujjain, jansamparkujjain")
    answer = browser.get(BACK, back, follow=True)
    place = answer.redirect_chain[-1][0]
    text = answer.content.decode()
    assert text.count('type="radio"') == 2
    assert "access-" not in text
    assert browser.post(place, {}).status_code == 422
    assert browser.post(place, {"remote_id": "1"}).status_code == 422
    number = re.findall(r'name="remote_id" value="(\d+)"', text)[1]
    browser.post(place, {"remote_id": number})
    channel.refresh_from_db()
    assert (channel.state, channel.remote_account_id) == (Channel.State.CONNECTED, number)
    assert not ConnectFlow.objects.exists()


def test_who_says_no_reads_a_plain_sentence(
    browser: Client, channel: Channel, cast: Cast, sandbox: Sandbox
) -> None:
    app_for(cast, "x")
    back = press(leave(browser, channel), "collectorujjain", decision="deny")
    text = browser.get(BACK, back, follow=True).content.decode()
    assert "अनुमति नहीं दी गई" in text
    assert not Credential.objects.exists()


def test_a_return_that_nobody_began_changes_nothing(browser: Client, channel: Channel) -> None:
    for asked in ({}, {"state": "made-up", "code": "c"}, {"state": "made-up", "error": "access_denied"}):
        answer = browser.get(BACK, asked, follow=True)
        assert answer.redirect_chain[-1][0] == "/desk/channels/"
        assert "चालू जुड़ाव की नहीं" in answer.content.decode()
    assert not Credential.objects.exists()


def test_another_account_is_said_on_the_connect_page(
    browser: Client, channel: Channel, cast: Cast, sandbox: Sandbox
) -> None:
    app_for(cast, "x")
    Channel.objects.filter(pk=channel.pk).update(remote_account_id="1")
    back = press(leave(browser, channel), "somebodyelse")
    answer = browser.get(BACK, back, follow=True)
    assert answer.redirect_chain[-1][0] == f"/desk/channels/{channel.pk}/connect/"
    assert "somebodyelse" in answer.content.decode()


def test_a_stranger_is_refused_everywhere(
    stranger: Client, browser: Client, channel: Channel, cast: Cast, sandbox: Sandbox
) -> None:
    app_for(cast, "x")
    back = press(leave(browser, channel), "collectorujjain")
    assert stranger.post(f"/desk/channels/{channel.pk}/walk/").status_code in (403, 404)
    assert stranger.get(BACK, back).status_code == 403
    assert stranger.get("/desk/channels/walks/1/").status_code == 403
    assert not Credential.objects.exists()


def test_nobody_leaves_by_opening_an_address(browser: Client, channel: Channel) -> None:
    assert browser.get(f"/desk/channels/{channel.pk}/walk/").status_code == 405
    assert not ConnectFlow.objects.exists()


def test_the_page_of_apps_says_what_each_platform_needs(browser: Client) -> None:
    text = browser.get("/desk/channels/apps/").content.decode()
    for word in ("developer.x.com", "developers.facebook.com", "offline.access", "pages_manage_posts", BACK):
        assert word in text


@pytest.mark.parametrize(
    ("days", "facts", "said", "cares"),
    [
        (40, {}, "टोकन 40 दिन शेष", False),
        (3, {}, "टोकन 3 दिन शेष", True),
        (-2, {}, "अवधि बीत गई", True),
        (3, {"refresh_at": utcnow()}, "अपने-आप नया होता है", False),
        (3, {"refresh_at": utcnow(), "failures": 2}, "नवीकरण अभी नहीं हो पा रहा", True),
    ],
)
def test_the_end_of_a_token_is_on_its_page_and_in_the_list(
    days: int, facts: dict[str, object], said: str, cares: bool, browser: Client, channel: Channel
) -> None:
    now = utcnow()
    Channel.objects.filter(pk=channel.pk).update(state=Channel.State.CONNECTED)
    ends = now + timedelta(days=days, hours=1)
    Credential.objects.create(channel=channel, sealed={}, connected_at=now, expires_at=ends, **facts)
    listed = browser.get("/desk/channels/").content.decode()
    assert said in listed
    assert ("टोकन देखें" in listed) is cares
    assert said in browser.get(f"/desk/channels/{channel.pk}/").content.decode()
