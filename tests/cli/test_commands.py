"""The tree of commands: read late, so that a sender carries only what it needs."""

from __future__ import annotations

import subprocess
import sys


def test_a_worker_starts_without_excel_and_without_the_word_lists() -> None:
    code = (
        "import sys, django; django.setup();"
        "from jansetu.cli.commands import jansetu as tree; import jansetu.config.worker;"
        "tree.get_command(None, 'worker');"
        "print([n for n in ('openpyxl', 'jansetu.compliance.screening', 'celery') if n in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
