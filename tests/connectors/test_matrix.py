"""docs/platforms.md says what the code can do, and nothing that it cannot do goes untold."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from jansetu.connectors import capabilities, matrix
from jansetu.connectors.contracts import Connector
from jansetu.connectors.instead import BEYOND, INSTEAD
from jansetu.connectors.registry import CONNECTORS

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_page_is_what_the_code_says() -> None:
    written = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
    assert written == matrix.page(), "python -m jansetu.connectors.matrix > docs/platforms.md"


def test_every_capability_of_the_contract_has_its_row() -> None:
    protocols = [
        one
        for _, one in inspect.getmembers(capabilities, inspect.isclass)
        if getattr(one, "_is_protocol", False)
    ]
    assert {one.protocol for one in matrix.CAPABILITIES} == {
        one for one in protocols if one.__module__ == capabilities.__name__
    }


def test_nothing_is_told_instead_of_what_a_platform_can_do() -> None:
    names = {one.protocol.__name__: one for one in matrix.CAPABILITIES}
    for kind, lacking in INSTEAD:
        if kind in CONNECTORS:
            assert not matrix.has(CONNECTORS[kind], names[lacking]), (kind, lacking)


def test_a_lack_without_a_sentence_is_refused() -> None:
    class Mute(Connector):
        kind, label = "mute", "Mute"

    with pytest.raises(matrix.NothingInstead):
        matrix.lacks(Mute)


def test_what_no_api_reaches_is_told_with_what_we_do_there() -> None:
    for name, (hi, en) in BEYOND:
        assert f"- **{name}**: {hi} {en}" in matrix.page()
    assert [name for name, _ in BEYOND if "WhatsApp" in name]
