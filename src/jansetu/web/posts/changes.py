"""The difference between two versions of a post, as a person reads it. Photos are shown, not named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from jansetu.content.differences import Difference, differences
from jansetu.content.editing import LANGUAGES, platform_name
from jansetu.content.snapshots import Snapshot
from jansetu.fields.words import in_language


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs from what was approved last; of photos, both rows of them."""

    difference: Difference
    where: tuple[str, ...]  # platforms with their language; none for the title
    before: list[dict[str, Any]]
    after: list[dict[str, Any]]

    @property
    def label(self) -> str:
        """Which part it is."""
        return in_language(*PARTS[self.difference.part])

    @property
    def key(self) -> object:
        """Equal for parts that changed in the same way; those are shown once."""
        return self.difference.part, self.difference.marks, repr(self.before), repr(self.after)


PARTS = {
    "title": ("शीर्षक", "Title"),
    "about": ("किस बारे में", "What it is about"),
    "urgent": ("तत्काल", "Urgent"),
    "label": ("अभियान", "Campaign"),
    "heading": ("वीडियो या मेल का शीर्षक", "Title of the film or mail"),
    "text": ("पाठ", "Text"),
    "pictures": ("फ़ोटो या वीडियो", "Photos or film"),
    "channels": ("चैनल", "Channels"),
}


def changes(before: Snapshot, after: Snapshot) -> list[Change]:
    """What an approver of a corrected post looks at, and nothing else."""
    found: dict[object, Change] = {}
    for one in differences(before, after):
        change = _change(one, before, after)
        same = found.get(change.key)
        found[change.key] = replace(same, where=same.where + change.where) if same else change
    return list(found.values())


def _change(one: Difference, before: Snapshot, after: Snapshot) -> Change:
    where = (f"{platform_name(one.kind)}, {LANGUAGES.get(one.language, one.language)}",) if one.kind else ()
    if one.part != "pictures":
        return Change(one, where, [], [])
    return Change(one, where, _pictures(before, one), _pictures(after, one))


def _pictures(snapshot: Snapshot, one: Difference) -> list[dict[str, Any]]:
    return [
        picture
        for variant in snapshot["variants"]
        if (variant["kind"], variant["language"]) == (one.kind, one.language)
        for picture in variant["pictures"]
    ]
