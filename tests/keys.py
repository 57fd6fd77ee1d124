"""An installation's folder with one key, as its first start leaves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from jansetu.fields.keys import fresh_key


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of its keys."""
    monkeypatch.delenv("JANSETU_KEYS", raising=False)
    monkeypatch.delenv("JANSETU_KEYS_FILE", raising=False)
    settings.JANSETU_FOLDER = tmp_path
    file = tmp_path / "jansetu_keys"
    file.write_text(fresh_key(), encoding="utf-8")
    return file
