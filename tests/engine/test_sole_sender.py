"""On SQLite one process sends; a second one is refused, and the lock ends with its holder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection

from jansetu.core.errors import Refusal
from jansetu.engine import workers

pytestmark = pytest.mark.django_db


@pytest.fixture
def sending() -> Iterator[ExitStack]:
    """A sender of this process at work."""
    with ExitStack() as stack:
        assert stack.enter_context(workers.sole_sender())
        yield stack


def test_a_second_sender_on_sqlite_is_refused_in_both_languages(sending: ExitStack) -> None:
    with pytest.raises(Refusal) as refused, workers.sole_sender():
        pass
    assert "PostgreSQL" in refused.value.hi
    assert "PostgreSQL" in refused.value.en


def test_a_second_process_is_refused_as_well(sending: ExitStack) -> None:
    lock = f"{connection.settings_dict['NAME']}.sender"
    words = "import fcntl, sys; fcntl.flock(open(sys.argv[1], 'a+'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    tried = subprocess.run([sys.executable, "-c", words, lock], capture_output=True, text=True, check=False)
    assert "BlockingIOError" in tried.stderr


def test_the_right_to_send_ends_with_its_holder(sending: ExitStack) -> None:
    sending.close()
    with workers.sole_sender() as is_alone:
        assert is_alone


def test_the_command_refuses_a_second_worker_and_says_what_to_do(tmp_path: Path) -> None:
    environment = os.environ | {"JANSETU_FOLDER": str(tmp_path), "DATABASE_URL": ""}
    code = (
        "import fcntl, subprocess, sys\n"
        f"held = open({str(tmp_path / 'jansetu.sqlite3.sender')!r}, 'a+')\n"
        "fcntl.flock(held, fcntl.LOCK_EX)\n"
        "sys.exit(subprocess.run([sys.executable, '-m', 'jansetu.cli', 'worker']).returncode)\n"
    )
    call = [sys.executable, "-c", code]
    tried = subprocess.run(call, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert tried.returncode == 1
    assert "प्रेषक पहले से चल रहा है" in tried.stderr
    assert "Traceback" not in tried.stderr
