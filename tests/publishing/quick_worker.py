"""A real worker process with a quicker clockwork in the same proportions, for tests."""

from __future__ import annotations

import os
import sys

import django

from jansetu.publishing.timing import Timing


def quick() -> Timing:
    """A fifth of the usual."""
    return Timing(call=4, fresh=1, margin=1, first_look=0.2, look_again=0.3, backoff=0.3, lag=0.5)


def main(concurrency: int) -> None:
    """Work until stopped or killed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jansetu.config.settings")
    django.setup()
    from jansetu.config.worker import work

    work(concurrency=concurrency, timing=quick())


if __name__ == "__main__":
    main(int(sys.argv[1]))
