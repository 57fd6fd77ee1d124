"""`jansetu channels matrix` says what docs/platforms.md says."""

from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import Result

from jansetu.connectors import matrix
from jansetu.connectors.registry import CONNECTORS


def test_it_prints_the_page_of_the_platforms(call: Callable[..., Result]) -> None:
    assert call("channels", "matrix").output == matrix.page() + "\n"


def test_its_object_names_every_platform_and_what_it_can_do(call: Callable[..., Result]) -> None:
    told = json.loads(call("channels", "matrix", "--json").output)
    assert set(told) == set(CONNECTORS)
    assert "Publishes" in told["x"]["can"]
    assert told["x"]["text"] == 280
