"""The difference between two versions of a post, as a person reads it. Photos are shown, not named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jansetu.content.differences import Difference, differences
from jansetu.content.editing import LANGUAGES, platform_name
from jansetu.content.snapshots import Snapshot
from jansetu.fields.words import in_language


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs from what was approved last; of photos, both rows of them."""

    difference: Difference
    label: str
    before: list[dict[str, Any]]
    after: list[dict[str, Any]]


PARTS = {
    "title": ("शीर्षक", "Title"),
    "text": ("पाठ", "Text"),
    "pictures": ("फ़ोटो", "Photos"),
    "channels": ("चैनल", "Channels"),
}


def changes(before: Snapshot, after: Snapshot) -> list[Change]:
    """What an approver of a corrected post looks at, and nothing else."""
    return [_change(one, before, after) for one in differences(before, after)]


def _change(one: Difference, before: Snapshot, after: Snapshot) -> Change:
    label = in_language(*PARTS[one.part])
    if one.kind:
        label = f"{platform_name(one.kind)}, {LANGUAGES.get(one.language, one.language)}: {label}"
    if one.part != "pictures":
        return Change(one, label, [], [])
    return Change(one, label, _pictures(before, one), _pictures(after, one))


def _pictures(snapshot: Snapshot, one: Difference) -> list[dict[str, Any]]:
    return [
        picture
        for variant in snapshot["variants"]
        if (variant["kind"], variant["language"]) == (one.kind, one.language)
        for picture in variant["pictures"]
    ]
