"""The lock of the peers pins every package by its digest and names no registry."""

from __future__ import annotations

import json
from pathlib import Path

LOCK = Path(__file__).parent / "package-lock.json"


def test_the_lock_carries_digests_and_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert "://" not in text
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
