"""A picture is handed to whoever brings its signed address, for an hour; nothing else can be had by it."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from pytest_django import Settings

from jansetu.content import storage
from jansetu.content.handing import LIFE, SALT, address_of, behind, signer
from tests.content.acts import jpeg

PUBLIC = "http://testserver"


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.JANSETU_MEDIA = tmp_path / "media"
    settings.JANSETU_PUBLIC_URL = PUBLIC
    return tmp_path / "media"


class Earlier(TimestampSigner):
    """Signs as if some time ago."""

    ago = timedelta()

    def timestamp(self) -> str:
        """The moment that is written into the signature."""
        return b62_encode(int(time.time() - self.ago.total_seconds()))


def kept() -> tuple[str, bytes]:
    content = jpeg().read()
    digest, _ = storage.keep(content, "jpg")
    return digest, content


def path_of(digest: str) -> str:
    return address_of(digest).removeprefix(PUBLIC)


def test_it_is_served_without_a_login_or_a_cookie_and_nobody_keeps_it(client: Client) -> None:
    digest, content = kept()
    answer = client.get(path_of(digest))
    assert (answer.status_code, answer.getvalue()) == (200, content)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers


def test_the_address_is_below_the_public_one_and_names_no_file() -> None:
    digest, _ = kept()
    assert address_of(digest).startswith(f"{PUBLIC}/m/{digest}.")
    assert storage.name_of(digest, "jpg") not in address_of(digest)
    assert timedelta(hours=1) == LIFE


@pytest.mark.parametrize(("ago", "status"), [(LIFE - timedelta(minutes=1), 200), (LIFE * 1.01, 404)])
def test_after_an_hour_it_is_over(client: Client, ago: timedelta, status: int) -> None:
    digest, _ = kept()
    earlier = Earlier(salt=SALT, sep=".")
    earlier.ago = ago
    assert client.get(f"/m/{earlier.sign(digest)}/").status_code == status


def test_a_signature_fits_no_other_picture(client: Client) -> None:
    digest, _ = kept()
    other, _ = storage.keep(jpeg(colour="green").read(), "jpg")
    tail = path_of(digest).partition(".")[2]
    assert client.get(f"/m/{other}.{tail}").status_code == 404
    assert client.get(path_of(other)).status_code == 200


def test_what_is_altered_or_signed_for_something_else_opens_nothing(client: Client) -> None:
    digest, _ = kept()
    signature = signer().sign(digest)
    altered = signature[:-1] + ("A" if signature[-1] != "A" else "B")
    for wrong in (altered, digest, f"{digest}.1.x", TimestampSigner(salt="other", sep=".").sign(digest)):
        assert client.get(f"/m/{wrong}/").status_code == 404


@pytest.mark.parametrize("name", ["../secret", "..%2fsecret", "a" * 63, "A" * 64, "", "0" * 64 + "\n"])
def test_even_a_true_signature_leads_only_to_pictures_by_their_digests(media_folder: Path, name: str) -> None:
    media_folder.mkdir(parents=True)
    (media_folder.parent / "secret.jpg").write_bytes(b"secret")
    assert behind(signer().sign(name)) is None


def test_a_picture_that_is_gone_and_a_post_to_its_address_are_refused(
    client: Client, media_folder: Path
) -> None:
    digest, _ = kept()
    address = path_of(digest)
    assert client.post(address).status_code == 405
    (media_folder / storage.name_of(digest, "jpg")).unlink()
    assert client.get(address).status_code == 404
