"""Keys of their own for these tests, and a way to call a command."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from jansetu.cli.commands import jansetu
from tests.keys import key_file

__all__ = ["key_file"]
Call = Callable[..., Result]


@pytest.fixture
def call() -> Call:
    """`jansetu` with these arguments, in this process and its database."""
    return lambda *arguments: CliRunner().invoke(jansetu, [str(argument) for argument in arguments])
