"""`python -m jansetu.jobs JOB ATTEMPT OWNER`: one attempt. The worker starts it, with its leash as input."""

from __future__ import annotations

import os
import sys


def main(job: int, attempt: int, owner: str) -> None:
    """Settings first, then the attempt."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jansetu.config.settings")
    import django

    django.setup()
    from jansetu.jobs import child
    from jansetu.jobs.models import Turn

    turn = Turn(job, attempt, owner)
    child.bound(turn)
    child.run(turn)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
