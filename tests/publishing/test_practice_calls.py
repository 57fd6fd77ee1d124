"""The practice platforms call us as real ones do, and what they tell can reach practice channels alone."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings

from jansetu.channels.models import AppRegistration, Channel, HookItem
from jansetu.channels.operations.practice_calls import be_called_by_practice
from jansetu.core.clock import utcnow
from jansetu.publishing.heard import work_off
from jansetu.publishing.models import DirectPost
from tests.publishing.office import Office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def static_folder(settings: Settings) -> None:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@contextmanager
def listening() -> Iterator[tuple[str, list[tuple[str, dict[str, str], bytes]]]]:
    """An address of this machine, and all that is said there."""
    heard: list[tuple[str, dict[str, str], bytes]] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.path, dict(self.headers.items()), body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def in_telegram(office: Office, channel: Channel, text: str) -> None:
    """Somebody posts in Telegram's own app."""
    server = office.steps.sandbox.server("telegram")
    account = channel.handle.removeprefix("@")
    said = urlencode({"text": text}).encode()
    urllib.request.urlopen(f"{server}/app/{account}", data=said, timeout=10).close()


def wait_for(heard: list[Any]) -> None:
    deadline = time.monotonic() + 10
    while not heard and time.monotonic() < deadline:
        time.sleep(0.02)
    assert heard


def passed_on(client: Client, heard: list[tuple[str, dict[str, str], bytes]]) -> list[int]:
    """To our own pages, byte for byte."""
    return [
        client.post(path, body, content_type="application/json", headers=headers).status_code
        for path, headers, body in heard
    ]


def test_a_post_made_in_the_practice_app_arrives_signed_and_comes_to_light(
    office: Office, client: Client, settings: Settings
) -> None:
    channel = office.channels(1, "telegram")[0]
    with listening() as (address, heard):
        settings.JANSETU_PUBLIC_URL = address
        assert be_called_by_practice(now=office.now) >= 3
        in_telegram(office, channel, "ऐप से डाली गई")
        wait_for(heard)
    assert passed_on(client, heard) == [200]
    work_off(utcnow())
    assert DirectPost.objects.get().text == "ऐप से डाली गई"


def test_what_practice_tells_never_finds_a_real_channel(
    office: Office, client: Client, settings: Settings
) -> None:
    channel = office.channels(1, "telegram")[0]
    with listening() as (address, heard):
        settings.JANSETU_PUBLIC_URL = address
        be_called_by_practice(now=office.now)
        in_telegram(office, channel, "ऐप से डाली गई")
        wait_for(heard)
    Channel.objects.filter(pk=channel.pk).update(practice=False)
    assert passed_on(client, heard) == [200]
    assert HookItem.objects.get().channel is None


def test_telling_it_again_turns_the_secret_and_makes_no_second_app(
    office: Office, client: Client, settings: Settings
) -> None:
    channel = office.channels(1, "telegram")[0]
    with listening() as (address, heard):
        settings.JANSETU_PUBLIC_URL = address
        be_called_by_practice(now=office.now)
        in_telegram(office, channel, "पहली")
        wait_for(heard)
        be_called_by_practice(now=office.now)
    assert AppRegistration.objects.filter(kind="telegram").count() == 1
    assert passed_on(client, heard) == [403]
    assert not HookItem.objects.exists()
