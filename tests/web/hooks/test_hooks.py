"""What platforms call: only what they signed is kept, once, as it came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jansetu.channels.models import AppRegistration, Channel, HookItem
from jansetu.channels.operations.apps import register_app
from jansetu.channels.operations.hooking import secret_of
from jansetu.core.clock import utcnow
from tests.cast import Cast
from tests.channels.hooks import body_of, registered, signature
from tests.content.acts import channel_of

pytestmark = pytest.mark.django_db
SECRET = "app-secret-1"


@pytest.fixture(autouse=True)
def hook() -> Iterator[None]:
    with registered():
        yield


@pytest.fixture
def app(cast: Cast) -> AppRegistration:
    secrets = {"app_secret": SECRET, "verify_token": "word-of-ours"}
    return register_app(
        kind="x",
        name="ऐप",
        unit=cast.state,
        secrets=secrets,
        by=cast.farid,
        now=utcnow() - timedelta(minutes=1),
    )


@pytest.fixture
def channel(cast: Cast) -> Channel:
    made = channel_of(cast, cast.district, "@collectorujjain", utcnow() - timedelta(minutes=1))
    made.remote_account_id = "4711"
    made.save()
    return made


def call(client: Client, address: str, body: bytes, secret: str = SECRET, **headers: Any) -> int:
    signed = {"x-signature": signature(body, secret), **headers}
    return client.post(address, body, content_type="application/json", headers=signed).status_code


def test_a_genuine_call_is_kept_as_it_came_and_found_its_channel(
    client: Client, app: AppRegistration, channel: Channel
) -> None:
    told = {"id": "e1", "account": "4711", "text": "नमस्ते", "at": "2026-11-25T06:00:00+00:00"}
    assert call(client, f"/hooks/app/{app.pk}/", body_of(told)) == 200
    item = HookItem.objects.get()
    assert (item.kind, item.item, item.channel, item.app, item.raw) == ("x", "e1", channel, app, told)
    assert item.due_at is not None


def test_what_is_told_again_is_one_row(client: Client, app: AppRegistration) -> None:
    for body in (body_of({"id": "e1"}), body_of({"id": "e1"}, {"id": "e2"}, {"id": "e2"})):
        assert call(client, f"/hooks/app/{app.pk}/", body) == 200
    assert sorted(HookItem.objects.values_list("item", flat=True)) == ["e1", "e2"]


@pytest.mark.parametrize("secret", ["", "somebody-else"])
def test_a_call_that_the_platform_did_not_sign_leaves_nothing(
    client: Client, app: AppRegistration, secret: str
) -> None:
    assert call(client, f"/hooks/app/{app.pk}/", body_of({"id": "e1"}), secret) == 403
    assert not HookItem.objects.exists()


def test_a_changed_body_is_refused(client: Client, app: AppRegistration) -> None:
    signed = signature(body_of({"id": "e1"}), SECRET)
    answer = client.post(
        f"/hooks/app/{app.pk}/",
        body_of({"id": "e9"}),
        content_type="application/json",
        headers={"x-signature": signed},
    )
    assert answer.status_code == 403


def test_a_channels_own_address_takes_its_own_secret_only(client: Client, channel: Channel) -> None:
    body = body_of({"id": "u1"})
    assert call(client, f"/hooks/channel/{channel.pk}/", body, SECRET) == 403
    assert call(client, f"/hooks/channel/{channel.pk}/", body, secret_of(channel)) == 200
    assert HookItem.objects.get().channel == channel


def test_the_platforms_question_is_answered_with_our_word_only(client: Client, app: AppRegistration) -> None:
    address = f"/hooks/app/{app.pk}/"
    right = client.get(address, {"token": "word-of-ours", "word": "12345"})
    assert (right.status_code, right.content) == (200, b"12345")
    assert client.get(address, {"token": "guess", "word": "12345"}).status_code == 403


def test_a_body_beyond_the_platforms_own_limit_is_not_read(client: Client, app: AppRegistration) -> None:
    assert call(client, f"/hooks/app/{app.pk}/", b"[" + b" " * (3 * 1024 * 1024) + b"]") == 413


def test_an_unknown_app_or_a_platform_that_never_calls_is_not_found(client: Client, cast: Cast) -> None:
    silent = channel_of(cast, cast.district, "@m", utcnow(), kind="bluesky")
    assert call(client, "/hooks/app/999999/", b"[]") == 404
    assert call(client, f"/hooks/channel/{silent.pk}/", b"[]") == 404


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'"text"', b"[1]"])
def test_a_body_that_cannot_be_read_is_refused_without_a_trace(
    client: Client, app: AppRegistration, body: bytes
) -> None:
    assert call(client, f"/hooks/app/{app.pk}/", body, "wrong") == 403
    assert not HookItem.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"\xff\x00", b'"text"', b"[1]"])
def test_what_the_platform_signed_and_nobody_can_read_is_kept_for_whoever_looks_into_it(
    client: Client, app: AppRegistration, body: bytes
) -> None:
    assert call(client, f"/hooks/app/{app.pk}/", body) == 200
    assert "unreadable" in HookItem.objects.get().raw
