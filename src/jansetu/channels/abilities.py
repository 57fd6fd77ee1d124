"""What the platforms can do, for those who may not look at a connector: as a page and as an object."""

from __future__ import annotations

from typing import Any

from jansetu.connectors import matrix
from jansetu.connectors.registry import CONNECTORS


def page() -> str:
    """The whole of docs/platforms.md, written from the code."""
    return matrix.page()


def as_object() -> dict[str, Any]:
    """By platform: label, limits, and which capability it has."""
    return {
        kind: {
            "label": connector.label,
            "can": [one.protocol.__name__ for one in matrix.CAPABILITIES if matrix.has(connector, one)],
            "text": connector.limits.text,
            "pictures": connector.limits.pictures,
            "video_seconds": connector.limits.video.seconds if connector.limits.video else None,
            "further": connector.limits.further,
            "one_each": connector.limits.one_each,
        }
        for kind, connector in CONNECTORS.items()
    }
