"""The command `jansetu`: reads arguments, calls one operation, prints. Writes no row itself."""

from __future__ import annotations

import os


def main() -> None:
    """The console entry point: settings first, then the commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jansetu.config.settings")
    import django  # settings must be named before Django is asked anything

    django.setup()
    from jansetu.cli.commands import jansetu

    jansetu()
