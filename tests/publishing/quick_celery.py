"""A real worker process that a broker wakes, with a quicker clockwork and shorter drains, for tests."""

from __future__ import annotations

import os
import sys

import django


def main(concurrency: int) -> None:
    """Be woken until stopped or killed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jansetu.config.settings")
    django.setup()
    from jansetu.config import celery
    from tests.publishing.quick_worker import quick

    celery.DRAIN = 2
    celery.serve(concurrency=concurrency, timing=quick(), heavy=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
