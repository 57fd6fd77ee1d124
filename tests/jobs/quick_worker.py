"""A worker of long jobs with a quicker clockwork in the same proportions, for tests."""

from __future__ import annotations

import os

import django


def main() -> None:
    """Work until stopped or killed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.jobs.settings")
    django.setup()
    from jansetu.config.worker import work_heavy
    from tests.jobs.stage import QUICK

    work_heavy(pace=QUICK)


if __name__ == "__main__":
    main()
