"""`jansetu keys`: turns keys, counts what each sealed, and shows none that is in use."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from cryptography.fernet import Fernet

from jansetu.channels.models import AppRegistration
from jansetu.fields.keys import fresh_key
from tests.cast import Cast

Call = Callable[..., Result]


@pytest.fixture
def app(cast: Cast, now: datetime, key_file: Path) -> AppRegistration:
    sealed = {"client_secret": "s3"}
    return AppRegistration.objects.create(
        kind="x", name="मुख्य", unit=cast.state, sealed=sealed, registered_at=now
    )


def test_status_counts_by_position_and_rotate_moves_everything_to_the_first(
    app: AppRegistration, call: Call, key_file: Path
) -> None:
    assert json.loads(call("keys", "status", "--json").output)["sealed"] == [1]
    rotated = call("keys", "rotate", "--json")
    assert (rotated.exit_code, json.loads(rotated.output)["resealed"]) == (0, 1)
    status = call("keys", "status", "--json")
    assert json.loads(status.output) == {"from_environment": False, "sealed": [1, 0], "unopened": 0}


def test_no_command_shows_a_key_or_a_secret(app: AppRegistration, call: Call, key_file: Path) -> None:
    said = "".join(
        call("keys", *words).output
        for words in (["status"], ["rotate"], ["reseal"], ["status", "--json"], ["rotate", "--json"])
    )
    assert not any(key in said for key in key_file.read_text(encoding="utf-8").split())
    assert "s3" not in said


def test_a_value_that_no_key_opens_ends_status_with_code_1(
    app: AppRegistration, call: Call, key_file: Path
) -> None:
    key_file.write_text(fresh_key(), encoding="utf-8")
    status = call("keys", "status", "--json")
    assert (status.exit_code, json.loads(status.output)["unopened"]) == (1, 1)
    assert call("keys", "rotate").exit_code == 1


def test_keys_from_the_environment_are_refused_with_what_to_do_instead(
    app: AppRegistration, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JANSETU_KEYS", "elsewhere")
    refused = call("keys", "rotate")
    assert refused.exit_code == 1
    assert "jansetu keys fresh" in refused.output
    assert "कुंजियाँ" in refused.output


def test_a_fresh_key_is_a_key_and_goes_nowhere(call: Call, key_file: Path) -> None:
    before = key_file.read_text(encoding="utf-8")
    printed = call("keys", "fresh").output.strip()
    assert Fernet(printed).decrypt(Fernet(printed).encrypt(b"x")) == b"x"
    assert key_file.read_text(encoding="utf-8") == before
