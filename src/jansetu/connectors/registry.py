"""Which platforms there are: an explicit list, nothing is scanned. Builds a connector; keeps none."""

from __future__ import annotations

LOCAL_KINDS: dict[str, str] = {"portal": "पोर्टल"}
LABELS: dict[str, str] = {"x": "X", "facebook": "Facebook", "mastodon": "Mastodon", "bluesky": "Bluesky"}


def kinds() -> list[tuple[str, str]]:
    """For model fields; a callable, so that a new connector makes no migration."""
    return [*LABELS.items(), *LOCAL_KINDS.items()]
