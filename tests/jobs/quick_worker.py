"""A worker of long jobs with a quicker clockwork in the same proportions, for tests."""

from __future__ import annotations

import os
from functools import partial

import django


def main() -> None:
    """Work until stopped or killed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.jobs.settings")
    django.setup()
    from jansetu.config import worker
    from jansetu.jobs.queue import Jobs
    from tests.jobs.stage import QUICK

    worker.Jobs = partial(Jobs, timing=QUICK)  # type: ignore[misc, assignment]
    worker.work_heavy()


if __name__ == "__main__":
    main()
