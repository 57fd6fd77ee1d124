"""The platforms' published specifications, which lie beside the repository and are no part of it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]


def book(*place: str) -> Any:
    """One specification; where it is missing a reason to skip, under CI a failure."""
    file = ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "specs" / Path(*place)
    if not file.is_file():
        what = f"JANSETU_SHARED has no specs/{'/'.join(place)}"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{what}, and under CI nothing is skipped")
        pytest.skip(what)
    return json.loads(file.read_text(encoding="utf-8"))
