"""Lines that wait between two uses: handed out while they are fresh, to those whose they are, and let go."""

from __future__ import annotations

import pytest

from jansetu.core import lines
from jansetu.core.lines import IdleLines


class Wire:
    """A line that can be hung up."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


class OtherWire(Wire):
    """A line of another kind."""


def test_the_line_used_last_is_taken_first_and_only_once() -> None:
    idle, first, second = IdleLines(), Wire(), Wire()
    idle.put("a", first)
    idle.put("a", second)
    assert [idle.take("a", Wire) for _ in range(3)] == [second, first, None]
    assert not first.closed


def test_nobody_gets_anothers_line() -> None:
    idle = IdleLines()
    idle.put("a", Wire())
    assert idle.take("b", Wire) is None


def test_a_line_of_another_kind_is_hung_up() -> None:
    idle, wire = IdleLines(), Wire()
    idle.put("a", wire)
    assert idle.take("a", OtherWire) is None
    assert wire.closed


def test_what_waited_too_long_is_hung_up(monkeypatch: pytest.MonkeyPatch) -> None:
    idle, wire, fresh = IdleLines(), Wire(), Wire()
    idle.put("a", wire)
    monkeypatch.setattr(lines, "IDLE", -1.0)
    assert idle.take("a", Wire) is None
    assert wire.closed
    monkeypatch.setattr(lines, "IDLE", 20.0)
    idle.put("b", fresh)
    assert idle.take("b", Wire) is fresh


def test_all_are_hung_up_at_the_end() -> None:
    idle, wires = IdleLines(), [Wire(), Wire()]
    for key, wire in enumerate(wires):
        idle.put(key, wire)
    idle.close()
    assert all(wire.closed for wire in wires)
    assert idle.take(0, Wire) is None
